/** Every command that changes something leaves an entry in the audit log, also without a server, in either database. */
import { userInfo } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Command } from "commander";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { apisCommand } from "../../src/cli/apis-command.ts";
import { auditCommand } from "../../src/cli/audit/command.ts";
import { clientsCommand } from "../../src/cli/clients/command.ts";
import { documentsCommand } from "../../src/cli/documents-command.ts";
import { grantsCommand, sessionsCommand } from "../../src/cli/grants-command.ts";
import { initialTokensCommand } from "../../src/cli/initial-tokens-command.ts";
import { keysCommand } from "../../src/cli/keys/command.ts";
import { requestsCommand } from "../../src/cli/requests-command.ts";
import { scopesCommand } from "../../src/cli/scopes/command.ts";
import { teamsCommand } from "../../src/cli/teams-command.ts";
import { trustedIssuersCommand } from "../../src/cli/trusted-issuers-command.ts";
import { usersCommand } from "../../src/cli/users/command.ts";
import { waitingCommand } from "../../src/cli/waiting-command.ts";
import type { KeptAuditEntry } from "../../src/ports/audit.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { grant, session } from "../storage-contract/samples.ts";
import { type Done, type Place, place, toEnd } from "./run.ts";

const PASSWORD = "a-password-that-nobody-logs";

/** Commands that change nothing in a database. */
const READING = ["list", "show", "read", "audit", "types", "verify", "export", "consents"];

const commands = [
  ...[usersCommand, clientsCommand, scopesCommand, apisCommand, teamsCommand, requestsCommand],
  ...[
    waitingCommand,
    documentsCommand,
    trustedIssuersCommand,
    grantsCommand,
    sessionsCommand,
    initialTokensCommand,
    keysCommand,
    auditCommand,
  ],
].flatMap((make) => {
  const command: Command = make();
  return command.commands.map((one) => `${command.name()} ${one.name()}`);
});
const CHANGING = [...commands.filter((name) => !READING.includes(name.split(" ")[1] ?? "")), "apply", "restore"];

/** Where the commands work. */
export interface Kept {
  /** What names it to a command. */
  readonly environment: Record<string, string>;
  readonly open: () => Promise<Storage>;
  readonly execute: (sql: string) => Promise<void>;
}

/** In the data directory of a place. */
export const inFile = (directory: string): Kept => {
  const file = join(directory, "data", "candor.sqlite");
  return {
    environment: {},
    open: () => openSqlite({ file }),
    async execute(sql) {
      const database = new DatabaseSync(file);
      database.exec(sql);
      database.close();
    },
  };
};

/** In a database of PostgreSQL. */
export const inPostgres = (url: string): Kept => ({
  environment: { DATABASE_URL: url },
  open: () => openPostgres({ url }),
  async execute(sql) {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(sql);
    await client.end();
  },
});

let at: Place;
let kept: Kept;

const candor = (...args: readonly string[]): Promise<Done> => toEnd(args, at.directory, PASSWORD, kept.environment);
async function onStorage<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await kept.open();
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}
const after = (number: number): Promise<readonly KeptAuditEntry[]> =>
  onStorage(({ audit }) => audit.read(number + 1, 99));

/** The id of the last thing of a kind that was changed. */
const last = (kind: string): Promise<string> =>
  onStorage(async ({ audit }) => (await audit.list({ kind, limit: 1 }))[0]?.target.id ?? "");

interface Row {
  readonly args: readonly string[];
  readonly action: string;
  /** Of what it is done to, where a command made up the id. */
  readonly of?: string;
  readonly before?: () => Promise<unknown>;
  /** In the entry. */
  readonly with?: object;
}

const SOURCE = { clientId: "robot", subject: "usr_ada" };
const asked = () =>
  candor("requests", "create", "--application", "robot", "--scope", "reports", "--reason", "It reads");
const granted = () => onStorage(({ grants }) => grants.insert({ ...grant(7), ...SOURCE }));
const allowed = async () => {
  const subject = await last("user");
  await onStorage(({ consents }) => consents.add(subject, "robot", ["orders"], Date.now()));
};
const waits = () =>
  onStorage(({ deviceRequests }) =>
    deviceRequests.insert({
      ...{ id: 5, clientId: "robot", hash: Buffer.alloc(32), userCodeHash: Buffer.alloc(32), scopes: [] },
      ...{ requestedAt: Date.now(), expiresAt: Date.now() * 2, interval: 5 },
      ...{ polledAt: undefined, decided: undefined, usedAt: undefined },
    }),
  );
