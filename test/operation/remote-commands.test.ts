/** The commands of the registry on a running server in another process, and the same on a data directory. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Done, type Place, place, toEnd } from "./run.ts";

const ROBOT_SECRET = "the-secret-of-the-robot-0123456789abcdef";
const ADMIN = [
  "candor:applications",
  "candor:scopes",
  "candor:users",
  "candor:refusals",
  "candor:keys",
  "candor:audit",
];
const robot = (id: string, scopes: readonly string[]) => ({
  id,
  secrets: [{ value: ROBOT_SECRET }],
  grantTypes: ["client_credentials" as const],
  scopes: [...scopes],
});

let at: Place;
beforeAll(async () => {
  at = await place({
    apis: [{ resource: "https://api.example", name: "Orders" }],
    scopes: [
      { name: "orders", description: "Read orders", api: "https://api.example" },
      { name: "secret.orders", description: "Read secret orders", api: "https://api.example", sensitive: true },
    ],
    clients: [robot("robot", ADMIN), robot("watcher", ["candor:scopes:read"])],
  });
  await at.serve();
});
afterAll(() => at.leave());

let homes = 0;
/** The configuration directory of one user. */
function home(): string {
  const path = join(at.directory, `home-${homes++}`);
  mkdirSync(path);
  return path;
}

const run = (config: string, args: readonly string[], env: Record<string, string> = {}, input = ""): Promise<Done> =>
  toEnd(args, at.directory, input, { XDG_CONFIG_HOME: config, CANDOR_SERVER: "", ...env });

/** The commands of somebody who has signed in as the robot. */
async function signedIn(clientId = "robot", ...more: readonly string[]) {
  const config = home();
  const done = await run(
    config,
    ["login", "--server", at.issuer, "--client-id", clientId, "--secret-stdin", ...more],
    {},
    ROBOT_SECRET,
  );
  expect(done.code).toBe(0);
  return { config, candor: (...args: readonly string[]) => run(config, args) };
}

describe("candor login of a service client", () => {
  it("keeps a token that only its user can read, and prints neither it nor the secret", async () => {
    const config = home();
    const done = await run(config, ["login", "--server", at.issuer, "--client-id", "robot"], {
      CANDOR_CLIENT_SECRET: ROBOT_SECRET,
    });
    expect(done).toMatchObject({ code: 0, out: "" });
    const directory = join(config, "candor", "servers");
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const files = readdirSync(directory);
    for (const file of files) expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(readFileSync(join(directory, files.find((name) => name.endsWith(".json")) ?? ""), "utf8"));
    expect(kept).toMatchObject({ server: at.issuer, clientId: "robot" });
    expect(JSON.stringify(kept)).not.toContain(ROBOT_SECRET);
    expect(done.err).not.toContain(kept.accessToken);
    expect(done.err).not.toContain(ROBOT_SECRET);
    expect(await run(config, ["logout"], { CANDOR_CLIENT_SECRET: ROBOT_SECRET })).toMatchObject({
      code: 0,
      err: `Signed out of ${at.issuer}.\n`,
    });
    expect(readdirSync(directory)).toEqual([]);
    const after = await run(config, ["scopes", "list", "--server", at.issuer]);
    expect(after).toMatchObject({ code: 2, out: "", err: expect.stringContaining("You aren't signed in") });
  });

  it.each<[what: string, args: readonly string[], env: Record<string, string>, says: string]>([
    ["a wrong secret", ["--client-id", "robot"], { CANDOR_CLIENT_SECRET: "wrong" }, "secret or key is wrong"],
    ["no secret", ["--client-id", "robot"], {}, "There is no secret."],
    [
      "a scope of another",
      ["--client-id", "watcher", "--scope", "candor:keys"],
      { CANDOR_CLIENT_SECRET: ROBOT_SECRET },
      "'candor:keys' isn't allowed for watcher",
    ],
  ])("says what is wrong with %s", async (_, args, env, says) => {
    const config = home();
    const done = await run(config, ["login", "--server", at.issuer, ...args], env);
    expect(done).toMatchObject({ code: 2, out: "", err: expect.stringContaining(says) });
    expect(existsSync(join(config, "candor"))).toBe(false);
  });

  it.each([
    ["http://id.example.com", "isn't encrypted"],
    ["http://127.0.0.1.example.com", "isn't encrypted"],
    ["https://user:pass@id.example.com", "has a user name or password"],
    ["https://id.example.com?x=1", "has a query"],
    ["ftp://id.example.com", "isn't an https URL"],
    ["id.example.com", "isn't an https URL"],
  ])("sends nothing to %s", async (server, says) => {
    const done = await run(home(), ["login", "--server", server, "--client-id", "robot"], {
      CANDOR_CLIENT_SECRET: ROBOT_SECRET,
    });
    expect(done).toMatchObject({ code: 2, err: expect.stringContaining(says) });
  });

  it("sends no secret to a server that names another issuer, redirects, or has its endpoints elsewhere", async () => {
    const seen: string[] = [];
    const other = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const self = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      if (request.url?.startsWith("/redirects")) return response.writeHead(302, { location: at.issuer }).end();
      const path = request.url?.split("/.well-known")[0];
      const metadata = {
        issuer: path === "/another" ? at.issuer : self + path,
        ...Object.fromEntries(
          ["authorization", "token", "revocation"].map((name) => [
            `${name}_endpoint`,
            `${path === "/elsewhere" ? at.issuer : self}/${name}`,
          ]),
        ),
      };
      return response.end(JSON.stringify(metadata));
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const self = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    for (const [path, says] of [
      ["/another", "says that its issuer is"],
      ["/redirects", "redirects to another URL"],
      ["/elsewhere", "has no authorization_endpoint of its own"],
    ] as const) {
      const done = await run(home(), ["login", "--server", self + path, "--client-id", "robot"], {
        CANDOR_CLIENT_SECRET: ROBOT_SECRET,
      });
      expect(done).toMatchObject({ code: 2, err: expect.stringContaining(says) });
    }
    expect(seen.filter((line) => line.startsWith("POST"))).toEqual([]);
  });
});

