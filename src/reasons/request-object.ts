/** Faults of request objects: authorization requests within a JWT (RFC 9101). */
import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { characters, developer, point, shown, supply, worded } from "./fixes.ts";

const signAgain = (says: string): Fix => developer(says, supply("request-object"));

const BECAUSE: Readonly<Record<string, string>> = {
  alg: "its algorithm isn't accepted",
  "no-keys": "the client has no public keys",
  "no-key-fits": "none of the client's keys is for this kid and algorithm",
  "keys-unavailable": "the client's keys couldn't be fetched from its jwks_uri",
  "no-secret": "the client has no secret that can be used for this algorithm",
  signature: "none of the client's keys made the signature",
};

const UNDECRYPTED: Readonly<Record<string, string>> = {
  "not-encrypted": "it isn't encrypted, but the client is registered so",
  unsupported: "this server has no key for encrypted objects",
  malformed: "it isn't a JWE that can be read",
  alg: "its algorithm for the key isn't supported",
  enc: "its algorithm for the content isn't supported",
  zip: "it is compressed (zip), which isn't supported",
  "no-key": "the server has no key with its kid and algorithm",
  content: "it isn't encrypted to this server's key",
};

const whatInstead = ({ because }: { readonly because: string }): string =>
  because === "unsupported"
    ? "Sign the object, and don't encrypt it."
    : because === "zip"
      ? "Encrypt the object without zip."
      : "Sign the object, and encrypt it to a key with use: enc in the server's JWKS.";

const headerIn = ({ alg, enc, kid }: Readonly<Partial<Record<"alg" | "enc" | "kid", string | undefined>>>): string =>
  alg === undefined ? "" : ` (alg ${alg}, enc ${enc ?? "none"}${kid === undefined ? "" : `, kid ${kid}`})`;

const UNFETCHED: Readonly<Record<string, string>> = {
  unregistered: "it isn't registered for the client",
  insecure: "it isn't an https URL",
  "not-public": "its host is in a private network",
  "not-resolved": "its host can't be resolved",
  unreachable: "its host can't be reached",
  untrusted: "the certificate of its host isn't trusted",
  "too-slow": "the response takes too long",
  "too-long": "the response is too long",
  busy: "too many are being fetched",
};

const whyUnfetched = (because: string): string =>
  Object.hasOwn(UNFETCHED, because) ? (UNFETCHED[because] ?? "") : `the response is ${because}`;

