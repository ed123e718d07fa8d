/** A world next to the demo's: the clients that the demo does not have, a clock to turn, and one user, `ops`. */

import { demoConfig } from "../../src/demo/world.ts";
import { type Candor, type Config, createCandor } from "../../src/index.ts";
import { type TestClock, testClock } from "../clock.ts";
import { freePort } from "../free-port.ts";
import { together } from "../nodes/together.ts";
import { Application } from "./application.ts";
import { formsOf, Person } from "./person.ts";

type Client = NonNullable<Config["clients"]>[number];

/** The clock is the server's. */
export interface World extends TestClock {
  readonly issuer: string;
  /** A new browser of the user `ops`. */
  readonly person: () => Person;
  /** A browser of the same user that stays signed in, for tests that care about what comes after. */
  readonly regular: Person;
  readonly app: (id: string, more?: Partial<Application["registration"]>) => Application;
  readonly close: () => Promise<void>;
}

const [USERNAME, PASSWORD] = ["ops", "one-two-three-four-five"];
export const SECRET = "a-secret-of-this-world";
export const REDIRECT = "https://app.example/callback";

const clients = (issuer: string): Client[] => {
  const web = {
    secrets: [{ value: SECRET }],
    grantTypes: ["authorization_code", "refresh_token"],
    redirectUris: [REDIRECT],
    scopes: ["openid", "profile", "email", "address", "phone", "offline_access", "read_profile", "read_opaque"],
    defaultScopes: ["read_profile"],
  } satisfies Partial<Client>;
  return [
    { id: "web", ...web, postLogoutRedirectUris: ["https://app.example/bye?from=candor"] },
    { id: "basic", ...web, authMethods: ["client_secret_basic"] },
    { id: "post", ...web, authMethods: ["client_secret_post"] },
    { id: "no-pkce", ...web, pkceRequired: false },
    { id: "es256", ...web, idTokenAlg: "ES256" },
    { id: "house", ...web, firstParty: true },
    { id: "unlisted", ...web, scopes: web.scopes.filter((scope) => scope !== "offline_access") },
    { id: "no-iss", ...web, issOnErrors: false },
    { id: "keeps", ...web, refreshWithoutOfflineAccess: true },
    { id: "two", ...web, redirectUris: [REDIRECT, "https://app.example/other?tenant=1"] },
    { id: "off", ...web, disabled: true },
    { id: "rotten", ...web, secrets: [{ value: SECRET, expiresAt: "2020-01-01T00:00:00Z" }] },
    { id: "also-rotten", ...web, secrets: [{ value: SECRET, expiresAt: "2020-01-01T00:00:00Z" }] },
    { id: "special", ...web, secrets: [{ value: "50%41+sure&more" }] },
    {
      id: "native",
      applicationType: "native",
      authMethods: ["none"],
      grantTypes: ["authorization_code", "refresh_token"],
      redirectUris: ["http://127.0.0.1/callback", "http://[::1]:1/callback", "com.example.app:/callback"],
      postLogoutRedirectUris: ["http://127.0.0.1/bye", "http://[::1]:1/bye"],
      scopes: web.scopes,
    },
    {
      id: "odd",
      ...web,
      redirectUris: ["https://app.example/callback?x=a%20b"],
      postLogoutRedirectUris: ["https://app.example/bye?x=a%20b", "https://app.example/bye?y=%7E'&z"],
    },
    {
      id: "machine",
      secrets: [{ value: SECRET }],
      grantTypes: ["client_credentials"],
      scopes: ["read_opaque", "read_profile", "write_pass", "openid"],
      defaultScopes: ["read_opaque"],
      introspects: [`${issuer}/opaque`],
    },
    {
      id: "proving",
      secrets: [{ value: SECRET }],
      grantTypes: ["client_credentials"],
      scopes: ["read_profile"],
      dpopBoundAccessTokens: true,
    },
  ];
};

/** How many nodes serve it, on PostgreSQL; by default, one serves it from memory. */
const NODES = () => Number(process.env.CANDOR_TEST_NODES ?? 0);

/** Starts it in memory; `path` is the issuer's, where it has one, and `at` its port, if not any that is free. */
export async function startWorld(own: Partial<Config> = {}, path = "", at?: number): Promise<World> {
  const port = at ?? (await freePort());
  const issuer = `http://localhost:${port}${path}`;
  const { apis = [], scopes = [] } = demoConfig({ issuer });
  const config: Config = {
    issuer,
    port,
    host: "localhost",
    logLevel: "silent",
    apis: [...apis, { resource: `${issuer}/opaque`, name: "Opaque API", tokens: "opaque", lifetime: 300 }],
    scopes: [...scopes, { name: "read_opaque", description: "Read what is opaque", api: `${issuer}/opaque` }],
    clients: clients(issuer),
    ...own,
  };
  const clock = testClock();
  const candor = NODES() === 0 ? await alone(config, clock.now) : await together(NODES(), config, clock.now);
  await becomeOperator(issuer, (await candor.inviteFirstOperator()) ?? "");
  return {
    ...clock,
    issuer,
    person: () => new Person(issuer, USERNAME, PASSWORD),
    regular: new Person(issuer, USERNAME, PASSWORD),
    app: (id, more = {}) =>
      new Application(issuer, {
        id,
        secret: SECRET,
        redirectUri: REDIRECT,
        scope: "openid offline_access read_profile",
        ...more,
      }),
    close: () => candor.close(),
  };
}

async function alone(config: Config, clock: () => number): Promise<Pick<Candor, "inviteFirstOperator" | "close">> {
  const candor = await createCandor({ config, storage: "memory", clock });
  await candor.listen();
  return candor;
}

async function becomeOperator(issuer: string, path: string): Promise<void> {
  const person = new Person(issuer);
  const [form] = formsOf(await person.page(issuer + path));
  if (form === undefined) throw new Error("The invitation shows no form.");
  const answer = await person.post(form.action, { ...form.fields, username: USERNAME, password: PASSWORD });
  if (answer.status !== 303) throw new Error(`The invitation was answered with ${answer.status}.`);
}
