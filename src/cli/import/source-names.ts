/** What `candor import` can move from, without loading the readers. */
export const SOURCE_NAMES = [
  "keycloak",
  "auth0",
  "hydra",
  "kratos",
  "oidc-provider",
  "identityserver",
  "csv",
  "candor",
] as const;

export type SourceName = (typeof SOURCE_NAMES)[number];
