/** Fields of the console's forms, each with its label, its hint, and, if it was refused, what was sent and what is expected there. */
import type { ComponentChildren } from "preact";

/** Why a field was refused. */
export interface ShownFault {
  readonly sent: string;
  readonly expected: string;
}

interface Common {
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly fault?: ShownFault | undefined;
  /** It can't be changed here. */
  readonly readOnly?: boolean | undefined;
  readonly required?: boolean;
}

/** What describes the input for screen readers. */
const describedBy = ({ name, hint, fault }: Common): string | undefined =>
  [hint !== undefined && `${name}-hint`, fault !== undefined && `${name}-fault`].filter(Boolean).join(" ") || undefined;

function Around({ children, ...field }: Common & { readonly children: ComponentChildren }) {
  const { name, label, hint, fault, required } = field;
  return (
    <div class="field">
      <label for={name}>
        {label}
        {required === true && <span class="required"> (required)</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <Fault name={name} fault={fault} />
    </div>
  );
}

export function Fault({ name, fault }: Pick<Common, "name" | "fault">) {
  if (fault === undefined) return null;
  return (
    <p class="fault" id={`${name}-fault`}>
      <strong>Sent:</strong> {fault.sent}. <strong>Expected:</strong> {fault.expected}.
    </p>
  );
}

const attributesOf = (field: Common) =>
  ({
    id: field.name,
    name: field.name,
    required: field.required,
    readOnly: field.readOnly,
    autocapitalize: "none",
    spellcheck: false,
    "aria-describedby": describedBy(field),
    "aria-invalid": field.fault === undefined ? undefined : "true",
  }) as const;

interface TextProps extends Common {
  readonly value?: string | undefined;
  readonly type?: "text" | "email" | "url" | "number" | "date" | "search" | "password";
  readonly placeholder?: string;
  readonly autocomplete?: string;
}

export function TextField({ value, type = "text", placeholder, autocomplete = "off", ...field }: TextProps) {
  return (
    <Around {...field}>
      <input
        {...attributesOf(field)}
        type={type as "text"}
        value={value}
        placeholder={placeholder}
        autocomplete={autocomplete}
      />
    </Around>
  );
}

/** Several lines, for example one URL in each. */
export function LinesField({
  value,
  rows = 4,
  ...field
}: Common & { readonly value?: string; readonly rows?: number }) {
  return (
    <Around {...field}>
      <textarea {...attributesOf(field)} rows={rows}>
        {value}
      </textarea>
    </Around>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly disabled?: boolean | undefined;
  readonly badges?: ComponentChildren;
}

export function SelectField({
  value,
  choices,
  ...field
}: Common & { readonly value?: string | undefined; readonly choices: readonly Choice[] }) {
  const { readOnly, ...attributes } = attributesOf(field);
  return (
    <Around {...field}>
      <select {...attributes} disabled={readOnly}>
        {choices.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value} disabled={one.disabled}>
            {one.label}
          </option>
        ))}
      </select>
    </Around>
  );
}

/** One box to tick. */
export function CheckField({
  checked,
  value = "true",
  ...field
}: Common & { readonly checked: boolean; readonly value?: string }) {
  const { readOnly, ...attributes } = attributesOf(field);
  return (
    <div class="check">
      <input {...attributes} type="checkbox" value={value} checked={checked} disabled={readOnly} />
      <div>
        <label for={field.name}>{field.label}</label>
        {field.hint !== undefined && (
          <p class="hint" id={`${field.name}-hint`}>
            {field.hint}
          </p>
        )}
        <Fault name={field.name} fault={field.fault} />
      </div>
    </div>
  );
}

interface ChoicesProps extends Common {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  /** `one` of them, or `several`. `cards`: one of them, each as a card. */
  readonly as: "one" | "several" | "cards";
}

/** Boxes of which one or several may be selected. */
export function ChoicesField({ choices, chosen, as, ...field }: ChoicesProps) {
  const { name, label, hint, fault, readOnly } = field;
  return (
    <fieldset class={as === "cards" ? "choices cards" : "choices"} aria-describedby={describedBy(field)}>
      <legend>{label}</legend>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {choices.map((one) => {
        const id = `${name}-${one.value}`;
        return (
          <div class="check" key={one.value}>
            <input
              type={as === "several" ? "checkbox" : "radio"}
              id={id}
              name={name}
              value={one.value}
              checked={chosen.includes(one.value)}
              disabled={one.disabled === true || readOnly === true}
              aria-describedby={one.hint === undefined ? undefined : `${id}-hint`}
            />
            <div>
              <label for={id}>{one.label}</label>
              {one.badges}
              {one.hint !== undefined && (
                <p class="hint" id={`${id}-hint`}>
                  {one.hint}
                </p>
              )}
            </div>
          </div>
        );
      })}
      <Fault name={name} fault={fault} />
    </fieldset>
  );
}

const LOGO_HINT = "A PNG, JPEG or WebP image of at most 40 KB and 1,024 pixels on each side.";

/** An image: chosen as a file, or pasted as a `data:` URL. */
export function LogoField({ value, ...field }: Common & { readonly value: string }) {
  const file = `${field.name}_file`;
  return (
    <fieldset class="field logo-field">
      <legend>{field.label}</legend>
      {value.startsWith("data:image/") && <img class="logo" src={value} alt="The logo" width={48} height={48} />}
      {field.readOnly !== true && (
        <div class="field">
          <label for={file}>Image file</label>
          <p class="hint" id={`${file}-hint`}>
            {LOGO_HINT}
          </p>
          <input
            type="file"
            id={file}
            name={file}
            accept="image/png,image/jpeg,image/webp"
            aria-describedby={`${file}-hint`}
          />
        </div>
      )}
      <LinesField
        {...field}
        label="Image as a data: URL"
        hint={field.hint ?? "The image in use. Empty it to remove the logo."}
        value={value}
        rows={2}
      />
    </fieldset>
  );
}
