/** `candor users` beside a running server: accounts with claims, roles and groups, and what becomes of them. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { refused } from "../blackbox/refusal.ts";
import { type Done, type Place, place, run, SECRET, toEnd } from "./run.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli/main.js");
const REDIRECT = "https://shop.example/callback";
const EVERYTHING = "openid profile email address phone groups roles offline_access";
const JOBS = "https://jobs.example";

async function newPlace(): Promise<Place> {
  const at = await place({
    apis: [{ resource: JOBS, name: "Jobs" }],
    scopes: [{ name: "jobs", description: "Run jobs", api: JOBS }],
    clients: [
      {
        id: "shop",
        secrets: [{ env: "SHOP_SECRET" }],
        grantTypes: ["authorization_code", "refresh_token"],
        redirectUris: [REDIRECT],
        scopes: [...EVERYTHING.split(" "), "jobs"],
      },
    ],
  });
  onTestFinished(() => at.leave());
  return at;
}

const shopOf = ({ issuer }: Place, scope = EVERYTHING) =>
  new Application(issuer, { id: "shop", secret: SECRET, redirectUri: REDIRECT, scope });

/** Runs `candor users …` to its end, with `input` on standard input. */
const users = (at: Place, args: readonly string[], input?: string) => toEnd(["users", ...args], at.directory, input);

const PASSWORD = "a-long-password-of-ada";

async function added(at: Place, username: string, ...more: string[]): Promise<Record<string, unknown>> {
  const done = await users(at, ["add", username, "--password-stdin", "--json", ...more], `${PASSWORD}\n`);
  expect(done).toMatchObject({ code: 0, err: "" });
  return JSON.parse(done.out);
}

const claimsIn = (idToken: string) => JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString());

