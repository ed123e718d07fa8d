/** Servers for clients that prove something: each with its faults, and the requirements that must find them. */
import { errors, type Provider } from "oidc-provider";
import type { TestClients } from "../../../src/checker/target.ts";
import { type Peer, startOidcProvider } from "../peers/oidc-provider.ts";
import type { Mutant } from "../through.ts";
import { ASSERTIONS } from "./assertion-mutants.ts";
import { JWT_CLIENT, registeredJwtClient } from "./jwt-client.ts";

export interface Keyed {
  readonly start: () => Promise<Peer>;
  readonly clients: (usual: Peer["clients"]) => TestClients;
  readonly mutants: Readonly<Record<string, Mutant>>;
  /** What is broken in oidc-provider as it is set up here, each with a reason that was verified by hand. */
  readonly known: Readonly<Record<string, string>>;
}

const USUAL = {
  "token/scope-unknown": "Scopes that it doesn't know are left out, and the response has no scope.",
  "token/default-scope": "A request without scope is granted none, and the response doesn't say so.",
  "keys/cache": "The JWKS has no Cache-Control.",
};

/** Left to itself, it accepts the token endpoint's URL too, and one of several audiences. */
async function forIssuerAlone(ctx: { oidc: { provider: Provider } }, { aud }: { aud: unknown }): Promise<void> {
  if (aud !== ctx.oidc.provider.issuer) throw new errors.InvalidClientAuth("aud must be the issuer");
}

export const KEYED: Readonly<Record<string, Keyed>> = {
  assertions: {
    start: () =>
      startOidcProvider({
        also: [registeredJwtClient],
        configuration: { assertJwtClientAuthClaimsAndHeader: forIssuerAlone },
      }),
    clients: ({ service }) => ({ service, jwt: JWT_CLIENT }),
    mutants: ASSERTIONS,
    known: USUAL,
  },
};
