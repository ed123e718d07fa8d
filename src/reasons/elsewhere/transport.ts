import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** What is between client and server, and what a server says about itself. */
export const transport = {
  "transport/unreachable": {
    title: "The server couldn't be reached",
    cause:
      "No response came back: the name didn't resolve, the connection was refused, or it timed out. This usually happens between the app's own server or gateway and the provider. A firewall, proxy, or container network lets nothing out, the host name is only known inside, or the program refuses to connect to private addresses.",
    developer:
      "Call the token endpoint and the discovery document with curl from the machine or container that runs the app. Allow outgoing connections to the provider's port 443, set the proxy that the runtime needs, and use a host name that resolves there.",
    operator: "Allow the app's network to reach the token, key set, userinfo and discovery URLs.",
    errors: [],
    cites: [rfc(6749, "3.2"), rfc(9110, "15.6")],
    related: ["transport/certificate-problem", "server/fault", "request/wrong-endpoint"],
  },
  "transport/certificate-problem": {
    title: "The server's certificate isn't trusted",
    cause:
      "The TLS connection failed before any request was sent. The certificate is self-signed, has expired, is for another name, or its intermediate certificate isn't sent. Or a company proxy replaces it with a certificate that the program doesn't trust.",
    developer:
      "Add the authority that issued the certificate to the ones that your runtime trusts (NODE_EXTRA_CA_CERTS, a trust store, the container's certificates). Use the host name in the certificate. Never disable the check outside a test.",
    operator: "Serve the full certificate chain for the public name, and renew it in time.",
    errors: [],
    cites: [rfc(9110, "4.3.4"), rfc(6749, "1.6")],
    related: ["transport/insecure", "server/fault"],
  },
  "transport/cors-blocked": {
    title: "The browser blocks the call to another origin",
    cause:
      "A script called the server, but the browser blocked the response because Access-Control-Allow-Origin doesn't name the page's origin. Either the origin isn't registered, is registered with a path or slash, or the endpoint isn't meant for browsers. Or an error page from a proxy lacks the header.",
    developer:
      "Register the page's origin for the client: only scheme, host and port. Send users to the authorization endpoint by navigation, never by fetch. If the client has a secret, make the call from your server.",
    operator:
      "Allow the origin at the token, userinfo, discovery and key endpoints, and send the header with errors too. Don't allow it at the authorization endpoint.",
    errors: [],
    cites: [rfc(9700, "2.6"), rfc(6454, "7")],
    related: ["client/type-mismatch", "transport/cookies-blocked", "redirect-uri/unregistered"],
  },
  "transport/cookies-blocked": {
    title: "The browser doesn't send the server's cookie in a frame",
    cause:
      "The app renews tokens or checks the session in a hidden frame, and the server is on another site. Browsers no longer send cookies in that case, so a user who is signed in looks signed out.",
    developer:
      "Renew with a refresh token instead of a hidden frame, or put the app and the server on one site. If neither is possible, redirect the whole window to the server when the token ends.",
    operator: "Allow browser apps to use rotating refresh tokens, or serve under a domain on the app's site.",
    errors: ["login_required"],
    cites: [rfc(6265, "7.1"), openid("core", "3.1.2.6")],
    related: ["user/login-required", "request/state-mismatch", "transport/cors-blocked"],
  },
  "discovery/issuer-mismatch": {
    title: "Two issuers differ",
    cause:
      "The issuer must be identical in the client's configuration, in the discovery document, and in the iss of responses and tokens, but one of them differs. The difference is a final slash, http instead of https, an internal host name, another version or tenant, or a placeholder.",
    developer:
      "Configure the issuer exactly as in the discovery document, including any final slash. Fetch that document from the issuer's own URL.",
    operator: "Behind a proxy, set the issuer to the public URL that clients use.",
    errors: [],
    cites: [rfc(8414, "3.3"), openid("discovery", "4.3"), rfc(9207, "2.4")],
    related: ["token/wrong-issuer", "resource/mismatch", "request/wrong-endpoint"],
  },
  "server/rate-limited": {
    title: "Too many requests in a short time",
    cause:
      "The server limits requests per client, account or IP address, and this one exceeded the limit, usually with status 429. Usual causes are a new token for each call, a retry loop without a pause, and a device that polls too often.",
    developer:
      "Reuse the access token until shortly before it expires. After a refusal, wait as long as Retry-After says, then longer each time. When polling, add five seconds after each slow_down.",
    operator: "Send Retry-After. If the load is legitimate, raise the limit.",
    errors: ["temporarily_unavailable", "slow_down"],
    cites: [rfc(6585, "4"), rfc(9110, "10.2.3"), rfc(8628, "3.5")],
    related: ["client-auth/throttled", "user/throttled", "grant/token-limit-exceeded", "server/fault"],
  },
} as const satisfies Causes;
