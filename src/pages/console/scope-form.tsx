/** The form of a scope. */
import { CheckField, LinesField, SelectField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { Form } from "./parts.tsx";

export interface ScopeForm {
  readonly name: string;
  readonly description: string;
  readonly descriptions: string;
  readonly api: string;
  readonly sensitive: boolean;
  readonly state: string;
  readonly sunset: string;
  readonly replacement: string;
}

interface FormProps {
  readonly frame: Frame;
  readonly action: string;
  readonly form: ScopeForm;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly apis: readonly { readonly resource: string; readonly name: string }[];
  readonly names: readonly string[];
  readonly etag: string | undefined;
  readonly isNew: boolean;
}

export function scopeForm({ frame, action, form, faults, apis, names, etag, isNew }: FormProps) {
  const fault = (name: string) => faults.get(name);
  return (
    <Form frame={frame} action={action} fields={[["etag", etag ?? ""]]}>
      {isNew && (
        <TextField
          name="name"
          label="Name"
          required={true}
          value={form.name}
          fault={fault("name")}
          hint="What applications send in the parameter scope. It can't change later."
          placeholder="orders.read"
        />
      )}
      <TextField
        name="description"
        label="Description"
        required={true}
        value={form.description}
        fault={fault("description")}
        hint="What users read when an application asks for it: “Read your orders”."
      />
      <LinesField
        name="descriptions"
        label="In other languages"
        value={form.descriptions}
        fault={fault("descriptions")}
        rows={3}
        hint="One in each line: the language, a colon and the text, such as “de: Ihre Bestellungen lesen”."
      />
      <SelectField
        name="api"
        label="API"
        value={form.api}
        fault={fault("api")}
        hint="Access tokens with this scope are for this API."
        choices={[
          { value: "", label: "None" },
          ...apis.map(({ resource, name }) => ({ value: resource, label: `${name} (${resource})` })),
        ]}
      />
      <CheckField
        name="sensitive"
        label="Sensitive"
        checked={form.sensitive}
        fault={fault("sensitive")}
        hint="Users see a warning, and owners of applications must request it from an operator."
      />
      {!isNew && (
        <>
          <SelectField
            name="state"
            label="State"
            value={form.state}
            fault={fault("state")}
            choices={[
              { value: "active", label: "Active" },
              { value: "deprecated", label: "Deprecated: still granted, and responses announce its end" },
              { value: "removed", label: "Removed: refused, and the refusal names the replacement" },
            ]}
          />
          <SelectField
            name="replacement"
            label="Replacement"
            value={form.replacement}
            fault={fault("replacement")}
            hint="Only if it is deprecated or removed."
            choices={[{ value: "", label: "None" }, ...names.map((name) => ({ value: name, label: name }))]}
          />
          <TextField
            name="sunset"
            label="Sunset"
            type="date"
            value={form.sunset}
            fault={fault("sunset")}
            hint="The day from which a deprecated scope counts as removed."
          />
        </>
      )}
      <div class="form-actions">
        <button type="submit" name="step" value="preview">
          {isNew ? "Create scope" : "Review the change"}
        </button>
        <a href={`${frame.root}/scopes`}>Cancel</a>
      </div>
    </Form>
  );
}
