/** Several hosts in DATABASE_URL: nodes find the primary, and the next one after a failover, without a proxy in between. */
import { type AddressInfo, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { problemOf } from "../../src/adapters/postgres/problems.ts";
import { examined } from "../../src/cli/deployment/checks/index.ts";
import { lookAtPostgres } from "../../src/cli/deployment/look/postgres.ts";
import { type Announced, type Storage, StorageUnavailable } from "../../src/ports/storage.ts";
import { ask } from "../faults/ask.ts";
import { SETTINGS, synchronousStandby } from "../faults/scenarios/failover.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { auditEntry, T } from "../storage-contract/samples.ts";
import { until } from "../until.ts";

/** A primary with a standby, and a database there. */
async function pair(): Promise<{ primary: PostgresServer; standby: PostgresServer; name: string }> {
  const primary = await startPostgres(SETTINGS);
  onTestFinished(() => primary.stop());
  const name = new URL(await primary.database()).pathname;
  const standby = await synchronousStandby(primary);
  onTestFinished(() => standby.stop());
  return { primary, standby, name };
}

const at = (hosts: readonly { readonly port: number }[], name: string, query = ""): string =>
  `postgresql://candor@${hosts.map(({ port }) => `127.0.0.1:${port}`).join(",")}${name}${query}`;

const promote = (server: PostgresServer): void => server.run("pg_ctl", "-D", server.directory, "-w", "promote");

const crash = (server: PostgresServer): void =>
  server.run("pg_ctl", "-D", server.directory, "-m", "immediate", "-w", "stop");

/** Whether it can write. What it can't for now, it says. */
const writes = (node: Storage, name: string): Promise<boolean> =>
  node.leases.take(name, "me", T, T + 60_000).catch((error: unknown) => {
    expect(error).toBeInstanceOf(StorageUnavailable);
    return false;
  });

it("nodes find the primary wherever it is in the list, and the next one when it fails, with its announcements", async () => {
  const { primary, standby, name } = await pair();
  const nodes = await Promise.all(
    [at([primary, standby], name), at([standby, primary], name, "?target_session_attrs=read-write")].map((url) =>
      openPostgres({ url }),
    ),
  );
  onTestFinished(async () => {
    for (const node of nodes) await node.close();
  });
  const [one, other] = nodes as [Storage, Storage];
  const heard: Announced[] = [];
  other.follow?.((what) => heard.push(what));
  await expect.poll(() => heard.length).toBe(2);
  expect(await one.leases.take("work", "one", T, T + 60_000)).toBe(true);
  expect(await other.leases.take("work", "other", T, T + 60_000)).toBe(false);

  crash(primary);
  expect(await writes(one, "meanwhile")).toBe(false);
  promote(standby);
  await ask(standby, "alter system reset synchronous_standby_names", "select pg_reload_conf()");
  for (const node of nodes) await until(() => writes(node, `after ${nodes.indexOf(node)}`), "it writes again");
  // What was confirmed is there.
  expect(await other.leases.take("work", "other", T, T + 60_000)).toBe(false);
  await expect.poll(() => heard.length).toBeGreaterThan(2);
  const before = heard.length;
  await one.registrations.change([{ kind: "scope", id: "read", from: 0, content: "{}" }], auditEntry("read"));
  await expect.poll(() => heard.slice(before)).toContain("registry");

  // The former primary comes back, and believes that it still is.
  primary.start();
  await ask(primary, "alter system reset synchronous_standby_names", "select pg_reload_conf()");
  expect(await writes(one, "at the new one")).toBe(true);
  for (const hosts of [
    [primary, standby],
    [standby, primary],
  ]) {
    const late = await openPostgres({ url: at(hosts, name) });
    expect(await late.leases.take("at the new one", "late", T, T + 60_000)).toBe(false);
    await late.close();
  }
});

it("a node that is connected to a former primary moves to the host that was promoted later, and says why", async () => {
  const { primary, standby, name } = await pair();
  const faults: string[] = [];
  const node = await openPostgres({
    url: at([primary, standby], name),
    onFault: ({ message }) => void faults.push(message),
  });
  onTestFinished(() => node.close());
  expect(await writes(node, "at the old one")).toBe(true);
  const heard: Announced[] = [];
  node.follow?.((what) => heard.push(what));
  await expect.poll(() => heard.length).toBe(2);
  // Both accept writes from now on.
  await ask(primary, "alter system reset synchronous_standby_names", "select pg_reload_conf()");
  promote(standby);
  expect(await writes(node, "still at the old one")).toBe(true);
  await until(() => faults.some((said) => said.includes("was promoted later than")), "it moves");
  expect(faults).toContain(
    `127.0.0.1:${standby.port} was promoted later than 127.0.0.1:${primary.port}: end the former primary`,
  );
  await until(() => writes(node, "at the new one"), "it writes there");
  const there = await openPostgres({ url: at([standby], name) });
  onTestFinished(() => there.close());
  expect(await writes(there, "at the old one")).toBe(true);
  expect(await there.leases.take("at the new one", "other", T, T + 60_000)).toBe(false);
  // Announcements come from there as well.
  await expect.poll(() => heard.length, { timeout: 60_000 }).toBeGreaterThan(2);

  const seen = await lookAtPostgres(at([primary, standby], name), "it");
  const { findings } = examined({ now: 0, database: seen.database });
  expect(findings.find(({ id }) => id === "postgres/two-primaries")?.found).toBe(
    `127.0.0.1:${primary.port} and 127.0.0.1:${standby.port} accept writes`,
  );
  crash(primary);
  const { database } = await lookAtPostgres(at([primary, standby], name), "it");
  expect(database.primaries).toEqual([`127.0.0.1:${standby.port}`]);
});

it("a connection to what has become a standby isn't used a second time", async () => {
  const { primary, standby, name } = await pair();
  const url = at([primary, standby], name);
  const node = await openPostgres({ url });
  onTestFinished(() => node.close());
  expect(await writes(node, "before")).toBe(true);
  await ask(primary, "alter system set default_transaction_read_only = on", "select pg_reload_conf()");
  await until(async () => !(await writes(node, "refused")), "it is refused");
  promote(standby);
  await ask(standby, "alter system reset synchronous_standby_names", "select pg_reload_conf()");
  await until(() => writes(node, "after"), "it writes again");
});

it("nobody of them is a primary", async () => {
  const { primary, standby, name } = await pair();
  crash(primary);
  const error = await openPostgres({ url: at([primary, standby], name) }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(StorageUnavailable);
  const { id, found } = problemOf(error);
  expect(id).toBe("database/no-primary");
  expect(found).toMatch(new RegExp(`127.0.0.1:${primary.port}: connect ECON.*; 127.0.0.1:${standby.port}: a standby`));
});

it("a host that accepts connections and stays silent keeps nobody from the primary", async () => {
  const { primary, name } = await pair();
  const silent = createServer();
  await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const node = await openPostgres({ url: at([{ port }, primary], name) });
  expect(await writes(node, "work")).toBe(true);
  await node.close();
});

it("a wrong user is said to be wrong, not that no host is of use", async () => {
  const { primary, standby, name } = await pair();
  const url = at([primary, standby], name).replace("candor@", "nobody@");
  expect(problemOf(await openPostgres({ url }).catch((error: unknown) => error)).id).toBe("database/user-refused");
});
