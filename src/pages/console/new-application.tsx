/** The pages of the wizard for a new application. */
import type { Building } from "./code/index.ts";
import { ChoicesField, Fault, LinesField, SelectField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { ATTESTATION_FIELDS, AttestationFields, type Attested, KeyFields } from "./new-application-keys.tsx";
import { Alert, Badge, Form } from "./parts.tsx";

const BUILDINGS: readonly { readonly value: Building; readonly label: string; readonly hint: string }[] = [
  {
    value: "web",
    label: "Web server",
    hint: "Users sign in with a browser, and the code runs on your server: Express, Spring, Django.",
  },
  {
    value: "browser",
    label: "Browser",
    hint: "A single-page application without a server of its own. It keeps no secret.",
  },
  {
    value: "native",
    label: "Mobile or desktop",
    hint: "It is installed on the user's device and opens the system browser.",
  },
  {
    value: "service",
    label: "Service",
    hint: "A program that acts for itself: a job, a backend, a pipeline. No user signs in.",
  },
  {
    value: "keyed-service",
    label: "Service with a key",
    hint: "The same without a secret: it signs with a private key that never leaves it (private_key_jwt).",
  },
  {
    value: "device",
    label: "Device or TV",
    hint: "Nobody can type there. It shows a code, which the user enters on a phone or a computer.",
  },
  { value: "command", label: "Command line", hint: "A tool in a terminal that signs its user in through the browser." },
  {
    value: "agent",
    label: "Agent or MCP client",
    hint: "It calls tools for a user, and signs the user in on a port of its own.",
  },
];

interface ChooseProps {
  readonly root: string;
  /** Those that only an operator registers. */
  readonly notAllowed: readonly Building[];
}

export function chooseBuildingPage({ root, notAllowed }: ChooseProps) {
  const choices = BUILDINGS.map((one) =>
    notAllowed.includes(one.value)
      ? { ...one, disabled: true, hint: `${one.hint} Only an operator registers these here.` }
      : one,
  );
  return (
    <form method="get" action={`${root}/applications/new`} class="form wizard">
      <ChoicesField name="building" label="What are you building?" as="cards" chosen={["web"]} choices={choices} />
      <div class="form-actions">
        <button type="submit">Continue</button>
      </div>
    </form>
  );
}

interface ShownScope {
  readonly name: string;
  readonly description: string;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
  /** Name of its API. */
  readonly api: string | undefined;
  readonly isAskedFor: boolean;
}

interface NewApplicationProps {
  readonly frame: Frame;
  readonly building: Building;
  readonly hasRedirectUri: boolean;
  readonly hasKeys: boolean;
  readonly scopes: readonly ShownScope[];
  readonly teams: readonly string[];
  readonly name: string;
  readonly redirectUris: string;
  readonly jwksUri: string;
  readonly jwks: string;
  /** Selected ones. */
  readonly chosen?: readonly string[];
  readonly team: string;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly refused?: { readonly says: string; readonly errorUri: string };
  /** What was typed about attestations; none where they can't be chosen. */
  readonly attested: Attested | undefined;
}

const EXAMPLES: Readonly<Record<Building, string>> = {
  web: "https://shop.example/callback",
  browser: "https://shop.example/signed-in",
  native: "com.example.shop:/callback",
  command: "http://127.0.0.1/callback",
  agent: "http://127.0.0.1/callback",
  service: "",
  "keyed-service": "",
  device: "",
};

/** The members that have a field here. */
const FIELDS = ["client_name", "redirect_uris", "jwks", "jwks_uri", "scope", "team", ...ATTESTATION_FIELDS];

/** Whether it runs on the user's device. */
const isNative = (building: Building): boolean =>
  building === "native" || building === "command" || building === "agent";

export function newApplicationPage(props: NewApplicationProps) {
  const {
    frame,
    building,
    hasRedirectUri,
    hasKeys,
    scopes,
    teams,
    name,
    redirectUris,
    chosen = [],
    team,
    faults,
    refused,
    attested,
  } = props;
  const label = BUILDINGS.find(({ value }) => value === building)?.label ?? building;
  const others = [...faults].filter(([member]) => !FIELDS.includes(member));
  return (
    <Form frame={frame} action="/applications/new" fields={[["building", building]]}>
      {refused !== undefined && (
        <Alert title="It isn't registered yet." href={refused.errorUri}>
          <p>{refused.says}</p>
        </Alert>
      )}
      {others.map(([member, fault]) => (
        <Fault key={member} name={member} fault={fault} />
      ))}
      <p class="hint">
        {label}. <a href={`${frame.root}/applications/new`}>Choose something else</a>
      </p>
      <TextField
        name="client_name"
        label="Name"
        required
        value={name}
        hint="Users see it when they sign in and give consent."
        fault={faults.get("client_name")}
      />
      {hasRedirectUri && (
        <div data-application-type={isNative(building) ? "native" : "web"}>
          <div data-redirect-uris="">
            <LinesField
              name="redirect_uris"
              label="Redirect URIs"
              rows={3}
              value={redirectUris}
              hint={
                <>
                  Where users come back to after they have signed in, one in each line, compared character by character.
                  For example <code>{EXAMPLES[building]}</code>
                  {isNative(building)
                    ? ". On 127.0.0.1, any port may be used."
                    : ". Plain http is only for your own machine."}
                </>
              }
              fault={faults.get("redirect_uris")}
            />
          </div>
        </div>
      )}
      {hasKeys && <KeyFields {...props} />}
      {attested !== undefined && <AttestationFields of={attested} faults={faults} />}
      {teams.length > 0 && (
        <SelectField
          name="team"
          label="Belongs to"
          value={team}
          choices={[{ value: "", label: "You" }, ...teams.map((one) => ({ value: one, label: `The team ${one}` }))]}
          fault={faults.get("team")}
        />
      )}
      <Scopes scopes={scopes} chosen={chosen} fault={faults.get("scope")} root={frame.root} />
      <div class="form-actions">
        <button type="submit">Register the application</button>
        <a href={`${frame.root}/applications`}>Cancel</a>
      </div>
    </Form>
  );
}

const NO_API = "About the user";

function Scopes({
  scopes,
  chosen,
  fault,
}: {
  readonly scopes: readonly ShownScope[];
  readonly chosen: readonly string[];
  readonly fault: ShownFault | undefined;
  readonly root: string;
}) {
  const groups = [...new Set(scopes.map(({ api }) => api ?? NO_API))];
  return (
    <>
      {groups.map((group, i) => {
        const within = scopes.filter(({ api }) => (api ?? NO_API) === group);
        return (
          <details class="scope-group" key={group} open={within.length <= 12}>
            <summary>{group}</summary>
            <ChoicesField
              name="scope"
              label={i === 0 ? "What it may ask for" : `What it may ask for: ${group}`}
              as="several"
              chosen={chosen}
              choices={within.map((scope) => ({
                value: scope.name,
                label: scope.description,
                hint: scope.isAskedFor ? (
                  <>
                    <code>{scope.name}</code>. An operator allows it. Register the application first, then ask.
                  </>
                ) : (
                  <code>{scope.name}</code>
                ),
                disabled: scope.isAskedFor,
                badges: (
                  <>
                    {scope.sensitive && <Badge tone="caution">Sensitive</Badge>}
                    {scope.deprecated && <Badge>Deprecated</Badge>}
                  </>
                ),
              }))}
            />
          </details>
        );
      })}
      <Fault name="scope" fault={fault} />
    </>
  );
}
