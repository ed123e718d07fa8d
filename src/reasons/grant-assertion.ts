/** Assertions that aren't accepted as grants (RFC 7523 3.1). */
import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { again, developer, full, operator, point, shown, supply, worded } from "./fixes.ts";

const UNVERIFIED: Readonly<Record<string, string>> = {
  alg: "its algorithm isn't accepted",
  "no-keys": "no public key of the issuer is known",
  "no-key-fits": "none of the issuer's keys has this kid and suits this algorithm",
  "keys-unavailable": "the issuer's keys couldn't be fetched",
  signature: "the signature doesn't match the issuer's key",
};

const whyUnverified = (because: string, detail: string | undefined): string =>
  `${worded(UNVERIFIED, because)}${detail === undefined ? "" : ` (${shown(detail)})`}`;

interface Forbidden {
  readonly clientId: string;
  readonly issuer: string;
  readonly because: string;
  readonly subject?: string | undefined;
}

const forbidden = ({ clientId, issuer, because, subject = "" }: Forbidden): string =>
  because === "client"
    ? `Client ${shown(clientId)} isn't among the clients that may send assertions of ${shown(issuer)}`
    : `The assertion of ${shown(issuer)} is about '${shown(subject)}', who isn't an enabled user of this server`;

export const grantAssertion = {
  "assertion-invalid": reason({
    title: "The assertion isn't accepted",
    error: "invalid_grant",
    cause:
      "A JWT was sent as a grant, and one of its members isn't what it must be: its issuer isn't trusted here, it is for another server or client, has expired or isn't valid yet, was used before, or isn't of the type of identity assertions.",
    evidence: {
      member: field("text", "member of the JWT"),
      sent: field("text", "its value"),
      expected: field("text", "expected"),
    },
    says: (e) =>
      `The assertion's ${shown(e.member)} is ${e.sent === "missing" ? "missing" : `'${shown(e.sent)}'`}, expected ${full(e.expected)}. Get a new assertion that has it.`,
    points: (e) => [point("assertion", `${e.member}: expected ${e.expected}`)],
    fixes: (e) => [
      again(developer(`Get a new assertion whose ${shown(e.member)} is ${full(e.expected)}.`, supply("access-token"))),
    ],
    remedies: {
      developer:
        "Get an assertion for each request, from an issuer that the server trusts, with the server's issuer as aud. An identity assertion also has the client_id that the application has here.",
      operator: "List the issuer in trustedIssuers, with its exact iss.",
    },
    cites: [rfc(7523, "3"), rfc(7521, "5.2")],
    related: ["grant/assertion-unverified"],
  }),
  "assertion-unverified": reason({
    title: "The assertion isn't signed by its issuer",
    error: "invalid_grant",
    cause:
      "The issuer of the assertion is trusted, but none of its keys made the signature. It replaced its key, the keys that are registered here are old, or the URL at which it publishes them can't be read.",
    evidence: {
      issuer: field("text", "issuer"),
      because: field("text", "why"),
      detail: optional("text", "what happened"),
    },
    says: (e) =>
      `The assertion of ${shown(e.issuer)} can't be verified: ${whyUnverified(e.because, e.detail)}. Check the key of the issuer.`,
    points: (e) => [point("assertion", whyUnverified(e.because, e.detail))],
    fixes: (e) => [
      operator(
        e.because === "keys-unavailable"
          ? "Make the issuer's jwksUri reachable. It must return a JWK set with status 200."
          : `Set the current keys of ${shown(e.issuer)} in trustedIssuers, or the URL at which it publishes them.`,
        supply("access-token"),
      ),
    ],
    remedies: {
      developer: "Compare the kid of the assertion's header with the keys that its issuer publishes.",
      operator: "Use jwksUri, so that new keys of the issuer are found without a change here.",
    },
    cites: [rfc(7523, "3"), rfc(7521, "5.2")],
    related: ["grant/assertion-invalid"],
  }),
  "assertion-not-allowed": reason({
    title: "The assertion may not be used here",
    error: "invalid_grant",
    cause:
      "The assertion is valid, but the operator doesn't accept it from this client or about this user: the client isn't listed for its issuer, or the user isn't an enabled one of this server.",
    evidence: {
      clientId: field("text", "client_id"),
      issuer: field("text", "issuer"),
      because: field("text", "rule"),
      subject: optional("text", "sub"),
    },
    says: (e) => `${forbidden(e)}. Ask the operator of this server.`,
    points: (e) => [point(e.because === "client" ? "client_id" : "assertion", forbidden(e))],
    fixes: (e) => [
      operator(
        e.because === "client"
          ? `Add ${shown(e.clientId)} to clients of ${shown(e.issuer)} in trustedIssuers.`
          : "Add the user, or enable the account.",
      ),
    ],
    remedies: {
      developer: "Ask the operator whether the application may use assertions of this issuer.",
      operator: "Check clients and subjects of the issuer in trustedIssuers.",
    },
    cites: [rfc(7521, "4.1"), rfc(7523, "3.1")],
    related: ["client/grant-type-not-allowed"],
  }),
} as const;
