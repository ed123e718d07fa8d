/** The parts of a form. */

/** The hidden fields of every form in a flow: the token against forged forms, and where to continue afterwards. */
export function Hidden({ fields }: { fields: readonly (readonly [string, string])[] }) {
  return (
    <>
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "password";
  readonly autocomplete: "username" | "current-password" | "new-password";
  readonly value?: string | undefined;
  readonly hint?: string;
  readonly minlength?: number;
  /** Whether the form was refused. The refusal then describes the field. */
  readonly refused: boolean;
}

/** An input with its label and hint. */
export function Field({ name, label, type, autocomplete, value, hint, minlength, refused }: FieldProps) {
  const described = [hint && `${name}-hint`, refused && "refusal"].filter(Boolean).join(" ");
  const attributes = {
    id: name,
    name,
    autocomplete,
    autocapitalize: "none",
    spellcheck: false,
    required: true,
    value,
    minlength,
    "aria-describedby": described || undefined,
    "aria-invalid": refused ? "true" : undefined,
  } as const;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {type === "password" ? <input type="password" {...attributes} /> : <input type="text" {...attributes} />}
    </div>
  );
}

/** Why the form was refused. Screen readers announce it at once. */
export function Alert({
  refusal,
}: {
  refusal: { readonly says: string; readonly person?: string | undefined } | undefined;
}) {
  if (refusal === undefined) return null;
  return (
    <div class="alert" role="alert" id="refusal">
      <p>
        <strong>{refusal.says}</strong>
      </p>
      {refusal.person && <p>{refusal.person}</p>}
    </div>
  );
}

/** The buttons of a form that asks a user to allow something. */
export function AllowOrNot() {
  return (
    <div class="actions pair">
      <button class="primary" type="submit" name="answer" value="allow">
        Allow
      </button>
      <button type="submit" name="answer" value="deny">
        Don't allow
      </button>
    </div>
  );
}
