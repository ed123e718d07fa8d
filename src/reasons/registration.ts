/** Why an application that registers itself is refused (RFC 7591 3.2.2, RFC 7592 2). */
import { rfc } from "../specs.ts";
import { field, reason, retryAfter } from "./define.ts";
import { developer, operator, point, shown, supply } from "./fixes.ts";

/** What is wrong in the metadata: three lists of the same length, each with an item for each fault. */
const faults = {
  members: field("list", "faulty members"),
  sent: field("list", "their values"),
  expected: field("list", "what is expected there"),
};

interface Faults {
  readonly members: readonly string[];
  readonly sent: readonly string[];
  readonly expected: readonly string[];
}

/** The first fault in words, and which others there are. */
export function firstFault({ members, sent, expected }: Faults): string {
  const others = [...new Set(members.slice(1))].filter((member) => member !== members[0]);
  const more = others.length === 0 ? "" : ` Also wrong: ${shown(others.join(", "), 100)}.`;
  // Quotation marks can't be sent in a description.
  const of = (list: readonly string[]): string => shown((list[0] ?? "").replaceAll('"', "'"), 160);
  return `${of(members)} is ${of(sent)}. Expected: ${of(expected).replace(/(?<![?.…])$/, ".")}${more}`;
}

const pointersOf = ({ members, expected }: Faults) =>
  members.flatMap((member, at) => (member === "…" ? [] : [point(member, shown(expected[at] ?? "", 160))]));

const fixOf = ({ members: [member], expected: [wanted = ""] }: Faults) =>
  member === undefined
    ? []
    : [developer(`Send as ${shown(member)}: ${shown(wanted, 200).replace(/(?<![?.…])$/, ".")}`)];

