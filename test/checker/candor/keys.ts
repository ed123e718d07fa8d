/** Candor with clients that prove something by a key. */

import { ASSERTIONS } from "../keyed/assertion-mutants.ts";
import { BOUND } from "../keyed/bound-mutants.ts";
import { JWT_CLIENT, registeredJwtClient } from "../keyed/jwt-client.ts";
import { NONCES, PROOFS } from "../keyed/proof-mutants.ts";
import { type Setups, startLikePeer } from "./start.ts";

const KEYED_CLIENT = {
  id: JWT_CLIENT.client_id,
  authMethods: ["private_key_jwt" as const],
  jwks: registeredJwtClient.jwks,
  grantTypes: ["client_credentials" as const],
  scopes: ["read", "write"],
};

/** What codes and refresh tokens are bound to is judged below, and what clients prove for themselves above it. */
const [NO_CODES, NO_TOKENS] = [
  "A client with a redirect_uri is needed to get codes.",
  "A client with the client credentials grant is needed.",
];
const OF_CODES = [
  ...["dpop/code-bound", "dpop/code-needs-proof", "dpop/par-agrees", "dpop/par-binds"],
  ...["dpop/refresh-bound", "dpop/refresh-needs-proof", "dpop/refresh-type"],
];

export const KEYS_AT_CANDOR: Setups = {
  assertions: {
    start: () =>
      startLikePeer({
        config: () => ({ clients: [{ ...KEYED_CLIENT, profile: "fapi2-security", dpopBoundAccessTokens: true }] }),
      }),
    clients: ({ service }) => ({
      service,
      jwt: { ...JWT_CLIENT, scope: "read write", dpop_bound_access_tokens: true },
    }),
    mutants: ASSERTIONS,
    clear: ["client-jwt"],
  },
  proofs: {
    start: () => startLikePeer({ tokens: "opaque" }),
    clients: ({ service }) => ({ service }),
    mutants: PROOFS,
    clear: ["dpop"],
    unclear: Object.fromEntries(OF_CODES.map((id) => [id, NO_CODES])),
  },
  nonces: {
    start: () => startLikePeer({ config: () => ({ dpop: { nonce: true } }) }),
    clients: ({ service }) => ({ service }),
    mutants: NONCES,
    clear: [],
  },
  "what is bound": {
    start: () => startLikePeer(),
    clients: ({ web, public: app }) => ({ web, public: app }),
    mutants: BOUND,
    clear: ["dpop"],
    unclear: { "dpop/single-use-at-once": NO_TOKENS },
  },
};
