/** How an access token reaches a resource (RFC 6750 2): header or form body; never the URL. */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { otherScheme } from "../authorization-header.ts";
import type { Check } from "../decision.ts";
import { EMPTY_FORM, type Form, refuseRepeated } from "../form.ts";
import { isFormType } from "../media-type.ts";
import { sentAs } from "../parameter-names.ts";
import { readBy } from "../parameters.ts";
import type { Posted } from "../post.ts";
import { formOf, type Received } from "../received.ts";

const TOKEN = readBy("bearer");

export const bearerRequestChecks: readonly Check<Posted>[] = [
  {
    // "access token in the query" is gone from OAuth 2.1: URLs end up in logs (RFC 9700 4.3.2).
    asks: "Is no access token in the URL?",
    cites: rfc(9700, "4.3.2"),
    run: ({ received: { query } }) =>
      !("refused" in query) && query.values.has("access_token")
        ? refuse("request/parameter-misplaced", { parameters: ["access_token"] })
        : undefined,
  },
  {
    asks: "Can the form be decoded?",
    cites: rfc(6750, "2.2"),
    run: ({ received }) => (bringsForm(received) && "refused" in received.body ? received.body : undefined),
  },
  {
    asks: "Is the token in it once?",
    cites: rfc(6750, "2"),
    run: ({ received }) => refuseRepeated(postedForm(received), TOKEN),
  },
  {
    // "Clients MUST NOT use more than one method to transmit the token in each request." (RFC 6750 2)
    asks: "Is it sent in only one way?",
    cites: rfc(6750, "2"),
    run: ({ received }) =>
      inHeader(received) !== "" && postedForm(received).values.has("access_token")
        ? refuse("token/repeated", {})
        : undefined,
  },
  {
    asks: "Does the request have an access token?",
    cites: rfc(6750, "3"),
    run: ({ received }) =>
      bearerOf(received) === ""
        ? refuse("token/absent", { scheme: otherScheme(received.authorization), near: otherName(received) })
        : undefined,
  },
];

const bringsForm = ({ method, contentType, looks }: Received): boolean =>
  method === "POST" && isFormType(contentType) && looks === undefined;

const postedForm = (received: Received): Form => (bringsForm(received) ? formOf(received.body) : EMPTY_FORM);

const inHeader = ({ authorization }: Received): string => (authorization.is === "bearer" ? authorization.token : "");

/** The name under which it was probably sent, in the body or the query. */
function otherName(received: Received): string | undefined {
  const { query } = received;
  const names = [postedForm(received), "refused" in query ? EMPTY_FORM : query].flatMap(({ values }) => [
    ...values.keys(),
  ]);
  return sentAs("access_token", names, TOKEN);
}

/** The scheme with which it was sent; none in a form. */
export const schemeOf = ({ authorization }: Received): string | undefined =>
  authorization.is === "bearer" && authorization.token !== "" ? authorization.scheme : undefined;

/** The access token that was sent; empty if there is none. */
export function bearerOf(received: Received): string {
  return inHeader(received) || (postedForm(received).values.get("access_token") ?? "");
}