const signedIn = () =>
  onStorage(({ sessions }) => sessions.insert({ ...session(9), expiresAt: Date.now() * 2 }, undefined));
const yaml = async () => at.write("registry.yaml", "scopes:\n  - name: more\n    description: Read more\n");
const lost = () => kept.execute("delete from audit_head");

/** In this order: each may need what the ones before have made. */
const ROWS: Readonly<Record<string, Row>> = {
  "users add": { args: ["ada", "--password-stdin", "--groups", "staff"], action: "user/add" },
  "users set": {
    ...{ args: ["ada", "--role", "operator"], action: "user/change" },
    with: { before: { role: "user" }, after: { role: "operator" } },
  },
  "users password": {
    args: ["ada", "--password-stdin"],
    action: "user/change",
    with: { after: { password: "changed" } },
  },
  "users disable": { args: ["ada", "--force"], action: "user/disable", with: { before: { disabled: false } } },
  "users enable": { args: ["ada"], action: "user/enable", with: { after: { disabled: false } } },
  "scopes create": { args: ["reports", "--set", "description=Read", "--set", "sensitive=true"], action: "scope/add" },
  "scopes change": {
    ...{ args: ["reports", "--set", "description=Read all"], action: "scope/change" },
    with: { before: { description: "Read" }, after: { description: "Read all" } },
  },
  "apis create": { args: ["https://api.example", "--set", "name=One"], action: "api/add" },
  "apis change": {
    ...{ args: ["https://api.example", "--set", "name=Two"], action: "api/change" },
    with: { before: { name: "One" }, after: { name: "Two" } },
  },
  "clients create": {
    ...{
      args: ["robot", "--set", "grantTypes=client_credentials", "--set", "scopes=orders"],
      action: "application/add",
    },
  },
  "clients change": {
    ...{ args: ["robot", "--set", "name=Robot", "--why", "ticket 7"], action: "application/change" },
    with: { after: { name: "Robot" }, why: "ticket 7" },
  },
  "trusted-issuers create": {
    args: [
      ...["https://idp.example", "--set", "jwksUri=https://idp.example/jwks"],
      ...["--set", "clients=robot", "--set", "scopes=reports"],
    ],
    action: "trusted-issuer/add",
  },
  "trusted-issuers change": {
    ...{ args: ["https://idp.example", "--set", "identityAssertions=true"], action: "trusted-issuer/change" },
    with: { before: { identity_assertions: false }, after: { identity_assertions: true } },
  },
  "trusted-issuers remove": { args: ["https://idp.example", "--yes"], action: "trusted-issuer/remove" },
  "waiting cancel": {
    ...{ args: ["device-5"], action: "waiting/cancel", before: waits },
    with: { target: { kind: "waiting", id: "device-5" }, before: { client_id: "robot" } },
  },
  "documents trust": { args: ["app.example"], action: "settings/change" },
  "documents distrust": { args: ["app.example"], action: "settings/change" },
  "documents block": {
    ...{ args: ["other.example"], action: "settings/change" },
    with: { after: { client_documents_blocked: ["other.example"] } },
  },
  "documents unblock": { args: ["other.example"], action: "settings/change" },
  "initial-tokens create": {
    ...{ args: ["Pipeline", "--uses", "3", "--days", "7"], action: "initial-token/add" },
    with: { after: { label: "Pipeline", uses: 3 } },
  },
  "initial-tokens end": { args: [], of: "initial-token", action: "initial-token/end" },
  "teams create": { args: ["crew"], action: "team/add" },
  "teams change": { args: ["crew", "--set", "members=[]"], action: "team/change" },
  "requests create": {
    ...{ args: ["--application", "robot", "--scope", "reports", "--reason", "It reads"], action: "request/add" },
    with: { after: { application: "robot", scope: "reports" } },
  },
  "requests decline": {
    args: ["--comment", "No"],
    of: "request",
    action: "request/decline",
    with: { before: { state: "open" } },
  },
  "requests withdraw": { args: [], of: "request", action: "request/withdraw", before: asked },
  "requests approve": {
    ...{ args: [], of: "request", action: "application/change", before: asked },
    with: { after: { scope: "orders reports" }, why: expect.stringMatching(/^request \w+$/) },
  },
  "teams invite": { args: ["crew"], action: "invitation/add" },
  "users withdraw": {
    ...{ args: ["ada", "robot"], action: "consent/withdraw", before: allowed },
    with: { target: { kind: "consent", id: expect.stringContaining("robot") } },
  },
  "grants end": {
    args: ["7"],
    action: "grant/end",
    before: granted,
    with: { before: { client_id: "robot", user: "usr_ada" } },
  },
  "sessions end": { args: ["9"], action: "session/end", before: signedIn },
  "keys rotate": { args: ["--alg", "ES256"], action: "key/add", with: { after: { alg: "ES256" } } },
  apply: {
    args: ["registry.yaml", "--why", "ticket 8"],
    action: "registry/apply",
    before: yaml,
    with: { actor: { is: "file" }, why: "ticket 8" },
  },
  "clients remove": { args: ["robot", "--yes"], action: "application/remove", with: { before: expect.anything() } },
  "scopes remove": {
    args: ["reports", "--yes"],
    action: "scope/remove",
    with: { before: { description: "Read all" } },
  },
  "apis remove": { args: ["https://api.example", "--yes"], action: "api/remove", with: { before: { name: "Two" } } },
  "teams remove": { args: ["crew", "--yes"], action: "team/remove" },
  "users remove": { args: ["ada", "--force"], action: "user/remove", with: { before: { role: "operator" } } },
  "audit repair": {
    args: [],
    action: "audit/repair",
    before: lost,
    with: { before: { head: "none" }, why: expect.anything() },
  },
  restore: {
    ...{ args: ["one.backup", "--force"], action: "database/restore", before: () => candor("backup", "one.backup") },
    with: { after: { backup: "one.backup" } },
  },
};

