/** Another configuration and another certificate, while requests are served: not one request is lost, and a faulty file changes nothing. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, renameSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { describe, it, type TestContext } from "vitest";
import type { Config } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { type Place, place, run, SECRET } from "./run.ts";

async function newPlace({ onTestFinished }: TestContext, own: Partial<Config> = {}): Promise<Place> {
  const at = await place(own);
  onTestFinished(() => at.leave());
  return at;
}

/** Replaces the certificate and the key as tools do: under other names first. */
function certify(at: Place, name: string): void {
  const [cert, key] = ["cert.pem", "key.pem"].map((file) => join(at.directory, file)) as [string, string];
  const kind = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "90",
    "-subj",
    `/CN=${name}`,
  ];
  const names = ["-addext", "subjectAltName=DNS:localhost"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...names, "-keyout", `${key}.new`, "-out", `${cert}.new`], {
    stdio: "pipe",
  });
  chmodSync(`${key}.new`, 0o600);
  renameSync(`${cert}.new`, cert);
  renameSync(`${key}.new`, key);
}

/** The name in the certificate that a new connection gets. */
async function nameAt(port: number): Promise<string> {
  const socket: TLSSocket = connect({ port, host: "localhost", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

/** Requests a token; resolves to the status, or to what broke. */
function token(at: Place, agent: Agent, scope: string, id = "shop", secret = SECRET): Promise<number | string> {
  const headers = {
    authorization: `Basic ${btoa(`${id}:${secret}`)}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  return new Promise((done) => {
    const sent = request(`${at.issuer}/token`, { method: "POST", headers, agent }, (response) => {
      response.resume().once("end", () => done(response.statusCode ?? 0));
    });
    sent.once("error", (error) => done(error.message));
    sent.end(new URLSearchParams({ grant_type: "client_credentials", scope }).toString());
  });
}

const CONFIG = "candor.config.json";
const written = (at: Place, change: (config: Config) => Config): void =>
  at.write(CONFIG, JSON.stringify(change(at.config)));

describe.concurrent("while requests are served,", () => {
  it("configuration and certificate are replaced without a lost request", async (context) => {
    const { expect } = context;
    const port = await freePort();
    const issuer = `https://localhost:${port}`;
    const at = await newPlace(context, { issuer, port, tls: { cert: "cert.pem", key: "key.pem" }, logLevel: "warn" });
    certify(at, "first");
    const running = await at.serve({ TILL_SECRET: "the-secret-of-the-till-0123456789" });

    const agents = [true, false].map((keepAlive) => new Agent({ keepAlive, rejectUnauthorized: false }));
    const outcomes: (number | string)[] = [];
    let isDone = false;
    const load = [...agents, ...agents].map(async (agent) => {
      while (!isDone) outcomes.push(await token(at, agent, "orders"));
    });
    const [fresh] = agents as [Agent];
    const reloads = async (says: string | RegExp): Promise<void> => {
      running.child.kill("SIGHUP");
      await running.says(says);
    };

    const till = { id: "till", secrets: [{ env: "TILL_SECRET" }], grantTypes: ["client_credentials" as const] };
    const more = (config: Config): Config => ({
      ...config,
      scopes: [...(config.scopes ?? []), { name: "refunds", description: "Refund" }],
      clients: [...(config.clients ?? []), { ...till, scopes: ["refunds"] }],
    });
    const asTill = () => token(at, fresh, "refunds", "till", "the-secret-of-the-till-0123456789");
    expect(await asTill()).toBe(401);
    written(at, more);
    await reloads("The configuration was reloaded. Changed: scopes, clients");
    expect(await asTill()).toBe(200);

    // A faulty file is named by its faults, and changes nothing.
    written(at, (config) => ({ ...more(config), codeLifetime: 100_000, clients: [] }));
    await reloads(/was not reloaded, and nothing has changed\. codeLifetime is 100000; expected/);
    at.write(CONFIG, "{");
    await reloads(/was not reloaded, and nothing has changed\. \S+candor\.config\.json is not JSON/);
    expect(await asTill()).toBe(200);

    // What needs a restart is named, and the rest is in force.
    written(at, (config) => ({ ...config, port: port + 1, accessTokenLifetime: 60 }));
    await reloads("Restart the server to put these in force: port. Until then, they keep their former values");
    expect(running.stdout()).toContain("Changed: scopes, clients, accessTokenLifetime");
    expect(await asTill()).toBe(401);

    expect(await nameAt(port)).toBe("first");
    certify(at, "second");
    await running.says("The certificate was replaced. New connections get it");
    expect(await nameAt(port)).toBe("second");
    // By SIGHUP without waiting for the look at the files.
    certify(at, "third");
    running.child.kill("SIGHUP");
    await expect.poll(() => nameAt(port)).toBe("third");
    at.write("key.pem", "no key");
    await running.says(/The certificate was not replaced, and the former one stays in use\. tls\.key is /);
    expect(await nameAt(port)).toBe("third");

    isDone = true;
    await Promise.all(load);
    for (const agent of agents) agent.destroy();
    expect(outcomes.filter((outcome) => outcome !== 200)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(100);
    expect(await running.stop("SIGINT")).toBe(0);
    expect(running.stdout()).not.toContain(SECRET);
  });

  it("a secret in a file is replaced", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const file = join(at.directory, "shop-secret");
    writeFileSync(file, `${SECRET}\n`);
    const running = await at.serve({ SHOP_SECRET: "", SHOP_SECRET_FILE: file });
    const status = async (secret: string): Promise<number> => {
      const headers = { authorization: `Basic ${btoa(`shop:${secret}`)}` };
      const body = new URLSearchParams({ grant_type: "client_credentials", scope: "orders" });
      return (await fetch(`${at.issuer}/token`, { method: "POST", headers, body })).status;
    };
    expect(await status(SECRET)).toBe(200);
    writeFileSync(file, "another-secret-of-the-shop-012345\n");
    running.child.kill("SIGHUP");
    await running.says("The configuration was reloaded. Changed: clients");
    expect([await status(SECRET), await status("another-secret-of-the-shop-012345")]).toEqual([401, 200]);
    expect(await running.stop()).toBe(0);
  });

  it("workers reload together", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = run(["serve", "--workers", "2"], at.directory, { SHOP_SECRET: SECRET });
    context.onTestFinished(() => void running.child.kill("SIGKILL"));
    await running.says("all workers serve");
    written(at, (config) => ({ ...config, clients: [] }));
    running.child.kill("SIGHUP");
    await running.says(/(?:Changed: clients".*){2}/s);
    const metadata = await fetch(`${at.issuer}/.well-known/openid-configuration`);
    expect(metadata.status).toBe(200);
    expect(await running.stop()).toBe(0);
  });

  it("a server without a terminal doesn't end by SIGHUP, and the demo has nothing to reload", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = run(["serve", "--demo", "--port", String(at.port)], at.directory);
    await running.says(`Candor is at ${at.issuer}`);
    running.child.kill("SIGHUP");
    await running.says("The demo has no configuration file to reload");
    expect(await running.stop()).toBe(0);
  });
});

it.concurrent("a secret that is given twice or in no file stops the start, by name", async (context) => {
  const { expect } = context;
  const at = await newPlace(context);
  const environment = { SHOP_SECRET: SECRET, SHOP_SECRET_FILE: "secret", DATABASE_URL_FILE: "/nowhere/url" };
  const running = run(["serve"], at.directory, environment);
  expect(await running.ended).toBe(1);
  expect(running.stderr()).toContain(
    'DATABASE_URL_FILE is "/nowhere/url", which doesn\'t exist\n    expected the path of a file that this user may read',
  );
  expect(running.stderr()).toContain("SHOP_SECRET_FILE is set, and SHOP_SECRET is set too");
  expect(running.stderr()).not.toContain(SECRET);
});
