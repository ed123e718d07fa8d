/** JWTs with which clients authenticate, and what is wrong with them (RFC 7523). */
import { openid, rfc } from "../specs.ts";
import { ago, field, optional, reason } from "./define.ts";
import { developer, leaveOut, names, operator, point, shown, supply, worded } from "./fixes.ts";

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const at = (note: string) => [point("client_assertion", note)];
/** Nothing can be sent in the place of a JWT but one that the client signs. */
const signs = (says: string) => [developer(says, supply("secret"))];
/** Never replayed where the client wasn't looked up: the result would show whether there is such a client. */
const advice = (says: string) => [developer(says)];

const iso = (instant: number): string =>
  Math.abs(instant) < 8.64e15 ? new Date(instant).toISOString() : `${instant} ms since 1970`;

const BECAUSE: Readonly<Record<string, string>> = {
  alg: "the client is registered for another algorithm",
  "no-keys": "no public key is registered for the client",
  "no-secret": "the client isn't registered for client_secret_jwt, or its secret is too short for this algorithm",
  "no-key-fits": "none of the client's keys has this kid and suits this algorithm",
  "keys-unavailable": "the client's keys couldn't be fetched from its jwks_uri",
  signature: "the signature doesn't match the client's key or secret",
};

const because = (word: string): string => worded(BECAUSE, word);

interface When {
  readonly claim: string;
  readonly at: number;
  readonly now: number;
  readonly longest: number;
}

/** What is wrong with the time, and by how much. */
function untimely({ claim, at: time, now, longest }: When): string {
  if (claim === "exp" && time <= now) return `exp is ${iso(time)}, ${ago(now - time)} ago`;
  if (claim === "exp") return `exp is ${iso(time)}, more than ${longest} s ahead`;
  return `${claim} is ${iso(time)}, ${ago(time - now)} ahead of this server's clock`;
}

