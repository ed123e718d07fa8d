/** What OpenID Connect lets a client choose: who users are to it, how what is said of them is signed and encrypted, and how sign-ins begin. */
import { z } from "zod";
import { ID_TOKEN_ALGS } from "../protocol/client.ts";
import { ENCRYPTION_ALGS, ENCRYPTION_ENCS } from "../protocol/encryption.ts";

const encryptionAlg = z.enum(ENCRYPTION_ALGS as [string, ...string[]]).optional();
const encryptionEnc = z.enum(ENCRYPTION_ENCS as [string, ...string[]]).optional();

export const clientOpenid = {
  subjectType: z
    .enum(["public", "pairwise"])
    .optional()
    .describe(
      "`pairwise` gives users another `sub` here than in other applications, so that two of them can't find out that they have the same user. The default is `public`. Don't change it later: the application wouldn't know its users again.",
    ),
  sectorIdentifierUri: z
    .string()
    .optional()
    .describe(
      "An https URL whose host says which applications see the same pairwise `sub`. Needed if redirect URIs have different hosts. Where an application registers itself, the JSON list there must have its redirect URIs.",
    ),
  idTokenAlg: z.enum(ID_TOKEN_ALGS).default("RS256").describe("Algorithm that signs its ID tokens."),
  idTokenEncryptedAlg: encryptionAlg.describe(
    "Encrypts its ID tokens to a key in `jwks` or at `jwksUri`, with this algorithm for the key.",
  ),
  idTokenEncryptedEnc: encryptionEnc.describe(
    "Algorithm for the content of encrypted ID tokens. The default is A128CBC-HS256.",
  ),
  userinfoAlg: z
    .enum(ID_TOKEN_ALGS)
    .optional()
    .describe("Algorithm that signs its userinfo, which is then a JWT. Without it, userinfo is JSON."),
  userinfoEncryptedAlg: encryptionAlg.describe("Encrypts its userinfo, as `idTokenEncryptedAlg` does ID tokens."),
  userinfoEncryptedEnc: encryptionEnc.describe(
    "Algorithm for the content of encrypted userinfo. The default is A128CBC-HS256.",
  ),
  introspectionAlg: z
    .enum(ID_TOKEN_ALGS)
    .optional()
    .describe("Algorithm that signs introspection responses if it asks for JWTs (RFC 9701). The default is RS256."),
  introspectionEncryptedAlg: encryptionAlg.describe(
    "Encrypts its introspection responses, as `idTokenEncryptedAlg` does ID tokens. They are then JWTs in any case.",
  ),
  introspectionEncryptedEnc: encryptionEnc.describe(
    "Algorithm for the content of encrypted introspection responses. The default is A128CBC-HS256.",
  ),
  authorizationEncryptedResponseAlg: encryptionAlg.describe(
    "Encrypts authorization responses if it asks for JWTs (`response_mode=jwt`), as `idTokenEncryptedAlg` does ID tokens.",
  ),
  authorizationEncryptedResponseEnc: encryptionEnc.describe(
    "Algorithm for the content of encrypted authorization responses. The default is A128CBC-HS256.",
  ),
  initiateLoginUri: z
    .string()
    .optional()
    .describe(
      "An https URL of the application that starts a sign-in (OpenID Connect Core, section 4). Links to it have `iss`, and may have `login_hint` and `target_link_uri`.",
    ),
};
