/** Fields for attributes of a user, by type. */
import { CheckField, LinesField, type ShownFault, TextField } from "./fields.tsx";

export interface ShownAttribute {
  /** Of the field in the form. */
  readonly field: string;
  readonly label: string;
  readonly type: "text" | "number" | "boolean" | "list";
  /** As it is typed; `true` or `false` for a box. */
  readonly text: string;
  readonly input?: "email" | undefined;
  readonly hint?: string | undefined;
  readonly autocomplete?: string | undefined;
}

interface Props {
  readonly of: readonly ShownAttribute[];
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly readOnly?: boolean;
}

export function AttributeFields({ of, faults, readOnly = false }: Props) {
  return (
    <>
      {of.map(({ field, label, type, text, input, hint, autocomplete }) => {
        const common = { name: field, label, readOnly, fault: faults.get(field), ...(hint !== undefined && { hint }) };
        if (type === "boolean")
          return (
            <div key={field}>
              {/* A box that isn't selected sends nothing, like a form without the box. */}
              {!readOnly && <input type="hidden" name={field} value="false" />}
              <CheckField {...common} checked={text === "true"} />
            </div>
          );
        if (type === "list")
          return <LinesField key={field} {...common} hint={hint ?? "One in each line."} value={text} rows={3} />;
        return (
          <TextField
            key={field}
            {...common}
            value={text}
            {...(input && { type: input })}
            {...(autocomplete && { autocomplete })}
          />
        );
      })}
    </>
  );
}
