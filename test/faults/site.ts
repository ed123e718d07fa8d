/** A data directory with a configuration, one operator who has signed in, and an application that they have allowed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { accept, linkIn, PASSWORD, USERNAME } from "../operation/run.ts";
import { type Server, type ServerOptions, startServer } from "./server.ts";

export const CLIENT = { id: "shop", secret: "the-secret-of-the-shop-0123456789" };
export const REDIRECT_URI = "https://shop.example/callback";
export const SCOPE = "openid offline_access orders";
const [OPAQUE, SIGNED] = ["https://orders.example", "https://jobs.example"];

export interface Site {
  readonly directory: string;
  readonly data: string;
  readonly issuer: string;
  /** The port of the issuer; a second server on the same data listens on another one. */
  readonly port: number;
  /** The Cookie header of the operator's browser. */
  readonly cookie: string;
  start(options?: ServerOptions): Promise<Server>;
  /** Ends what still runs there and removes the directory. */
  leave(): Promise<void>;
}

function configuration(issuer: string, port: number, data: string): Config {
  const lifetime = 3_600;
  return {
    issuer,
    port,
    host: "localhost",
    data,
    codeLifetime: 600,
    apis: [
      { resource: OPAQUE, name: "Orders", tokens: "opaque", lifetime },
      { resource: SIGNED, name: "Jobs", tokens: "jwt", lifetime },
    ],
    scopes: [
      { name: "orders", description: "Read your orders", api: OPAQUE },
      { name: "jobs", description: "Run jobs", api: SIGNED },
    ],
    clients: [
      {
        id: CLIENT.id,
        secrets: [{ value: CLIENT.secret }],
        grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
        redirectUris: [REDIRECT_URI],
        scopes: [...SCOPE.split(" "), "jobs"],
        introspects: [OPAQUE],
      },
    ],
  };
}

/**
 * Makes the directory, and with a first start the account, its session and its consent. `environment` is that of every server,
 * such as `DATABASE_URL`.
 */
export async function makeSite(
  own: Partial<Config> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const directory = mkdtempSync(join(tmpdir(), "candor-faults-"));
  const data = join(directory, "data");
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  writeFileSync(
    join(directory, "candor.config.json"),
    JSON.stringify({ ...configuration(issuer, port, data), ...own }),
  );
  const servers: Server[] = [];
  const start: Site["start"] = async (options = {}) => {
    const server = await startServer({ directory, port, environment, ...options });
    servers.push(server);
    return server;
  };
  const leave = async () => {
    await Promise.all(servers.map((server) => server.kill("SIGKILL")));
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const first = await start();
    const person = new Person(issuer, USERNAME, PASSWORD);
    await accept(person, linkIn(await first.says("/welcome/operator?token=")) ?? "");
    const app = new Application(issuer, { ...CLIENT, redirectUri: REDIRECT_URI, scope: SCOPE });
    await app.tokens(person);
    await first.kill("SIGTERM");
    const cookie = [...person.cookies].map((pair) => pair.join("=")).join("; ");
    return { directory, data, issuer, port, cookie, start, leave };
  } catch (error) {
    await leave();
    throw error;
  }
}