describe.each(["a running server", "a data directory"])("the commands on %s", (where) => {
  let candor: (...args: readonly string[]) => Promise<Done>;
  beforeAll(async () => {
    if (where === "a running server") ({ candor } = await signedIn());
    else {
      const config = home();
      // Not in the folder of the server's configuration, whose scopes would count too.
      candor = (...args) => toEnd([...args, "--data", "other"], config, "", { XDG_CONFIG_HOME: config });
      expect((await candor("apis", "create", "https://api.example", "--set", "name=Orders")).code).toBe(0);
    }
  });

  it("create, list, show, change and remove a scope", async () => {
    const created = await candor(
      "scopes",
      "create",
      "jobs.run",
      "--set",
      "description=Run jobs",
      "--set",
      "api=https://api.example",
      "--set",
      "sensitive=true",
    );
    expect(created).toMatchObject({ code: 0, out: "Registered jobs.run.\n" });
    const again = await candor("scopes", "create", "jobs.run", "--set", "description=Run jobs");
    expect(again).toMatchObject({ code: 1, out: "", err: expect.stringContaining("refused[admin/exists-already]") });
    const table = await candor("scopes", "list");
    expect(table.out).toMatch(/^name +state .*API +description\n/);
    expect(table.out).toMatch(/\njobs\.run +active sensitive +https:\/\/api\.example +Run jobs\n/);
    const shown = await candor("scopes", "show", "jobs.run", "--json");
    expect(JSON.parse(shown.out)).toEqual({
      name: "jobs.run",
      description: "Run jobs",
      api: "https://api.example",
      sensitive: true,
      state: "active",
    });
    const tried = await candor(
      "scopes",
      "change",
      "jobs.run",
      "--set",
      "state=deprecated",
      "--set",
      "sunset=2099-01-01",
      "--dry-run",
    );
    expect(tried).toMatchObject({
      code: 0,
      out: expect.stringContaining('~ scope jobs.run: state "active" → "deprecated"'),
    });
    expect((await candor("scopes", "show", "jobs.run")).out).toMatch(/\nstate +active\n/);
    const changed = await candor("scopes", "change", "jobs.run", "--set", "description=Run all jobs");
    expect(changed).toMatchObject({
      code: 0,
      out: '~ scope jobs.run: description "Run jobs" → "Run all jobs"\n',
      err: "",
    });
    expect(await candor("scopes", "remove", "jobs.run")).toMatchObject({
      code: 1,
      out: expect.stringContaining("This would remove the scope jobs.run."),
      err: expect.stringContaining("add --yes"),
    });
    expect(await candor("scopes", "remove", "jobs.run", "--yes", "--dry-run")).toMatchObject({
      code: 0,
      out: expect.stringContaining("This would remove"),
    });
    expect(await candor("scopes", "remove", "jobs.run", "--yes", "--json")).toMatchObject({
      code: 0,
      out: '{"removed":"jobs.run"}\n',
    });
    expect(await candor("scopes", "show", "jobs.run")).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("refused[admin/not-found]"),
    });
  });

  it("names the reason, each member with what was sent and expected, what to do, and the reference", async () => {
    const done = await candor("scopes", "create", "a b", "--set", "description=x", "--set", "state=gone");
    expect(done).toMatchObject({ code: 2, out: "" });
    expect(done.err).toMatch(/^refused\[admin\/field-invalid\]: /);
    expect(done.err).toContain('  state is "gone"\n    expected "active", "deprecated" or "removed"\n');
    expect(done.err).toMatch(
      / {2}To fix it: [^\n]+\n[\s\S]* {2}ref [\w-]+\n {2}see http\S+\/errors\/admin\/field-invalid\?ref=/,
    );
    const json = await candor("scopes", "create", "ab", "--set", "description=x", "--set", "state=gone", "--json");
    expect(json).toMatchObject({ code: 2, err: "" });
    expect(JSON.parse(json.out)).toMatchObject({ status: 400, errors: [{ pointer: "/state", sent: '"gone"' }] });
  });

  it.each<[args: readonly string[], code: number, says: string]>([
    [["scopes", "change", "orders"], 2, "There is nothing to change."],
    [["scopes", "create", "x", "--set", "descripton=x"], 2, "There is no member descripton. Did you mean description?"],
    [["scopes", "create", "x", "--set", "description"], 2, "Expected member=value"],
    [["scopes", "create", "x", "--set", "description+=x"], 2, "isn't a list"],
    [["scopes", "create", "x", "--from", "nothing.json"], 2, "There is no file nothing.json."],
    [["scopes", "create", "x", "--from", "-"], 2, "Standard input isn't a JSON object."],
    [["scopes", "create"], 2, "missing required argument 'id'"],
    [["scopes", "remove", "openid", "--yes"], 1, "refused[admin/owned-by-file]"],
    [["scopes", "list", "--limit", "0"], 2, "Expected a number"],
    [["apis", "remove", "https://api.example/none", "--yes"], 1, "refused[admin/not-found]"],
    [["apis", "show", "../scopes/openid"], 1, "refused[admin/not-found]"],
  ])("%j", async (args, code, says) => {
    expect(await candor(...args)).toMatchObject({ code, out: "", err: expect.stringContaining(says) });
  });
});

