/** What a code and a code_verifier are not (RFC 6749 4.1, 5.2, RFC 7636 4.1 to 4.3). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const codeEdges = {
  "code/required": {
    cites: [rfc(6749, "5.2"), rfc(6749, "4.1.3")],
    level: "MUST",
    says: "A token request for a code without code is refused as invalid_request.",
    threat: "A wrong error code sends developers the wrong way.",
    by: "code-edges/absent",
  },
  "code/no-access-token": {
    cites: [rfc(6749, "1.3.1"), rfc(6750, "3.1")],
    level: "MUST",
    says: "A code isn't accepted as an access token.",
    threat: "What went through the browser opens APIs, without PKCE and without the client's secret.",
    by: "code-edges/no-access-token",
  },
  "code/no-refresh-token": {
    cites: [rfc(6749, "6"), rfc(6749, "5.2")],
    level: "MUST",
    says: "A code isn't accepted as a refresh token, and is refused as invalid_grant.",
    threat: "Whoever finds a code redeems it past PKCE.",
    by: "code-edges/no-refresh-token",
  },
  "pkce/long-verifier": {
    cites: [rfc(7636, "4.1")],
    level: "MUST",
    says: "A code_verifier of more than 128 characters is refused.",
    threat: "Two servers read the same verifier differently, and long ones cost the server time.",
    by: "code-edges/long-verifier",
  },
  "pkce/verifier-characters": {
    cites: [rfc(7636, "4.1")],
    level: "MUST",
    says: "A code_verifier with a character that isn't allowed is refused.",
    threat: "Servers and proxies that decode it once more see another verifier.",
    by: "code-edges/odd-verifier",
  },
  "pkce/no-plain-by-default": {
    cites: [rfc(7636, "4.3"), rfc(9700, "2.1.1")],
    level: "SHOULD",
    says: "Without code_challenge_method, plain isn't used.",
    threat: "Whoever sees the authorization request can redeem the code.",
    by: "code-edges/plain-by-default",
  },
} satisfies Requirements;
