/** A setting that is wrong stops the start with its key, what it is, and what was expected. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Place, place, run } from "./run.ts";

let at: Place;
beforeAll(async () => {
  at = await place();
});
afterAll(() => at.leave());

async function refusal(config: unknown, env: Record<string, string> = {}): Promise<string> {
  at.write("wrong.json", typeof config === "string" ? config : JSON.stringify(config));
  const running = run(["serve", "--config", "wrong.json"], at.directory, env);
  expect(await running.ended).toBe(1);
  expect(running.stdout()).toBe("");
  return running.stderr();
}

describe("a configuration that is wrong", () => {
  it("names every fault of form at once, and no secret", async () => {
    const said = await refusal({
      issuer: "http://localhost:1",
      port: 70_000,
      isuer: "x",
      codeLifetime: 601,
      refreshGrace: -1,
      logLevel: "loud",
      apis: [{ resource: "no url", name: "" }],
      scopes: [{ name: "two words", description: "x" }],
      clients: [{ id: "a", authMethods: ["private_key"], secrets: [{ value: "short" }] }],
    });
    expect(said.split("\n")[0]).toBe("The configuration is not usable:");
    for (const [key, is, expected] of [
      ["port", "70000", "65535"],
      ["isuer", "unknown", "one of the documented settings"],
      ["codeLifetime", "601", "600"],
      ["refreshGrace", "-1", "0"],
      ["logLevel", '"loud"', '"silent"'],
      ["apis[0].resource", '"no url"', "URL"],
      ["scopes[0].name", '"two words"', "printable ASCII without space"],
      ["clients[0].authMethods[0]", '"private_key"', '"client_secret_basic"'],
      ["clients[0].secrets[0].value", "not usable (its value is not shown)", "8"],
    ] as const)
      expect(said).toMatch(new RegExp(`^  ${quoted(key)} is ${quoted(is)}\n    expected .*${quoted(expected)}`, "m"));
    expect(said).not.toContain("short");
  });

  it("names every fault of sense at once", async () => {
    const said = await refusal({
      issuer: "http://id.example",
      scopes: [
        { name: "a", description: "A", api: "https://api.example" },
        { name: "a", description: "A again" },
        { name: "old", description: "Old", removed: { replacement: "new" } },
      ],
      clients: [
        { id: "web", redirectUris: ["http://web.example/"], scopes: ["b"], secrets: [{ env: "NOT_SET" }] },
        { id: "web", authMethods: ["none"], grantTypes: ["client_credentials"], secrets: [{ value: "12345678" }] },
      ],
    });
    for (const [key, is, expected] of [
      ["issuer", '"http://id.example"', "https, since codes and tokens travel to it (transport/insecure)"],
      ["scopes", 'twice "a"', "each one once"],
      ["scopes[0].api", '"https://api.example"', "one of none, since none is declared"],
      ["scopes[2] replacement", '"new"', "one of openid"],
      ["clients", 'twice "web"', "each one once"],
      ["clients[0].scopes", '"b"', "one of openid"],
      [
        "clients[0].redirectUris[0]",
        '"http://web.example/"',
        "a redirect URI: http is taken on loopback addresses only",
      ],
      ["clients[0].secrets[0].env", "NOT_SET, which is not set or too short", "an environment variable"],
      ["clients[1].grantTypes", "client_credentials for a public client", "a client that authenticates"],
      ["clients[1].secrets", "given to a public client", "none"],
    ] as const)
      expect(said).toMatch(new RegExp(`^  ${quoted(key)} is ${quoted(is)}\n    expected .*${quoted(expected)}`, "m"));
  });

  it.each([
    ["an issuer with a slash at its end", { issuer: "https://id.example/" }, "issuer", "https://id.example"],
    ["an issuer with a query", { issuer: "https://id.example?x" }, "issuer", "without query"],
    ["no issuer", {}, "issuer", "string"],
    ["a certificate that is not there", tls("missing.pem"), "tls.cert", "file"],
    ["a certificate that is none", tls("candor.config.json"), "tls.cert", "PEM"],
    [
      "a data directory that is a file",
      { issuer: "https://id.example", data: "candor.config.json" },
      "data",
      "directory",
    ],
  ])("%s", async (_, config, key, expected) => {
    const said = await refusal(config);
    expect(said).toMatch(new RegExp(`^  ${quoted(key)} is .*\n    expected .*${quoted(expected)}`, "m"));
  });

  it("a proxy that is no address", async () => {
    const said = await refusal({ issuer: "https://id.example", trustedProxy: ["my-proxy"] });
    expect(said).toMatch(/^ {2}trustedProxy(\[0\])? is "?.*my-proxy.*\n {4}expected /m);
  });
});

describe("a configuration file that cannot be used", () => {
  it("is missing", async () => {
    const running = run(["serve", "--config", "nowhere.ts"], at.directory);
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("  --config is nowhere.ts\n    expected a configuration file");
    const none = run(["serve"], join(at.directory, ".."), {});
    expect(await none.ended).toBe(1);
    expect(none.stderr()).toContain("there is no candor.config.ts here\n    expected a configuration file (or --demo");
  });

  it("is no JSON, or exports nothing", async () => {
    expect(await refusal("{ issuer: ")).toMatch(
      /^The (server could not start|configuration is not usable)[\s\S]*wrong\.json/,
    );
    expect(await refusal('"text"')).toMatch(/wrong\.json is string\n {4}expected a file whose default export is/);
  });

  it("an unknown option is named", async () => {
    const running = run(["serve", "--prot", "1"], at.directory);
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("unknown option '--prot'");
    expect(running.stderr()).toContain("--port");
  });
});

function tls(file: string) {
  return { issuer: "https://id.example", port: 0, tls: { cert: file, key: file } };
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
