/** The token request, typed (RFC 6749 4.1.3, 4.4.2, 6). */
import { refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { rfc } from "../../specs.ts";
import { credentialChecks } from "../client-authentication/request.ts";
import type { Check } from "../decision.ts";
import { nearest } from "../edits.ts";
import { BROUGHT, GRANT_TYPES, grantTypeOf, USUAL_GRANT_TYPES } from "../grants/index.ts";
import { refuseAbsent, sentAs } from "../parameter-names.ts";
import { readBy } from "../parameters.ts";
import { type Posted, postChecks } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import { targetOf } from "../scope/target.ts";
import type { TokenRequest } from "./facts.ts";

const KNOWN: ReadonlySet<string> = new Set([...readBy("token"), ...BROUGHT]);

/** Whether the request is a token request with readable credentials. */
export const tokenRequestChecks: readonly Check<Posted>[] = [
  ...postChecks(KNOWN),
  {
    asks: "Does the request name a grant type?",
    cites: rfc(6749, "4.1.3"),
    run: ({ received: { body } }) => {
      const { values } = formOf(body);
      return values.has("grant_type") ? undefined : refuseAbsent("grant_type", values.keys(), KNOWN);
    },
  },
  {
    asks: "Is the grant type supported?",
    cites: rfc(6749, "5.2"),
    run: ({ received: { body } }) => {
      const sent = formOf(body).values.get("grant_type");
      return sent === undefined || grantTypeOf(sent) !== undefined
        ? undefined
        : refuse("request/grant-type-unsupported", {
            sent: quotable(sent, 100),
            offered: USUAL_GRANT_TYPES,
            near: nearest(sent, GRANT_TYPES),
          });
    },
  },
  {
    asks: "Does it have the code or token to exchange?",
    cites: rfc(6749, "4.1.3"),
    run: ({ received: { body } }) => {
      const { values } = formOf(body);
      const required = grantTypeOf(values.get("grant_type"))?.requires;
      return required === undefined || values.has(required) ? undefined : refuseAbsent(required, values.keys(), KNOWN);
    },
  },
  ...credentialChecks,
];

/** What the request says, once the checks have found that its grant type is supported. */
export function tokenRequestOf({ body }: Received): TokenRequest {
  const { values } = formOf(body);
  const grantType = values.get("grant_type") ?? "";
  const near = (name: string) => (values.has(name) ? undefined : sentAs(name, values.keys(), KNOWN));
  const common = { grantType, target: targetOf({ values }) };
  return grantTypeOf(grantType)?.read({ values, near, common }) ?? common;
}
