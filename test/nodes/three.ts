/** Three nodes on one PostgreSQL database in this process, each of which is sent requests by itself. */
import { type Candor, type Config, createCandor } from "../../src/index.ts";
import { type Answer, Application } from "../blackbox/application.ts";
import { formsOf, Person } from "../blackbox/person.ts";
import { codeIn } from "../blackbox/refusal.ts";
import { startPostgres } from "../postgres.ts";

export const ISSUER = "http://localhost:9400";
export const REDIRECT = "https://app.example/callback";
export const SECRET = "a-secret-of-these-nodes-0123456789";
export const NODES = 3;
/** Of the client `admin`, if there is one. */
export const ADMIN = {
  ...{ id: "admin", secrets: [{ value: SECRET }], grantTypes: ["client_credentials" as const] },
  scopes: ["candor:applications", "candor:keys", "candor:refusals:read"],
};

export type Call = (
  n: number,
  method: string,
  path: string,
  body?: object,
  more?: Record<string, string>,
) => Promise<Response>;

export interface Three {
  readonly nodes: readonly Candor[];
  /** Milliseconds by which the clock of each node is wrong. */
  readonly wrong: number[];
  /** Later requests come from another network, so they share no limit with those before. */
  readonly elsewhere: () => void;
  /** Requests to one node. */
  readonly to: (n: number) => (request: Request) => Promise<Response>;
  readonly at: (n: number, id?: string, secret?: string) => Application;
  /** A new browser of the user `ops`, at one node. */
  readonly browser: (n: number) => Person;
  /** The same browser at another node. */
  readonly moved: (person: Person, n: number) => Person;
  /** Sends the same to all nodes at once, several times to each. What came back, and how often. */
  readonly tally: (
    times: number,
    send: (n: number) => Promise<Pick<Answer, "status" | "body">>,
  ) => Promise<Readonly<Record<string, number>>>;
  /** Calls the admin API of one node. */
  readonly admin: (scope?: string) => Promise<Call>;
  readonly close: () => Promise<void>;
}

/** Starts them with `config`, and makes the user `ops`, an operator. */
export async function startThree(config: Omit<Config, "issuer">): Promise<Three> {
  const database = await startPostgres(["fsync=off", "max_connections=200"]);
  const environment = { DATABASE_URL: await database.database() };
  const nodes: Candor[] = [];
  const wrong = Array.from({ length: NODES }, () => 0);
  const all = { ...config, issuer: ISSUER, data: "/nowhere", logLevel: "silent" as const };
  for (let n = 0; n < NODES; n++) {
    const clock = () => Date.now() + (wrong[n] ?? 0);
    nodes.push(await createCandor({ config: all, storage: "postgres", environment, clock }));
  }
  let network = 1;
  const to = (n: number) => (request: Request) =>
    (nodes[n % NODES] as Candor).fetch(request, { address: `192.0.${network}.1` });
  const at = (n: number, id = "web", secret = SECRET) =>
    new Application(ISSUER, { id, secret, redirectUri: REDIRECT, scope: "openid offline_access orders" }, to(n));
  const browser = (n: number) => new Person(ISSUER, "ops", "one-two-three-four-five", to(n));
  const person = browser(1);
  const [form] = formsOf(await person.page(ISSUER + ((await nodes[0]?.inviteFirstOperator()) ?? "")));
  await person.post(form?.action ?? "", { ...form?.fields, username: person.username, password: person.password });
  return {
    ...{ nodes, wrong, to, at, browser },
    elsewhere: () => {
      network += 1;
    },
    moved(former, n) {
      const other = browser(n);
      for (const [name, value] of former.cookies) other.cookies.set(name, value);
      return other;
    },
    async tally(times, send) {
      const sums: Record<string, number> = {};
      for (const { status, body } of await Promise.all(Array.from({ length: times }, (_, n) => send(n)))) {
        const outcome = status < 300 ? "granted" : codeIn(body.error_uri, ISSUER);
        sums[outcome] = (sums[outcome] ?? 0) + 1;
      }
      return sums;
    },
    async admin(scope = "candor:applications") {
      const { body } = await at(0, "admin").token({ grant_type: "client_credentials", scope });
      return (n, method, path, content, more = {}) => {
        const headers = { authorization: `Bearer ${body.access_token}`, "content-type": "application/json", ...more };
        const init = { method, headers, ...(content !== undefined && { body: JSON.stringify(content) }) };
        return to(n)(new Request(`${ISSUER}/admin/v1${path}`, init));
      };
    },
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      database.stop();
    },
  };
}
