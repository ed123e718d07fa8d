/** How an authorization request arrives: in the query, or in a posted form (OpenID Connect Core 3.1.2.1). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { openid, rfc } from "../../specs.ts";
import type { Check } from "../decision.ts";
import { type Form, LIMITS, refuseTooLarge } from "../form.ts";
import { isFormType, mediaTypeOf } from "../media-type.ts";
import type { Posted } from "../post.ts";
import type { Received } from "../received.ts";
import { lengthOnTheWay } from "./request.ts";

/** The parameters, wherever they are. */
export const parametersOf = ({ method, query, body }: Received): Form | Refusal => (method === "POST" ? body : query);

/** Characters that one may become when it is encoded: three bytes, percent-encoded. */
const LONGEST_ENCODED = 9;
/** Characters of the longest prompt that our pages add, with its name. */
const ADDED = 64;

/** The request with the length that it has in our pages, unless it is too short to become too long. */
export function onItsWay(received: Received): Received {
  const form = parametersOf(received);
  if ("refused" in form) return received;
  if (received.length * LONGEST_ENCODED + ADDED <= LIMITS.carried) return received;
  return { ...received, carried: Math.max(received.carried ?? 0, lengthOnTheWay(form)) };
}

export const arrivalChecks: readonly Check<Posted>[] = [
  {
    asks: "Is the body of a POST a form?",
    cites: openid("core", "3.1.2.1"),
    run: ({ received: { method, contentType, looks } }) =>
      method !== "POST" || (isFormType(contentType) && looks === undefined)
        ? undefined
        : refuse("request/wrong-content-type", { sent: mediaTypeOf(contentType || "none"), looks }),
  },
  {
    asks: "Is it short enough to be carried through a sign-in?",
    cites: rfc(6749, "3.1"),
    run: ({ received: { method, length, carried } }) =>
      refuseTooLarge(method === "POST" ? "body" : "query", length, carried),
  },
  {
    asks: "Can its parameters be decoded?",
    cites: rfc(6749, "3.1"),
    run: ({ received }) => {
      const parameters = parametersOf(received);
      return "refused" in parameters ? parameters : undefined;
    },
  },
];
