/** What other servers call a fault. Only names that stand for one thing: most of theirs are the standard's own. */
import type { Code } from "../reasons/index.ts";

const NAMES: Readonly<Record<string, readonly Code[]>> = {
  // GitHub
  bad_verification_code: ["code/unknown", "code/expired", "code/already-used"],
  incorrect_client_credentials: ["client-auth/failed", "client-auth/secret-wrong"],
  // Microsoft Entra ID
  aadsts50011: ["redirect-uri/unregistered"],
  aadsts50058: ["user/login-required"],
  aadsts54005: ["code/already-used"],
  aadsts65001: ["user/consent-required"],
  aadsts65004: ["user/denied"],
  aadsts70008: ["code/expired", "refresh-token/expired"],
  aadsts70011: ["scope/unknown", "scope/malformed"],
  aadsts700016: ["client/unknown", "client/not-registered"],
  aadsts700084: ["refresh-token/expired"],
  aadsts7000215: ["client-auth/secret-wrong"],
  aadsts7000218: ["client-auth/secret-absent"],
  aadsts7000222: ["client-auth/secret-expired"],
  aadsts501481: ["pkce/verifier-mismatch"],
  aadsts900144: ["request/parameter-absent"],
  aadsts9002325: ["pkce/required"],
  // OAuth 1.0, Problem Reporting
  consumer_key_unknown: ["client/unknown"],
  consumer_key_refused: ["client/disabled"],
  permission_denied: ["user/denied"],
  permission_unknown: ["user/consent-required"],
  signature_invalid: ["client-auth/secret-wrong", "request/version-unsupported"],
  signature_method_rejected: ["request/version-unsupported"],
  timestamp_refused: ["request/version-unsupported"],
  nonce_used: ["code/already-used", "refresh-token/reused"],
  token_used: ["code/already-used", "refresh-token/reused"],
  token_revoked: ["token/revoked", "refresh-token/revoked"],
  token_rejected: ["token/unknown", "refresh-token/unknown"],
  verifier_invalid: ["pkce/verifier-mismatch"],
};

/** The codes that a name of another server stands for; it may stand before a sentence, as Microsoft's do. */
export function codesOf(asked: string): readonly Code[] {
  const name = /^[a-z0-9_]+/.exec(asked)?.[0] ?? "";
  return Object.hasOwn(NAMES, name) ? (NAMES[name] ?? []) : [];
}
