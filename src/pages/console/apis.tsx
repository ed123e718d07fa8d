/** Pages of APIs. */
import { SelectField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { Badge, Empty, Facts, Form, Panel } from "./parts.tsx";
import { applicationPath, scopePath } from "./scopes.tsx";
import { Pager, Table } from "./table.tsx";

export interface ShownApi {
  readonly resource: string;
  readonly name: string;
  readonly tokens: string;
  readonly lifetime: number;
  readonly scopes: number;
  readonly fixed: boolean;
}

export const apiPath = (resource: string): string => `/apis/${encodeURIComponent(resource)}`;

export function apiList({
  frame,
  apis,
  next,
}: {
  readonly frame: Frame;
  readonly apis: readonly ShownApi[];
  readonly next: string | undefined;
}) {
  return (
    <>
      <Table
        caption="APIs"
        rows={apis}
        keyOf={({ resource }) => resource}
        empty={
          <Empty title="There are no APIs yet">Access tokens are for an API, which says what their scopes mean.</Empty>
        }
        columns={[
          {
            label: "API",
            as: "main",
            cell: ({ resource, name }) => (
              <>
                <a href={`${frame.root}${apiPath(resource)}`}>{name}</a>
                <span class="below">
                  <code>{resource}</code>
                </span>
              </>
            ),
          },
          { label: "State", cell: ({ fixed }) => fixed && <Badge>File or built in</Badge> },
          { label: "Access tokens", cell: ({ tokens }) => (tokens === "jwt" ? "JWT" : "Opaque") },
          { label: "Lifetime", as: "number", cell: ({ lifetime }) => `${lifetime} s` },
          { label: "Scopes", as: "number", cell: ({ scopes }) => scopes },
        ]}
      />
      <Pager next={next} />
    </>
  );
}

export interface ApiForm {
  readonly resource: string;
  readonly name: string;
  readonly tokens: string;
  readonly alg: string;
  readonly typ: string;
  readonly lifetime: string;
}

interface FormProps {
  readonly frame: Frame;
  readonly action: string;
  readonly form: ApiForm;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly etag: string | undefined;
  readonly isNew: boolean;
}

export function apiForm({ frame, action, form, faults, etag, isNew }: FormProps) {
  const of = (name: keyof ApiForm) => ({ name, value: form[name], fault: faults.get(name) });
  return (
    <Form frame={frame} action={action} fields={[["etag", etag ?? ""]]}>
      {isNew && (
        <TextField
          {...of("resource")}
          label="Resource identifier"
          required={true}
          hint="A URL that names the API. It is the audience of its access tokens, and can't change later."
          placeholder="https://api.example.com"
        />
      )}
      <TextField {...of("name")} label="Name" required={true} hint="Users read it on the consent page." />
      <SelectField
        {...of("tokens")}
        label="Access tokens"
        hint="An API reads a JWT itself. For an opaque one it asks this server, so revoking it takes effect at once."
        choices={[
          { value: "jwt", label: "JWT" },
          { value: "opaque", label: "Opaque" },
        ]}
      />
      <TextField
        {...of("lifetime")}
        label="Lifetime in seconds"
        type="number"
        hint="How long its access tokens are valid: from 1 to 86400."
      />
      <SelectField
        {...of("alg")}
        label="Signature"
        hint="Only of JWTs."
        choices={["ES256", "EdDSA", "RS256", "PS256"].map((value) => ({ value, label: value }))}
      />
      <SelectField
        {...of("typ")}
        label="Type of JWT"
        hint="Select JWT only if a library of the API refuses at+jwt."
        choices={["at+jwt", "JWT"].map((value) => ({ value, label: value }))}
      />
      <div class="form-actions">
        <button type="submit" name="step" value="preview">
          {isNew ? "Create API" : "Review the change"}
        </button>
        <a href={`${frame.root}/apis`}>Cancel</a>
      </div>
    </Form>
  );
}

/** What the API is, for those who don't change it. */
export function apiFacts({ form }: { readonly form: ApiForm }) {
  return (
    <Panel title="What it is">
      <Facts
        of={[
          ["Resource identifier", <code>{form.resource}</code>],
          ["Access tokens", form.tokens === "jwt" ? `JWT, ${form.alg}, ${form.typ}` : "Opaque"],
          ["Lifetime", `${form.lifetime} s`],
        ]}
      />
    </Panel>
  );
}

/** Its scopes, and the clients that introspect its tokens. */
export function apiUses({
  root,
  scopes,
  clients,
  more,
}: {
  readonly root: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
  readonly clients: readonly string[];
  readonly more: number;
}) {
  return (
    <div class="columns">
      <Panel title="Scopes">
        {scopes.length === 0 && <p class="hint">It has no scopes yet.</p>}
        <ul class="plain-list">
          {scopes.map(({ name, description }) => (
            <li key={name}>
              <a href={`${root}${scopePath(name)}`}>
                <code>{name}</code>
              </a>{" "}
              {description}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Introspects its tokens" lead="Clients that may ask this server about access tokens for the API.">
        {clients.length === 0 && <p class="hint">No client may.</p>}
        <ul class="plain-list">
          {clients.map((id) => (
            <li key={id}>
              <a href={`${root}${applicationPath(id)}`}>{id}</a>
            </li>
          ))}
          {more > 0 && <li class="hint">and {more} more</li>}
        </ul>
      </Panel>
    </div>
  );
}