/** Those that are also tried where each one takes longer: one of everything that is done in a way of its own. */
export const REPRESENTATIVE =
  /^(?:(?:users|scopes|apis|clients|teams) (?:add|create|set|change|remove)|requests (?:create|approve)|(?:grants|sessions) end|keys rotate|apply|audit repair)$/;

/** `made` says where the commands work in a new place. `which`: the commands that are tried. */
export function auditedCommands(made: (directory: string) => Promise<Kept>, which = /./): void {
  beforeAll(async () => {
    at = await place({ clients: [] });
    kept = await made(at.directory);
  });
  afterAll(() => at.leave());

  it("everything that changes something is tried", () => {
    expect(Object.keys(ROWS).toSorted()).toEqual(CHANGING.toSorted());
  });

  it.each(Object.entries(ROWS).filter(([name]) => which.test(name)))(
    "candor %s",
    async (name, { args, action, of, before, with: more }) => {
      await before?.();
      const named = of === undefined ? args : [await last(of), ...args];
      const [from] = await onStorage(({ audit }) => audit.list({ limit: 1 }));
      const done = await candor(...name.split(" "), ...named);
      expect([done.code, done.err]).toEqual([0, expect.any(String)]);
      const made = await after(from?.number ?? 0);
      expect(made.at(-1)).toMatchObject({
        actor: { is: "command", id: userInfo().username },
        action,
        target: { kind: expect.any(String), id: expect.stringMatching(/./) },
        ...more,
      });
      const secret = /secret\W+([\w-]{20,})/i.exec(done.out)?.[1];
      for (const one of [PASSWORD, "argon2", "PRIVATE", ...(secret === undefined ? [] : [secret])])
        expect(JSON.stringify(made)).not.toContain(one);
    },
  );

  it("all of it is in one chain, which shows that its end was lost", async () => {
    expect((await candor("audit", "verify")).code).toBe(0);
    expect(await candor("audit", "repair")).toMatchObject({
      code: 1,
      err: expect.stringContaining("nothing to repair"),
    });
  });

  it("without the end of the log nothing that it must have is changed, and the command says what to do", async () => {
    await lost();
    const done = await candor("users", "add", "eve", "--password-stdin");
    expect(done).toMatchObject({
      code: expect.toSatisfy((code) => code > 0),
      err: expect.stringContaining("candor audit repair"),
    });
    expect((await candor("users", "list")).out).not.toContain("eve");
    expect((await candor("audit", "verify")).err).toContain("candor audit repair");
    expect((await candor("audit", "repair")).code).toBe(0);
    expect((await candor("users", "add", "eve", "--password-stdin")).code).toBe(0);
  });

  it("reads of what is left work as well", async () => {
    const read = (...args: readonly string[]) => candor(...args, "--json");
    expect(JSON.parse((await read("users", "show", "eve")).out)).toMatchObject({ username: "eve" });
    for (const kind of ["grants", "scopes", "keys"])
      expect(await read(kind, "list")).toMatchObject({ code: 0, out: expect.stringMatching(/^[[{]/) });
    expect(await candor("export")).toMatchObject({ code: 0, out: expect.stringContaining("name: more") });
    expect((await candor("audit", "export")).out.split("\n").length).toBeGreaterThan(25);
  });
}
