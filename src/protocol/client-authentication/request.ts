/** How a client presents itself (RFC 6749 2.3): one method per request. */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import type { Check } from "../decision.ts";
import type { Posted } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import { METHODS } from "./list.ts";
import type { AuthenticationMethod, Presented } from "./method.ts";
import { none } from "./none.ts";

const ALL: readonly AuthenticationMethod[] = METHODS;

/** The parameters by which a client names itself and authenticates. */
export const CREDENTIAL_PARAMETERS: readonly string[] = [
  "client_id",
  ...new Set(ALL.flatMap(({ parameters }) => parameters ?? [])),
];

export const credentialChecks: readonly Check<Posted>[] = [
  {
    asks: "Can the Authorization header be read?",
    cites: rfc(6749, "2.3.1"),
    run: ({ received: { authorization } }) =>
      authorization.is === "malformed" || authorization.is === "bearer"
        ? refuse("client-auth/malformed", { scheme: authorization.scheme })
        : undefined,
  },
  {
    // "The client MUST NOT use more than one authentication method in each request." (RFC 6749 2.3)
    asks: "Does the client authenticate in one way?",
    cites: rfc(6749, "2.3"),
    run: ({ received }) => {
      const first = usedIn(received);
      const isAlone = first === undefined || !ALL.some((method) => method !== first && method.isUsed(received));
      if (isAlone) return undefined;
      const methods = ALL.filter((method) => method.isUsed(received)).map(({ name }) => name);
      return refuse("client-auth/repeated", { methods });
    },
  },
  ...ALL.flatMap(({ checks }) => checks ?? []),
  {
    asks: "Do header and body name the same client?",
    cites: rfc(6749, "2.3"),
    run: ({ received }) => {
      const names = usedIn(received)?.names?.(received);
      const sent = formOf(received.body).values.get("client_id");
      if (names?.[0] === undefined || sent === undefined || names.includes(sent)) return undefined;
      return refuse("client-auth/client-id-mismatch", { header: names[0], body: sent });
    },
  },
];

/** The method that a request uses; `undefined` if it has no credentials. */
function usedIn(received: Received): AuthenticationMethod | undefined {
  for (const method of ALL) if (method.isUsed(received)) return method;
  return undefined;
}

/** The client's credentials, wherever the request has them, after the checks have passed. */
export function presentedBy(received: Received): Presented {
  return (usedIn(received) ?? none).presents(received);
}
