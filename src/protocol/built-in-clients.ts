/** The clients that every server has. Their ids can't be registered. */
import type { Client } from "./client.ts";
import { basePath } from "./metadata.ts";
import { ADMIN_SCOPE_NAMES } from "./scope/catalogue.ts";

/** The console is a client of its own server: by code with PKCE. Its token is for no API, and the role of the user says what it may do. */
export const CONSOLE = "candor-console";

/** Where the console is, below the issuer. */
export const CONSOLE_PATH = "/console";
export const CONSOLE_CALLBACK = `${CONSOLE_PATH}/callback`;

/** The command line signs users in with it (RFC 8252). Anybody's program may say that it is this one, so users are asked each time. */
export const CLI = "candor-cli";
/** On any port. */
const CLI_CALLBACK = "http://127.0.0.1/callback";

export const BUILT_IN_CLIENT_IDS: readonly string[] = [CONSOLE, CLI];

const DAY = 86_400;

const common = {
  disabled: false,
  authMethods: ["none"],
  grantTypes: ["authorization_code"],
  defaultScopes: [],
  pkceRequired: true,
  idTokenAlg: "ES256",
  refreshWithoutOfflineAccess: false,
  postLogoutRedirectUris: [],
  introspects: [],
} as const satisfies Partial<Client>;

export const builtInClients = (issuer: string): readonly Client[] => [
  {
    ...common,
    id: CONSOLE,
    name: "Candor console",
    applicationType: "web",
    redirectUris: [issuer + CONSOLE_CALLBACK],
    scopes: ["openid"],
    firstParty: true,
    // As long as a session can be used with it. It ends with the session.
    accessTokenLifetime: DAY,
  },
  {
    ...common,
    id: CLI,
    name: "Candor command line",
    applicationType: "native",
    grantTypes: ["authorization_code", "refresh_token"],
    redirectUris: [CLI_CALLBACK],
    // A user is granted those of the role alone.
    scopes: ADMIN_SCOPE_NAMES,
    firstParty: false,
    refreshWithoutOfflineAccess: true,
  },
];

/** The path of the console, with that of the issuer. */
export const consoleRoot = (issuer: string): string => basePath(issuer) + CONSOLE_PATH;
