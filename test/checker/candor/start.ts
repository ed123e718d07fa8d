/** Candor with the clients and the API that oidc-provider has in the tests of `keyed`, so that the same faults fit both. */
import type { Config } from "../../../src/index.ts";
import type { Given } from "../checked.ts";
import { RESOURCE } from "../keyed/api.ts";
import type { Keyed } from "../keyed/index.ts";
import { PASSWORD, startCandor } from "../mutant-server.ts";
import { CALLBACK, type Peer, secretOf } from "../peers/oidc-provider.ts";
import type { Mutant, ServerPair } from "../through.ts";

export interface AtCandor
  extends Pick<Keyed, "start" | "clients" | "api" | "ca" | "behind">,
    Pick<Given, "profile" | "extensions"> {
  /** Some of them are those of oidc-provider. */
  readonly mutants: Readonly<Record<string, Mutant>>;
  /** Families of requirements of which nothing may be unclear without a fault, but for what is said here with its reason. */
  readonly clear: readonly string[];
  readonly unclear?: Readonly<Record<string, string>>;
  /** What Candor breaks on purpose, with why. */
  readonly known?: Readonly<Record<string, string>>;
  /** Seconds that the check may wait. They are skipped, and an hour passes before each fault, so that no limit is reached. */
  readonly patience?: number;
  /** An hour passes before each probe, so that sign-ins get old. */
  readonly hourly?: true;
}

export type Setups = Readonly<Record<string, AtCandor>>;

export type Client = NonNullable<Config["clients"]>[number];

/** A client of the code grant. */
export const PERSON = {
  grantTypes: ["authorization_code", "refresh_token"],
  redirectUris: [CALLBACK],
  scopes: ["openid", "offline_access", "read"],
} satisfies Partial<Client>;

const SERVICE = { grantTypes: ["client_credentials"], scopes: ["read", "write"] } satisfies Partial<Client>;

export const withSecret = (id: string): Pick<Client, "id" | "secrets"> => ({ id, secrets: [{ value: secretOf(id) }] });

export interface CandorOptions {
  /** Settings beside the usual ones; clients are added. */
  readonly config?: (issuer: string) => Partial<Config>;
  /** What the usual clients have beside. */
  readonly service?: Partial<Client>;
  readonly web?: Partial<Client>;
  /** What its API is called. */
  readonly resource?: (issuer: string) => string;
  /** The kind of the API's tokens. */
  readonly tokens?: "jwt" | "opaque";
  /** Without the usual clients, and without registration. */
  readonly alone?: true;
  readonly tls?: ServerPair;
}

export async function startLikePeer({
  config = () => ({}),
  service = {},
  web = {},
  resource = () => RESOURCE,
  tokens = "jwt",
  alone,
  tls,
}: CandorOptions = {}): Promise<Peer> {
  const server = await startCandor(
    (issuer, port) => {
      const { clients = [], ...more } = config(issuer);
      const api = resource(issuer);
      return {
        ...{
          issuer,
          port,
          logLevel: "silent",
          ...(!alone && { registration: { mode: "open" as const, perHour: 100_000 } }),
        },
        apis: [{ resource: api, name: "API", tokens, alg: "RS256" }],
        scopes: ["read", "write"].map((name) => ({ name, description: name, api })),
        ...more,
        clients: [...(alone ? [] : usualClients(web, { introspects: [api], ...service })), ...clients],
      };
    },
    { username: "ada", ...(tls && { tls }) },
  );
  return { ...server, clients: CLIENTS as Peer["clients"], user: { username: "ada", password: PASSWORD } };
}

const usualClients = (web: Partial<Client>, service: Partial<Client>): readonly Client[] => [
  { ...withSecret("web"), ...PERSON, ...web },
  { ...withSecret("other"), ...PERSON },
  { id: "app", authMethods: ["none"], ...PERSON },
  { ...withSecret("service"), ...SERVICE, ...service },
];

const SCOPE = PERSON.scopes.join(" ");
const confidential = (id: string) =>
  ({
    ...{ client_id: id, client_secret: secretOf(id), redirect_uri: CALLBACK, scope: SCOPE },
    token_endpoint_auth_method: "client_secret_basic",
  }) as const;

const CLIENTS = {
  web: confidential("web"),
  other: confidential("other"),
  public: { client_id: "app", token_endpoint_auth_method: "none", redirect_uri: CALLBACK, scope: SCOPE },
  service: {
    ...{ client_id: "service", client_secret: secretOf("service"), scope: "read write" },
    token_endpoint_auth_method: "client_secret_basic",
  },
} as const;
