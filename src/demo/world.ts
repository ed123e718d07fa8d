/** The demo world. It is fixed, so that the README, tests and newcomers can rely on it. Its passwords and secrets are public. */
import type { Config } from "../configuration/schema.ts";
import type { Account } from "../ports/storage.ts";
import { USUAL_GRANT_TYPES } from "../protocol/grants/index.ts";
import { ADMIN_SCOPE_NAMES } from "../protocol/scope/catalogue.ts";
import { DEMO } from "../service/actors.ts";
import type { Shared } from "../service/deps.ts";
import { userEntry } from "../service/users/audited.ts";
import { MCP_PATH, TOOL_SCOPES } from "./mcp-names.ts";

export const DEMO_ISSUER = "http://localhost:9400";

/** Secrets of the confidential clients. */
export const DEMO_SECRETS = {
  "demo-web": "demo-web-secret",
  "demo-hasty": "demo-web-secret",
  "demo-service": "demo-service-secret",
  "demo-strict": "demo-strict-secret",
  "demo-admin": "demo-admin-secret",
} as const;

const SCOPES = ["openid", "profile", "email", "offline_access", "read_profile", "write_multipass", "write_pass"];

/** What the demo registers. */
export type DemoRegistry = Required<Pick<Config, "apis" | "scopes" | "clients">>;

/** Clients that a file owns, so that a newcomer sees what that means. */
export const OWNED_BY_FILE: readonly string[] = ["demo-hasty", "demo-strict"];

/** What apps may have that nobody vouches for. */
const UNVOUCHED_SCOPES = ["openid", "profile", "email", "offline_access", "read_profile", TOOL_SCOPES.write];

/** The configuration of a demo whose registry is in the storage. The caller sets port, data and logging. */
export const demoSettings = (own: Partial<Config> = {}): Config => ({
  publicScopes: true,
  // Applications that somebody tries out are on the same machine.
  outbound: { privateNetworks: ["127.0.0.0/8", "::1"] },
  // Services too, so that a newcomer can try each kind of application.
  selfService: {
    enabled: true,
    grantTypes: [
      ...["authorization_code", "refresh_token", "client_credentials"],
      "urn:ietf:params:oauth:grant-type:device_code",
    ] as NonNullable<NonNullable<Config["selfService"]>["grantTypes"]>,
  },
  // Any client can be tried out without an operator.
  registration: {
    mode: "open",
    scopes: UNVOUCHED_SCOPES,
    grantTypes: [...USUAL_GRANT_TYPES],
    perHour: 1_000,
  },
  clientDocuments: { mode: "all", loopback: true, scopes: UNVOUCHED_SCOPES },
  ...own,
  issuer: own.issuer ?? DEMO_ISSUER,
  apis: [],
  scopes: [],
  clients: [],
});

/** The same with the registry in the configuration. */
export function demoConfig(own: Partial<Config> = {}): Config {
  const settings = demoSettings(own);
  return { ...settings, ...demoRegistry(settings.issuer) };
}

