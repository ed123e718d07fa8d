/** Candor that exchanges tokens and accepts assertions. */
import { createPrivateKey } from "node:crypto";
import { publicJwk } from "../../../src/checker/sign.ts";
import { RESOURCE } from "../keyed/api.ts";
import { GRANT as ASSERTION, ASSERTION_ISSUER } from "../keyed/assertion-grant.ts";
import { assertionGrantsBy, identityAssertionsBy } from "../keyed/assertion-grant-mutants.ts";
import { EXCHANGE_CLIENTS, EXPIRED, GRANT } from "../keyed/exchange.ts";
import { exchangesBy } from "../keyed/exchange-mutants.ts";
import { exchangingWrongly, grantingWrongly } from "./grant-mutants.ts";
import { type Setups, startLikePeer } from "./start.ts";

const key = publicJwk(createPrivateKey(String(ASSERTION_ISSUER.private_key)));

const startWithIssuer = (identityAssertions: boolean) =>
  startLikePeer({
    service: { grantTypes: ["client_credentials", ASSERTION] },
    config: () => ({
      trustedIssuers: [
        {
          ...{ issuer: ASSERTION_ISSUER.issuer, jwks: { keys: [{ ...key, alg: "ES256", use: "sig" }] } },
          ...{ clients: ["service"], scopes: ["read"], identityAssertions },
        },
      ],
    }),
  });

export const GRANTS_AT_CANDOR: Setups = {
  "token exchange": {
    start: () => startLikePeer({ service: { grantTypes: ["client_credentials", GRANT] } }),
    clients: () => EXCHANGE_CLIENTS,
    api: () => ({ resource: RESOURCE, scope: "read" }),
    extensions: { exchange: { expired_subject_token: EXPIRED } },
    mutants: exchangesBy(exchangingWrongly),
    clear: ["token-exchange"],
  },
  "assertions as grants": {
    start: () => startWithIssuer(false),
    clients: ({ service }) => ({ service }),
    extensions: { assertions: ASSERTION_ISSUER },
    mutants: assertionGrantsBy(grantingWrongly),
    clear: ["jwt-grant"],
  },
  "identity assertions": {
    start: () => startWithIssuer(true),
    clients: ({ service }) => ({ service }),
    extensions: { assertions: ASSERTION_ISSUER },
    mutants: identityAssertionsBy(grantingWrongly),
    clear: ["id-jag"],
  },
};
