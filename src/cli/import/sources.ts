/** The readers by their names. */
import type { Source } from "../../importing/found.ts";
import type { SourceName } from "./source-names.ts";

const SOURCES: Readonly<Record<SourceName, () => Promise<Source>>> = {
  keycloak: async () => (await import("../../importing/sources/keycloak.ts")).keycloak,
  auth0: async () => (await import("../../importing/sources/auth0.ts")).auth0,
  hydra: async () => (await import("../../importing/sources/hydra.ts")).hydra,
  kratos: async () => (await import("../../importing/sources/kratos.ts")).kratos,
  "oidc-provider": async () => (await import("../../importing/sources/oidc-provider.ts")).oidcProvider,
  identityserver: async () => (await import("../../importing/sources/identity-server.ts")).identityServer,
  csv: async () => (await import("../../importing/sources/csv-users.ts")).csvUsers,
  candor: async () => (await import("../../importing/sources/candor.ts")).candor,
};

export const sourceNamed = (name: string): Promise<Source> => SOURCES[name as SourceName]();
