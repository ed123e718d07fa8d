/** What to change, by server. */
import { auth0 } from "./auth0.ts";
import { candor } from "./candor.ts";
import type { ServerFixes, ServerName } from "./define.ts";
import { entra } from "./entra.ts";
import { hydra } from "./hydra.ts";
import { identityserver } from "./identityserver.ts";
import { keycloak } from "./keycloak.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { okta } from "./okta.ts";
import { spring } from "./spring.ts";

export const FIXES: Readonly<Record<ServerName, ServerFixes>> = {
  ...{ auth0, candor, entra, hydra, identityserver, keycloak, okta, spring },
  "oidc-provider": oidcProvider,
};

/** What to change in a server. */
export interface Fix {
  /** As its developers write it. */
  readonly server: string;
  readonly says: string;
}

/** What to change in the server so that it holds the requirement; `undefined` if that isn't known. */
export function fixFor(server: ServerName | undefined, requirement: string): Fix | undefined {
  if (server === undefined) return undefined;
  const { name, fixes } = FIXES[server];
  const says = Object.hasOwn(fixes, requirement) ? fixes[requirement] : undefined;
  return says === undefined ? undefined : { server: name, says };
}
