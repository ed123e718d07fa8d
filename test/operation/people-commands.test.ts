/** The commands for users, grants, sessions, teams, keys and the audit log, on a running server in another process. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf, Person } from "../blackbox/person.ts";
import { type Done, type Place, place, toEnd } from "./run.ts";

const SECRET = "the-secret-of-the-robot-0123456789abcdef";
const PASSWORD = "a-long-password-of-a-user";
const robot = (id: string, scopes: readonly string[]) => ({
  id,
  secrets: [{ value: SECRET }],
  grantTypes: ["client_credentials" as const],
  scopes: [...scopes],
  defaultScopes: [...scopes],
});
const ADMIN = [
  "candor:applications",
  "candor:scopes",
  "candor:users",
  "candor:refusals",
  "candor:keys",
  "candor:audit",
];

let at: Place;
beforeAll(async () => {
  at = await place({ clients: [robot("robot", ADMIN), robot("clerk", ["candor:users:read"]), shop] });
  await at.serve();
});
afterAll(() => at.leave());

const shop = {
  id: "shop",
  secrets: [{ env: "SHOP_SECRET" }],
  grantTypes: ["authorization_code" as const, "refresh_token" as const],
  redirectUris: ["https://shop.example/callback"],
  scopes: ["openid", "offline_access", "orders"],
};

/** A command of a program that signs in by its environment. */
const as =
  (id: string) =>
  (...args: readonly string[]): Promise<Done> =>
    toEnd(args, at.directory, "", {
      XDG_CONFIG_HOME: join(at.directory, "home"),
      CANDOR_SERVER: at.issuer,
      CANDOR_CLIENT_ID: id,
      CANDOR_CLIENT_SECRET: SECRET,
    });
const candor = as("robot");

async function json(...args: readonly string[]) {
  const { code, out, err } = await candor(...args, "--json");
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out);
}

/** Adds a user, who chooses a password with the link. */
async function added(username: string, ...more: readonly string[]): Promise<string> {
  const { link, user } = await json("users", "add", username, ...more);
  const person = new Person(at.issuer);
  const [form] = formsOf(await person.page(link));
  if (form === undefined) throw new Error("The link shows no form.");
  expect((await person.post(form.action, { ...form.fields, password: PASSWORD })).status).toBe(303);
  return user.subject;
}

