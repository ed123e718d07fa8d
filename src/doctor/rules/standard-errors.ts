/** What a standard error alone can mean where nothing else tells. */
import type { ErrorSaid, View } from "../view.ts";
import { type Found, rule } from "./define.ts";
import { ALONE, CLIENT, DEVICE_CLIENT, GRANT, type Meaning } from "./standard-meanings.ts";
import { subjectOf } from "./subject.ts";

function meaningsOf(view: View, said: ErrorSaid): readonly Meaning[] {
  const { error = "" } = said;
  const subject = subjectOf(view, said);
  if (error === "invalid_grant") return GRANT[subject] ?? [];
  if (error === "invalid_client" && subject === "device") return DEVICE_CLIENT;
  if (error === "invalid_client" && subject === "client-assertion")
    return [
      [
        "client-auth/assertion-invalid",
        0.5,
        "Compare the key id, the algorithm and the times of the assertion with the registered key.",
      ],
      ["client-auth/assertion-wrong-audience", 0.35, "aud must be the issuer or the token endpoint."],
      ["client/unknown", 0.2],
    ];
  if (error === "invalid_request" && said.status === 401 && subject === "token")
    return [
      ["token/absent", 0.4],
      ["token/malformed", 0.3],
    ];
  if (
    error === "invalid_client" &&
    !said.request?.parameters.has("client_secret") &&
    said.request?.basic === undefined &&
    said.request !== undefined
  )
    return CLIENT.map(([reason, confidence, tell]) => [
      reason,
      reason === "client-auth/secret-wrong" ? 0.1 : confidence * 0.8,
      tell ?? "",
    ]);
  if (error === "unsupported_grant_type" && (subject === "code" || subject === "refresh")) return UNREAD;
  const meanings = Object.hasOwn(ALONE, error) ? (ALONE[error] ?? []) : [];
  return error === "invalid_request" && SELDOM.has(subject) ? [...meanings, UNSUPPORTED] : meanings;
}

/** Servers have the grants of RFC 6749 6 and 4.1. One that denies it hasn't found grant_type in the body. */
const UNREAD: readonly Meaning[] = [
  ["request/wrong-content-type", 0.45, "The body must be a form, application/x-www-form-urlencoded, and not JSON."],
  ["request/parameter-absent", 0.25, "Look whether grant_type is in the body, spelled as the standard does."],
  ["client/grant-type-not-allowed", 0.25, "Compare grant_type with the grants that are allowed for the client."],
  ["request/grant-type-unsupported", 0.2],
];

/** Grants that many servers don't have, and for which some of them return `invalid_request`. */
const SELDOM: ReadonlySet<string> = new Set(["password", "exchange", "device", "assertion"]);
const UNSUPPORTED: Meaning = [
  "request/grant-type-unsupported",
  0.3,
  "Compare grant_type with grant_types_supported of the discovery document.",
];

/** Whether a standard defines the error, or servers use it as if one did. */
export const isStandardError = (error: string): boolean => error === "invalid_grant" || Object.hasOwn(ALONE, error);

export const standardErrors = [
  rule("standard/error", function* (view): Iterable<Found> {
    const seen = new Set<string>();
    const named = view.material.names.map(
      (error): ErrorSaid => ({ error, words: "", codes: [], headers: {}, from: "text" }),
    );
    for (const said of [...view.errors, ...named]) {
      if (said.error === undefined || seen.has(said.error)) continue;
      seen.add(said.error);
      for (const [reason, confidence, tell] of meaningsOf(view, said))
        yield { reason, confidence, says: `the server returns ${said.error}`, tell: tell || undefined };
    }
  }),
];
