import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** How a client is registered, and how it proves itself by a JWT. */
export const client = {
  "client/type-mismatch": {
    title: "The client is registered as another type than it is used as",
    cause:
      "The registration says web, single-page, native, public or confidential, and the request comes from another kind of application. A browser redeems a code of a redirect URI that is registered for a server, for one, or a command line tool is asked for the secret that it never had.",
    developer:
      "Register the redirect URI under the platform that really redeems the code, or make a second client of the right type. Do not put a secret into an application that people download.",
    operator: "Set the client's type, and for public clients allow them to come without a secret, with PKCE.",
    errors: ["invalid_client", "unauthorized_client", "invalid_request"],
    cites: [rfc(6749, "2.1"), openid("registration", "2")],
    related: ["client-auth/secret-absent", "client-auth/method-mismatch", "transport/cors-blocked", "pkce/required"],
  },
  "client-auth/secret-encoding": {
    title: "Id or secret were not form-encoded before Basic",
    cause:
      "RFC 6749 has id and secret form-encoded before they are joined by a colon and put into HTTP Basic, and many libraries send them as they are. A secret with a character such as + or % is then another one to a server that decodes it; a server that does not decode it refuses the libraries that encode.",
    developer:
      "Encode both with encodeURIComponent before joining them, or use client_secret_post. A secret of letters and digits is the same either way.",
    operator: "Give out secrets of letters, digits, - and _ only.",
    errors: ["invalid_client"],
    cites: [rfc(6749, "2.3.1")],
    related: ["client-auth/secret-wrong", "client-auth/malformed"],
  },
  "client-auth/assertion-invalid": {
    title: "The client's JWT is refused",
    cause:
      "The client proves itself by a JWT that it signs (private_key_jwt, client_secret_jwt), and the server does not accept it: the key is not registered, the header names it in a way that the server does not look for (kid, x5t), iss and sub are not the client_id, its life is too long, its jti came before, or the signature is wrong.",
    developer:
      "Compare the key and the kid or thumbprint in the JWT's header with what is registered. Set iss and sub to the client_id, make a new jti each time, and let it live for a few minutes. Build a new JWT for each request.",
    operator: "Register the client's present public key or certificate, or the address of its key set.",
    errors: ["invalid_client"],
    cites: [rfc(7523, "3"), rfc(7521, "4.2"), openid("core", "9")],
    related: ["client-auth/assertion-wrong-audience", "assertion/expired", "time/clock-skew", "client/unknown"],
  },
  "client-auth/assertion-wrong-audience": {
    title: "The audience of the client's JWT is not what the server wants",
    cause:
      "The aud of the client's JWT must name this authorization server. Some take the address of the token endpoint, some the issuer, some either; a final slash, the public name against the inner one, or the address of another endpoint is enough to be refused.",
    developer:
      "Set aud to the value that the server documents: the issuer or the token_endpoint, letter for letter as its metadata has it. As a single text, not a list, where it is refused as a list.",
    operator: "Behind a proxy, tell the server its public address; accept the issuer as audience.",
    errors: ["invalid_client"],
    cites: [rfc(7523, "3"), openid("core", "9"), rfc(9126, "2")],
    related: ["client-auth/assertion-invalid", "assertion/wrong-audience", "discovery/issuer-mismatch"],
  },
  "registration/not-allowed": {
    title: "The server does not register clients by itself",
    cause:
      "The application tried dynamic client registration, and the server has none, or takes it only with an initial access token, from certain hosts, or from software that it knows. MCP clients, which register themselves wherever they come, meet this often.",
    developer:
      "Look for registration_endpoint in the server's metadata. Without one, register the application by hand and configure its client_id; with one, ask for an initial access token and send it as Bearer.",
    operator:
      "Turn registration on, or give the application a client_id. If registration stays open, limit what such clients may ask for.",
    errors: ["invalid_token", "insufficient_scope", "access_denied"],
    cites: [rfc(7591, "3"), rfc(8414, "2")],
    related: ["registration/metadata-invalid", "request/registration-unsupported", "request/wrong-endpoint"],
  },
  "registration/metadata-invalid": {
    title: "The registration's metadata is not accepted",
    cause:
      "A field of the registration has a value that the server refuses or does not read: grant types and response types that do not go together, a redirect URI of a kind that it does not take, an authentication method that it lacks. Or what it answered is not what the application expects, since a server may replace values.",
    developer:
      "Send JSON with just the fields of RFC 7591: redirect_uris, grant_types with refresh_token where you refresh, response_types that fit, token_endpoint_auth_method from the server's metadata. Then use what the answer says, not what you sent.",
    operator: "Name the field and the values that are taken in error_description.",
    errors: ["invalid_client_metadata", "invalid_redirect_uri"],
    cites: [rfc(7591, "2"), rfc(7591, "3.2.2")],
    related: ["registration/not-allowed", "redirect-uri/not-allowed", "request/parameter-rejected"],
  },
} as const satisfies Causes;
