/** The policy of token exchange in the form of an application. */
import { ChoicesField, Fault, type ShownFault, TextField } from "../fields.tsx";

export interface Exchange {
  readonly subjects: readonly string[];
  readonly adds: readonly string[];
  readonly delegation: string;
  readonly identityAssertions?: readonly {
    readonly audience: string;
    readonly clientId: string;
    readonly scopes: readonly string[];
  }[];
}

interface ExchangeProps {
  readonly name: string;
  readonly of: Exchange | undefined;
  readonly fault: ShownFault | undefined;
  readonly readOnly: boolean;
}

const DELEGATION = [
  { value: "allowed", label: "It may say who acts for the user, with an actor_token" },
  { value: "required", label: "It must say who acts" },
  { value: "never", label: "It never says so: the new tokens look like those of the user" },
];

/** The fields are named after the members of the policy. */
export function ExchangeFields({ name, of, fault, readOnly }: ExchangeProps) {
  const { subjects = [], adds = [], delegation = "allowed", identityAssertions = [] } = of ?? {};
  return (
    <div id={name}>
      <Fault name={name} fault={fault} />
      <TextField
        name={`${name}.subjects`}
        label="Also tokens of these applications"
        hint="client_id of each, separated by spaces."
        value={subjects.join(" ")}
        readOnly={readOnly}
      />
      <TextField
        name={`${name}.adds`}
        label="Scopes that it may add"
        hint="Of those that it is allowed, such as scopes of the next API, which the exchanged token lacks."
        value={adds.join(" ")}
        readOnly={readOnly}
      />
      <ChoicesField
        name={`${name}.delegation`}
        label="Who acts"
        as="one"
        chosen={[delegation]}
        choices={DELEGATION}
        readOnly={readOnly}
      />
      <h3>Identity assertions for other servers (ID-JAG)</h3>
      <p class="hint">With such an assertion, it asks another server for tokens of its users there.</p>
      {[...identityAssertions, ...(readOnly ? [] : [NO_ASSERTION])].map((one, at) => (
        <Assertion key={at} name={name} at={at} of={one} readOnly={readOnly} />
      ))}
      {!readOnly && <p class="hint">To remove a server, empty its issuer. Save to add more than one.</p>}
    </div>
  );
}

type IdentityAssertion = NonNullable<Exchange["identityAssertions"]>[number];

const NO_ASSERTION: IdentityAssertion = { audience: "", clientId: "", scopes: [] };

interface AssertionProps {
  readonly name: string;
  readonly at: number;
  readonly of: IdentityAssertion;
  readonly readOnly: boolean;
}

/** A server for which it gets them. Each field is in the form once for each of them. */
function Assertion({ name, at, of: { audience, clientId, scopes }, readOnly }: AssertionProps) {
  const inputs = [
    ["audience", "Issuer of the server", audience, "https://other.example"],
    ["clientId", "Its client_id there", clientId, ""],
    ["scopes", "Scopes there", scopes.join(" "), "orders.read orders.write"],
  ] as const;
  return (
    <fieldset class="rule">
      <legend>{audience === "" ? "Another server" : audience}</legend>
      <div class="rule-fields">
        {inputs.map(([member, label, value, placeholder]) => {
          const id = `${name}.${member}-${at}`;
          return (
            <div class="field" key={member}>
              <label for={id}>{label}</label>
              <input
                id={id}
                name={`${name}.${member}`}
                type="text"
                value={value}
                placeholder={placeholder}
                readOnly={readOnly}
                autocomplete="off"
                spellcheck={false}
              />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
