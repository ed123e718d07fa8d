import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** How a client is registered, and how it authenticates with a JWT. */
export const client = {
  "client/type-mismatch": {
    title: "The client is registered as the wrong type",
    cause:
      "The client's registered type (web, single-page, native, public or confidential) isn't the type of app that sends the request. For example, a browser redeems a code for a redirect URI that is registered for a server, or the server requires a secret that a command line tool never had.",
    developer:
      "Register the redirect URI under the platform that redeems the code, or create a second client of the right type. Never put a secret into an app that users download.",
    operator: "Set the client's type. Let public clients use PKCE instead of a secret.",
    errors: ["invalid_client", "unauthorized_client", "invalid_request"],
    cites: [rfc(6749, "2.1"), openid("registration", "2")],
    related: ["client-auth/secret-absent", "client-auth/method-mismatch", "transport/cors-blocked", "pkce/required"],
  },
  "client/address-not-allowed": {
    title: "The client's IP address isn't allowed",
    cause:
      "The client's registration or a policy of the provider lists the IP addresses that may send requests, and this one isn't among them. The IP address of the app's server changes with its host, a proxy, or a VPN.",
    developer:
      "Find out the public IP address that your server sends from, and ask for it to be added to the list of the app. If it changes, send requests through a gateway that has a fixed IP address.",
    operator: "Add the IP address to the client's list, or remove the restriction.",
    errors: ["unauthorized_client", "access_denied", "invalid_client"],
    cites: [rfc(6749, "10.1")],
    related: ["user/policy-blocked", "client/origin-not-allowed", "client/disabled"],
  },
  "client/origin-not-allowed": {
    title: "The origin isn't registered for the client",
    cause:
      "The provider compares the origin of the page that starts the sign-in, or its domain, with the ones that are registered for the client, and it isn't among them. Often only the redirect URI is registered, the port or the subdomain differs, or the page was opened as a file.",
    developer:
      "Register the page's origin for the client: scheme, host and port, without a path. Register one for each environment. Open the page from a server, not as a file.",
    operator: "Add the origin to the client's allowed origins.",
    errors: ["invalid_request", "unauthorized_client"],
    cites: [rfc(6454, "7"), rfc(6749, "10.1")],
    related: ["transport/cors-blocked", "redirect-uri/unregistered", "client/address-not-allowed"],
  },
  "client-auth/secret-encoding": {
    title: "The client ID or secret wasn't form-encoded for Basic",
    cause:
      "RFC 6749 requires clients to form-encode the ID and secret before joining them with a colon for HTTP Basic, but many libraries don't. If the secret has a character such as + or %, a server that decodes it gets a different secret. A server that doesn't decode refuses libraries that encode.",
    developer:
      "Encode both with encodeURIComponent before you join them, or use client_secret_post. A secret that has only letters and digits works either way.",
    operator: "Issue secrets that have only letters, digits, - and _.",
    errors: ["invalid_client"],
    cites: [rfc(6749, "2.3.1")],
    related: ["client-auth/secret-wrong", "client-auth/malformed"],
  },
  "client-auth/assertion-invalid": {
    title: "The client's JWT is invalid",
    cause:
      "The client authenticates with a JWT that it signs (private_key_jwt, client_secret_jwt), but the server doesn't accept it. Either the key isn't registered, the header identifies it in a way that the server doesn't support (kid, x5t), or the signature is wrong. Or iss and sub aren't the client_id, the lifetime is too long, or the jti was used before.",
    developer:
      "Compare the key and its kid or thumbprint in the JWT header with the registered ones. Set iss and sub to the client_id. Create a new JWT with a new jti for each request, and let it expire after a few minutes.",
    operator: "Register the client's current public key or certificate, or the URL of its key set.",
    errors: ["invalid_client"],
    cites: [rfc(7523, "3"), rfc(7521, "4.2"), openid("core", "9")],
    related: ["client-auth/assertion-wrong-audience", "assertion/expired", "time/clock-skew", "client/unknown"],
  },
  "registration/not-allowed": {
    title: "Dynamic client registration isn't available",
    cause:
      "The app tried dynamic client registration, but the server doesn't support it. Or it accepts it only with an initial access token, from certain hosts, or from known software. This often happens to MCP clients, which register themselves at every server.",
    developer:
      "Look for registration_endpoint in the server's metadata. If it is missing, register the app by hand and configure its client_id. If it is there, ask for an initial access token and send it as Bearer.",
    operator:
      "Enable registration, or give the app a client_id. If registration is open to all, limit what such clients can request.",
    errors: ["invalid_token", "insufficient_scope", "access_denied"],
    cites: [rfc(7591, "3"), rfc(8414, "2")],
    related: ["registration/metadata-invalid", "request/registration-unsupported", "request/wrong-endpoint"],
  },
} as const satisfies Causes;
