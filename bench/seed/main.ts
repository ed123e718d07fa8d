/**
 * Fills a data directory: 10,000 applications, 1,000 scopes, 1,000,000 users and 1,000,000 refusals, the same each time, through the
 * adapters. `node bench/seed/main.ts DIRECTORY [SCALE]`, after `npm run build`. Leaves a configuration for `candor serve --config` there.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { CandorOptions } from "../../src/index.ts";
import { ADMIN_SCOPE_NAMES } from "../../src/protocol/scope/catalogue.ts";
import { seedAudit, seedHoldings, seedRequests, seedUses } from "./activity.ts";
import { seedOwners } from "./owners.ts";
import { letHappen, seedRefusals } from "./refusals.ts";
import { seedRegistry } from "./registry.ts";
import { DAYS, ISSUER, ROBOT, SERVICE, sizeOf } from "./size.ts";
import { seedUsers } from "./users.ts";

/** What a server on the seeded directory is configured with. */
export const configOf = (port: number): CandorOptions["config"] => ({
  issuer: `http://localhost:${port}`,
  port,
  data: "data",
  logLevel: "warn",
  publicScopes: true,
  journal: { days: 366, megabytes: 100_000 },
  trustedIssuers: [{ issuer: ISSUER, jwksUri: `${ISSUER}/jwks`, clients: [SERVICE.id], scopes: [SERVICE.scope] }],
  scopes: [
    { name: SERVICE.scope, description: "Read the bench" },
    { name: "bench.write", description: "Change the bench" },
    { name: "bench.secret", description: "Read what is secret" },
  ],
  clients: [
    {
      id: SERVICE.id,
      secrets: [{ value: SERVICE.secret }],
      grantTypes: ["client_credentials", "authorization_code", "refresh_token"],
      redirectUris: ["https://bench.example/callback"],
      scopes: [SERVICE.scope, "bench.write", "openid"],
    },
    {
      id: ROBOT.id,
      secrets: [{ value: ROBOT.secret }],
      grantTypes: ["client_credentials"],
      scopes: [...ADMIN_SCOPE_NAMES],
    },
  ],
});

export const PORT = 9470;

/** Fills it, and says how long each part took. */
export async function seed(directory: string, scale: number, say: (text: string) => void): Promise<void> {
  const { createCandor } = (await import(
    new URL("../../dist/index.js", import.meta.url).href
  )) as typeof import("../../src/index.ts");
  const [size, config] = [sizeOf(scale), configOf(PORT)];
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "candor.config.json"), JSON.stringify(config, null, 2));
  const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    say(`${what}: ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  };
  const candor = await createCandor({ config: { ...config, logLevel: "silent" }, directory, environment: {} });
  await letHappen(candor);
  await candor.close();
  const storage = await openSqlite({ file: join(directory, "data", "candor.sqlite") });
  await timed(`${size.applications} applications, ${size.scopes} scopes`, () =>
    seedRegistry(storage.registrations, size),
  );
  await timed(`${size.users} users`, () => seedUsers(storage.people, size));
  await timed(`${size.refusals} refusals of ${DAYS} days`, () => seedRefusals(storage.refusals, size));
  await timed("Owners", () => seedOwners(storage, size));
  await timed(`${size.holdings} grants, consents and events`, () => seedHoldings(storage, size));
  await timed(`${size.uses} uses`, () => seedUses(storage, size));
  await timed(`${size.requests} requests`, () => seedRequests(storage, size));
  await timed(`${size.entries} audit entries`, () => seedAudit(storage, size));
  await storage.close();
}

if (import.meta.filename === process.argv[1]) {
  const [directory, scale = "1"] = process.argv.slice(2);
  if (directory === undefined || !(Number(scale) > 0)) {
    process.stderr.write("node bench/seed/main.ts DIRECTORY [SCALE]\n");
    process.exit(2);
  }
  await seed(resolve(directory), Number(scale), (text) => process.stdout.write(`${text}\n`));
}