async function userinfo(at: Place, token: string) {
  const response = await fetch(`${at.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** A place with one operator, and no server. */
let withOlga: Place;
beforeAll(async () => {
  withOlga = await place();
  await users(withOlga, ["add", "olga", "--role", "operator", "--password-stdin"], PASSWORD);
});
afterAll(() => withOlga.leave());

describe("candor users", () => {
  it("adds users to a running server; each signs in and has the claims that the metadata lists", async () => {
    const at = await newPlace();
    await at.serve();
    at.write("grace.json", JSON.stringify({ name: "Grace Hopper", address: { country: "US" }, groups: ["navy"] }));
    const ada = await added(
      at,
      "ada",
      ...["--claim", "name=Ada Lovelace", "--claim", "email=ada@example.com", "--claim", "email_verified=true"],
      ...["--claim", "phone_number=+44 20 7946 0000", "--claim", 'address={"country":"GB"}', "--claim", "locale=en-GB"],
      ...["--groups", "engineering, on call", "--roles", "administrator"],
    );
    await added(at, "grace", "--claims", "grace.json", "--groups", "compilers");
    await added(at, "eve", "--role", "operator");

    const shop = shopOf(at);
    const tokens = await shop.tokens(new Person(at.issuer, "ADA", PASSWORD));
    expect(claimsIn(tokens.id_token)).toMatchObject({
      sub: ada.subject,
      groups: ["engineering", "on call"],
      roles: ["administrator"],
    });
    const claims = {
      name: "Ada Lovelace",
      preferred_username: "ada",
      email: "ada@example.com",
      email_verified: true,
      phone_number: "+44 20 7946 0000",
      address: { country: "GB" },
      locale: "en-GB",
      updated_at: expect.any(Number),
      groups: ["engineering", "on call"],
      roles: ["administrator"],
    };
    const told = await userinfo(at, tokens.access_token);
    expect(told).toEqual({ status: 200, body: { sub: ada.subject, ...claims } });
    const metadata = await (await fetch(`${at.issuer}/.well-known/openid-configuration`)).json();
    expect(metadata.claims_supported).toEqual(expect.arrayContaining(Object.keys(told.body)));
    // A scope that is not granted releases nothing.
    const less = await shopOf(at, "openid").tokens(new Person(at.issuer, "ada", PASSWORD));
    expect((await userinfo(at, less.access_token)).body).toEqual({ sub: ada.subject });
    const grace = await shop.tokens(new Person(at.issuer, "grace", PASSWORD));
    expect(claimsIn(grace.id_token)).toMatchObject({ groups: ["compilers"] });

    const listed = await users(at, ["list", "--json"]);
    expect(JSON.parse(listed.out)).toMatchObject([
      { username: "ada", role: "user", disabled: false, claims },
      { username: "eve", role: "operator" },
      { username: "grace" },
    ]);
    expect(listed.out + (await users(at, ["show", "ada"])).out).not.toMatch(/argon2|password/i);
    expect((await users(at, ["list"])).out).toMatch(/^ada {4}user .*ada@example\.com {2}engineering, on call\n/);
  });

  it("changes claims, which the next request of a running server sees", async () => {
    const at = await newPlace();
    await at.serve();
    await added(at, "ada", "--claim", "email=ada@example.com", "--claim", "email_verified=true", "--groups", "staff");
    const { access_token: token } = await shopOf(at).tokens(new Person(at.issuer, "ada", PASSWORD));
    expect((await userinfo(at, token)).body).toMatchObject({ email_verified: true, groups: ["staff"] });
    const set = await users(at, [
      "set",
      "ada",
      "--claim",
      "email=ada@new.example",
      "--groups",
      "",
      "--claim",
      "nickname=A",
    ]);
    expect(set).toEqual({ code: 0, out: "Changed ada.\n", err: "" });
    const { body } = await userinfo(at, token);
    expect(body).toMatchObject({ email: "ada@new.example", nickname: "A" });
    expect(body).not.toHaveProperty("email_verified");
    expect(body).not.toHaveProperty("groups");
  });

  it.each<[string, (at: Place) => Promise<Done>, string]>([
    ["a disabled user", (at) => users(at, ["disable", "ada"]), "grant/account-disabled"],
    ["a removed user", (at) => users(at, ["remove", "ada"]), "grant/account-disabled"],
    ["a user with a new password", (at) => users(at, ["password", "ada", "--generate"]), "refresh-token/revoked"],
  ])("ends all sessions, grants and tokens of %s at once", async (_, act, reason) => {
    const at = await newPlace();
    await at.serve();
    const { subject } = await added(at, "ada");
    const shop = shopOf(at);
    const person = new Person(at.issuer, "ada", PASSWORD);
    const opaque = await shop.tokens(person);
    const jwt = await shopOf(at, "openid offline_access jobs").tokens(person);
    const { code, verifier } = await shop.code(person);
    expect((await shop.introspect(jwt.access_token)).body.active).toBe(true);

    expect(await act(at)).toMatchObject({ code: 0, err: "" });
    const { url } = shop.begin({ prompt: "none" });
    expect((await person.sentTo(url)).searchParams.get("error")).toBe("login_required");
    refused(await shop.refresh(opaque.refresh_token), 400, "invalid_grant", reason);
    const codeReason = reason.startsWith("grant/") ? reason : "code/revoked";
    refused(await shop.redeem(code, verifier), 400, "invalid_grant", codeReason);
    for (const token of [opaque.access_token, jwt.access_token, jwt.refresh_token]) {
      expect((await shop.introspect(token)).body).toEqual({ active: false });
    }
    expect((await userinfo(at, opaque.access_token)).status).toBe(401);
    const again = await new Person(at.issuer, "ada", PASSWORD).walk(shop.begin().url);
    expect(again).toMatchObject({ status: 401 });

    // What has ended does not come back with the user, or with somebody of the same name.
    if (reason.startsWith("refresh")) return;
    const removed = (await users(at, ["show", "ada"])).code === 1;
    if (removed) expect((await added(at, "ada")).subject).not.toBe(subject);
    else expect((await users(at, ["enable", "ada"])).code).toBe(0);
    const back = await shop.refresh(opaque.refresh_token);
    refused(back, 400, "invalid_grant", removed ? "grant/account-disabled" : "refresh-token/revoked");
    expect((await shop.introspect(jwt.access_token)).body).toEqual({ active: false });
    expect((await person.sentTo(shop.begin({ prompt: "none" }).url)).searchParams.get("error")).toBe("login_required");
    await shop.tokens(new Person(at.issuer, "ada", PASSWORD));
  });

  it("reads a password from standard input or generates one, and shows only generated ones", async () => {
    const at = await newPlace();
    await at.serve();
    const { out, err, code } = await users(at, ["add", "ada", "--generate"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [, password = ""] = /^Added ada\.\nPassword \(shown only once\): (\S{23})\n$/.exec(out) ?? [];
    await shopOf(at).tokens(new Person(at.issuer, "ada", password));
    const set = await users(at, ["password", "ada", "--password-stdin"], "réponse à tout: 42\r\n");
    expect(set.out + set.err).toBe("Set the password of ada. The user's sessions and tokens have ended.\n");
    await shopOf(at).tokens(new Person(at.issuer, "ada", "re\u0301ponse à tout: 42"));
  });

  it.each<[string, string[], string, number, string | RegExp]>([
    [
      "a short password",
      ["add", "x", "--password-stdin"],
      "short",
      1,
      "password is not valid. Expected: 12 to 256 characters.\n",
    ],
    [
      "a name with a space",
      ["add", "a b", "--generate"],
      "",
      1,
      /^username is not valid\. Expected: 1 to 254 characters without spaces/,
    ],
    ["a name that is taken", ["add", "OLGA", "--generate"], "", 1, "Another user has this user name.\n"],
    [
      "a claim of a wrong type",
      ["add", "x", "--generate", "--claim", "email_verified=yes"],
      "",
      1,
      /claims\.email_verified is not valid\. Expected: true or false/,
    ],
    [
      "a misspelled claim",
      ["set", "olga", "--claim", "emaill=x"],
      "",
      1,
      /claims\.emaill is not valid\. Expected: email, or another/,
    ],
    [
      "a claim without a value",
      ["set", "olga", "--claim", "email"],
      "",
      2,
      '--claim "email" has no "=". Expected: name=value.\n',
    ],
    [
      "a claim without a name",
      ["set", "olga", "--claim", "=x"],
      "",
      2,
      '--claim "=x" has no name. Expected: name=value.\n',
    ],
    ["claims in no file", ["set", "olga", "--claims", "none.json"], "", 2, "There is no file none.json.\n"],
    ["claims in a folder", ["set", "olga", "--claims", "."], "", 2, ". is a folder.\n"],
    [
      "claims in a file that is not JSON",
      ["set", "olga", "--claims", "input.json"],
      '{"name": Olga}',
      2,
      "The file input.json is not JSON: see line 1, column 10.\n",
    ],
    [
      "claims in a list",
      ["set", "olga", "--claims", "input.json"],
      '["name"]',
      2,
      /^The file input\.json is not a JSON object with a member for each claim/,
    ],
    ["nothing to change", ["set", "olga"], "", 2, /^There is nothing to change\./],
    ["an unknown user", ["show", "nobody"], "", 1, 'There is no user "nobody".\n'],
    [
      "the last operator",
      ["disable", "olga"],
      "",
      1,
      /^"olga" is the last enabled operator\. Make another user an operator first, or use --force\.\n$/,
    ],
    ["the last operator, again", ["set", "olga", "--role", "user"], "", 1, /last enabled operator/],
    ["a role that is none", ["set", "olga", "--role", "admin"], "", 2, /Allowed choices are user, auditor, operator/],
    [
      "no terminal",
      ["password", "olga"],
      "",
      2,
      "Without a terminal, the command can't ask for the password. Use --password-stdin or --generate.\n",
    ],
    ["two ways", ["password", "olga", "--generate", "--password-stdin"], "", 2, /not both/],
    [
      "a place without a database",
      ["list", "--data", "elsewhere"],
      "",
      2,
      /^There is no database \S+elsewhere\/candor\.sqlite\. Start the server once/,
    ],
  ])("refuses %s, and says why", async (_, args, input, code, said) => {
    withOlga.write("input.json", input);
    const done = await users(withOlga, args, input);
    expect(done.code).toBe(code);
    expect(done.out).toBe("");
    expect(done.err).toMatch(said);
    expect(existsSync(join(withOlga.directory, "elsewhere"))).toBe(false);
  });

  it("creates the database if there is none yet, and the first start then invites nobody", async () => {
    const at = await newPlace();
    const done = await users(at, ["add", "olga", "--role", "operator", "--password-stdin"], PASSWORD);
    expect(done).toEqual({
      code: 0,
      out: "Added olga.\n",
      err: `Created a new database: ${join(at.directory, "data/candor.sqlite")}\n`,
    });
    const server = await at.serve();
    await new Person(at.issuer, "olga", PASSWORD).signIn();
    expect(server.stdout()).not.toContain("/welcome/operator");
    expect(await server.stop()).toBe(0);
  });

  it("asks on a terminal without showing what is typed", async () => {
    const at = await newPlace();
    const command = `${process.execPath} ${CLI} users add ada`;
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd: at.directory });
    let shown = "";
    const says = async (text: string) => {
      while (!shown.includes(text)) await new Promise((wait) => setTimeout(wait, 10));
    };
    child.stdout.on("data", (chunk) => {
      shown += chunk;
    });
    const ended = new Promise((done) => child.once("close", done));
    await says("New password: ");
    child.stdin.write(`${PASSWORD}\r`);
    await says("Repeat the password: ");
    child.stdin.write(`${PASSWORD}\r`);
    expect(await ended).toBe(0);
    expect(shown).toContain("Added ada.");
    expect(shown).not.toContain("a-long");
  });

  it("loads nothing of it for --help", async () => {
    const at = await newPlace();
    const help = run(["users", "--help"], at.directory);
    expect(await help.ended).toBe(0);
    for (const act of ["add", "list", "show", "set", "disable", "enable", "password", "remove"])
      expect(help.stdout()).toMatch(new RegExp(`^ {2}${act} `, "m"));
  });
});
