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

/** What every refusal of a scope brings: all offenders of the request, not the first alone. */
const offence = {
  sent: field("text", "scope sent"),
  words: field("list", "words at fault"),
  offenders: field("list", "what is wrong with each"),
  repaired: optional("text", "scope that would be right"),
  without: optional("text", "scope that is granted where the parameter is left out"),
};

interface Offence {
  readonly sent: string;
  readonly words: readonly string[];
  readonly offenders: readonly string[];
  readonly repaired?: string | undefined;
  readonly without?: string | undefined;
}

const MEANT = /did you mean '[^']*'(?!\?)/g;

/** What was meant is asked, and a question has its mark. */
const asked = (text: string): string => text.replaceAll(MEANT, "$&?");

/** Names the offenders, a sentence each, and says what would be granted; shared by all reasons of this family. */
function says(e: Offence): string {
  return sentences(e, orderOf(e, isUnticked(e) ? ASK_THE_OWNER : `take the names from ${KNOWN}`));
}

/** What to send: never a request that would be refused in turn. `otherwise`: what to do where there is none. */
function orderOf({ repaired, without }: Offence, otherwise: string): string {
  if (repaired !== undefined) return `send scope='${repaired}'`;
  return without === undefined ? otherwise : `leave scope out to get '${without}'`;
}

const ASK_THE_OWNER = "ask the owner of the application to have it ticked";

const isUnticked = ({ offenders }: Offence): boolean => offenders.some((said) => said.includes("' is not ticked for "));

/** What is wrong, and what to do: one sentence where one thing is wrong. */
function sentences({ offenders }: Offence, order: string | undefined): string {
  const [first = "", ...others] = offenders.map(asked);
  if (others.length === 0 && order !== undefined && !first.endsWith("?")) return `${first}; ${order}.`;
  const said = [first, ...others, ...(order === undefined ? [] : [order[0]?.toUpperCase() + order.slice(1)])];
  return said.map((text) => (text.endsWith("?") ? text : `${text}.`)).join(" ");
}

/** Points at each word at fault. */
function points({ sent, words, offenders }: Offence): readonly Pointer[] {
  if (words.length === 0) return [point("scope", offenders[0])];
  return words.map((word, n) => {
    const said = offenders[n];
    // The word itself is underlined; what was meant is worth more beside it than that it is unknown.
    const note = /did you mean '[^']*'\?/.exec(asked(said ?? ""))?.[0] ?? said?.replace(`'${word}' `, "");
    // An empty word stands between two spaces.
    return point("scope", note, word !== "" ? word : sent.includes("  ") ? "  " : undefined);
  });
}

/** The repaired value, where there is one. */
const repairs = ({ repaired }: Offence): Fix[] =>
  repaired !== undefined && whole(repaired) ? [developer(`Send scope=${full(repaired)}.`, set("scope", repaired))] : [];

/** The repaired value, or what is granted without any. */
function fixes(e: Offence): readonly Fix[] {
  const found = repairs(e);
  if (found.length > 0) return found;
  if (e.without !== undefined && whole(e.without))
    return [developer(`Leave scope out to get ${full(e.without)}.`, leaveOut("scope"))];
  return [developer(`Send scope with names from ${KNOWN} that the client may have.`)];
}

const addToClient = (clientId: string, member: ClientMember, values: readonly string[]): Fix =>
  operator(`Add ${names(values.map((value) => `'${value}'`))} to ${member} of the client ${shown(clientId)}.`, {
    change: "add-to-client",
    member,
    values,
  });

/** Ticks those that are only that: others among the words are no scopes, and cannot be ticked. */
function tick(clientId: string, { words, offenders }: Offence): readonly Fix[] {
  const unticked = words.filter((word, n) => whole(word) && offenders[n]?.startsWith(`'${word}' is not ticked`));
  return unticked.length === 0 ? [] : [addToClient(clientId, "scopes", unticked)];
}

/** Scopes that mean nothing where no person is. */
const PERSONAL = ["openid", "profile", "email", "address", "phone", "offline_access"];

/** Where the scopes are listed that there are. */
const KNOWN = "scopes_supported of /.well-known/openid-configuration";

const CITES = [rfc(6749, "3.3"), rfc(6749, "5.2")];