describe("a command on a server", () => {
  it("does what the token allows, and names the scope that it lacks", async () => {
    const { candor } = await signedIn("watcher", "--scope", "candor:scopes:read");
    expect((await candor("scopes", "list")).code).toBe(0);
    const refused = await candor("scopes", "create", "x", "--set", "description=x");
    expect(refused).toMatchObject({ code: 1, out: "", err: expect.stringContaining("candor:scopes") });
  });

  it("registers an application whose secret is shown once, with the names of the configuration or of the API", async () => {
    const { candor } = await signedIn();
    const made = await candor(
      "clients",
      "create",
      "--set",
      "name=Shop",
      "--set",
      "redirectUris=https://a.example/cb",
      "--set",
      "scopes=openid,orders",
      "--json",
    );
    expect(made.code).toBe(0);
    const { client_id: id, client_secret: secret, scope } = JSON.parse(made.out);
    expect([secret.length, scope]).toEqual([43, "openid orders"]);
    const changed = await candor(
      "clients",
      "change",
      id,
      "--set",
      "redirect_uris+=https://b.example/cb",
      "--set",
      "scope-=openid",
      "--set",
      "pkceRequired=false",
    );
    expect(changed.out).toContain(`~ application ${id}: redirect_uris + https://b.example/cb\n`);
    expect(changed.out).toContain(`~ application ${id}: scope "openid orders" → "orders"\n`);
    expect(changed.out).toContain(`~ application ${id}: pkce_required true → false\n`);
    expect((await candor("clients", "show", id)).out).not.toContain(secret);
    expect(await candor("clients", "remove", id, "--yes")).toMatchObject({ code: 0, out: `Removed ${id}.\n` });
  });

  it("gets a new token when the old one has ended or was revoked", async () => {
    const { config } = await signedIn();
    const directory = join(config, "candor", "servers");
    const file = join(directory, readdirSync(directory).find((name) => name.endsWith(".json")) ?? "");
    const { accessToken } = JSON.parse(readFileSync(file, "utf8"));
    const body = new URLSearchParams({ token: accessToken });
    await fetch(`${at.issuer}/revoke`, {
      method: "POST",
      body,
      headers: { authorization: `Basic ${btoa(`robot:${ROBOT_SECRET}`)}` },
    });
    const without = await run(config, ["scopes", "list"]);
    expect(without).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Set CANDOR_CLIENT_SECRET") });
    expect((await run(config, ["scopes", "list"], { CANDOR_CLIENT_SECRET: ROBOT_SECRET })).code).toBe(0);
    expect((await run(config, ["scopes", "list"])).code).toBe(0);
  });

  it("works without a sign-in by the credentials in the environment", async () => {
    const config = home();
    const env = { CANDOR_SERVER: at.issuer, CANDOR_CLIENT_ID: "robot", CANDOR_CLIENT_SECRET: ROBOT_SECRET };
    expect(JSON.parse((await run(config, ["apis", "list", "--json"], env)).out)).toHaveLength(2);
    expect(existsSync(join(config, "candor"))).toBe(false);
  });
});
