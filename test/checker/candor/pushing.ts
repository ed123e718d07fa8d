/** Candor with pushed requests and with APIs. */

import type { TestClient } from "../../../src/checker/target.ts";
import { ACCESS_TOKENS } from "../keyed/access-token-mutants.ts";
import { RESOURCE } from "../keyed/api.ts";
import { ENCRYPTED_OBJECTS, SIGNS_WITH } from "../keyed/encrypted-object-mutants.ts";
import { RESOURCES } from "../keyed/resource-mutants.ts";
import { ACCESS_TOKENS as OPAQUE } from "../peer-mutants/access-tokens.ts";
import { PUSHED_REQUESTS } from "../peer-mutants/pushed-requests.ts";
import { type Setups, startLikePeer } from "./start.ts";

export const PUSHING_AT_CANDOR: Setups = {
  "pushed requests": {
    start: () => startLikePeer({ tokens: "opaque" }),
    clients: (clients) => clients,
    mutants: PUSHED_REQUESTS,
    clear: [],
  },
  "encrypted request objects": {
    start: () =>
      startLikePeer({ web: { jwks: SIGNS_WITH.jwks }, config: () => ({ additionalKeys: ["RSA-OAEP-256"] }) }),
    clients: ({ web }) => ({ web: { ...(web as TestClient), private_key: SIGNS_WITH.private_key } }),
    mutants: ENCRYPTED_OBJECTS,
    clear: [],
  },
  resources: {
    start: () => startLikePeer(),
    clients: ({ service, web }) => ({ service, web }),
    api: () => ({ resource: RESOURCE, scope: "read" }),
    mutants: RESOURCES,
    clear: ["resource"],
  },
  "access tokens": {
    start: () => startLikePeer(),
    clients: ({ service }) => ({ service }),
    api: () => ({ resource: RESOURCE, scope: "read" }),
    mutants: ACCESS_TOKENS,
    clear: ["jwt-access-token"],
  },
  "opaque access tokens": {
    start: () => startLikePeer({ tokens: "opaque" }),
    clients: ({ web }) => ({ web }),
    mutants: Object.fromEntries(
      Object.entries(OPAQUE).map(([name, mutant]) => [
        name,
        // The ID token that comes with one has its hash.
        mutant.breaks.includes("token/160-bits")
          ? { ...mutant, breaks: [...mutant.breaks, "id-token/at-hash"] }
          : mutant,
      ]),
    ),
    clear: [],
  },
};