describe("candor users on a server", () => {
  it("adds, finds, changes, disables and removes a user", async () => {
    const subject = await added("Ida", "--claim", "email=ida@example.com", "--groups", "staff", "--role", "auditor");
    expect(await json("users", "show", "ida")).toMatchObject({
      subject,
      username: "Ida",
      role: "auditor",
      claims: { email: "ida@example.com", groups: ["staff"] },
    });
    expect((await candor("users", "show", subject)).out).toMatch(/\nusername +Ida\n/);
    const listed = await candor("users", "list", "--search", "ida", "--where", "role=auditor");
    expect(listed.out).toMatch(/^user name +role +email +.*subject\nIda +auditor +ida@example.com/);
    const changed = await candor("users", "set", "IDA", "--claim", "email=", "--claim", "name=Ida B", "--role", "user");
    expect(changed).toMatchObject({ code: 0, out: "Changed IDA.\n" });
    const { role, claims } = await json("users", "show", "ida");
    expect([role, claims]).toEqual(["user", expect.objectContaining({ name: "Ida B", groups: ["staff"] })]);
    expect(claims).not.toHaveProperty("email");
    expect((await candor("users", "disable", "ida")).code).toBe(0);
    expect((await json("users", "show", subject)).disabled).toBe(true);
    expect((await candor("users", "enable", "ida")).code).toBe(0);
    const link = await candor("users", "password", "ida");
    expect(link.out).toMatch(/^With this link, .*:\nhttp\S+\n$/);
    expect(await candor("users", "remove", "ida")).toMatchObject({ code: 0, err: "" });
    expect(await candor("users", "show", "ida")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("refused[admin/not-found]"),
    });
  });

  it.each<[args: readonly string[], code: number, says: string]>([
    [["users", "show", "nobody"], 1, "refused[admin/not-found]"],
    [["users", "show", ""], 1, "refused[admin/not-found]"],
    [["users", "show", ".."], 2, 'Nothing has the id "..".'],
    [["users", "remove", "../scopes/orders"], 1, "refused[admin/not-found]"],
    [["users", "remove", "%2e%2e"], 1, "refused[admin/not-found]"],
    [["users", "set", "nobody"], 2, "There is nothing to change."],
    [["users", "add", "two words"], 2, "username"],
    [["users", "add", "pia", "--generate"], 2, "users choose their passwords themselves"],
    [["users", "remove", "pia", "--force"], 2, "--force is for a data directory"],
    [["users", "list", "--data", "data", "--server", "http://localhost"], 2, "not both"],
    [["grants", "end", "nothing"], 1, "refused[admin/not-found]"],
    [["sessions", "end", "nothing"], 1, "refused[admin/not-found]"],
    [["teams", "show", ".."], 2, 'Nothing has the id "..".'],
    [["teams", "create", "A Team"], 2, "name"],
    [["teams", "create", "crew", "--set", "members=nobody,nobody"], 2, "each user once"],
    [["keys", "show", "nothing"], 1, "refused[admin/not-found]"],
    [["keys", "rotate", "--revoke", "nothing"], 1, "refused[admin/not-found]"],
    [["keys", "rotate", "--alg", "HS256"], 2, "ES256"],
    [["audit", "show", "999999"], 1, "refused[admin/not-found]"],
    [["audit", "verify", "--head", "1"], 2, "NUMBER:HASH"],
  ])("%j", async (args, code, says) => {
    expect(await candor(...args)).toMatchObject({ code, out: "", err: expect.stringContaining(says) });
  });

  it("does no more than the token allows", async () => {
    const clerk = as("clerk");
    expect((await clerk("users", "list")).code).toBe(0);
    for (const args of [
      ["users", "add", "eve"],
      ["grants", "end", "1"],
      ["keys", "list"],
      ["audit", "export"],
      ["teams", "list"],
    ])
      expect(await clerk(...args)).toMatchObject({ code: 1, out: "", err: expect.stringContaining("refused[") });
  });
});

describe("candor grants and sessions on a server", () => {
  it("list what a user has allowed, and end it with its tokens", async () => {
    const subject = await added("gil");
    const person = new Person(at.issuer, "gil", PASSWORD);
    const one = await at.app.tokens(person);
    const [grant] = await json("grants", "list", "--where", `user=${subject}`, "--where", "live=true");
    expect(grant).toMatchObject({ subject, client_id: "shop", state: "live" });
    expect((await candor("grants", "list")).out).toMatch(/^id +state +application +user/);
    expect((await candor("grants", "show", grant.id)).out).toMatch(/\nclient_id +shop\n/);
    expect(await candor("grants", "end", grant.id)).toMatchObject({
      code: 0,
      out: `Ended the grant ${grant.id} with all of its tokens.\n`,
    });
    const refresh = { grant_type: "refresh_token", refresh_token: one.refresh_token };
    expect((await at.app.token(refresh)).status).toBe(400);
    const [session] = await json("sessions", "list", "--where", `user=${subject}`);
    expect(await candor("sessions", "end", session.id)).toMatchObject({ code: 0, err: "" });
    const left = await json("sessions", "list", "--where", `user=${subject}`);
    expect(left.map(({ id }: { id: string }) => id)).not.toContain(session.id);
  });
});

describe("candor teams on a server", () => {
  it("creates, lists, changes and removes a team", async () => {
    const subject = await added("tom");
    expect((await candor("teams", "create", "crew")).out).toBe("Registered crew.\n");
    expect((await candor("teams", "change", "crew", "--set", `members+=${subject}`)).out).toContain(`+ ${subject}`);
    expect((await candor("teams", "list")).out).toContain(`crew  ${subject}`);
    expect(await json("teams", "show", "crew")).toMatchObject({ name: "crew", members: [subject] });
    expect((await candor("teams", "remove", "crew", "--yes")).out).toBe("Removed crew.\n");
    expect(await json("teams", "list")).toEqual([]);
  });
});