export const ofObject = {
  "object-uri-invalid": reason({
    title: "The request object can't be fetched",
    error: "invalid_request_uri",
    cause:
      "The request refers to its parameters by request_uri. The URL must be registered for the client, and respond with the signed object within a few seconds, with status 200 and without a redirect.",
    evidence: { because: field("text", "why") },
    says: (e) => `The request object at request_uri can't be fetched: ${whyUnfetched(e.because)}.`,
    points: (e) => [point("request_uri", whyUnfetched(shown(e.because)))],
    fixes: () => [signAgain("Name a registered URL that responds with the signed object.")],
    remedies: {
      developer: "Request the URL yourself, without cookies. It must respond with the JWT alone.",
      operator: "Register the URL in requestUris of the client.",
    },
    cites: [rfc(9101, "5.2"), rfc(9101, "6.1"), openid("core", "6.2")],
  }),
  "object-malformed": reason({
    title: "The request object can't be read",
    error: "invalid_request_object",
    cause:
      "The value of request isn't a signed JWT in its compact form. It was cut off, encoded twice, or isn't a JWT.",
    evidence: { looks: field("text", "what it looks like"), length: field("count", "characters received") },
    says: (e) => `The value of request looks like ${e.looks} (${characters(e.length)}). Send a signed JWT.`,
    points: (e) => [point("request", e.looks)],
    fixes: () => [signAgain("Send the parameters as a JWT that is signed with a key of the client.")],
    remedies: { developer: "Let your library make the request object, and send it unchanged." },
    cites: [rfc(9101, "4"), rfc(9101, "6.2")],
  }),
  "object-undecryptable": reason({
    title: "The request object can't be decrypted",
    error: "invalid_request_object",
    cause:
      "A request object can be signed and then encrypted to the server, for which the metadata list algorithms, and the JWKS has keys with use: enc. This one is encrypted in another way or to another key, or it isn't encrypted although the client is registered so.",
    evidence: {
      because: field("text", "what is wrong"),
      alg: optional("text", "algorithm for the key"),
      enc: optional("text", "algorithm for the content"),
      kid: optional("text", "key id"),
      registered: optional("text", "registered algorithms"),
    },
    says: (e) =>
      e.because === "registered"
        ? `The request object is encrypted with ${e.alg} and ${e.enc}, but ${e.registered?.replace(" ", " and ")} are registered for this client.`
        : `The request object can't be accepted: ${worded(UNDECRYPTED, e.because)}${headerIn(e)}. ${whatInstead(e)}`,
    points: (e) => [
      point("request", e.because === "registered" ? shown(e.registered ?? "") : shown(worded(UNDECRYPTED, e.because))),
    ],
    fixes: (e) => [signAgain(whatInstead(e))],
    remedies: {
      developer:
        "Fetch the JWKS again, take the first key with use: enc and the type of your algorithm, and name its kid in the header of the JWE.",
      operator:
        "additionalKeys of the server says whether it has keys for this. requestObjectEncryptionAlg of the client makes encryption a duty.",
    },
    cites: [rfc(9101, "6.1"), openid("core", "6.1")],
    related: ["request/object-malformed"],
  }),
  "object-unverified": reason({
    title: "The request object's signature isn't accepted",
    error: "invalid_request_object",
    cause:
      "Request objects are verified with the public keys that are registered for the client. This one was signed with another key or algorithm, or it was changed after it was signed.",
    evidence: {
      because: field("text", "why it isn't accepted"),
      alg: field("text", "algorithm"),
      kid: optional("text", "key id"),
      registered: optional("text", "registered algorithm"),
      detail: optional("text", "why the keys are unavailable"),
    },
    says: (e) =>
      e.registered === undefined
        ? `The request object isn't accepted: ${worded(BECAUSE, e.because)} (alg ${e.alg}${e.kid === undefined ? "" : `, kid ${e.kid}`}${e.detail === undefined ? "" : `, ${e.detail}`}).`
        : `The request object is signed with ${e.alg}, but ${e.registered} is registered for this client.`,
    points: (e) => [point("request", shown(worded(BECAUSE, e.because)))],
    fixes: () => [signAgain("Sign it with a key whose public part is registered as jwks or published at jwks_uri.")],
    remedies: {
      developer: "Compare the kid and alg of the object's header with the client's registered keys.",
      operator: "Register the client's current public keys, as jwks or jwksUri.",
    },
    cites: [rfc(9101, "6.2")],
  }),
  "object-claim-invalid": reason({
    title: "A claim of the request object is wrong",
    error: "invalid_request_object",
    cause:
      "A request object says whom it is from, whom it is for and until when: iss, aud and exp. It must agree with client_id and response_type beside it, and must have its parameters itself.",
    evidence: { claim: field("text", "claim"), problem: field("text", "what is wrong with it") },
    says: (e) => `${e.claim} of the request object ${e.problem}.`,
    points: (e) => [point("request", `${shown(e.claim)}: ${shown(e.problem, 200)}`)],
    fixes: (e) => [signAgain(`Make a new object with a right ${shown(e.claim)}.`)],
    remedies: {
      developer:
        "Make a new object for each request: iss and client_id are the client, aud is the issuer, and exp is some minutes ahead.",
    },
    cites: [rfc(9101, "4"), rfc(9101, "6.3")],
  }),
  "object-required": reason({
    title: "Authorization requests must be signed",
    error: "invalid_request",
    cause: "The client is registered as one that sends its authorization requests as signed request objects.",
    evidence: { clientId: field("text", "client") },
    says: (e) => `Requests of ${e.clientId} must be signed request objects. Send the parameters as a JWT in request.`,
    points: () => [point("request", "required")],
    fixes: () => [
      developer(
        "Send the parameters in a request object that is signed with a key of the client.",
        supply("request-object"),
      ),
    ],
    remedies: {
      developer: "Enable request objects (JAR) in your library, with the client's private key.",
      operator: "Unset requireSignedRequestObject of the client, if it can't sign its requests.",
    },
    cites: [rfc(9101, "10.5"), openid("core", "6.1")],
  }),
} as const;
