/** What a record keeps of a client: its registration, without secrets. */
import type { Client, TokenExchangePolicy } from "./client.ts";
import { flag, leftOut, members, number, oneOf, optional, type Shape, text, texts } from "./record.ts";

/** Some by name, or all or none of them. */
const names: Shape<boolean | readonly string[]> = {
  write: (value) => value,
  read: (kept) => (typeof kept === "boolean" ? kept : texts.read(kept)),
};

export const CLIENT = members<Client>({
  id: text,
  name: text,
  profile: optional(text),
  applicationType: oneOf("web", "native"),
  anyLocalhostPort: optional(flag),
  allowedSchemes: optional(texts),
  owner: optional(text),
  team: optional(text),
  disabled: flag,
  unvouched: optional(flag),
  byDocument: optional(flag),
  defaultMaxAge: optional(number),
  authMethods: texts,
  grantTypes: texts,
  responseTypes: optional(texts),
  redirectUris: texts,
  postLogoutRedirectUris: texts,
  scopes: texts,
  defaultScopes: texts,
  pkceRequired: flag,
  idTokenAlg: oneOf("RS256", "ES256"),
  refreshWithoutOfflineAccess: flag,
  firstParty: flag,
  idTokenClaims: optional(names),
  issOnErrors: optional(flag),
  requirePushedRequests: optional(flag),
  requireSignedRequestObject: optional(flag),
  requestObjectSigningAlg: optional(text),
  requestUris: optional(texts),
  codeLifetime: optional(number),
  accessTokenLifetime: optional(number),
  refreshLifetime: optional(number),
  refreshIdleLifetime: optional(number),
  idTokenLifetime: optional(number),
  introspects: texts,
  jwksUri: optional(text),
  authSigningAlg: optional(text),
  dpopBoundAccessTokens: optional(flag),
  tokenExchange: optional(
    members<TokenExchangePolicy>({
      subjects: texts,
      adds: texts,
      delegation: oneOf("allowed", "required", "never"),
    }),
  ),
  tlsClientCertificateBoundAccessTokens: optional(flag),
  tlsClientAuthSubjectDn: optional(text),
  tlsClientAuthSanDns: optional(text),
  tlsClientAuthSanUri: optional(text),
  tlsClientAuthSanIp: optional(text),
  tlsClientAuthSanEmail: optional(text),
  // How it presents itself, and what its tokens say of users, decides nothing.
  clientUri: leftOut(),
  logo: leftOut(),
  tosUri: leftOut(),
  policyUri: leftOut(),
  publisher: leftOut(),
  contacts: leftOut(),
  colors: leftOut(),
  claims: leftOut(),
  // What came of verifying is a fact of its own.
  jwks: leftOut(),
});
