/** `candor login` of users: the loopback flow (RFC 8252) of the built package against a server in another process. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ADMIN_SCOPE_NAMES } from "../../src/protocol/scope/catalogue.ts";
import { Person } from "../blackbox/person.ts";
import { type Place, place, type Running, run, toEnd } from "./run.ts";

const PASSWORD = "a-long-password-of-a-user";
const ROLES = { olga: "operator", anna: "auditor", ulla: "user" } as const;
type Name = keyof typeof ROLES;

let at: Place;
beforeAll(async () => {
  at = await place();
  await at.serve();
  for (const [name, role] of Object.entries(ROLES)) {
    const args = ["users", "add", name, "--role", role, "--password-stdin", "--config", "candor.config.json"];
    expect((await toEnd(args, at.directory, PASSWORD)).code).toBe(0);
  }
});
afterAll(() => at.leave());

let homes = 0;
function home(): string {
  const path = join(at.directory, `home-${homes++}`);
  mkdirSync(path);
  return path;
}

const environment = (config: string) => ({ XDG_CONFIG_HOME: config, CANDOR_SERVER: "" });
const candor = (config: string, ...args: readonly string[]) => toEnd(args, at.directory, "", environment(config));

/** Begins to sign in, and returns the URL that the command prints. */
async function begun(config: string, ...more: readonly string[]): Promise<{ running: Running; url: URL }> {
  const args = ["login", "--server", at.issuer, "--no-browser", ...more];
  const running = run(args, at.directory, environment(config));
  onTestFinished(() => void running.child.kill("SIGKILL"));
  return { running, url: new URL(await printed(running)) };
}

async function printed({ stderr, ended }: Running): Promise<string> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (;;) {
    const [found] = /^http\S+\/authorize\?\S+$/m.exec(stderr()) ?? [];
    if (found !== undefined) return found;
    if (over) throw new Error(`It printed no URL: ${stderr()}`);
    await new Promise((wait) => setTimeout(wait, 10));
  }
}

/** Signs in, and returns what was kept. */
async function signedIn(config: string, name: Name, ...more: readonly string[]) {
  const { running, url } = await begun(config, ...more);
  const person = new Person(at.issuer, name, PASSWORD);
  const back = await person.sentTo(url.href);
  const shown = await fetch(back);
  expect(await running.ended).toBe(0);
  return { running, url, person, shown, kept: keptIn(config) };
}

interface Kept {
  readonly file: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
}

function keptIn(config: string): Kept {
  const directory = join(config, "candor", "servers");
  const file = join(directory, readdirSync(directory).find((one) => one.endsWith(".json")) ?? "");
  return { ...(JSON.parse(readFileSync(file, "utf8")) as Kept), file };
}

