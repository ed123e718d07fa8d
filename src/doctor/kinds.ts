/** Where a dialect is spoken, which decides whether it may be heard although another one was recognized. */
import type { Dialect } from "./dialects/define.ts";

/**
 * `service`: only at its own hosts. `software`: wherever somebody installed it, which may be behind another name. `library`: in
 * the application or in front of an API, next to any provider.
 */
export type Kind = "service" | "software" | "library";

const LIBRARIES: ReadonlySet<string> = new Set([
  "appauth",
  "aspnet",
  "authlib",
  "better-auth",
  "generic",
  "golang",
  "google-auth-library",
  "jsonwebtoken",
  "mcp",
  "msal",
  "next-auth",
  "oauthlib",
  "oidc-client-ts",
  "omniauth",
  "openid-client",
  "passport",
  "pyjwt",
  "spring",
]);

/** Software that is also sold as a service, so that it has hosts. */
const HOSTED: ReadonlySet<string> = new Set([
  "casdoor",
  "forgerock",
  "fusionauth",
  "gitlab",
  "identityserver",
  "logto",
  "mastodon",
  "ory-hydra",
  "wso2",
  "zitadel",
]);

export function kindOf({ provider, hosts }: Pick<Dialect, "provider" | "hosts">): Kind {
  if (LIBRARIES.has(provider)) return "library";
  return hosts.length === 0 || HOSTED.has(provider) ? "software" : "service";
}
