/** A process that is killed in the middle of a large change leaves all of it or nothing, and an audit log that is whole. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { type Place, place, SECRET, toEnd } from "./run.ts";

const MANY = 2_000;
const CLI = resolve(import.meta.dirname, "../../dist/cli/main.js");
/** Milliseconds after which it is killed: before anything is stored, in the middle, and perhaps after it. */
const SOON = 20;
const AFTER = [SOON, 150, 300, 450, 600, 900];

let at: Place;
beforeEach(async () => {
  const registrar = {
    id: "registrar",
    secrets: [{ env: "SHOP_SECRET" }],
    grantTypes: ["client_credentials" as const],
    scopes: ["candor:applications"],
    defaultScopes: ["candor:applications"],
  };
  at = await place({ clients: [registrar] });
});
afterEach(() => at.leave());

interface Left {
  readonly applications: number;
  readonly entries: number;
}

async function left(): Promise<Left> {
  const storage = await openSqlite({ file: `${at.directory}/data/candor.sqlite` });
  try {
    let applications = 0;
    for (let after = ""; ; ) {
      const page = await storage.registrations.list({ kind: "application", after, limit: 500 });
      applications += page.length;
      if (page.length < 500) break;
      after = page.at(-1)?.id ?? "";
    }
    const entries = await storage.audit.read(1, 999);
    // A start makes keys, and a link for the first operator.
    return { applications, entries: entries.filter(({ action }) => /^(application|registry)\//.test(action)).length };
  } finally {
    await storage.close();
  }
}

async function isWhole(): Promise<void> {
  const { code, out } = await toEnd(["audit", "verify"], at.directory, "", { SHOP_SECRET: SECRET });
  expect([code, out]).toEqual([0, expect.any(String)]);
}

it("a bulk call", async () => {
  const lines = Array.from({ length: MANY }, (_, n) =>
    JSON.stringify({ client_name: `Bulk ${n}`, grant_types: ["client_credentials"], scope: "orders" }),
  ).join("\n");
  const seen = new Set<number>();
  let before: Left = { applications: 0, entries: 0 };
  for (const after of [...AFTER, 10, 0]) {
    // On a busy machine, even the first kill may come when all is made.
    if (after < SOON && seen.has(0)) break;
    const running = await at.serve();
    const token = await fetch(`${at.issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`registrar:${SECRET}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    const { access_token } = (await token.json()) as { readonly access_token: string };
    if (after === SOON) before = await left();
    const sent = fetch(`${at.issuer}/admin/v1/applications/bulk`, {
      method: "POST",
      headers: { authorization: `Bearer ${access_token}`, "content-type": "application/x-ndjson" },
      body: lines,
    })
      .then((response) => response.text())
      .catch(() => undefined);
    await wait(after);
    await running.stop("SIGKILL");
    await sent;
    const now = await left();
    expect((now.applications - before.applications) % MANY).toBe(0);
    expect(now.entries - before.entries).toBe((now.applications - before.applications) / MANY);
    seen.add(now.applications - before.applications);
    before = now;
    await isWhole();
  }
  expect(seen.has(0)).toBe(true);
});

it("candor apply", async () => {
  const clients = Array.from({ length: MANY }, (_, n) => ({
    id: `applied-${n}`,
    grantTypes: ["client_credentials"],
    secrets: [{ value: `a-secret-of-${n}-0123456789` }],
    scopes: ["orders"],
  }));
  at.write("registry.json", JSON.stringify({ clients }));
  const running = await at.serve();
  await running.stop();
  const { applications, entries } = await left();
  for (const after of AFTER.map((one) => one * 3)) {
    const child = spawn(process.execPath, [CLI, "apply", "registry.json"], {
      cwd: at.directory,
      env: { ...process.env, SHOP_SECRET: SECRET },
      stdio: "ignore",
    });
    const ended = new Promise((done) => child.once("close", done));
    await Promise.race([wait(after), ended]);
    child.kill("SIGKILL");
    await ended;
    const now = await left();
    expect([0, MANY]).toContain(now.applications - applications);
    expect(now.entries - entries).toBe(now.applications === applications ? 0 : 1);
    await isWhole();
    if (now.applications !== applications) break;
  }
  const { code } = await toEnd(["apply", "registry.json"], at.directory, "", { SHOP_SECRET: SECRET });
  expect(code).toBe(0);
  expect((await left()).applications - applications).toBe(MANY);
});
