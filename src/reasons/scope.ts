import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";

/** What every refusal of a scope brings: all offenders of the request, not the first alone. */
const offence = {
  sent: field("text", "scope sent"),
  offenders: field("list", "scopes at fault, each with what is wrong"),
  repaired: optional("text", "scope that would be right"),
};

interface Offence {
  readonly sent: string;
  readonly offenders: readonly string[];
  readonly repaired?: string | undefined;
}

/** Names the offenders and proposes the repaired value; shared by all reasons of this family. */
function says(e: Offence): string {
  const repair = e.repaired === undefined ? "" : `; send scope='${e.repaired}'`;
  return `${e.offenders.join("; ")}${repair}.`;
}

const CITES = [rfc(6749, "3.3"), rfc(6749, "5.2")];
const AKA = ["invalid_scope"];

export const scope = {
  "wrong-delimiter": reason({
    title: "Scopes are joined by something other than a space",
    error: "invalid_scope",
    cause:
      "The scope parameter is a list of scopes separated by single spaces. Joined by commas, semicolons or plus signs that were encoded again, the whole list reads as one scope that nobody knows.",
    evidence: { ...offence, delimiter: field("text", "delimiter found") },
    says,
    remedies: { developer: "Join scopes by a space: scopes.join(' '). Your library's array form does it for you." },
    cites: CITES,
    aka: AKA,
  }),
  malformed: reason({
    title: "The scope value is not well-formed",
    error: "invalid_scope",
    cause:
      "A scope consists of printable ASCII characters without space, double quote and backslash; scopes are separated by exactly one space.",
    evidence: offence,
    says,
    remedies: {
      developer: "Send the names as the catalogue spells them, separated by single spaces; not a JSON list.",
    },
    cites: CITES,
    aka: AKA,
  }),
  unknown: reason({
    title: "There is no scope of this name",
    error: "invalid_scope",
    cause: "The server knows no scope of that name, nor one that looks like it.",
    evidence: offence,
    says,
    remedies: {
      developer: "Take the names from the metadata's scopes_supported.",
      operator: "Add the scope to the catalogue if an API needs it.",
    },
    cites: CITES,
    aka: AKA,
  }),
  misspelled: reason({
    title: "A scope is misspelled",
    error: "invalid_scope",
    cause: "The name is one or two letters away from a scope that this client may have.",
    evidence: offence,
    says,
    remedies: { developer: "Correct the name; typed constants keep it from happening again." },
    cites: CITES,
    aka: AKA,
  }),
  "wrong-case": reason({
    title: "A scope is written in the wrong letter case",
    error: "invalid_scope",
    cause: "Scopes are case-sensitive. The name exists, in other letters.",
    evidence: offence,
    says,
    remedies: { developer: "Write the name exactly as the catalogue does." },
    cites: CITES,
    aka: AKA,
  }),
  "not-allowed-for-client": reason({
    title: "The scope is not ticked for this client",
    error: "invalid_scope",
    cause: "The scope exists, and this client has not been allowed to ask for it.",
    evidence: {
      ...offence,
      clientId: field("text", "client_id"),
      allowed: field("list", "scopes of the client", "client"),
    },
    says,
    remedies: {
      developer: "Leave the scope out, or ask the owner of the application to have it ticked.",
      operator: "Add the scope to the client's scopes, if the application should have it.",
    },
    cites: CITES,
    aka: AKA,
  }),
  removed: reason({
    title: "The scope has been removed",
    error: "invalid_scope",
    cause: "The scope existed once, was withdrawn or has passed its sunset date, and has a successor or none.",
    evidence: offence,
    says,
    remedies: {
      developer: "Ask for its successor.",
      operator: "Announce removals by deprecating a scope with a sunset date first.",
    },
    cites: [...CITES, rfc(8594)],
    aka: AKA,
  }),
  missing: reason({
    title: "No scope was asked for, and the client has no default",
    error: "invalid_scope",
    cause:
      "A request without scope gets the client's declared default. This client has none, so it must say what it wants.",
    evidence: { clientId: field("text", "client_id"), allowed: field("list", "scopes of the client") },
    says: (e) =>
      `No scope was sent and ${e.clientId} has no default; send scope with one or more of ${e.allowed.join(" ") || "(none are ticked)"}.`,
    remedies: { developer: "Send scope in the request.", operator: "Declare defaultScopes for the client." },
    cites: [rfc(6749, "3.3")],
    aka: AKA,
  }),
  "exceeds-grant": reason({
    title: "A refresh asks for more than was granted",
    error: "invalid_scope",
    cause: "A refresh may narrow the scope of the access token and never widen it beyond what the person agreed to.",
    evidence: { ...offence, granted: field("list", "scopes granted at first") },
    says,
    remedies: {
      developer: "Leave scope out of the refresh, or start a new authorization request for the additional scope.",
    },
    cites: [rfc(6749, "6")],
    aka: AKA,
  }),
  "mixes-resources": reason({
    title: "Scopes of two APIs in one request",
    error: "invalid_scope",
    cause:
      "One access token serves one API, so that no API can use it at another. These scopes belong to different APIs.",
    evidence: { ...offence, resources: field("list", "APIs of the scopes") },
    says,
    remedies: { developer: "Ask for one access token for each API." },
    cites: [rfc(9068, "3"), rfc(8707, "2.2")],
    aka: AKA,
  }),
  unsuitable: reason({
    title: "The scope makes no sense with this grant",
    error: "invalid_scope",
    cause:
      "openid, profile, email and offline_access speak about a person who signed in. With client_credentials there is nobody.",
    evidence: { ...offence, grantType: field("text", "grant_type") },
    says,
    remedies: { developer: "Leave these scopes out, or use the authorization code grant." },
    cites: [rfc(6749, "4.4"), openid("core", "3.1.2.1")],
    aka: AKA,
  }),
} as const;