export const registration = {
  "token-invalid": reason({
    title: "The registration needs an access token",
    error: "invalid_token",
    cause:
      "Registering an app here needs an initial access token of the operator, and reading or changing a registration needs the registration_access_token of its response. The token is missing, misspelled, expired, used up, or belongs to another app. From outside it can't be seen which, or whether the app exists.",
    evidence: {
      needs: field("text", "token that is needed"),
      sent: field("flag", "a token was sent"),
    },
    says: (e) =>
      `${e.sent ? `The access token isn't a valid ${shown(e.needs)} for this` : `This needs the ${shown(e.needs)}`}. ${
        e.needs.startsWith("initial")
          ? "Get one from the operator of this server and send it as Authorization: Bearer."
          : "Send the registration_access_token of the registration's response as Authorization: Bearer."
      }`,
    points: (e) => [point("authorization", e.sent ? `not a valid ${shown(e.needs)}` : `required: ${shown(e.needs)}`)],
    fixes: (e) =>
      e.needs.startsWith("initial")
        ? [
            developer("Send an initial access token of the operator in the Authorization header, after Bearer."),
            operator("Make an initial access token, and give it to the app's developer."),
          ]
        : [
            developer(
              "Send the registration_access_token that the app got when it was registered. If it is lost, register the app again.",
            ),
          ],
    remedies: {
      developer:
        "Keep registration_access_token with the client_id. To register an app, ask the operator for an initial access token.",
      operator: "Make an initial access token for whoever may register apps, or register the app in the console.",
    },
    cites: [rfc(7591, "3"), rfc(7592, "2")],
    related: ["client/registration-gone"],
  }),
  "too-many": reason({
    title: "Too many registrations from one network",
    error: "temporarily_unavailable",
    status: 429,
    cause:
      "Anybody may register apps here, so each network may register only a few in an hour. Usually an app registers again at every start, instead of keeping its client_id.",
    headers: retryAfter,
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    says: (e) =>
      `Too many apps were registered from this network. Keep the client_id of an earlier registration, or try again in ${e.retryAfter} s.`,
    fixes: (e) => [
      developer(
        `Use the client_id of an earlier registration, or wait ${e.retryAfter} s and register again.`,
        supply("time"),
      ),
    ],
    remedies: {
      developer: "Register once for each installation, and keep the response.",
      operator: "Raise registration.perHour if many users share one network.",
    },
    cites: [rfc(7591, "5"), rfc(6585, "4")],
    related: ["registration/full"],
  }),
  full: reason({
    title: "No more apps can register",
    error: "temporarily_unavailable",
    cause:
      "As many apps have registered themselves as the operator allows at once. Those that nobody uses are removed after a while.",
    evidence: { has: field("count", "registered apps"), most: field("count", "apps allowed") },
    says: (e) =>
      `${e.has} apps have registered themselves, and ${e.most} are allowed. Ask the operator of this server to register the app.`,
    fixes: () => [
      operator("Register the app in the console, remove apps that nobody needs, or raise registration.applications."),
    ],
    remedies: {
      developer: "Ask the operator to register the app.",
      operator: "Remove apps that nobody needs, or raise registration.applications.",
    },
    cites: [rfc(7591, "5")],
    related: ["registration/too-many"],
  }),
  "statement-invalid": reason({
    title: "The software statement isn't valid",
    error: "invalid_software_statement",
    cause:
      "The member software_statement isn't a signed JWT: it was cut off, encoded twice, or is the statement's content without its signature. Or a trusted issuer has made it, but its signature isn't that issuer's, it has expired, or it is for another server.",
    evidence: faults,
    says: (e) => `The software statement can't be used: ${firstFault(e)}`,
    points: pointersOf,
    fixes: fixOf,
    remedies: {
      developer:
        "Send the software statement as it was issued: three parts in base64url, joined by dots. If it has expired, ask its issuer for a new one. Or leave it out.",
      operator: "Compare the keys of the issuer with those in registration.softwareStatements.",
    },
    cites: [rfc(7591, "2.3"), rfc(7591, "3.2.2")],
    related: ["registration/statement-unapproved"],
  }),
  "statement-unapproved": reason({
    title: "The software statement is by nobody this server trusts",
    error: "unapproved_software_statement",
    cause:
      "The software statement is a JWT, but this server doesn't trust whoever its iss names, so nothing that it says counts.",
    evidence: faults,
    says: (e) => `The software statement isn't trusted: ${firstFault(e)}`,
    points: pointersOf,
    fixes: fixOf,
    remedies: {
      developer: "Leave software_statement out, and send its members as members of the registration.",
      operator:
        "Add the issuer to registration.softwareStatements with its keys, if it may vouch for apps here. Or register the app in the console.",
    },
    cites: [rfc(7591, "2.3"), rfc(7591, "3.2.2")],
    related: ["registration/statement-invalid"],
  }),
  "redirect-uri-invalid": reason({
    title: "A redirect URI can't be registered",
    error: "invalid_redirect_uri",
    cause:
      "Users can't be sent to one of the redirect URIs: it has a fragment, isn't https, has a scheme that any app can claim, or is on a host that the operator doesn't allow. Or there is none, although the app uses codes.",
    evidence: faults,
    says: (e) => `Users can't be sent there: ${firstFault(e)}`,
    points: pointersOf,
    fixes: fixOf,
    remedies: {
      developer:
        "Register https URLs, or, for an app on the user's machine, URLs on 127.0.0.1 or a scheme that is a reversed domain name.",
      operator: "Hosts and schemes are allowed in registration.redirectHosts and registration.schemes.",
    },
    cites: [rfc(7591, "3.2.2"), rfc(8252, "7"), rfc(9700, "2.1")],
    related: ["registration/metadata-invalid", "redirect-uri/malformed"],
  }),
  "metadata-invalid": reason({
    title: "The registration's metadata isn't accepted",
    error: "invalid_client_metadata",
    cause:
      "The server doesn't accept a member of the registration: it has the wrong type, contradicts another one, or asks for something that this server doesn't do. Or the body isn't one JSON object. Other servers also say this of redirect URIs.",
    evidence: faults,
    says: (e) => `The registration isn't valid: ${firstFault(e)}`,
    points: pointersOf,
    fixes: fixOf,
    remedies: {
      developer:
        "Send JSON with the members of RFC 7591: redirect_uris, grant_types (with refresh_token if you refresh), matching response_types, and a token_endpoint_auth_method from the server's metadata. Then use the values in the response, not the ones that you sent.",
      operator: "What apps may register is in the settings under registration.",
    },
    cites: [rfc(7591, "2"), rfc(7591, "3.2.2")],
    related: ["registration/redirect-uri-invalid"],
  }),
};
