/** `candor import` beside a running server: users sign in with the passwords that they had elsewhere. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { fixture } from "../importing/read.ts";
import { place, toEnd } from "./run.ts";

async function newPlace() {
  const at = await place({ scopes: [], clients: [] });
  onTestFinished(() => at.leave());
  const run = (...args: readonly string[]) => toEnd(["import", ...args], at.directory);
  return { ...at, run };
}

it("a realm moves in while the server runs: its app gets tokens for its users, whose hashes are then replaced", async () => {
  const at = await newPlace();
  const realm = fixture("keycloak-realm.json");
  await at.serve();
  const planned = await at.run("keycloak", realm, "--dry-run", "--json");
  expect(planned).toMatchObject({ code: 1, err: "" });
  expect(JSON.parse(planned.out)).toMatchObject({ imported: false, users: 7 });
  const done = await at.run("keycloak", realm, "--json");
  expect(done).toMatchObject({ code: 0, err: "" });
  // What was planned is what was done.
  expect({ ...JSON.parse(done.out), imported: false }).toEqual(JSON.parse(planned.out));
  expect(done.out).not.toMatch(/NEVERPRINTTHIS|shop-secret-of/);

  const hashOf = async (username: string) => {
    const storage = await openSqlite({ file: join(at.directory, "data", "candor.sqlite") });
    try {
      return (await storage.people.findByUsername(username))?.passwordHash.split("$").slice(0, 3).join("$");
    } finally {
      await storage.close();
    }
  };
  expect(await hashOf("ada")).toBe("$pbkdf2-sha256$i=27500,l=64");
  const shop = new Application(at.issuer, {
    id: "shop",
    secret: "shop-secret-of-keycloak-0123456789",
    redirectUri: "https://shop.example/callback",
    scope: "openid profile roles",
  });
  // The server looks twice a second for what another process has registered.
  const asked = `${at.issuer}/authorize?client_id=shop`;
  await expect.poll(async () => (await fetch(asked, { redirect: "manual" })).text()).not.toContain("isn't registered");
  for (let i = 0; i < 2; i++) {
    const { id_token } = await shop.tokens(new Person(at.issuer, "ada", "correct-horse-ada"));
    const claims = JSON.parse(Buffer.from(id_token.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({
      sub: "8f14e45f-ceea-467f-a0e6-000000000001",
      roles: ["editor", "reader", "buyer"],
    });
    expect(await hashOf("ada")).toBe("$argon2id$v=19");
  }
  const again = await at.run("keycloak", realm, "--json");
  expect(again).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(again.out)).toMatchObject({ changes: [], users: 0, same: { registered: 7, users: 7 } });
});

it("a refresh token of another server is exchanged once, and its successors are this server's", async () => {
  const at = await newPlace();
  const files = [fixture("identityserver.json"), fixture("identityserver-users.json")];
  expect(await at.run("identityserver", ...files)).toMatchObject({
    code: 0,
    out: expect.stringContaining("4 users, 1 refresh token."),
  });
  expect(await at.run("identityserver", ...files)).toMatchObject({
    code: 0,
    out: expect.stringContaining("Nothing to add."),
  });
  await at.serve();
  const refresh = async (refresh_token: string) => {
    const response = await fetch(`${at.issuer}/token`, {
      method: "POST",
      body: new URLSearchParams({
        ...{ grant_type: "refresh_token", refresh_token },
        ...{ client_id: "mvc", client_secret: "a-secret-of-mvc-0123456789" },
      }),
    });
    return (await response.json()) as {
      readonly refresh_token: string;
      readonly scope: string;
      readonly error: string;
    };
  };
  const moved = "A1B2-secret-of-handle-1";
  expect(await refresh(`${moved}x`)).toMatchObject({ error: "invalid_grant" });
  const first = await refresh(moved);
  expect(first).toMatchObject({
    scope: "openid orders offline_access",
    refresh_token: expect.stringMatching(/^candor_refresh_/),
  });
  // Two requests at once get the same successor. Once that was used, the old one is a stolen one.
  expect((await refresh(moved)).refresh_token).toBe(first.refresh_token);
  const second = await refresh(first.refresh_token);
  expect(second.refresh_token).toMatch(/^candor_refresh_/);
  expect(await refresh(moved)).toMatchObject({ error: "invalid_grant" });
  expect(await refresh(second.refresh_token)).toMatchObject({ error: "invalid_grant" });
});

it("a refresh token of a subject that is another user here stays behind", async () => {
  const at = await newPlace();
  const { users } = JSON.parse(readFileSync(fixture("identityserver-users.json"), "utf8"));
  const others = join(at.directory, "others.json");
  writeFileSync(others, JSON.stringify({ users }).replaceAll(/ada@example/gi, "somebody@example"));
  expect(await at.run("identityserver", others)).toMatchObject({ code: 0 });
  const done = await at.run("identityserver", fixture("identityserver.json"), fixture("identityserver-users.json"));
  expect(done.out).toContain("its subject is another user here");
  expect(done.out).not.toContain("refresh token.");
});

it("a refresh token that nobody has used yet moves on, from one server to the next", async () => {
  const at = await newPlace();
  const files = [fixture("identityserver.json"), fixture("identityserver-users.json")];
  expect(await at.run("identityserver", ...files)).toMatchObject({ code: 0 });
  const out = join(at.directory, "everything.jsonl");
  expect(await toEnd(["export", "--everything", "--out", out], at.directory)).toMatchObject({ code: 0 });
  const next = await newPlace();
  expect(await next.run("candor", out)).toMatchObject({ code: 0, out: expect.stringContaining("1 refresh token,") });
  expect(await next.run("candor", out)).toMatchObject({ code: 0, out: expect.stringContaining("Nothing to add.") });
  await next.serve();
  const response = await fetch(`${next.issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...{ grant_type: "refresh_token", refresh_token: "A1B2-secret-of-handle-1" },
      ...{ client_id: "mvc", client_secret: "a-secret-of-mvc-0123456789" },
    }),
  });
  expect(await response.json()).toMatchObject({ scope: "openid orders offline_access" });
});

it("apps of Hydra keep their secrets, of which only hashes came along, and their refresh tokens if they authenticate", async () => {
  const at = await newPlace();
  at.write("users.csv", "id,username\nada-1,ada\ngrace-2,grace\n");
  const rows = fixture("hydra-rows.jsonl");
  expect(await at.run("csv", "users.csv")).toMatchObject({ code: 0 });
  const planned = await at.run("hydra", rows, "--dry-run");
  expect(planned.out).toContain("The client secret of Shop comes along as a hash (pbkdf2-sha256).");
  const done = await at.run("hydra", rows);
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining("2 refresh tokens") });
  expect(done.out).toContain("its app doesn't authenticate");
  expect(await at.run("hydra", rows)).toMatchObject({ code: 0, out: expect.stringContaining("Nothing to add.") });
  await at.serve();
  const token = async (fields: Readonly<Record<string, string>>) => {
    const response = await fetch(`${at.issuer}/token`, { method: "POST", body: new URLSearchParams(fields) });
    return (await response.json()) as Readonly<Record<"access_token" | "refresh_token" | "scope" | "error", string>>;
  };
  const worker = { client_id: "orders-worker", grant_type: "client_credentials", scope: "orders.read" };
  for (let i = 0; i < 2; i++)
    expect(await token({ ...worker, client_secret: "the-secret-of-the-worker-at-hydra" })).toHaveProperty(
      "access_token",
    );
  expect(await token({ ...worker, client_secret: "the-secret-of-the-worker-at-hydrA" })).toMatchObject({
    error: "invalid_client",
  });

  const shop = {
    ...{ client_id: "7f1d2a10-1111-4c6e-9f00-000000000001", client_secret: "the-secret-of-the-shop-at-hydra-01" },
    grant_type: "refresh_token",
  };
  const moved = "ory_rt_nPg1GEdXMRkfCEa5f9sRyxv3fNSXbCGnYd9MdRNTnnU.XoyDgSz_Nf87TW04GZe3cvNm8DVHstUEXsa5yJ2V1sM";
  expect(await token({ ...shop, client_secret: "wrong", refresh_token: moved })).toMatchObject({
    error: "invalid_client",
  });
  expect(await token({ ...shop, refresh_token: moved })).toMatchObject({
    scope: "openid offline_access orders.read",
    refresh_token: expect.stringMatching(/^candor_refresh_/),
  });
  // One that was used there already, and one of an app that doesn't authenticate, of which the table has all that is compared.
  const used = "ory_rt_b_kOqIvxxHdS_Ru-fHBId4jMw9eKOlJ6fqjVbJcxXFg.VOTb1HUkKp9vvPUXf9yWaEd-A7L5jbLUIFAmwm2lFic";
  expect(await token({ ...shop, refresh_token: used })).toMatchObject({ error: "invalid_grant" });
  const spa = {
    client_id: "spa",
    grant_type: "refresh_token",
    refresh_token: "x.zUfgQOT2LvMH0HgtTRFIC4dOOJcJOFkuBtA52JeTr1Y",
  };
  expect(await token(spa)).toMatchObject({ error: "invalid_grant" });

  // What was used is kept as other secrets are. Nothing of the hash is in the log.
  const { out: file } = await toEnd(["export", "--format", "json"], at.directory);
  const { clients } = JSON.parse(file) as { clients: readonly { id: string; secrets?: readonly object[] }[] };
  const secretOf = (id: string) => Object.keys(clients.find((client) => client.id === id)?.secrets?.[0] ?? {});
  expect([secretOf("orders-worker"), secretOf(shop.client_id)]).toEqual([["sha256"], ["sha256"]]);
  const { out: log } = await toEnd(["audit", "list", "--json"], at.directory);
  expect(log).toContain("application/replace-hash");
  expect(log).not.toMatch(/\$pbkdf2|jXUm8xrtlhXEjRM3vIS6/);
  expect(await toEnd(["audit", "verify"], at.directory)).toMatchObject({ code: 0 });
  expect(await at.run("hydra", rows)).toMatchObject({ code: 0, out: expect.stringContaining("Nothing to add.") });
});

it("what is here stays, and what is in the way is named", async () => {
  const at = await newPlace();
  const csv = join(at.directory, "users.csv.gz");
  writeFileSync(csv, gzipSync(readFileSync(fixture("users.csv"))));
  expect(await at.run("csv", csv)).toMatchObject({ code: 0, out: expect.stringContaining("Added: 5 users.") });
  writeFileSync(join(at.directory, "more.csv"), "id,username,name\n1,ada,Another Ada\n9,BOB,\n10,new,New\n");
  const done = await at.run("csv", "more.csv");
  expect(done).toMatchObject({ code: 1, err: "" });
  expect(done.out).toContain("line 2: A user with this subject exists here already, and differs in name.");
  expect(done.out).toContain("line 3: Another user has this user name.");
  expect(done.out).toContain("Added: 1 user.");
});

it.each([
  ["isn't there", "missing.json", /missing\.json can't be read/],
  ["isn't JSON", "broken.json", /broken\.json can't be read\. The text ends in the middle of users\[1\]/],
  ["isn't UTF-8", "latin.json", /latin\.json can't be read\. It isn't UTF-8/],
])("nothing changes if a file %s", async (_, file, says) => {
  const at = await newPlace();
  at.write("broken.json", '{"users": [{"username": "ada"}, {"username"');
  writeFileSync(join(at.directory, "latin.json"), Buffer.from('{"users": [{"username": "j\u00fcrgen"}]}', "latin1"));
  const done = await at.run("keycloak", file);
  expect(done).toMatchObject({ code: 2, out: "", err: expect.stringMatching(says) });
  expect(await toEnd(["users", "list", "--json"], at.directory)).toMatchObject({
    out: expect.stringMatching(/^(?:\[\]\n)?$/),
  });
});
