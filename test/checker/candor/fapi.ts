/** Candor under FAPI 2.0. */
import { METADATA, responding, withMembers } from "../between.ts";
import { FAPI } from "../keyed/fapi-mutants.ts";
import { JWT_CLIENT, registeredJwtClient } from "../keyed/jwt-client.ts";
import { CALLBACK } from "../peers/oidc-provider.ts";
import { PERSON, type Setups, startLikePeer } from "./start.ts";

/** It pretends to push what wasn't pushed, which Candor shows in other ways than the peer. */
const { "pushing isn't required": _, ...others } = FAPI;

const startUnder = (profile: "fapi2-security" | "fapi2-message-signing") =>
  startLikePeer({
    alone: true,
    config: () => ({
      profile,
      requirePushedRequests: true,
      clients: [
        {
          ...PERSON,
          ...{ id: JWT_CLIENT.client_id, authMethods: ["private_key_jwt"], jwks: registeredJwtClient.jwks },
          ...{ idTokenAlg: "ES256", dpopBoundAccessTokens: true },
        },
      ],
    }),
  });

const WEB = { ...JWT_CLIENT, dpop_bound_access_tokens: true, redirect_uri: CALLBACK, scope: PERSON.scopes.join(" ") };

export const FAPI_AT_CANDOR: Setups = {
  "FAPI 2.0": {
    start: () => startUnder("fapi2-security"),
    clients: () => ({ web: WEB }),
    profile: "fapi2",
    mutants: {
      ...others,
      "pushing isn't said to be required": {
        does: "require_pushed_authorization_requests is false.",
        breaks: ["fapi/par"],
        between: responding(METADATA, (answer) =>
          withMembers(answer, (all) => ({ ...all, require_pushed_authorization_requests: false })),
        ),
      },
    },
    clear: ["fapi"],
  },
  "FAPI 2.0 Message Signing": {
    start: () => startUnder("fapi2-message-signing"),
    clients: () => ({ web: WEB }),
    profile: "fapi2",
    // What the usual faults are found by is found through the JWTs too.
    mutants: {},
    clear: ["jarm", "fapi", "denial", "openid-request", "prompt", "response-mode", "id-token"],
  },
};