export const scope = {
  "wrong-delimiter": reason({
    title: "Scopes are joined by something other than a space",
    error: "invalid_scope",
    cause:
      "The scope parameter is a list of scopes separated by single spaces. Joined by commas, semicolons or plus signs that were encoded again, the whole list reads as one scope that nobody knows.",
    evidence: { ...offence, delimiter: field("text", "delimiter found") },
    says,
    points,
    fixes,
    remedies: { developer: "Join scopes by a space: scopes.join(' '). Your library's array form does it for you." },
    cites: CITES,
  }),
  malformed: reason({
    title: "The scope value is not well-formed",
    error: "invalid_scope",
    cause:
      "A scope consists of printable ASCII characters without space, double quote and backslash; scopes are separated by exactly one space.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: {
      developer: "Send the names as the catalogue spells them, separated by single spaces; not a JSON list.",
    },
    cites: CITES,
  }),
  unknown: reason({
    title: "There is no scope of this name",
    error: "invalid_scope",
    cause: "The server knows no scope of that name, nor one that looks like it.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: {
      developer: `Take the names from ${KNOWN}; the owner of the application knows which of them it may have.`,
      operator: "Add the scope to the catalogue if an API needs it.",
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
    remedies: { developer: "Correct the name; typed constants keep it from happening again." },
    cites: CITES,
  }),
  "wrong-case": reason({
    title: "A scope is written in the wrong letter case",
    error: "invalid_scope",
    cause: "Scopes are case-sensitive. The name exists, in other letters.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: { developer: "Write the name exactly as the catalogue does." },
    cites: CITES,
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
    says: (e) => {
      const order = orderOf(e, "");
      return sentences(e, order === "" ? ASK_THE_OWNER : `${order}, or ${ASK_THE_OWNER}`);
    },
    points,
    // What is asked for is wanted: to leave it out is the lesser answer.
    fixes: (e) => [...tick(e.clientId, e), ...fixes(e)],
    remedies: {
      developer: "Leave the scope out, or ask the owner of the application to have it ticked.",
      operator: "Add the scope to the client's scopes, if the application should have it.",
    },
    cites: CITES,
  }),
  removed: reason({
    title: "The scope has been removed",
    error: "invalid_scope",
    cause: "The scope existed once, was withdrawn or has passed its sunset date, and has a successor or none.",
    evidence: offence,
    says,
    points,
    fixes,
    remedies: {
      developer: "Ask for its successor.",
      operator: "Announce removals by deprecating a scope with a sunset date first.",
    },
    cites: [...CITES, rfc(8594)],
  }),
  missing: reason({
    title: "No scope was asked for, and no default applies",
    error: "invalid_scope",
    cause:
      "A request without scope gets the client's declared default. This client has none, or none that can be granted here, so it must say what it wants.",
    evidence: {
      clientId: field("text", "client_id"),
      allowed: field("list", "scopes of the client"),
      near: optional("text", "parameter that was sent and looks like scope"),
    },
    says: (e) =>
      e.near === undefined
        ? `scope is missing or empty and no default of ${e.clientId} applies; send scope with what you need of ${e.allowed.join(" ") || "(none are allowed)"}.`
        : `scope is missing and no default of ${e.clientId} applies; ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point("scope", "required: no default applies") : point(e.near, "did you mean scope?"),
    ],
    fixes: (e) => {
      if (e.near !== undefined && whole(e.near)) return renameTo("scope", e.near);
      const first =
        e.allowed.find((name) => whole(name) && !PERSONAL.includes(name)) ??
        e.allowed.find((name) => whole(name) && name !== "offline_access");
      if (first === undefined) return [operator(`Add what it needs to scopes of the client ${shown(e.clientId)}.`)];
      return [
        developer(`Send scope with what you need, for instance scope=${full(first)}.`, set("scope", first)),
        addToClient(e.clientId, "defaultScopes", [first]),
      ];
    },
    remedies: { developer: "Send scope in the request.", operator: "Declare defaultScopes for the client." },
    cites: [rfc(6749, "3.3")],
  }),
  "exceeds-grant": reason({
    title: "A refresh asks for more than was granted",
    error: "invalid_scope",
    cause: "A refresh may narrow the scope of the access token and never widen it beyond what the person agreed to.",
    evidence: { ...offence, granted: field("list", "scopes granted at first") },
    says,
    points,
    fixes: (e) => [
      ...repairs(e),
      developer("Leave scope out to get all that was granted.", leaveOut("scope")),
      again(developer("Start a new authorization request for what is missing: the person has to agree to it.")),
    ],
    remedies: {
      developer: "Leave scope out of the refresh, or start a new authorization request for the additional scope.",
    },
    cites: [rfc(6749, "6")],
  }),
  "mixes-resources": reason({
    title: "Scopes of two APIs in one request",
    error: "invalid_scope",
    cause:
      "One access token serves one API, so that no API can use it at another. These scopes belong to different APIs.",
    evidence: { ...offence, resources: field("list", "APIs of the scopes") },
    says: (e) =>
      sentences(
        e,
        `an access token serves one API: ${e.repaired === undefined ? "ask for one for each" : `send scope='${e.repaired}', and ask for another token for the rest`}`,
      ),
    points,
    fixes: (e) => {
      const found = repairs(e);
      return found.length > 0 ? found : [developer("Ask for one access token for each API.")];
    },
    remedies: { developer: "Ask for one access token for each API." },
    cites: [rfc(9068, "3"), rfc(8707, "2.2")],
  }),
  unsuitable: reason({
    title: "The scope makes no sense with this grant",
    error: "invalid_scope",
    cause:
      "openid, profile, email and offline_access speak about a person who signed in. With client_credentials there is nobody.",
    evidence: { ...offence, grantType: field("text", "grant_type") },
    says: (e) => sentences(e, orderOf(e, "send a person to the authorization endpoint with it")),
    points,
    fixes: (e) => [
      ...fixes(e),
      again(
        developer(
          "Send a person to the authorization endpoint with this scope, and grant_type=authorization_code afterwards.",
          set("grant_type", "authorization_code"),
          supply("code"),
        ),
      ),
    ],
    remedies: { developer: "Leave these scopes out, or use the authorization code grant." },
    cites: [rfc(6749, "4.4"), openid("core", "3.1.2.1")],
  }),
} as const;
