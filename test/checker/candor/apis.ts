/** Candor with an API that `candor/resource` protects. */

import { APIS } from "../keyed/access-token-mutants.ts";
import { AT_API } from "../keyed/bound-mutants.ts";
import { PATH } from "../keyed/step-up.ts";
import { STEP_UP, STEP_UP_INTROSPECTION } from "../keyed/step-up-mutants.ts";
import type { Mutant } from "../through.ts";
import { apiOf, protectedApi } from "./protected-api.ts";
import { type Setups, startLikePeer } from "./start.ts";

/** Candor has no token without a resource for a scope of the API. */
const { "an API for tokens of others": _, ...ofApi } = APIS;

const UNMET = {
  "step-up/unmet":
    "acr_values are voluntary (OpenID Connect Core 1.0, 3.1.2.1), and the certification wants such a request to succeed. An essential acr is refused so.",
};

/** It can't refuse what it never does; and a session of an hour ago is only renewed if max_age can be read. */
const {
  "any acr": __,
  "a challenge with an age in words": words,
  ...others
} = STEP_UP as Required<typeof STEP_UP> & {
  readonly "a challenge with an age in words": Mutant;
};

export const APIS_AT_CANDOR: Setups = {
  "an API": {
    start: () => startLikePeer({ resource: apiOf }),
    clients: ({ service }) => ({ service }),
    api: (issuer) => ({ url: apiOf(issuer), resource: apiOf(issuer), scope: "read" }),
    behind: protectedApi("jwt"),
    mutants: { ...AT_API, ...ofApi },
    clear: ["api", "dpop-api", "resource-metadata"],
  },
  "step-up": {
    start: () => startLikePeer({ resource: apiOf }),
    clients: ({ web }) => ({ web }),
    api: (issuer) => ({ step_up: `${issuer}${PATH}`, resource: apiOf(issuer), scope: "read" }),
    behind: protectedApi("jwt"),
    hourly: true,
    known: UNMET,
    mutants: {
      ...others,
      "a challenge with an age in words": { ...words, breaks: [...words.breaks, "step-up/accepted"] },
    },
    clear: ["step-up"],
  },
  "step-up with introspection": {
    start: () => startLikePeer({ resource: apiOf, tokens: "opaque" }),
    clients: ({ web, service }) => ({ web, service, api: service }),
    api: (issuer) => ({ step_up: `${issuer}${PATH}`, resource: apiOf(issuer), scope: "read" }),
    behind: protectedApi("opaque"),
    hourly: true,
    known: UNMET,
    mutants: STEP_UP_INTROSPECTION,
    clear: ["step-up"],
  },
};
