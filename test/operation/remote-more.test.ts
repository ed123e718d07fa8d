/** Commands for secrets, teams, consents and the audit log, on a running server in another process and on its data directory. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Place, place, toEnd } from "./run.ts";

const SECRET = "the-secret-of-the-robot-0123456789abcdef";
const ADMIN = ["candor:applications", "candor:users", "candor:audit"];

let at: Place;
let config = "";
const robot = (id: string, scopes: readonly string[]) => ({
  id,
  secrets: [{ value: SECRET }],
  grantTypes: ["client_credentials" as const],
  scopes: [...scopes],
});
const run = (args: readonly string[], input = "") =>
  toEnd(args, at.directory, input, { XDG_CONFIG_HOME: config, CANDOR_SERVER: "" });
const login = (id: string, ...more: readonly string[]) =>
  run(["login", "--server", at.issuer, "--client-id", id, "--secret-stdin", ...more], SECRET);

beforeAll(async () => {
  at = await place({ clients: [robot("robot", ADMIN), robot("reader", ["candor:audit:read"])] });
  await at.serve();
  config = join(at.directory, "home");
  mkdirSync(config);
});
afterAll(() => at.leave());

describe("on a running server", () => {
  it("says what to ask for where a client is allowed less than all and has no default", async () => {
    const refused = await login("reader");
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("reader isn't allowed all of the admin API and has no default scopes");
    expect(refused.err).not.toContain(SECRET);
    expect(await login("reader", "--scope", "candor:audit:read")).toMatchObject({ code: 0 });
    expect(await login("robot", "--scope", ADMIN.join(" "))).toMatchObject({ code: 0 });
  });

  it("adds a secret beside the old one, printed once, and removes the old one", async () => {
    const made = await run([
      "clients",
      "create",
      "--set",
      "clientName=Shop",
      "--set",
      "grantTypes=client_credentials",
      "--json",
    ]);
    expect(made).toMatchObject({ code: 0 });
    const { client_id: id } = JSON.parse(made.out) as { client_id: string };
    const added = await run(["clients", "change", id, "--new-secret"]);
    expect(added).toMatchObject({ code: 0 });
    const [, secret = ""] = /Secret \(shown only once\): (\S{40,})/.exec(added.out) ?? [];
    expect(secret).not.toBe("");
    const name = /Added the secret (\S+)/.exec(added.out)?.[1] ?? "";
    expect((await run(["clients", "show", id])).out).not.toContain(secret);
    expect(await run(["clients", "change", id, "--new-secret", "--set", "clientName=Other"])).toMatchObject({
      code: 2,
    });
    expect(await run(["clients", "change", id, "--remove-secret", name])).toMatchObject({ code: 0 });
    expect(await run(["clients", "change", id, "--remove-secret", name])).toMatchObject({ code: 1 });
    const entries = (await run(["audit", "list", "--json"])).out;
    expect(entries).not.toContain(secret);
  });

  it("invites to a team", async () => {
    expect(await run(["teams", "create", "shop"])).toMatchObject({ code: 0 });
    const invited = await run(["teams", "invite", "shop", "--email", "ada@example.com"]);
    expect(invited).toMatchObject({ code: 0 });
    expect(invited.out).toContain(`${at.issuer}/`);
    expect(await run(["teams", "invite", "nobody"])).toMatchObject({ code: 1 });
  });

  it("lists and withdraws consents", async () => {
    expect(await run(["users", "add", "ada"])).toMatchObject({ code: 0 });
    expect(await run(["users", "consents", "ada", "--json"])).toMatchObject({ code: 0, out: "[]\n" });
    expect(await run(["users", "withdraw", "ada"])).toMatchObject({ code: 2 });
    expect(await run(["users", "withdraw", "ada", "--all", "--json"])).toMatchObject({ code: 0, out: "[]\n" });
    expect(await run(["users", "consents", "nobody"])).toMatchObject({ code: 1 });
  });

  it.each([["server"], ["directory"]])("filters the audit log by who, what and when: %s", async (where) => {
    const list = async (...args: readonly string[]) => {
      const done = await run([
        "audit",
        "list",
        "--json",
        ...args,
        ...(where === "directory" ? ["--config", "candor.config.json"] : []),
      ]);
      expect(done).toMatchObject({ code: 0 });
      return done.out
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { action: string; actor: { id: string } });
    };
    const byRobot = await list("--actor", "robot");
    expect(byRobot.length).toBeGreaterThan(2);
    expect(byRobot.every(({ actor }) => actor.id === "robot")).toBe(true);
    const made = await list("--action", "team/add");
    expect(made.map(({ action }) => action)).toEqual(["team/add"]);
    expect(await list("--until", "2001-01-01")).toEqual([]);
    expect((await list("--since", "2001-01-01T00:00Z", "--actor", "robot")).length).toBe(byRobot.length);
    expect(await run(["audit", "list", "--since", "yesterday"])).toMatchObject({ code: 2 });
  });
});
