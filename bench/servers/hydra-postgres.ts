/** Ory Hydra on PostgreSQL, if HYDRA names its binary (docs/benchmark.md), with the login and consent app that it needs, which says yes at once. */
import { execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../../test/free-port.ts";
import { type BenchClient, JWT_API, JWT_SERVICE, OPAQUE_API, PERSON, SERVICE, WEB } from "../world.ts";
import { type Announcement, listen, NotBuilt, serve } from "./serve.ts";

/** Hydra's own defaults, but for what Candor does not do either. */
const settingsOf = (port: number, adminPort: number, app: string) => ({
  ...{ SERVE_PUBLIC_HOST: "127.0.0.1", SERVE_PUBLIC_PORT: String(port) },
  ...{ SERVE_ADMIN_HOST: "127.0.0.1", SERVE_ADMIN_PORT: String(adminPort) },
  URLS_SELF_ISSUER: `http://127.0.0.1:${port}`,
  ...{ URLS_LOGIN: `${app}/login`, URLS_CONSENT: `${app}/consent` },
  // With fewer connections than twice the requests at once it may stop for good: a transaction waits for a second connection.
  DSN: `${process.env.DATABASE_URL?.replace("postgresql:", "postgres:")}?sslmode=disable&max_conns=80`,
  SECRETS_SYSTEM: "bench-secret-that-only-ever-sees-benches",
  OAUTH2_PKCE_ENFORCED: "true",
  // 25,000 by default, as for passwords: they would be most of each request. Candor hashes a secret once, since secrets are random.
  OAUTH2_HASHERS_PBKDF2_ITERATIONS: "1",
  ...{ LOG_LEVEL: "error", SQA_OPT_OUT: "true" },
});

/** Calls the admin API. Rejects where it refuses. */
type Admin = (method: string, path: string, body?: object) => Promise<Readonly<Record<string, unknown>>>;

async function startHydra(): Promise<Announcement> {
  const binary = process.env.HYDRA;
  if (binary === undefined)
    throw new NotBuilt("HYDRA doesn't name a binary of Ory Hydra; docs/benchmark.md has how to build one");
  const [port, adminPort] = [await freePort(), await freePort()];
  const admin: Admin = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${adminPort}/admin/${path}`, {
      ...{ method, headers: { "content-type": "application/json" }, body: body ? JSON.stringify(body) : null },
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const app = await listen(() => (request, response) => {
    accept(admin, new URL(request.url ?? "/", "http://app")).then(
      (location) => response.writeHead(302, { location, "content-length": 0 }).end(),
      (error) => response.writeHead(500).end(String(error)),
    );
  });

  const env = { ...process.env, ...settingsOf(port, adminPort, `http://127.0.0.1:${app.port}`) };
  const stdio = ["ignore", "ignore", "inherit"] as const;
  execFileSync(binary, ["migrate", "sql", "up", "--read-from-env", "--yes"], { env, stdio: [...stdio] });
  // It ends with this process, however that ends.
  const hydra = spawn("setpriv", ["--pdeathsig", "KILL", binary, "serve", "all", "--dev"], { env, stdio: [...stdio] });
  hydra.on("exit", (code) => process.exit(code ?? 1));
  const isReady = () =>
    fetch(`http://127.0.0.1:${adminPort}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await setTimeout(20);
  await configure(admin);
  return { port, ...(hydra.pid && { serving: hydra.pid }) };
}

async function configure(admin: Admin): Promise<void> {
  for (const set of ["hydra.openid.id-token", "hydra.jwt.access-token"]) {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = { ...privateKey.export({ format: "jwk" }), kid: set, alg: "ES256", use: "sig" };
    await admin("PUT", `keys/${set}`, { keys: [key] });
  }
  const grant_types = ["client_credentials"];
  const client = ({ id, secret }: BenchClient, scope: string, more: object) =>
    admin("POST", "clients", { client_id: id, client_secret: secret, scope, ...more });
  await client(SERVICE, OPAQUE_API.scope, { grant_types });
  await client(JWT_SERVICE, JWT_API.scope, { grant_types, access_token_strategy: "jwt" });
  await client(WEB, `openid offline_access ${OPAQUE_API.scope}`, {
    grant_types: ["authorization_code", "refresh_token"],
    redirect_uris: [WEB.redirectUri],
  });
}

/** Whoever comes is the one user, and agrees. Resolves to where the browser goes on. */
async function accept(admin: Admin, { pathname, searchParams }: URL): Promise<string> {
  const kind = pathname.slice(1);
  const path = (step: string) =>
    `oauth2/auth/requests/${kind}${step}?${kind}_challenge=${encodeURIComponent(searchParams.get(`${kind}_challenge`) ?? "")}`;
  // Login has no need to ask what is asked: it is always the same user.
  const asked = kind === "consent" ? await admin("GET", path("")) : undefined;
  const body = asked
    ? { grant_scope: asked.requested_scope, remember: !asked.skip }
    : { subject: PERSON.username, remember: true };
  return String((await admin("PUT", path("/accept"), body)).redirect_to);
}

await serve(startHydra);
