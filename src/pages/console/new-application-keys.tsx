/** How an application proves who it is, in the wizard: by a key of its own, or by attestations of its copies. */
import { KEY_MAKER } from "./code/key-maker.ts";
import { LinesField, SelectField, type ShownFault, TextField } from "./fields.tsx";
import { Code } from "./parts.tsx";

export interface Attested {
  readonly method: string;
  readonly jwksUri: string;
  readonly jwks: string;
}

export const ATTESTATION_FIELDS = ["token_endpoint_auth_method", "attester_jwks_uri", "attester_jwks"];

interface KeyFieldsProps {
  readonly jwks: string;
  readonly jwksUri: string;
  readonly faults: ReadonlyMap<string, ShownFault>;
}

export function KeyFields({ jwks, jwksUri, faults }: KeyFieldsProps) {
  return (
    <>
      <p class="hint">
        Make a key where the service runs. The private half stays there, in key.json. Paste what is printed.
      </p>
      <Code>{KEY_MAKER}</Code>
      <LinesField
        name="jwks"
        label="Its public key"
        rows={4}
        value={jwks}
        hint={'A JWK set: {"keys": […]}. Never a private key.'}
        fault={faults.get("jwks")}
      />
      <TextField
        name="jwks_uri"
        label="Or the URL where it publishes its keys"
        value={jwksUri}
        hint="An https URL. Keys can then be replaced without a change here."
        fault={faults.get("jwks_uri")}
      />
    </>
  );
}

interface AttestationFieldsProps {
  readonly of: Attested;
  readonly faults: ReadonlyMap<string, ShownFault>;
}

/** How an app on a device proves that it is genuine, if its developer can attest that. */
export function AttestationFields({ of: { method, jwksUri, jwks }, faults }: AttestationFieldsProps) {
  return (
    <>
      <SelectField
        name="token_endpoint_auth_method"
        label="How it authenticates"
        value={method}
        choices={[
          { value: "none", label: "Not at all: it keeps no secret" },
          {
            value: "attest_jwt_client_auth",
            label: "By an attestation of each copy of the app (attest_jwt_client_auth)",
          },
        ]}
        fault={faults.get("token_endpoint_auth_method")}
      />
      <div class="dependent" data-needs="attestation">
        <TextField
          name="attester_jwks_uri"
          label="URL of its attester's keys"
          value={jwksUri}
          hint="Whoever attests that a copy of the app is genuine, usually your own backend, publishes a JWK set there."
          fault={faults.get("attester_jwks_uri")}
        />
        <LinesField
          name="attester_jwks"
          label="Or the keys themselves"
          rows={3}
          value={jwks}
          hint='A JWK set: {"keys": […]}. Only public keys, never a private one.'
          fault={faults.get("attester_jwks")}
        />
      </div>
    </>
  );
}
