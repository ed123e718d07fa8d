/** The policy of token exchange in the form of an application. */
import { ChoicesField, Fault, LinesField, type ShownFault, TextField } from "../fields.tsx";

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
  const lines = identityAssertions.map(({ audience, clientId, scopes }) => [audience, clientId, ...scopes].join(" "));
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
      <LinesField
        name={`${name}.identityAssertions`}
        label="Identity assertions for other servers (ID-JAG)"
        hint="One server in each line: its issuer, the client_id that the application has there, and the scopes, separated by spaces."
        value={lines.join("\n")}
        rows={Math.max(2, lines.length + 1)}
        readOnly={readOnly}
      />
    </div>
  );
}