describe("candor login", () => {
  it("signs a user in with a code and PKCE, asks for consent each time, and keeps the tokens for this user alone", async () => {
    const config = home();
    const { running, url, person, shown, kept } = await signedIn(config, "olga");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: "candor-cli",
      response_type: "code",
      code_challenge_method: "S256",
      resource: `${at.issuer}/admin/v1`,
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
    });
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect(await shown.text()).toContain("You can close this window");
    expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(statSync(kept.file).mode & 0o777).toBe(0o600);
    const said = running.stdout() + running.stderr();
    for (const token of [kept.accessToken, kept.refreshToken]) {
      expect(token).toMatch(/.{20}/);
      expect(said).not.toContain(token);
    }
    const again = await begun(config);
    await person.sentTo(again.url.href);
    expect(person.asked).toEqual(["consent"]);
  });

  it.each<[Name, readonly string[], readonly string[]]>([
    ["olga", [], ADMIN_SCOPE_NAMES.filter((name) => !name.endsWith(":read"))],
    ["olga", ["--read-only"], ADMIN_SCOPE_NAMES.filter((name) => name.endsWith(":read"))],
    ["anna", [], ADMIN_SCOPE_NAMES.filter((name) => name.endsWith(":read"))],
    ["ulla", [], ["candor:applications", "candor:audit:read", "candor:refusals:read", "candor:scopes:read"]],
    ["ulla", ["--scope", "candor:applications:read candor:keys"], ["candor:applications:read"]],
  ])("is granted what the role of %s allows %j", async (name, more, scopes) => {
    const { kept } = await signedIn(home(), name, ...more);
    expect(kept.scope.split(" ").sort()).toEqual([...scopes].sort());
  });

  it("lets the commands do what the user may, and no more", async () => {
    const [operator, auditor] = [home(), home()];
    await signedIn(operator, "olga");
    await signedIn(auditor, "anna");
    expect(await candor(operator, "scopes", "create", "made.remotely", "--set", "description=x")).toMatchObject({
      code: 0,
    });
    expect((await candor(auditor, "scopes", "show", "made.remotely")).code).toBe(0);
    const refused = await candor(auditor, "scopes", "remove", "made.remotely", "--yes");
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect((await candor(operator, "scopes", "remove", "made.remotely", "--yes")).code).toBe(0);
    const log = await toEnd(["audit", "list", "--config", "candor.config.json", "--kind", "scope"], at.directory);
    expect(log.out).toMatch(/user \S+ from \S+ +scope\/add +scope made\.remotely/);
  });

  it("refreshes the token when it has ended, and says so when the sign-in has", async () => {
    const config = home();
    const { kept } = await signedIn(config, "olga");
    const { file, ...tokens } = kept;
    writeFileSync(file, JSON.stringify({ ...tokens, expiresAt: 0 }));
    expect((await candor(config, "apis", "list")).code).toBe(0);
    const next = keptIn(config);
    expect(next.accessToken).not.toBe(tokens.accessToken);
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    const body = new URLSearchParams({ token: next.refreshToken, client_id: "candor-cli" });
    await fetch(`${at.issuer}/revoke`, { method: "POST", body });
    const ended = await candor(config, "apis", "list");
    expect(ended).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Your sign-in to") });
    expect(ended.err).not.toContain(next.refreshToken);
  });

  it("ends with candor logout, on the server too", async () => {
    const config = home();
    const { kept } = await signedIn(config, "olga");
    expect(await candor(config, "logout")).toMatchObject({ code: 0, err: `Signed out of ${at.issuer}.\n` });
    const response = await fetch(`${at.issuer}/admin/v1/apis`, {
      headers: { authorization: `Bearer ${kept.accessToken}` },
    });
    expect(response.status).toBe(401);
    expect(readdirSync(join(config, "candor", "servers"))).toEqual([]);
    expect(await candor(config, "logout", "--all")).toMatchObject({ code: 0, err: "You aren't signed in.\n" });
  });

  it("ignores responses that aren't to its request, and goes on waiting", async () => {
    const { running, url } = await begun(home());
    const redirect = url.searchParams.get("redirect_uri") ?? "";
    for (const query of [
      "code=x",
      "code=x&state=wrong",
      `code=x&state=${url.searchParams.get("state")}&iss=https://other.example`,
    ])
      expect((await fetch(`${redirect}?${query}`)).status).toBe(400);
    expect((await fetch(redirect.replace("/callback", "/"))).status).toBe(404);
    expect((await fetch(redirect, { method: "POST" })).status).toBe(404);
    const back = await new Person(at.issuer, "olga", PASSWORD).sentTo(url.href);
    await fetch(back);
    expect(await running.ended).toBe(0);
  });

  it("says that the user said no", async () => {
    const { running, url } = await begun(home());
    await fetch(await new Person(at.issuer, "olga", PASSWORD).sentTo(url.href, "deny"));
    expect(await running.ended).toBe(2);
    expect(running.stderr()).toContain("The sign-in didn't work: ");
    expect(running.stderr()).toMatch(/ref [\w-]{8,}/);
  });

  it("has a client whose id nobody can register", async () => {
    at.write(
      "other.json",
      JSON.stringify({
        issuer: at.issuer,
        clients: [{ id: "candor-cli", authMethods: ["none"], redirectUris: ["https://evil.example/cb"] }],
      }),
    );
    const checked = await toEnd(["config", "check", "other.json"], at.directory);
    expect([checked.code, checked.out + checked.err]).toEqual([
      1,
      expect.stringContaining("every server has this client"),
    ]);
    const config = home();
    await signedIn(config, "olga");
    const shown = await candor(config, "clients", "remove", "candor-cli", "--yes");
    expect(shown).toMatchObject({ code: 1, out: "" });
  });
});
