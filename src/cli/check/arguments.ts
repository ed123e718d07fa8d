/** The arguments of `candor check`. */
import type { Way } from "../../checker/sign-in/open.ts";
import type { Level } from "../../requirements/define.ts";
import type { ServerName } from "../../requirements/fixes/define.ts";

/** The formats of a report. */
export const FORMATS = ["terminal", "json", "junit", "sarif", "markdown", "html", "badge"] as const;

/** How the user signs in. */
export const SIGN_IN = [
  ...(["forms", "browser", "chromium", "by-hand"] as const),
  ...(["auth0", "authelia", "authentik", "cognito", "dex", "entra", "keycloak", "okta", "zitadel"] as const),
] satisfies readonly Way[];

/** The servers whose settings are known. */
export const SERVER_NAMES = [
  ...(["auth0", "candor", "entra", "hydra", "identityserver"] as const),
  ...(["keycloak", "oidc-provider", "okta", "spring"] as const),
] satisfies readonly ServerName[];

export type Format = (typeof FORMATS)[number];

export interface CheckArguments {
  readonly with?: string;
  readonly register?: boolean;
  readonly server?: ServerName;
  readonly signIn?: (typeof SIGN_IN)[number];
  readonly own?: readonly string[];
  readonly only?: readonly string[];
  readonly level: Lowercase<Level>;
  readonly strict?: boolean;
  readonly format: Format;
  readonly output?: string;
  readonly all?: boolean;
  readonly baseline?: string;
  readonly since?: string;
  readonly dryRun?: boolean;
  readonly patience?: string;
  readonly rate: string;
  readonly most: string;
  readonly timeout: string;
  readonly ca?: string;
}

export interface RecordArguments {
  readonly with?: string;
  readonly own?: readonly string[];
}
