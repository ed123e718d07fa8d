/** An OpenID Provider as the certification profiles want it: the demo's users, and clients that are registered before. */
import { DEMO_PEOPLE } from "../../src/demo/world.ts";
import { type Candor, type Config, createCandor } from "../../src/index.ts";
import { freePort } from "../free-port.ts";

type Client = NonNullable<Config["clients"]>[number];

export const CALLBACK = "https://suite.example/callback";
export const SECRET = "a-secret-of-the-certification-suite";
export const EVERYTHING = "openid profile email address phone offline_access";

const TYPES = ["code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"] as const;

/** What every client of the suite may do. The suite sends no PKCE. */
export const SUITE = {
  secrets: [{ value: SECRET }],
  authMethods: ["client_secret_basic"],
  grantTypes: ["authorization_code", "refresh_token"],
  responseTypes: [...TYPES],
  redirectUris: [CALLBACK],
  scopes: EVERYTHING.split(" "),
  pkceRequired: false,
} satisfies Partial<Client>;

/** The demo's users, with every standard claim, as an operator's own store of users. */
const people = DEMO_PEOPLE.map(({ username, password, claims }) => ({
  password,
  account: { subject: `demo-${username}`, username, disabled: false, claims },
}));

const users: NonNullable<NonNullable<Config["hooks"]>["users"]> = {
  find: async (subject) => people.find(({ account }) => account.subject === subject)?.account,
  findByUsername: async (name) => people.find(({ account }) => account.username === name)?.account,
  verify: async (user, password) =>
    people.find(({ account }) => account.subject === user?.subject)?.password === password,
};

export interface Provider {
  readonly issuer: string;
  readonly candor: Candor;
  readonly close: () => Promise<void>;
}

/** Starts it in memory, with these clients beside those that every profile uses. */
export async function startProvider(clients: readonly Client[] = [], config: Partial<Config> = {}): Promise<Provider> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const candor = await createCandor({
    storage: "memory",
    // Tests may set the time.
    clock: () => Date.now(),
    config: {
      ...{ issuer, port, host: "localhost", logLevel: "silent", hooks: { users } },
      responseTypes: [...TYPES, "none"],
      outbound: { privateNetworks: ["127.0.0.0/8", "::1"] },
      clients: [
        { id: "suite", name: "Certification suite", ...SUITE },
        { id: "suite-2", ...SUITE },
        { id: "suite-post", ...SUITE, authMethods: ["client_secret_post"] },
        { id: "suite-code", ...SUITE, responseTypes: undefined },
        ...clients,
      ],
      ...config,
    },
  });
  await candor.listen();
  return { issuer, candor, close: () => candor.close() };
}