describe("candor keys on a server", () => {
  it("lists, shows, rotates and revokes keys", async () => {
    const published = async () =>
      ((await (await fetch(`${at.issuer}/jwks`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    const before = await json("keys", "list");
    expect(before.map(({ id }: { id: string }) => id)).toEqual(await published());
    const { id, alg } = before[0];
    expect((await candor("keys", "show", id)).out).toMatch(new RegExp(`^id +${id}\nalg +${alg}\n`));
    const rotated = await candor("keys", "rotate", "--alg", alg);
    expect(rotated.out).toMatch(/^These keys are in the JWKS now and will sign later:\n\w+ +[\w-]+ +next +signs from /);
    const waiting = (await json("keys", "list")).filter(
      (key: { alg: string; state: string }) => key.alg === alg && key.state === "next",
    );
    expect(await published()).toContain(waiting[0]?.id);
    const tried = await candor("keys", "rotate", "--revoke", id, "--dry-run");
    expect([tried.code, tried.err]).toEqual([
      0,
      expect.stringMatching(/^Warning: every app.* the waiting key.* until 20/),
    ]);
    expect(await published()).toContain(id);
    expect((await candor("keys", "rotate", "--dry-run")).code).toBe(2);
    const revoked = await candor("keys", "rotate", "--revoke", id);
    expect([revoked.code, revoked.err]).toEqual([0, expect.stringContaining("Warning: every app")]);
    expect(revoked.out).toContain(`Revoked ${id}.`);
    expect(await published()).not.toContain(id);
  });

  it("keeps its own form on a data directory", async () => {
    const here = await candor("keys", "list", "--data", "data", "--json");
    expect(JSON.parse(here.out)[0]).toHaveProperty("kid");
    const [{ kid }] = JSON.parse(here.out);
    expect((await candor("keys", "show", "--data", "data", "--", kid)).out).toContain(kid);
  });
});

describe("candor audit on a server", () => {
  it("lists, shows, verifies and exports the log", async () => {
    await json("teams", "create", "auditors");
    const listed = await candor("audit", "list", "--kind", "team", "--limit", "2");
    expect(listed.out).toMatch(/\n +\d+ {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}client robot.* {2}team auditors/);
    const lines = (await candor("audit", "list", "--json", "--limit", "3")).out.trim().split("\n");
    const numbers = lines.map((line) => JSON.parse(line).number);
    expect(numbers).toEqual([numbers[0], numbers[0] + 1, numbers[0] + 2]);
    const earlier = await candor("audit", "list", "--json", "--limit", "1", "--before", String(numbers[0]));
    expect(JSON.parse(earlier.out).number).toBe(numbers[0] - 1);
    expect((await candor("audit", "show", String(numbers[2]))).out).toMatch(/^number +\d+\n/);
    const [, count, head = ""] =
      /^The audit log is whole\. It has (\d+) entries\.\nHead: (\S+)\n$/.exec((await candor("audit", "verify")).out) ??
      [];
    expect((await candor("audit", "verify", "--head", head)).code).toBe(0);
    const wrong = `${head.split(":")[0]}:${"A".repeat(43)}`;
    expect(await candor("audit", "verify", "--head", wrong)).toMatchObject({
      code: 1,
      err: expect.stringContaining("isn't whole"),
    });
    // The server's own schedule may write more while this goes on.
    const upToHead = ({ out }: Done) => out.trim().split(/\r?\n/).slice(0, Number(count));
    const exported = upToHead(await candor("audit", "export")).map((line) => JSON.parse(line));
    expect(exported.map(({ number }) => number)).toEqual(Array.from({ length: Number(count) }, (_, at) => at + 1));
    expect(`${count}:${exported.at(-1).hash}`).toBe(head);
    const kept = upToHead(await candor("audit", "export", "--data", "data")).map((line) => JSON.parse(line));
    expect(exported).toEqual(kept);
    const csv = ["audit", "export", "--format", "csv", "--from", "2"];
    expect(upToHead(await candor(...csv))).toEqual(upToHead(await candor(...csv, "--data", "data")));
  });

  it("says so where a server isn't there", async () => {
    const done = await candor("audit", "export", "--server", "http://127.0.0.1:9");
    expect(done).toMatchObject({ code: 2, out: "", err: expect.stringContaining("can't be reached") });
  });
});
