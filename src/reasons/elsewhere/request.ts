import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** Requests that fit another server, or another part of this one. */
export const request = {
  "redirect-uri/not-allowed": {
    title: "The server doesn't allow this kind of redirect URI",
    cause:
      "The server's rules exclude this URI, even if it is registered: plain http, localhost instead of 127.0.0.1, an IP address, a wildcard, or a custom scheme. Rules have become stricter, so a URI that worked for years may be refused today.",
    developer:
      "Use https. On your own machine, use http://127.0.0.1 with a port if the provider accepts it. For mobile apps, use a claimed https URL. Register the new URI before you send it.",
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
    title: "A parameter isn't accepted",
    cause:
      "The server refuses a parameter of the request or its value. It doesn't match the response type, belongs to another provider, or existed only in an older version. By the standard, servers ignore unknown parameters, but many refuse them.",
    developer:
      "Remove the named parameter, or set it to a value that the provider documents. Check which parameters your library adds, and send the smallest request that works.",
    operator: "Ignore unknown parameters, as RFC 6749 requires. If you refuse one, name it.",
    errors: ["invalid_request"],
    cites: [rfc(6749, "3.1"), rfc(6749, "4.1.2.1"), rfc(6749, "5.2")],
    related: ["request/parameter-invalid", "request/parameter-absent", "request/wrong-endpoint"],
  },
  "request/wrong-environment": {
    title: "The request mixes two environments",
    cause:
      "The client, the code or the token comes from one environment, but the request goes to another: sandbox and production, two regions or data centers, or two tenants. Each environment knows only its own, so everything looks unknown.",
    developer:
      "Use the client_id, secret and all URLs of the same environment, preferably from its discovery document. If the provider names the region in the callback, use it. Store tokens together with their issuer.",
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
    title: "The signed request object is missing or invalid",
    cause:
      "The client is registered to send its authorization request as a signed JWT (request, request_uri, or pushed), but sent plain parameters. Or the signature, algorithm, audience or time of the JWT isn't accepted, or its request_uri has expired or can't be fetched.",
    developer:
      "Sign the request with the registered key and algorithm. Set iss to the client_id, aud to the issuer, and exp soon, and put all parameters inside. Repeat client_id outside. A request_uri from a pushed request can be used once and expires quickly.",
    operator: "Register the client's key. If this client can't sign, don't require signed requests from it.",
    errors: ["invalid_request_object", "invalid_request_uri", "invalid_request"],
    cites: [rfc(9101, "6"), rfc(9126, "4"), openid("core", "6")],
    related: ["request/object-unsupported", "request/object-uri-unsupported", "request/parameter-absent"],
  },
  "request/nonce-missing": {
    title: "The nonce is missing",
    cause:
      "An ID token that comes through the browser (response_type with id_token) requires a nonce in the request, but there was none. Or the client requires a nonce in the ID token, but didn't send one or lost the one that it sent.",
    developer:
      "Create a random nonce for each sign-in, store it in the session, send it, and compare it with the one in the ID token. Better: use the code flow, which puts no tokens into the URL.",
    errors: ["invalid_request"],
    cites: [openid("core", "3.2.2.1"), openid("core", "3.1.3.7")],
    related: [
      "request/nonce-mismatch",
      "request/parameter-absent",
      "request/state-mismatch",
      "request/response-type-unsupported",
    ],
  },
  "request/nonce-mismatch": {
    title: "The nonce of the ID token isn't the one that was sent",
    cause:
      "The client compares the nonce in the ID token with the one that it stored for this sign-in, and they differ. A second sign-in overwrote it, the session or its cookie was lost, an old ID token was used again, or the app hashes the nonce in one place only.",
    developer:
      "Store one nonce for each sign-in, next to its state, and delete it after use. Let the session cookie survive the redirect. If the provider returns a hash of the nonce, compare the hash. Never disable the check: it blocks replayed tokens.",
    errors: [],
    cites: [openid("core", "3.1.3.7"), openid("core", "15.5.2")],
    related: ["request/nonce-missing", "request/state-mismatch", "transport/cookies-blocked"],
  },
  "request/state-mismatch": {
    title: "The returned state doesn't match the stored one",
    cause:
      "The app compares the state in the callback with the one it stored, and finds another or none. Usually the session is gone: its cookie wasn't sent back (SameSite, another host or port, http), or the process that held it restarted. Or another tab or click overwrote it, or the callback was opened again later.",
    developer:
      "Start on the host that is in the redirect URI. Set the cookie with Secure and SameSite=Lax, or SameSite=None if the response comes by POST. Store one state per attempt, delete it after use, and share the store between processes. Never disable the check: it blocks forged callbacks.",
    errors: [],
    cites: [rfc(6749, "10.12"), rfc(9700, "4.7.1")],
    related: ["request/nonce-missing", "code/already-used", "transport/cookies-blocked", "pkce/verifier-missing"],
  },
} as const satisfies Causes;
