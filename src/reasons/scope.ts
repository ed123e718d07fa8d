import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { ClientMember, Fix, Pointer } from "./fix.ts";
import {
  again,
  developer,
  full,
  leaveOut,
  misnamed,
  names,
  operator,
  point,
  renameTo,
  set,
  shown,
  supply,
  whole,
} from "./fixes.ts";
import {
  ASK_THE_OWNER,
  KNOWN,
  NOT_ALLOWED,
  type Offence,
  orderOf,
  says,
  sentences,
  unchained,
} from "./scope-sentences.ts";

/** The evidence of every scope refusal: all offenders of the request, not only the first. */
const offence = {
  sent: field("text", "scope received"),
  words: field("list", "scopes at fault"),
  offenders: field("list", "what is wrong with each"),
  repaired: optional("text", "corrected scope"),
  without: optional("text", "scope that is granted if the parameter is removed"),
};

/** Points at each word at fault. */
function points({ sent, words, offenders }: Offence): readonly Pointer[] {
  if (words.length === 0) return [point("scope", offenders[0])];
  return words.map((word, n) => {
    const said = offenders[n];
    // The word itself is underlined. The suggestion is a more useful note than that it is unknown.
    const meant = /Did (you mean '[^']*'\?)/.exec(unchained(said ?? ""))?.[1];
    const note = meant === undefined ? said?.replace(`'${word}' `, "") : `did ${meant}`;
    // An empty word is between two spaces.
    return point("scope", note, word !== "" ? word : sent.includes("  ") ? "  " : undefined);
  });
}

/** The corrected value, if there is one. */
const repairs = ({ repaired }: Offence): Fix[] =>
  repaired !== undefined && whole(repaired) ? [developer(`Send scope=${full(repaired)}.`, set("scope", repaired))] : [];

/** The corrected value, or what is granted without the parameter. */
function fixes(e: Offence): readonly Fix[] {
  const found = repairs(e);
  if (found.length > 0) return found;
  if (e.without !== undefined && whole(e.without))
    return [developer(`Remove scope to get ${full(e.without)}.`, leaveOut("scope"))];
  return [developer(`Send scope with names from ${KNOWN} that the client is allowed to use.`)];
}

const addToClient = (clientId: string, member: ClientMember, values: readonly string[]): Fix =>
  operator(`Add ${names(values.map((value) => `'${value}'`))} to ${member} of client ${shown(clientId)}.`, {
    change: "add-to-client",
    member,
    values,
  });

/** Allows the scopes whose only fault is that they aren't allowed. Other words aren't scopes, and can't be allowed. */
function tick(clientId: string, { words, offenders }: Offence): readonly Fix[] {
  const missing = words.filter(
    (word, n) => whole(word) && NOT_ALLOWED.test(offenders[n]?.slice(word.length + 1) ?? ""),
  );
  return missing.length === 0 ? [] : [addToClient(clientId, "scopes", missing)];
}

/** Scopes that mean nothing without a user. */
const PERSONAL = ["openid", "profile", "email", "address", "phone", "offline_access"];

const CITES = [rfc(6749, "3.3"), rfc(6749, "5.2")];

