/** `candor check` as it is typed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectConforming } from "../../src/checker/expect.ts";
import { toEnd } from "../operation/run.ts";
import { CLIENTS, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";
import { TOKEN_ENDPOINT } from "./mutants/token-endpoint.ts";

const folder = mkdtempSync(join(tmpdir(), "candor-check-"));
const path = (name: string): string => join(folder, name);

let server: MutantServer;
beforeAll(async () => {
  server = await startMutant();
  const web = { ...CLIENTS.web, client_secret: "\u0024{WEB_SECRET}" };
  const user = { username: USERNAME, password: PASSWORD };
  writeFileSync(path("check.json"), JSON.stringify({ clients: { ...CLIENTS, web }, user }));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const candor = (...args: readonly string[]) =>
  toEnd(["check", ...args], folder, "", { WEB_SECRET: CLIENTS.web.client_secret });

const fast = ["--rate", "2000"];

it("a server that holds everything ends it with 0, and one that breaks a MUST with 1", async () => {
  server.become({});
  const good = await candor(server.issuer, "--with", path("check.json"), ...fast);
  expect(good).toMatchObject({ code: 0, err: "" });
  const unclear = [...good.out.matchAll(/^\? (\d+) unclear: (.+?)\./gm)];
  expect(unclear.map(([, , because]) => because)).toEqual([
    "A client that authenticates by JWTs is needed: clients",
    "A resource server that gets JWTs is needed: clients",
    "A request_uri must be registered beforehand, and those of the check aren't",
    "The web client needs authorization_details that it may ask for",
    "The web client needs a backchannel_logout_uri that leads to this machine",
    "It is unclear what happens after a while",
  ]);
  // What is the only one of its kind is shown by itself.
  const alone = [...good.out.matchAll(/^\? unclear /gm)].length;
  const sum = unclear.reduce((all, [, count]) => all + Number(count), alone);
  expect(good.out).toMatch(new RegExp(`\\d+ held, 0 broken, \\d+ not applicable, ${sum} unclear`));
  server.become(TOKEN_ENDPOINT["no token type"] ?? {});
  const only = ["--with", path("check.json"), "--only", "token/", ...fast];
  const bad = await candor(server.issuer, ...only);
  expect(bad.code).toBe(1);
  expect(bad.out).toContain("✗ broken token/token-type MUST, RFC 6749, section 5.1");
  expect(bad.out).not.toContain(CLIENTS.service.client_secret);
});

it("a SHOULD fails only if asked", async () => {
  server.become(TOKEN_ENDPOINT["lifetime as text"] ?? {});
  const only = ["--with", path("check.json"), "--only", "token/", ...fast];
  expect((await candor(server.issuer, ...only)).code).toBe(0);
  expect((await candor(server.issuer, ...only, "--level", "should")).code).toBe(1);
});

it("what is unclear fails a strict check alone, unless it is expected", async () => {
  server.become({});
  const only = ["--only", "token/client-credentials", "--only", "token/no-store", ...fast];
  expect((await candor(server.issuer, ...only)).code).toBe(0);
  const strict = await candor(server.issuer, ...only, "--strict", "--format", "json");
  expect(strict.code).toBe(1);
  expect(strict.err).toMatch(/^--strict: it is unclear whether \d+ requirements? (is|are) held\./);
  const { unclearMusts } = JSON.parse(strict.out);
  expect(unclearMusts).not.toEqual([]);
  writeFileSync(
    path("unclear.yaml"),
    JSON.stringify({ expected: Object.fromEntries(unclearMusts.map((id: string) => [id, "no client here"])) }),
  );
  const expected = await candor(server.issuer, ...only, "--strict", "--baseline", path("unclear.yaml"));
  expect(expected).toMatchObject({ code: 0 });
  const failed = expectConforming(server.issuer, { only: ["token/no-store"], strict: true });
  await expect(failed).rejects.toThrow("unclear");
});

it("a report goes to a file, failures may be expected, and two runs are compared", async () => {
  const only = ["--with", path("check.json"), "--only", "token/", ...fast];
  server.become({});
  await candor(server.issuer, ...only, "--format", "json", "--output", path("before.json"));
  server.become(TOKEN_ENDPOINT["no token type"] ?? {});
  writeFileSync(path("expected.yaml"), "expected:\n  token/token-type: an old proxy\n");
  const expected = ["--baseline", path("expected.yaml"), "--since", path("before.json")];
  const run = await candor(server.issuer, ...only, ...expected, "--format", "html", "--output", path("report.html"));
  expect(run.code).toBe(0);
  expect(run.out).toContain("! token/token-type: held -> broken");
  expect(run.err).toBe("Expected to fail: token/token-type\n");
  expect(readFileSync(path("report.html"), "utf8")).toContain("token/token-type");
  server.become({});
  const stale = await candor(server.issuer, ...only, "--baseline", path("expected.yaml"));
  expect(stale.code).toBe(1);
  expect(stale.err).toContain("it doesn't any more");
});

it("a dry run sends nothing but the request for the metadata", async () => {
  const asked: string[] = [];
  server.become({
    between: () => (message, ask) => {
      asked.push(message.path);
      return ask(message);
    },
  });
  const { code, out } = await candor(server.issuer, "--dry-run");
  expect(code).toBe(0);
  expect(out).toContain("metadata: Reads the metadata.");
  expect(out).toContain(
    "codes: nothing. A client with a redirect_uri is needed to get codes.".replace("codes:", "code-twice:"),
  );
  expect(asked.every((one) => one.startsWith("/.well-known/"))).toBe(true);
});

it.each([
  [["https://login.example"], "--own login.example"],
  [["nowhere"], "nowhere is not an http or https URL"],
  [["localhost:9400"], "localhost:9400 is not an http or https URL"],
  [["http://localhost:1", "--output", "/no/such/folder/report.html"], "/no/such/folder/report.html can't be written"],
  [["http://localhost:1", "--only", "nothing/"], "No requirement begins with nothing/"],
  [["http://localhost:1", "--with", "/no/such/file"], "can't be read"],
  [["http://localhost:1", "--rate", "fast"], "--rate is fast"],
  [["http://localhost:1"], "can't be reached"],
  [["--own", "login.example", "http://localhost:1"], "can't be reached"],
  [["http://localhost:1", "--format", "pdf"], "Allowed choices are terminal"],
  [["http://localhost:1", "--no-such-option"], "unknown option"],
  [[], "missing required argument 'issuer'"],
])("%j ends it with 2", async (args, says) => {
  const { code, err } = await candor(...args);
  expect(err).toContain(says);
  expect(code).toBe(2);
});

it("a server without metadata is not one that breaks nothing", async () => {
  server.become({});
  const { code, out, err } = await candor(`${server.issuer}/elsewhere`, ...fast);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(`${server.issuer}/elsewhere has no metadata`);
  expect(err).toContain("/.well-known/oauth-authorization-server/elsewhere: 404");
});

it("a wrong secret is the file's fault, and not the server's", async () => {
  server.become({});
  const web = { ...CLIENTS.web, client_secret: "another-secret" };
  writeFileSync(path("wrong.json"), JSON.stringify({ clients: { web } }));
  const { code, out, err } = await candor(server.issuer, "--with", path("wrong.json"), ...fast);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(`doesn't accept ${web.client_id}, the client for web: invalid_client`);
  expect(err).not.toContain("another-secret");
});

it("a client whose redirect_uri is wrong shows where its request ended", async () => {
  server.become({});
  const web = { ...CLIENTS.web, redirect_uri: "https://elsewhere.example/callback" };
  const user = { username: USERNAME, password: PASSWORD };
  writeFileSync(path("wrong.json"), JSON.stringify({ clients: { web }, user }));
  const { out } = await candor(server.issuer, "--with", path("wrong.json"), "--only", "code/", ...fast);
  expect(out.replace(/\s+/g, " ")).toContain(
    `of ${web.client_id} led to no code. It ended at ${server.issuer}/authorize: 400`,
  );
});

it("a baseline with a misspelled requirement says so", async () => {
  server.become({});
  writeFileSync(path("misspelled.yaml"), "expected: { tokn/json: our gateway }");
  const only = ["--with", path("check.json"), "--only", "token/", ...fast];
  const { code, err } = await candor(server.issuer, ...only, "--baseline", path("misspelled.yaml"));
  expect(code).toBe(1);
  expect(err).toContain("expects tokn/json to fail, and there is no such requirement");
});

it.each([
  ["clients: { web: { client_id: 1 } }", "clients.web.client_id is 1. Expected: text."],
  ["clients: { web: {} }", "clients.web.client_id is missing. Expected: text."],
  ["clients: { webb: {} }", "clients.webb is unknown. Expected: web, other, public,"],
  ["clients: { web: { client_id: a, client_secret: 123456 } }", "client_secret is a number, which isn't shown."],
  [
    "clients: { web: { client_id: a, token_endpoint_auth_method: basic } }",
    'is "basic". Expected: "client_secret_basic"',
  ],
  [
    "clients: { tls: { client_id: a, token_endpoint_auth_method: tls_client_auth } }",
    "clients.tls.certificate: It is missing",
  ],
  ["sign_in: [{ clik: a }]", "sign_in[0].clik is unknown. Expected: fill, click or deny."],
  ["sign_in: formz", 'sign_in is "formz". Expected: "forms"'],
  ["api: { url: nowhere }", 'api.url is "nowhere". Expected: a URL'],
  ["just text", 'the whole is "just text". Expected: an object.'],
  ["user: { username: ada, password: \u0024{NO_SUCH_VARIABLE} }", "NO_SUCH_VARIABLE"],
  ["clients: [", "can't be read"],
])("the file %s is refused in words", async (text, says) => {
  writeFileSync(path("bad.yaml"), text);
  const { code, err } = await candor(server.issuer, "--with", path("bad.yaml"));
  expect(code).toBe(2);
  expect(err).toContain(path("bad.yaml"));
  expect(err).toContain(says);
  expect(err).not.toMatch(/✖|Invalid input|received|123456/);
});
