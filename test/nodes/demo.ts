/** `npm run demo:cluster`: three nodes behind nginx on one PostgreSQL database, and Prometheus, until Ctrl-C. Nothing is left behind. */
import { parseArgs } from "node:util";
import type { Config } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { startPostgres } from "../postgres.ts";
import { type PrometheusServer, startPrometheus } from "../prometheus.ts";
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
  logFormat: "pretty",
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
  const server = await startPostgres();
  ends.push(() => server.stop());
  const database = await server.database();
  const each = () => Promise.all(Array.from({ length: NODES }, freePort));
  const [ports, metricsPorts] = [await each(), await each()];
  const listening = ports.map((one, at) => ({ port: one, metricsPort: metricsPorts[at] ?? 0 }));
  const nodes = await nodesIn(config, database, listening, USERS);
  ends.push(() => nodes.end());
  const proxy = await balancer(port, ports);
  ends.push(() => proxy.end());
  const prometheus = await startPrometheus(
    metricsPorts.map((one, at) => ({ port: one, name: `node-${at + 1}` })),
    "2s",
  );
  ends.push(() => prometheus.stop());
  const list = ports.map(
    (one, at) => `node-${at + 1} on port ${one}, metrics on port ${metricsPorts[at]}, process ${nodes.pids[at]}`,
  );
  console.log(`
  The console    ${issuer}/console
                 sign in as root / open-the-console, the operator, or as ada / correct-horse-battery
  Prometheus     needs no sign-in
                 ${prometheus.pages}/targets    the three nodes
                 ${prometheus.pages}/alerts     the rules of deploy/monitoring
                 ${graphOf(prometheus)}
  Metadata       ${issuer}/.well-known/openid-configuration
  Nodes          ${list.join("\n                 ")}
  PostgreSQL     ${database}

  Get a token, be refused, and watch the graph rise:

  TOKEN="curl -s -u demo-service:demo-service-secret ${issuer}/token -d grant_type=client_credentials"
  $TOKEN -d scope=read_profile
  $TOKEN -d scope=read_profile,write_multipass
  while sleep 0.05; do $TOKEN -d scope=read_profile >/dev/null; done

  Kill a node, and go on: kill -9 ${nodes.pids[0]}
  Prometheus sees it within two seconds, and CandorDown fires after a minute.
  Ctrl-C ends all of it.
`);
} catch (error) {
  console.error((error as Error).message);
  await end(1);
}

/** The requests per second of each node, over the last five minutes. */
function graphOf({ pages }: PrometheusServer): string {
  const graph = { expr: "sum by(instance)(rate(candor_http_requests_total[1m]))", tab: "0", range_input: "5m" };
  return `${pages}/graph?${new URLSearchParams(Object.entries(graph).map(([name, value]) => [`g0.${name}`, value]))}`;
}
