import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** What stands between client and server, and what a server says of itself. */
export const transport = {
  "transport/certificate-problem": {
    title: "The server's certificate is not trusted",
    cause:
      "The TLS connection was given up before any request was sent: the certificate is self-signed, expired, of another name, or its intermediate is not sent along; or a proxy of the company puts its own in place, which the program does not know.",
    developer:
      "Add the authority that issued the certificate to what your runtime trusts (NODE_EXTRA_CA_CERTS, a trust store, the container's certificates). Call the name that stands in the certificate. Never switch the check off outside a test.",
    operator: "Serve the whole chain for the public name, and renew it in time.",
    errors: [],
    cites: [rfc(9110, "4.3.4"), rfc(6749, "1.6")],
    related: ["transport/insecure", "server/fault"],
  },
  "transport/cors-blocked": {
    title: "The browser blocks the call to another origin",
    cause:
      "A script called the server, and the browser withheld the answer, since the server does not name the page's origin in Access-Control-Allow-Origin. The origin is not registered, is registered with a path or slash, the endpoint is not meant for browsers, or an error page on the way came without the header.",
    developer:
      "Register the page's origin with the client: scheme, host and port, and nothing behind. Send people to the authorization endpoint by navigation, never by fetch. If the client has a secret, make the call from your own server.",
    operator:
      "Allow the origin at token, userinfo, discovery and key endpoints, and put the header on errors too; not at the authorization endpoint.",
    errors: [],
    cites: [rfc(9700, "2.6"), rfc(6454, "7")],
    related: ["client/type-mismatch", "transport/cookies-blocked", "redirect-uri/unregistered"],
  },
  "transport/cookies-blocked": {
    title: "The browser withholds the server's cookie in a frame",
    cause:
      "The application renews tokens or checks the session in a hidden frame, and the server is another site: browsers no longer send cookies there, so that a person who is signed in looks like nobody.",
    developer:
      "Renew with a refresh token in place of a hidden frame, or bring application and server under one site. If neither is possible, send the whole window to the server once the token ends.",
    operator:
      "Allow rotating refresh tokens to browser applications, or serve under a domain of the application's site.",
    errors: ["login_required"],
    cites: [rfc(6265, "7.1"), openid("core", "3.1.2.6")],
    related: ["user/login-required", "request/state-mismatch", "transport/cors-blocked"],
  },
  "discovery/issuer-mismatch": {
    title: "Two places name two issuers",
    cause:
      "The issuer that the client is set to, the one in the discovery document, and the iss of an answer or token must be the same text, and one of them differs: by a final slash, http against https, an inner host name, another version or tenant, or a placeholder that was left in.",
    developer:
      "Configure the issuer just as the discovery document has it, slash included, and fetch that document from the issuer's own address. Do not strip or add anything.",
    operator: "Behind a proxy, set the public address by which clients come as issuer, and nothing else.",
    errors: [],
    cites: [rfc(8414, "3.3"), openid("discovery", "4.3"), rfc(9207, "2.4")],
    related: ["token/wrong-issuer", "resource/mismatch", "request/wrong-endpoint"],
  },
  "server/rate-limited": {
    title: "Too many requests in a short time",
    cause:
      "The server counts requests by client, account or address, and this one was over the limit, mostly with status 429. Usual culprits are a new token for each call, a retry loop without a pause, and a device that polls too fast.",
    developer:
      "Keep the access token until it is nearly over. After a refusal wait as Retry-After says, then longer each time; when polling, add five seconds at each slow_down.",
    operator: "Send Retry-After, and raise the limit if the load is honest.",
    errors: ["temporarily_unavailable", "slow_down"],
    cites: [rfc(6585, "4"), rfc(9110, "10.2.3"), rfc(8628, "3.5")],
    related: ["client-auth/throttled", "user/throttled", "grant/token-limit-exceeded", "server/fault"],
  },
} as const satisfies Causes;
