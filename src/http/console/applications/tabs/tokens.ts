/** What an application gets about its users, how that is signed and encrypted, and which tokens it may exchange. */
import type { Members } from "../../../../admin/representation.ts";
import { ID_TOKEN_ALGS } from "../../../../protocol/client.ts";
import { ENCRYPTION_ALGS, ENCRYPTION_ENCS } from "../../../../protocol/encryption.ts";
import { TOKEN_EXCHANGE } from "../../../../protocol/grants/token-exchange/grant.ts";
import { named, type Tab } from "./field.ts";

const exchanges = ({ grant_types: types, token_exchange: policy }: Members): boolean =>
  policy !== undefined || (Array.isArray(types) && types.includes(TOKEN_EXCHANGE));

export const TOKENS: Tab = {
  path: "tokens",
  label: "Tokens",
  lead: "What it gets about its users, and how that is protected. Claims have a tab of their own.",
  fields: [
    {
      member: "subject_type",
      label: "Who users are to it",
      hint: "Choose before the first user signs in: later, it wouldn't know its users again.",
      as: "choice",
      otherwise: "The same sub as in other applications (public)",
      choices: [["pairwise", "A sub of their own, so that applications can't compare users (pairwise)"]],
    },
    {
      member: "sector_identifier_uri",
      label: "Sector",
      hint: "An https URL whose host says which applications see the same sub. Needed if its redirect URIs have several hosts.",
      as: "text",
      needs: "pairwise",
    },
    {
      member: "default_max_age",
      label: "Users must have signed in within, in seconds",
      hint: "For requests without max_age. Empty: however long ago.",
      as: "seconds",
    },
    {
      member: "id_token_signed_response_alg",
      label: "Signed with",
      hint: "Every library knows RS256. ES256 and EdDSA are shorter.",
      as: "one",
      choices: named(ID_TOKEN_ALGS),
      group: "ID tokens",
    },
    {
      member: "id_token_encrypted_response_alg",
      label: "Encrypt them to its key",
      hint: "Algorithm for the key. It needs a public key for encryption: see Authentication.",
      as: "choice",
      otherwise: "Not encrypted",
      choices: named(ENCRYPTION_ALGS),
    },
    {
      member: "id_token_encrypted_response_enc",
      label: "Algorithm for the content",
      hint: "Usually not needed.",
      as: "choice",
      otherwise: "A128CBC-HS256",
      choices: named(ENCRYPTION_ENCS),
      needs: "id-token-encryption",
    },
    {
      member: "id_token_claims",
      label: "Claims of the user in them",
      hint: "In addition to userinfo, and only if a granted scope releases them. Separated by spaces.",
      as: "all-or-words",
      otherwise: "All of them, for libraries that never ask userinfo",
    },
    {
      member: "userinfo_signed_response_alg",
      label: "Signed with",
      hint: "Then it is a JWT. JSON is usual.",
      as: "choice",
      otherwise: "Not signed: JSON",
      choices: named(ID_TOKEN_ALGS),
      group: "Userinfo",
      folded: true,
    },
    {
      member: "userinfo_encrypted_response_alg",
      label: "Encrypt it to its key",
      hint: "Algorithm for the key. It needs a public key for encryption: see Authentication.",
      as: "choice",
      otherwise: "Not encrypted",
      choices: named(ENCRYPTION_ALGS),
    },
    {
      member: "userinfo_encrypted_response_enc",
      label: "Algorithm for the content",
      hint: "Usually not needed.",
      as: "choice",
      otherwise: "A128CBC-HS256",
      choices: named(ENCRYPTION_ENCS),
      needs: "userinfo-encryption",
    },
    {
      member: "introspection_signed_response_alg",
      label: "Signed with",
      hint: "For requests that accept a JWT (RFC 9701).",
      as: "choice",
      otherwise: "RS256",
      choices: named(ID_TOKEN_ALGS),
      group: "Introspection responses",
      lead: "For an application that checks tokens of others. Which APIs it checks them for is on the tab Settings.",
      folded: true,
    },
    {
      member: "introspection_encrypted_response_alg",
      label: "Encrypt them to its key",
      hint: "Every response is then a JWT. It needs a public key for encryption: see Authentication.",
      as: "choice",
      otherwise: "Not encrypted",
      choices: named(ENCRYPTION_ALGS),
    },
    {
      member: "introspection_encrypted_response_enc",
      label: "Algorithm for the content",
      hint: "Usually not needed.",
      as: "choice",
      otherwise: "A128CBC-HS256",
      choices: named(ENCRYPTION_ENCS),
      needs: "introspection-encryption",
    },
    {
      member: "token_exchange",
      label: "Policy",
      hint: "",
      as: "exchange",
      group: "Token exchange",
      lead: "It exchanges tokens for others (RFC 8693). Its own it always may. Only an operator changes this.",
      when: exchanges,
    },
  ],
};