export const clientAssertion = {
  "assertion-unsupported": reason({
    title: "This type of client assertion isn't supported",
    error: "invalid_client",
    cause:
      "The client authenticates by an assertion, but its client_assertion_type isn't the one for JWTs. SAML assertions (RFC 7522) aren't supported. Often the type is misspelled, or it is the grant type for JWTs, which looks similar.",
    evidence: {
      parameters: field("list", "assertion parameters"),
      sent: optional("text", "client_assertion_type sent"),
    },
    says: (e) =>
      `This server doesn't support client assertions of the type '${shown(e.sent ?? "none")}'. Send client_assertion_type=${TYPE}, or authenticate by another method.`,
    points: (e) => e.parameters.map((parameter) => point(parameter, "not supported")),
    fixes: (e) => [
      ...signs(`Send client_assertion_type=${TYPE}, and a JWT that the client has signed as client_assertion.`),
      developer(
        `Remove ${names(e.parameters)}, and authenticate as the client is registered.`,
        ...e.parameters.map(leaveOut),
        supply("secret"),
      ),
    ],
    remedies: {
      developer:
        "Set your library's token endpoint authentication method to one in token_endpoint_auth_methods_supported. For private_key_jwt it must send this type.",
      operator: "Set the client's method in authMethods. For private_key_jwt it also needs jwks or jwksUri.",
    },
    cites: [rfc(7521, "4.2"), rfc(7523, "2.2")],
  }),
  "assertion-malformed": reason({
    title: "The client assertion isn't a signed JWT",
    error: "invalid_client",
    cause:
      "The value of client_assertion can't be read as a signed JWT: three parts of base64url with dots between them, the first two of which are JSON objects. It may be encrypted, have been cut, or be something else, such as the private key or a secret.",
    evidence: {
      looks: field("text", "what it looks like"),
      length: field("count", "characters of the assertion received"),
    },
    says: (e) =>
      `client_assertion isn't a signed JWT: it is ${shown(e.looks)} (${e.length} characters). Send a JWT that the client has signed.`,
    points: (e) => at(`${e.looks}, expected a signed JWT`),
    fixes: () => advice("Send a JWT that the client has signed, in full and without white space."),
    remedies: {
      developer: "Let a JWT library create and sign the assertion, and send what it returns without a change.",
    },
    cites: [rfc(7523, "3"), rfc(7515, "3.1")],
  }),
  "assertion-claims": reason({
    title: "A member of the client assertion is wrong",
    error: "invalid_client",
    cause:
      "A member of the client's JWT is missing or has another value than it must have. In the header, alg must be a supported algorithm (never none), and typ must be that of a JWT for this purpose. In the claims, iss and sub must be the client_id, jti must be there, and times must be numbers of seconds.",
    evidence: {
      member: field("text", "member of the JWT"),
      sent: field("text", "its value"),
      expected: field("text", "expected"),
    },
    says: (e) =>
      `The client assertion's ${shown(e.member)} is ${e.sent === "missing" ? "missing" : `'${shown(e.sent)}'`}, expected ${shown(e.expected)}. Correct it and sign the assertion again.`,
    points: (e) => at(`${e.member}: expected ${e.expected}`),
    fixes: (e) =>
      advice(
        e.member === "alg" || e.member === "typ"
          ? `Set ${shown(e.member)} in the header of the JWT to ${shown(e.expected)}.`
          : `Set ${shown(e.member)} in the claims of the JWT to ${shown(e.expected)}.`,
      ),
    remedies: {
      developer:
        "Set iss and sub to the client_id, aud to the issuer, exp to a minute from now, and jti to a new random value. Sign with an algorithm that the metadata lists in token_endpoint_auth_signing_alg_values_supported.",
    },
    cites: [rfc(7523, "3"), openid("core", "9")],
    related: ["client-auth/assertion-wrong-audience", "client-auth/assertion-time"],
  }),
  "assertion-wrong-audience": reason({
    title: "The client's JWT has the wrong audience",
    error: "invalid_client",
    cause:
      "The aud of the client's JWT must identify this authorization server, so that nobody else who receives the JWT can use it here. It is refused even if it only differs by a final slash, has the internal host name, or is the URL of another server. If it lists several, each must mean this server.",
    evidence: { sent: field("list", "aud sent"), expected: field("text", "issuer") },
    says: (e) =>
      `The client assertion's aud is ${names(e.sent)}, expected ${shown(e.expected)}. Set aud to the issuer, exactly as the metadata has it.`,
    points: (e) => at(`aud: expected ${e.expected}`),
    fixes: (e) => advice(`Set aud in the claims of the JWT to ${shown(e.expected)}.`),
    remedies: {
      developer:
        "Set aud to the value of issuer in the metadata, as a single string. The URL of the token endpoint is accepted too, for older libraries.",
      operator: "Behind a proxy, set issuer to the server's public URL.",
    },
    cites: [rfc(7523, "3"), openid("core", "9"), rfc(9126, "2")],
    related: ["client-auth/assertion-claims"],
  }),
  "assertion-time": reason({
    title: "The client assertion isn't valid at this time",
    error: "invalid_client",
    cause:
      "The JWT has expired, isn't valid yet, was issued in the future, or would be valid for too long. It was used again after it expired, times are in milliseconds or in local time, or the clock of the client's machine is wrong. Clocks may be half a minute ahead.",
    evidence: {
      claim: field("text", "claim"),
      at: field("instant", "its value"),
      now: field("instant", "time of this server"),
      longest: field("seconds", "longest lifetime"),
    },
    says: (e) =>
      `The client assertion isn't valid now: ${untimely(e)}. Create a new one for each request, and check the clock.`,
    points: (e) => at(untimely(e)),
    fixes: () =>
      advice("Create a new JWT for this request, whose exp is a minute from now in seconds since 1970 (UTC)."),
    remedies: {
      developer:
        "Create a JWT for each request. Set iat and exp in seconds since 1970, with exp about a minute after iat. Compare your clock with the Date header of the response.",
      operator: "Synchronize the clocks of servers with NTP.",
    },
    cites: [rfc(7523, "3"), rfc(7519, "4.1.4")],
    related: ["client-auth/assertion-claims"],
  }),
  "assertion-replayed": reason({
    title: "The client assertion was used before",
    error: "invalid_client",
    cause:
      "A JWT with this jti has already authenticated this client. Each one is accepted once, so that a copy is useless. The application keeps a JWT for several requests or sends it again after a failure, or somebody has copied it.",
    evidence: { clientId: field("text", "client_id") },
    says: (e) =>
      `A client assertion with this jti was already used by ${shown(e.clientId)}. Create a new one, with a new jti, for each request.`,
    points: () => at("its jti was used before"),
    fixes: () => signs("Create a JWT with a new jti for each request, also when you try again."),
    remedies: {
      developer: "Create the JWT just before each request, with a random jti. Don't cache it, and don't send it again.",
      operator:
        "If the application doesn't reuse its JWTs, somebody may have copied one. Look at where they come from.",
    },
    cites: [rfc(7523, "3"), openid("core", "9")],
  }),
  "assertion-unverified": reason({
    title: "The client assertion isn't signed with the client's key",
    error: "invalid_client",
    cause:
      "The client is registered, but its JWT isn't signed with a key that is known for it. The key was replaced, its kid differs, it isn't registered, or the URL at which the client publishes its keys can't be read.",
    evidence: {
      clientId: field("text", "client_id", "owner"),
      because: field("text", "why", "owner"),
      detail: optional("text", "what happened", "owner"),
      alg: optional("text", "alg", "owner"),
      kid: optional("text", "kid", "owner"),
    },
    says: (e) =>
      `The client assertion (alg ${shown(e.alg ?? "none")}, kid ${shown(e.kid ?? "none")}) isn't accepted: ${because(e.because)}${e.detail === undefined ? "" : ` (${shown(e.detail)})`}. Check the key and the registration.`,
    face: () => "client-auth/failed",
    points: (e) => at(because(e.because)),
    fixes: (e) => [
      ...signs("Sign the JWT with the private key of one of the client's registered public keys, and send its kid."),
      operator(
        e.because === "keys-unavailable"
          ? "Make the client's jwks_uri reachable. It must return a JWK set with status 200."
          : "Register the client's public key in jwks, or the URL at which it publishes its keys in jwksUri.",
        supply("secret"),
      ),
    ],
    remedies: {
      developer:
        "Compare the kid and alg of the JWT's header with the public keys that are registered, and check that the private key is the one that belongs to them.",
      operator: "Register the client's current public key, or the URL of its key set.",
    },
    cites: [rfc(7523, "3"), openid("core", "9")],
    related: ["client-auth/assertion-claims", "client-auth/failed"],
  }),
} as const;
