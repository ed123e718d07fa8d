/** What the FAPI 2.0 Security Profile requires beyond the rest, of servers that follow it. */
import { openid, rfc, type Section } from "../specs.ts";
import type { Requirements } from "./define.ts";

const fapi = (section: string): Section => openid("fapi", section);

const STOLEN = "Whoever steals a token uses it.";
const GUESSED = "Weak or shared secrets let others act as the client.";

export const fapiProfile = {
  "fapi/no-password-grant": {
    cites: [fapi("5.3.2.1"), rfc(9700, "2.4")],
    level: "MUST",
    says: "The metadata lists neither the password grant nor the implicit grant.",
    threat: "Applications see the passwords of users.",
    by: "fapi/grant-types",
  },
  "fapi/code-only": {
    cites: [fapi("5.3.2.2")],
    level: "MUST",
    says: "The only response type that the metadata lists is code.",
    threat: "Tokens come through the browser, where they leak.",
    by: "fapi/response-types",
  },
  "fapi/client-authentication": {
    cites: [fapi("5.3.2.1")],
    level: "MUST",
    says: "Clients authenticate by private_key_jwt or mutual TLS only.",
    threat: GUESSED,
    by: "fapi/client-authentication",
  },
  "fapi/sender-constrained": {
    cites: [fapi("5.3.2.1")],
    level: "MUST",
    says: "The metadata lists DPoP, or access tokens that are bound to certificates.",
    threat: STOLEN,
    by: "fapi/sender-constrained",
  },
  "fapi/par": {
    cites: [fapi("5.3.2.2"), rfc(9126, "5")],
    level: "MUST",
    says: "The metadata has pushed_authorization_request_endpoint, and says that pushing is required.",
    threat: "Clients send requests through the browser, where they are read and changed.",
    by: "fapi/par-required",
  },
  "fapi/plain-request-refused": {
    cites: [fapi("5.3.2.2"), rfc(9126, "4")],
    level: "MUST",
    says: "An authorization request that wasn't pushed is refused.",
    threat: "An attacker sends users a request of his own making.",
    by: "fapi/plain-refused",
  },
  "fapi/request-uri-lifetime": {
    cites: [fapi("5.3.2.2")],
    level: "MUST",
    says: "A pushed request lasts less than 600 seconds.",
    threat: "Whoever finds a request_uri has long to use it.",
    by: "fapi/request-uri-lifetime",
  },
  "fapi/s256": {
    cites: [fapi("5.3.2.2"), rfc(7636, "4.2")],
    level: "MUST",
    says: "The only PKCE method that the metadata lists is S256.",
    threat: "Whoever reads the request redeems the code.",
    by: "fapi/pkce-methods",
  },
  "fapi/iss": {
    cites: [fapi("5.3.2.2"), rfc(9207, "3")],
    level: "MUST",
    says: "The metadata says that responses have iss.",
    threat: "A client sends its code to another server.",
    by: "fapi/iss",
  },
  "fapi/id-token-algorithms": {
    cites: [fapi("5.4.1")],
    level: "MUST",
    says: "ID tokens are signed with PS256, ES256 or EdDSA.",
    threat: "Older algorithms have had flaws that forge signatures.",
    by: "fapi/id-token-algorithms",
  },
  "fapi/client-algorithms": {
    cites: [fapi("5.4.1")],
    level: "MUST",
    says: "Clients sign with PS256, ES256 or EdDSA.",
    threat: GUESSED,
    by: "fapi/client-algorithms",
  },
  "fapi/proof-algorithms": {
    cites: [fapi("5.4.1")],
    level: "MUST",
    says: "DPoP proofs are signed with PS256, ES256 or EdDSA.",
    threat: STOLEN,
    by: "fapi/proof-algorithms",
  },
} satisfies Requirements;
