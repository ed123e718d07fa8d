/** Faults of requests to the admin API. */
import { rfc } from "../specs.ts";
import { faults, firstOf } from "./admin-faults.ts";
import { ofKeys } from "./admin-keys.ts";
import { ofOwners } from "./admin-owners.ts";
import { field, reason } from "./define.ts";
import { names, shown } from "./fixes.ts";

const target = {
  kind: field("text", "kind of what the request is about"),
  id: field("text", "its id"),
};

/** Descriptions have no double quotes (RFC 6749 5.2). */
const etag = (text: string): string => shown(text.replaceAll('"', "'"));

/** Many objects are sent as lines. */
function sendOf(fault: string): string {
  if (/^has more than \d+ lines/.test(fault)) return "Send fewer lines at once.";
  return /^has (?:no lines|line \d+,)/.test(fault) ? "Send one JSON object on each line." : "Send one JSON object.";
}

/** What can be removed together with its use. */
const CASCADES = ["application", "scope", "api", "team"];

const the = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${shown(kind)} '${shown(id)}'`;

export const admin = {
  ...ofOwners,
  ...ofKeys,
  "role-insufficient": reason({
    title: "The user's role doesn't allow this",
    error: "insufficient_scope",
    status: 403,
    cause:
      "The token has the scope, but it acts for a user, and a token never reaches further than the user's role. A user changes own applications, an auditor sees everything and changes nothing, and an operator may do both.",
    evidence: {
      role: field("text", "role of the user"),
      needs: field("text", "scope that the request needs"),
    },
    says: (e) =>
      `The role '${shown(e.role)}' doesn't allow ${shown(e.needs)}. Ask an operator to do it or to give you another role.`,
    remedies: {
      developer: "Ask an operator to make the change, or use the token of a client that acts for itself.",
      operator: "Make the change for the user, or give the user the role operator.",
    },
    cites: [rfc(9110, "15.5.4")],
    related: ["token/insufficient-scope"],
  }),
  "parameter-unknown": reason({
    title: "A parameter in the URL is unknown",
    error: "invalid_request",
    cause:
      "The query has a parameter that doesn't exist here. It isn't ignored, because without it the request may do something else: a misspelled dry_run would make the change.",
    evidence: { parameter: field("text", "name of the parameter"), known: field("list", "parameters that exist here") },
    says: (e) =>
      `There is no parameter '${shown(e.parameter)}' here. ${e.known.length === 0 ? "This request has none" : `Send only ${names(e.known)}`}.`,
    remedies: { developer: "Correct the name of the parameter or remove it." },
    cites: [rfc(9110, "15.5.1")],
    related: ["request/parameter-invalid"],
  }),
  "wrong-content-type": reason({
    title: "The body isn't sent as JSON",
    error: "invalid_request",
    status: 415,
    headers: ({ accepted }) => ({ accept: accepted.join(", ") }),
    cause:
      "The admin API reads JSON. The Content-Type says that the body is something else, or there is none. PATCH also accepts application/merge-patch+json.",
    evidence: {
      sent: field("text", "Content-Type of the request"),
      accepted: field("list", "types that this method accepts"),
    },
    says: (e) => `Content-Type is ${shown(e.sent)}. Send ${e.accepted.join(" or ")}.`,
    remedies: { developer: "Send the body as JSON, with Content-Type: application/json." },
    cites: [rfc(9110, "15.5.16"), rfc(7396, "2")],
    related: ["admin/body-malformed", "request/wrong-content-type"],
  }),
  "body-malformed": reason({
    title: "The body isn't a JSON object",
    error: "invalid_request",
    cause:
      "The body can't be read as one JSON object, or a member is in it twice, so two programs could read it in two ways.",
    evidence: { fault: field("text", "what is wrong with the body") },
    says: (e) => `The body ${shown(e.fault)}. ${sendOf(e.fault)}`,
    remedies: { developer: "Let a JSON library write the body, and name each member once." },
    cites: [rfc(8259, "4")],
    related: ["admin/member-unknown", "admin/field-invalid"],
  }),
  "not-found": reason({
    title: "It isn't registered",
    error: "invalid_request",
    status: 404,
    cause:
      "Nothing with this id is registered. It was removed, or the id in the path is misspelled or not percent-encoded.",
    evidence: target,
    says: (e) => `There is no ${the(e)}. List what is registered to find its id.`,
    remedies: { developer: "List what is registered, and copy the id from there. Percent-encode it in the path." },
    cites: [rfc(9110, "15.5.5")],
    related: ["admin/exists-already"],
  }),
  "owned-by-file": reason({
    title: "It is changed in the configuration file",
    error: "invalid_request",
    status: 409,
    cause:
      "A configuration file registers this: the one that the server started with, or one that was applied. A change through the API would be lost the next time.",
    evidence: target,
    says: (e) => `A configuration file registers ${the(e)}. Change it there.`,
    remedies: {
      developer: "Ask the operator to change the configuration file.",
      operator:
        "Change it in the configuration file and restart the server or apply the file, or remove it there and register it through the API.",
    },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/in-use"],
  }),
  "if-match-absent": reason({
    title: "The request doesn't say which version it changes",
    error: "invalid_request",
    status: 428,
    cause:
      "A change must name the version that it was made from, in If-Match. Without it, two changes at the same time would overwrite each other.",
    evidence: target,
    says: (e) => `If-Match is missing. Get ${the(e)}, and send its ETag as If-Match.`,
    remedies: { developer: "Get it first, and send the ETag of the response as If-Match." },
    cites: [rfc(6585, "3")],
    related: ["admin/changed-meanwhile"],
  }),
  "changed-meanwhile": reason({
    title: "It has changed since it was read",
    error: "invalid_request",
    status: 412,
    cause:
      "The version in If-Match isn't the one in force: somebody has changed or removed it since it was read. Nothing was changed, so nobody's work is lost.",
    evidence: { ...target, sent: field("text", "If-Match of the request"), current: field("text", "ETag in force") },
    says: (e) =>
      `${the(e)} has the ETag ${etag(e.current)}, but If-Match is ${etag(e.sent)}. Get it again and repeat the change.`,
    remedies: { developer: "Get it again, look at what has changed, and repeat your change with the new ETag." },
    cites: [rfc(9110, "13.1.1"), rfc(9110, "15.5.13")],
    related: ["admin/if-match-absent"],
  }),
  "member-unknown": reason({
    title: "A member of the body is unknown",
    error: "invalid_request",
    cause:
      "The body has a member that doesn't exist here. It is misspelled, or belongs to something else. It isn't ignored, because it might be the one that matters.",
    evidence: faults,
    says: firstOf,
    remedies: { developer: "Correct the name of the member or remove it. The OpenAPI document lists all of them." },
    cites: [rfc(8259, "4")],
    related: ["admin/field-invalid"],
  }),
  "field-invalid": reason({
    title: "A member of the body is invalid",
    error: "invalid_request",
    cause:
      "The value of a member can't be accepted: it has the wrong type, breaks a rule of the protocol, contradicts another member, names something that doesn't exist, or is set by the server alone.",
    evidence: faults,
    says: (e) => `The value of ${firstOf(e)}`,
    remedies: { developer: "Correct every member that is listed in errors. Each one says what is expected." },
    cites: [rfc(7591, "3.2.2")],
    related: ["admin/member-unknown"],
  }),
  "exists-already": reason({
    title: "It is registered already",
    error: "invalid_request",
    status: 409,
    cause: "Something with this id is registered already, or belongs to the server itself.",
    evidence: target,
    says: (e) => `There is a ${the(e)} already. Change that one, or choose another name.`,
    remedies: { developer: "Change the one that exists with PATCH, or choose another name." },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/not-found"],
  }),
  "request-pending": reason({
    title: "There is an open request already",
    error: "invalid_request",
    status: 409,
    cause:
      "Somebody has already requested one of these scopes for the application, or the application has as many open requests as it may have. An operator decides about each of them once.",
    evidence: {
      application: field("text", "client_id of the application"),
      open: field("text", "id of the open request"),
    },
    says: (e) =>
      `There is an open request about '${shown(e.application)}': ${shown(e.open)}. Wait until it is decided, or withdraw it.`,
    remedies: {
      developer: "Wait until an operator has decided, or withdraw the open request and make another one.",
      operator: "Approve or decline the open request.",
    },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/request-decided", "admin/request-outdated"],
  }),
  "request-decided": reason({
    title: "The request is no longer open",
    error: "invalid_request",
    status: 409,
    cause: "The request was approved, declined or withdrawn before. A decision is final.",
    evidence: { id: field("text", "id of the request"), state: field("text", "what became of it") },
    says: (e) => `The request '${shown(e.id)}' was already ${shown(e.state)}. Make another one if it is still needed.`,
    remedies: { developer: "Make another request if the scopes are still needed." },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/changed-meanwhile", "admin/request-pending"],
  }),
  "request-outdated": reason({
    title: "What the request is about has changed",
    error: "invalid_request",
    status: 409,
    cause:
      "After the request was made, the application or a scope changed in a way that matters: its owner, its redirect URIs, how it authenticates, or the scope is gone. Approving it would allow something else than was requested.",
    evidence: {
      id: field("text", "id of the request"),
      application: field("text", "client_id of the application"),
      because: field("list", "what has changed"),
    },
    says: (e) =>
      `The request '${shown(e.id)}' about '${shown(e.application)}' can't be approved. ${shown(e.because.join(" "), 200)} Decline it and ask for another one.`,
    remedies: {
      developer: "Withdraw the request and make another one, for the application as it is now.",
      operator: "Decline the request, and say that another one is needed.",
    },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/changed-meanwhile", "admin/request-decided"],
  }),
  "in-use": reason({
    title: "It can't be removed while it is used",
    error: "invalid_request",
    status: 409,
    cause:
      "Others use it: an API has scopes or clients that introspect its tokens, a scope is allowed for clients or replaces another one, a team owns applications, users have allowed an application something. Removing it would break them.",
    evidence: { ...target, by: field("list", "what uses it") },
    says: (e) =>
      `${the(e)} is used by ${names(e.by)}. Change those first${CASCADES.includes(e.kind) ? ", or send force=true" : ""}.`,
    remedies: {
      developer:
        "Remove it from everything that uses it. Deprecate a scope first, so that apps can move away from it. With force=true, it is removed at once and taken from everything that uses it. With dry_run=true too, the response says what that is.",
    },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/owned-by-file"],
  }),
} as const;
