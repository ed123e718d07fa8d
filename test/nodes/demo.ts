/** `npm run demo:cluster`: three nodes behind nginx on one PostgreSQL database, until Ctrl-C. Nothing is left behind. */
import { parseArgs } from "node:util";
import type { Config } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { startPostgres } from "../postgres.ts";
import { balancer } from "./balancer.ts";
import { nodesIn } from "./nodes-in.ts";

const NODES = 3;
const USERS = [
  { username: "ada", password: "correct-horse-battery", role: "user" },
  { username: "root", password: "open-the-console", role: "operator" },
] as const;

const { values } = parseArgs({ options: { port: { type: "string", default: "9400" } } });
const port = Number(values.port);
const issuer = `http://localhost:${port}`;
const API = `${issuer}/api`;
const config: Config = {
  issuer,
  host: "localhost",
  logLevel: "warn",
  trustedProxy: ["127.0.0.1", "::1"],
  apis: [{ resource: API, name: "Demo API" }],
  scopes: [
    { name: "read_profile", description: "Read your profile", api: API },
    { name: "write_multipass", description: "Issue and change multipasses", api: API, sensitive: true },
  ],
  clients: [
    {
      id: "demo-service",
      secrets: [{ value: "demo-service-secret" }],
      grantTypes: ["client_credentials"],
      scopes: ["read_profile", "write_multipass"],
    },
  ],
};

const ends: (() => unknown)[] = [];
async function end(code: number): Promise<never> {
  for (const one of ends.splice(0).reverse()) await one();
  process.exit(code);
}
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    if (!isEnding) void end(0);
    isEnding = true;
  });

try {
  const database = await startPostgres();
  ends.push(() => database.stop());
  const ports = await Promise.all(Array.from({ length: NODES }, freePort));
  const nodes = await nodesIn(config, await database.database(), ports, USERS);
  ends.push(() => nodes.end());
  const proxy = await balancer(port, ports);
  ends.push(() => proxy.end());
  const list = ports.map((one, at) => `node ${at + 1} on port ${one}, process ${nodes.pids[at]}`);
  console.log(`
  The console    ${issuer}/console    as root / open-the-console, the operator
  Metadata       ${issuer}/.well-known/openid-configuration
  Nodes          ${list.join("\n                 ")}
  PostgreSQL     port ${database.port}

  Get a token:
  curl -u demo-service:demo-service-secret -d grant_type=client_credentials -d scope=read_profile ${issuer}/token

  Kill a node, and go on: kill -9 ${nodes.pids[0]}
  Ctrl-C ends all of it.
`);
} catch (error) {
  console.error((error as Error).message);
  await end(1);
}