export const scope = {
  "wrong-delimiter": reason({
    title: "Scopes aren't separated by a space",
    error: "invalid_scope",
    cause:
      "The scope parameter is a list of scopes separated by single spaces. With commas, semicolons or doubly encoded plus signs, the whole list is read as one unknown scope.",
    evidence: { ...offence, delimiter: field("text", "delimiter found") },
    says,
    points,
    fixes,
    remedies: {
      developer: "Join scopes with a space: scopes.join(' '). If your library accepts an array, it joins them for you.",
    },
    cites: CITES,
  }),
  malformed: reason({
    title: "The scope parameter is malformed",
    error: "invalid_scope",
    cause:
      "A scope consists of printable ASCII characters except space, double quote and backslash. Scopes are separated by exactly one space.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: {
      developer: `Write the scopes exactly as in ${KNOWN}, separated by single spaces. Don't send a JSON list.`,
    },
    cites: CITES,
  }),
  unknown: reason({
    title: "Unknown scope",
    error: "invalid_scope",
    cause: "The server has no scope with this name or a similar one.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: {
      developer: `Use the names in ${KNOWN}. The app's owner knows which of them the app is allowed to use.`,
      operator: "If an API needs the scope, add it to the server's scopes.",
    },
    cites: CITES,
  }),
  misspelled: reason({
    title: "A scope is misspelled",
    error: "invalid_scope",
    cause: "The name is one or two typing errors away from a scope of this server.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: { developer: "Correct the name. Constants in your code prevent such errors." },
    cites: CITES,
  }),
  "wrong-case": reason({
    title: "A scope has the wrong letter case",
    error: "invalid_scope",
    cause: "Scopes are case-sensitive. A scope with this name in different letter case exists.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: { developer: `Write the scope exactly as in ${KNOWN}.` },
    cites: CITES,
  }),
  "not-allowed-for-client": reason({
    title: "The scope isn't allowed for this client",
    error: "invalid_scope",
    cause: "The scope exists, but this client isn't allowed to request it.",
    evidence: {
      ...offence,
      clientId: field("text", "client_id"),
      allowed: field("list", "scopes of the client", "client"),
    },
    says: (e) => {
      const order = orderOf(e, "");
      return sentences(e, order === "" ? ASK_THE_OWNER : `${order}, or ${ASK_THE_OWNER}`);
    },
    points,
    // The app wants the scope, so removing it is the second choice.
    fixes: (e) => [...tick(e.clientId, e), ...fixes(e)],
    remedies: {
      developer: "Remove the scope, or ask the app's owner to allow it.",
      operator: "If the app needs the scope, add it to the client's scopes.",
    },
    cites: CITES,
  }),
  removed: reason({
    title: "The scope has been removed",
    error: "invalid_scope",
    cause: "The scope was withdrawn or has passed its sunset date. It may have a successor.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: {
      developer: "Request its successor.",
      operator: "Announce removals in advance by deprecating a scope with a sunset date.",
    },
    cites: [...CITES, rfc(8594)],
  }),
  missing: reason({
    title: "The scope is missing, and no default applies",
    error: "invalid_scope",
    cause:
      "A request without scope gets the client's default scopes. This client has none, or none that can be granted here, so the request must name its scopes.",
    evidence: {
      clientId: field("text", "client_id"),
      allowed: field("list", "scopes of the client"),
      near: optional("text", "parameter sent that looks like scope"),
    },
    says: (e) =>
      e.near === undefined
        ? `scope is missing or empty, and no default of client ${e.clientId} applies. ${e.allowed.length === 0 ? "None of its scopes can be granted here. Ask the app's owner to allow one." : `Send scope with the ones you need from ${e.allowed.join(" ")}.`}`
        : `scope is missing, and no default of client ${e.clientId} applies. ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point("scope", "required: no default applies") : point(e.near, "did you mean scope?"),
    ],
    fixes: (e) => {
      if (e.near !== undefined && whole(e.near)) return renameTo("scope", e.near);
      const first =
        e.allowed.find((name) => whole(name) && !PERSONAL.includes(name)) ??
        e.allowed.find((name) => whole(name) && name !== "offline_access");
      if (first === undefined)
        return [operator(`Add the scopes that it needs to scopes of client ${shown(e.clientId)}.`)];
      return [
        developer(`Send the scopes that you need, for example scope=${full(first)}.`, set("scope", first)),
        addToClient(e.clientId, "defaultScopes", [first]),
      ];
    },
    remedies: { developer: "Send scope in the request.", operator: "Declare defaultScopes for the client." },
    cites: [rfc(6749, "3.3")],
  }),
  "exceeds-grant": reason({
    title: "A refresh requests more than was granted",
    error: "invalid_scope",
    cause: "A refresh can reduce the scope of the access token, but never extend it beyond what the user agreed to.",
    evidence: { ...offence, granted: field("list", "scopes granted originally") },
    says,
    points,
    fixes: (e) => [
      ...repairs(e),
      developer("Remove scope to get everything that was granted.", leaveOut("scope")),
      again(developer("Start a new authorization request for the missing scope, because the user must agree to it.")),
    ],
    remedies: {
      developer: "Remove scope from the refresh, or start a new authorization request for the additional scope.",
    },
    cites: [rfc(6749, "6")],
  }),
  "mixes-resources": reason({
    title: "The request has scopes of two APIs",
    error: "invalid_scope",
    cause:
      "One access token serves one API, so that no API can use it at another. These scopes belong to different APIs.",
    evidence: { ...offence, resources: field("list", "APIs of the scopes") },
    says: (e) =>
      sentences(
        e,
        `an access token serves one API. ${e.repaired === undefined ? "Request one for each" : `Send scope='${e.repaired}', and request another token for the rest`}`,
      ),
    points,
    fixes: (e) => {
      const found = repairs(e);
      return found.length > 0 ? found : [developer("Request a separate access token for each API.")];
    },
    remedies: { developer: "Request a separate access token for each API." },
    cites: [rfc(9068, "3"), rfc(8707, "2.2")],
  }),
  unsuitable: reason({
    title: "The scope isn't possible with this grant",
    error: "invalid_scope",
    cause:
      "openid, profile, email and offline_access are about a user who signed in. A client_credentials token has no user.",
    evidence: { ...offence, grantType: field("text", "grant_type") },
    says: (e) => sentences(e, orderOf(e, "send a user to the authorization endpoint with it")),
    points,
    fixes: (e) => [
      ...fixes(e),
      again(
        developer(
          "Send a user to the authorization endpoint with this scope, then use grant_type=authorization_code.",
          set("grant_type", "authorization_code"),
          supply("code"),
        ),
      ),
    ],
    remedies: { developer: "Remove these scopes, or use the authorization code grant." },
    cites: [rfc(6749, "4.4"), openid("core", "3.1.2.1")],
  }),
} as const;
