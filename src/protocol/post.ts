/** What the token, revocation and introspection endpoints share: a posted form, with nothing in the URL. */
import { type Refusal, refuse } from "../reasons/index.ts";
import { rfc } from "../specs.ts";
import { type Check, firstRefusal } from "./decision.ts";
import { type Form, refuseOAuth1, refuseRepeated, refuseTooLong } from "./form.ts";
import { isFormType, mediaTypeOf } from "./media-type.ts";
import { formOf, type Received } from "./received.ts";

/** The input of a check of the request's form. */
export interface Posted {
  readonly received: Received;
}

/** Checks that a form was posted (RFC 6749 3.2). `known` names the parameters of the endpoint. */
export function postChecks(known: ReadonlySet<string>): readonly Check<Posted>[] {
  return [
    {
      asks: "Is it a POST?",
      cites: rfc(6749, "3.2"),
      run: ({ received: { method } }) =>
        method === "POST" ? undefined : refuse("request/wrong-method", { method, allowed: ["POST"] }),
    },
    {
      asks: "Is it OAuth 2, by its header?",
      cites: rfc(6749, "1"),
      run: ({ received: { authorization } }) =>
        authorization.is === "oauth1"
          ? refuse("request/version-unsupported", { parameters: ["Authorization: OAuth"] })
          : undefined,
    },
    {
      asks: "Are the parameters in the body, and none in the URL?",
      cites: rfc(6749, "3.2"),
      run: ({ received: { query } }) => {
        if ("refused" in query) return query;
        const parameters = [...query.values.keys()].filter((name) => known.has(name));
        return parameters.length === 0 ? undefined : refuse("request/parameter-misplaced", { parameters });
      },
    },
    {
      asks: "Is the body a form?",
      cites: rfc(6749, "3.2"),
      run: ({ received: { contentType, hasBody, looks } }) =>
        (isFormType(contentType) && looks === undefined) || (contentType === undefined && !hasBody)
          ? undefined
          : refuse("request/wrong-content-type", { sent: mediaTypeOf(contentType || "none"), looks }),
    },
    {
      asks: "Can the form be decoded?",
      cites: rfc(6749, "B"),
      run: ({ received: { body } }) => ("refused" in body ? body : undefined),
    },
    {
      asks: "Is it OAuth 2, by its parameters?",
      cites: rfc(6749, "1"),
      run: ({ received: { body } }) => refuseOAuth1(formOf(body)),
    },
    {
      asks: "Is each parameter sent once?",
      cites: rfc(6749, "3.2"),
      run: ({ received: { body } }) => refuseRepeated(formOf(body), known),
    },
    {
      asks: "Are the values within bounds?",
      cites: rfc(6749, "3.2"),
      run: ({ received: { body } }) => refuseTooLong(formOf(body)),
    },
  ];
}

/** The form of a posted request, or why it can't be accepted. */
export function readPost(received: Received, known: ReadonlySet<string>): Form | Refusal {
  return firstRefusal(postChecks(known), { received }) ?? formOf(received.body);
}