export function demoRegistry(issuer: string): DemoRegistry {
  const api = issuer + MCP_PATH;
  const machine = {
    grantTypes: ["client_credentials"],
  } satisfies Partial<NonNullable<Config["clients"]>[number]>;
  const web = {
    authMethods: ["client_secret_basic"],
    secrets: [{ value: DEMO_SECRETS["demo-web"] }],
    owner: "grace",
    grantTypes: ["authorization_code", "refresh_token"],
    redirectUris: [`${issuer}/demo/callback`],
    postLogoutRedirectUris: [`${issuer}/demo`],
    scopes: SCOPES,
    defaultScopes: ["read_profile"],
  } satisfies Partial<NonNullable<Config["clients"]>[number]>;
  return {
    apis: [{ resource: api, name: "Demo API" }],
    scopes: [
      { name: "read_profile", description: "Read your profile in the demo API", api },
      { name: "write_multipass", description: "Issue and change multipasses", api, sensitive: true },
      { name: "reports.read", description: "Read reports", api },
      {
        name: "write_pass",
        description: "Issue and change passes",
        api,
        deprecated: { since: "2026-01-01", sunset: "2027-12-31", replacement: "write_multipass" },
      },
      { name: "manage_pass", description: "Manage passes", api, removed: { replacement: "write_multipass" } },
      { name: TOOL_SCOPES.write, description: "Add notes for you", api },
    ],
    clients: [
      { id: "demo-web", name: "Demo web application", ...web },
      // Like demo-web, but its codes live so briefly that you can watch them expire.
      { id: "demo-hasty", name: "Demo of an expired code", ...web, codeLifetime: 1 },
      {
        id: "demo-spa",
        name: "Demo single-page application",
        authMethods: ["none"],
        grantTypes: ["authorization_code", "refresh_token"],
        redirectUris: [`${issuer}/demo/spa`],
        scopes: ["openid", "profile", "read_profile", "offline_access"],
        defaultScopes: ["read_profile"],
      },
      {
        id: "demo-service",
        name: "Demo service",
        owner: "grace",
        secrets: [{ value: DEMO_SECRETS["demo-service"] }],
        ...machine,
        scopes: ["read_profile", "write_multipass"],
        defaultScopes: ["read_profile"],
        introspects: [api],
      },
      {
        id: "demo-strict",
        name: "Demo service without a default",
        secrets: [{ value: DEMO_SECRETS["demo-strict"] }],
        ...machine,
        scopes: ["read_profile", "write_multipass"],
      },
      {
        id: "demo-admin",
        name: "Demo of the admin API",
        secrets: [{ value: DEMO_SECRETS["demo-admin"] }],
        ...machine,
        scopes: ADMIN_SCOPE_NAMES.filter((name) => !name.endsWith(":read")),
      },
    ],
  };
}

interface DemoPerson {
  readonly username: string;
  readonly password: string;
  readonly role: Account["role"];
  readonly claims: Account["claims"];
}

function person(username: string, password: string, role: Account["role"], given: string, family: string): DemoPerson {
  const claims = {
    name: `${given} ${family}`,
    given_name: given,
    family_name: family,
    middle_name: "Demo",
    nickname: given,
    preferred_username: username,
    profile: `https://people.example/${username}`,
    picture: `https://people.example/${username}.png`,
    website: `https://${username}.example`,
    gender: "female",
    birthdate: "1990-01-01",
    zoneinfo: "Europe/London",
    locale: "en-GB",
    updated_at: 1_767_225_600,
    email: `${username}@people.example`,
    email_verified: true,
    address: { street_address: "1 Example Street", locality: "London", postal_code: "N1 1AA", country: "GB" },
    phone_number: "+44 20 7946 0000",
    phone_number_verified: true,
    groups: ["engineering"],
    roles: [role === "operator" ? "administrator" : "member"],
  };
  return { username, password, role, claims };
}

export const ADA = person("ada", "correct-horse-battery", "user", "Ada", "Lovelace");

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  ADA,
  person("grace", "staple-battery-horse", "user", "Grace", "Hopper"),
  person("root", "open-the-console", "operator", "Root", "Operator"),
];

/** Creates the demo's accounts that do not exist yet. */
export async function seedDemo({ storage, passwords, clock }: Shared): Promise<void> {
  const missing: DemoPerson[] = [];
  for (const person of DEMO_PEOPLE)
    if ((await storage.people.findByUsername(person.username)) === undefined) missing.push(person);
  const hashes = await Promise.all(missing.map(({ password }) => passwords.hash(password)));
  for (const [i, { username, role, claims }] of missing.entries()) {
    const passwordHash = hashes[i] ?? "";
    const account: Account = {
      subject: `demo-${username}`,
      username,
      passwordHash,
      role,
      disabled: false,
      claims,
      createdAt: clock(),
    };
    const act = { at: clock(), actor: DEMO, action: "user/add", why: "The demo world" } as const;
    await storage.people.insert(account, userEntry(act, undefined, account));
  }
}
