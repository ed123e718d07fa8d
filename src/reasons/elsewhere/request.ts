import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** Requests that fit another server, or another part of this one. */
export const request = {
  "redirect-uri/not-allowed": {
    title: "The server takes no redirect URI of this kind",
    cause:
      "Whatever is registered, the server's rules exclude the URI: plain http, the name localhost in place of 127.0.0.1, an IP address, a wildcard, a scheme of one's own. Rules have become stricter, so that what worked for years may be refused today.",
    developer:
      "Use https, and on one's own machine http://127.0.0.1 with a port, where the provider takes that. For a phone, use a claimed https address. Register the new URI before you send it.",
    errors: ["invalid_request", "invalid_redirect_uri"],
    cites: [rfc(8252, "8.3"), rfc(9700, "2.6"), rfc(6749, "3.1.2.1")],
    related: [
      "redirect-uri/unregistered",
      "redirect-uri/host-mismatch",
      "redirect-uri/malformed",
      "transport/insecure",
    ],
  },
  "request/parameter-rejected": {
    title: "A parameter is not accepted here",
    cause:
      "The request has a parameter, or a value of it, that this server refuses: one that does not go with the response type, one of another provider, one that only an older version had. The standard has servers ignore parameters that they do not know; many refuse them.",
    developer:
      "Take the named parameter out, or give it a value that the provider documents. Look which ones your library adds by itself, and send the smallest request that works.",
    operator: "Ignore parameters that are not known, as RFC 6749 requires; name the one that is refused.",
    errors: ["invalid_request"],
    cites: [rfc(6749, "3.1"), rfc(6749, "4.1.2.1"), rfc(6749, "5.2")],
    related: ["request/parameter-invalid", "request/parameter-absent", "request/wrong-endpoint"],
  },
  "request/wrong-environment": {
    title: "Parts of two environments were mixed",
    cause:
      "The client, the code or the token comes from one environment, and the request goes to another: sandbox and production, one region or data centre and another, one tenant's address and another's. Each knows its own only, so it all looks unknown.",
    developer:
      "Take client_id, secret and all addresses from one environment, best from its discovery document. Where the provider tells in the callback which region to use, use that one. Keep tokens with the issuer that gave them.",
    errors: ["invalid_client", "invalid_grant", "invalid_token"],
    cites: [rfc(8414, "2"), rfc(6749, "5.2")],
    related: [
      "client/unknown",
      "code/unknown",
      "refresh-token/unknown",
      "request/wrong-endpoint",
      "token/wrong-issuer",
    ],
  },
  "request/object-invalid": {
    title: "The signed request object is missing or refused",
    cause:
      "The client is set to send its authorization request as a signed JWT (request, request_uri, or pushed), and sent plain parameters; or it sent one whose signature, algorithm, audience or time is not accepted, or a request_uri that has expired or cannot be fetched.",
    developer:
      "Sign the request with the registered key and algorithm: iss is the client_id, aud the issuer, exp near, and all parameters inside. Repeat client_id beside it. A request_uri of a pushed request is good once and for a short time.",
    operator: "Register the client's key, or take back the demand for signed requests if this client cannot sign.",
    errors: ["invalid_request_object", "invalid_request_uri", "invalid_request"],
    cites: [rfc(9101, "6"), rfc(9126, "4"), openid("core", "6")],
    related: ["request/object-unsupported", "request/object-uri-unsupported", "request/parameter-absent"],
  },
  "request/nonce-missing": {
    title: "The nonce is missing",
    cause:
      "An ID token that comes through the browser (response_type with id_token) needs a nonce in the request, and there is none. Or the client insists on a nonce in the ID token and had sent none, or lost the one that it sent.",
    developer:
      "Make a random nonce for each sign-in, keep it with the session, send it, and compare it with the ID token's. Better, change to the code flow, which does without tokens in the address.",
    errors: ["invalid_request"],
    cites: [openid("core", "3.2.2.1"), openid("core", "3.1.3.7")],
    related: ["request/parameter-absent", "request/state-mismatch", "request/response-type-unsupported"],
  },
  "request/state-mismatch": {
    title: "The state that came back is not the one that was stored",
    cause:
      "The application compares the callback's state with what it kept, and finds another or none. Mostly the session is gone: its cookie was not sent back (SameSite, another host or port, http), several tabs or a second click overwrote it, the process that held it restarted, or the callback was opened again later.",
    developer:
      "Begin on the same host that the redirect URI names; set the cookie Secure with SameSite=Lax, or None if the answer comes by POST. Keep one state per attempt, delete it once used, and let several processes share the store. Do not switch the check off: it keeps forged callbacks out.",
    errors: [],
    cites: [rfc(6749, "10.12"), rfc(9700, "4.7.1")],
    related: ["request/nonce-missing", "code/already-used", "transport/cookies-blocked", "pkce/verifier-missing"],
  },
} as const satisfies Causes;
