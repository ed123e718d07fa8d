/** A setting that is wrong stops the start with its key, what it is, and what was expected. */
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Config, ConfigurationError, createCandor } from "../../src/index.ts";

let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "candor-configuration-"));
  file = join(directory, "no-certificate.txt");
  writeFileSync(file, "This is no certificate.");
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The faults by their keys. */
async function faults(config: unknown, storage: "memory" | "sqlite" = "memory") {
  const error = await createCandor({ config: config as Config, storage, environment: {} }).then(
    async (candor) => {
      await candor.close();
      return "it started";
    },
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConfigurationError)) return { thrown: String(error) };
  for (const { key, is, expected } of error.faults)
    expect(error.message).toContain(`${key} is ${is}; expected ${expected}`);
  return Object.fromEntries(error.faults.map(({ key, is, expected }) => [key, [is, expected]]));
}

const like = (is: string, expected: string) => [is, expect.stringContaining(expected)];
const ISSUER = { issuer: "https://id.example" };

describe("a configuration that is wrong", () => {
  it("names every fault of form at once, and no secret", async () => {
    const found = await faults({
      ...ISSUER,
      port: 70_000,
      isuer: "x",
      codeLifetime: 601,
      refreshGrace: -1,
      logLevel: "loud",
      apis: [{ resource: "no url", name: "" }],
      scopes: [{ name: "two words", description: "x" }],
      clients: [{ id: "a", authMethods: ["private_key"], secrets: [{ value: "short" }] }],
    });
    expect(found).toMatchObject({
      port: like("70000", "65535"),
      isuer: like("unknown", "one of the documented settings. Did you mean issuer?"),
      codeLifetime: like("601", "600"),
      refreshGrace: like("-1", "0"),
      logLevel: like('"loud"', '"silent"'),
      "apis[0].resource": like('"no url"', "URL"),
      "apis[0].name": like('""', "text that isn't empty"),
      "scopes[0].name": like('"two words"', "printable ASCII without space"),
      "clients[0].authMethods[0]": like('"private_key"', '"client_secret_basic"'),
      "clients[0].secrets[0].value": like("not usable (its value is not shown)", "8"),
    });
    expect(JSON.stringify(found)).not.toContain("short");
  });

  it("names all contradictions at once", async () => {
    const found = await faults({
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
    expect(found).toMatchObject({
      issuer: like('"http://id.example"', "https, because codes and tokens are sent to it (transport/insecure)"),
      "scopes[1].name": like('"a", as scopes[0].name is', "each can be listed only once"),
      "scopes[0].api": like('"https://api.example"', "a value that is declared in apis, which is empty"),
      "scopes[2].removed.replacement": like('"new"', "one of openid"),
      "clients[1].id": like('"web", as clients[0].id is', "each can be listed only once"),
      "clients[0].scopes[0]": like('"b"', "one of openid"),
      "clients[0].redirectUris[0]": like('"http://web.example/"', "http is accepted only on loopback addresses"),
      "clients[0].secrets[0].env": like("NOT_SET, which is not set", "the name of an environment variable"),
      "clients[1].grantTypes": like("client_credentials for a public client", "a client that authenticates"),
      "clients[1].secrets": like("given to a public client", "none"),
    });
  });

  it.each([
    ["an issuer with a slash at its end", { issuer: "https://id.example/" }, "issuer", "https://id.example"],
    ["an issuer with a query", { issuer: "https://id.example?x" }, "issuer", "without a query"],
    ["no issuer", {}, "issuer", "a URL, such as https://"],
    [
      "a default scope that the client is not allowed",
      one({ defaultScopes: ["openid"] }),
      "clients[0].defaultScopes[0]",
      "declared in clients[0].scopes, which is empty",
    ],
    ["codes without a redirect URI", one({ redirectUris: [] }), "clients[0].redirectUris", "at least one"],
    [
      "a redirect URI with a fragment",
      one({ redirectUris: ["https://a.example/#"] }),
      "clients[0].redirectUris[0]",
      "fragment",
    ],
    ["no secret", one({ secrets: [] }), "clients[0].secrets", "at least one secret"],
    [
      "a secret given twice",
      one({ secrets: [{ value: "12345678", env: "X" }] }),
      "clients[0].secrets[0]",
      "exactly one",
    ],
    ["a proxy that is no address", { ...ISSUER, trustedProxy: ["my-proxy"] }, "trustedProxy[0]", "address"],
  ])("%s", async (_, config, key, expected) => {
    expect(await faults(config)).toMatchObject({ [key]: like(expect.any(String) as never, expected) });
  });

  it("a certificate that is missing or isn't one", async () => {
    const missing = { cert: join(directory, "missing.pem"), key: file };
    expect(await faults({ ...ISSUER, tls: missing })).toMatchObject({
      "tls.cert": like(expect.any(String) as never, "file"),
    });
    const none = { cert: file, key: file };
    expect(await faults({ ...ISSUER, tls: none })).toMatchObject({
      "tls.cert": like(expect.any(String) as never, "PEM"),
    });
  });

  it("paths that begin nowhere: there is no file, and no folder was named", async () => {
    expect(await faults({ ...ISSUER, data: "./data" }, "sqlite")).toMatchObject({
      data: like('"./data", which is relative', "an absolute path, or `directory` among the options"),
    });
    expect(await faults(ISSUER, "sqlite")).toHaveProperty("data");
  });

  it.runIf(process.getuid?.() === 0)(
    "a database, or a link to a directory, that another user has put there",
    async () => {
      const planted = join(directory, "planted");
      mkdirSync(planted);
      writeFileSync(join(planted, "candor.sqlite"), "");
      chownSync(join(planted, "candor.sqlite"), 12345, 12345);
      expect(await faults({ ...ISSUER, data: planted }, "sqlite")).toMatchObject({
        data: like(
          `"${planted}", where candor.sqlite belongs to another user (12345)`,
          "files that belong to the user that runs",
        ),
      });
    },
  );

  it("a data directory that is a file", async () => {
    const found = await faults({ ...ISSUER, data: file }, "sqlite");
    expect(found).toMatchObject({ data: like(expect.any(String) as never, "directory") });
  });
});

/** A configuration with one client, changed. */
function one(change: object) {
  const client = { id: "web", redirectUris: ["https://web.example/"], secrets: [{ value: "12345678" }] };
  return { ...ISSUER, clients: [{ ...client, ...change }] };
}

describe("createCandor from JavaScript", () => {
  const create = createCandor as (options?: unknown) => Promise<unknown>;
  it.each<[given: unknown, faults: object[]]>([
    [undefined, [{ key: "createCandor()", is: "called without options", expected: "createCandor({ config })" }]],
    [null, [{ key: "createCandor()", is: "called without options", expected: "createCandor({ config })" }]],
    [{}, [{ key: "config", is: "missing", expected: "an object: createCandor({ config: { issuer, … } })" }]],
    [
      { issuer: "https://id.example" },
      [
        {
          key: "issuer",
          is: "unknown",
          expected: "one of the options of createCandor(). Did you mean config.issuer?",
        },
        { key: "config", is: "missing", expected: "an object: createCandor({ config: { issuer, … } })" },
      ],
    ],
    [
      { config: ISSUER, storge: "memory" },
      [{ key: "storge", is: "unknown", expected: "one of the options of createCandor(). Did you mean storage?" }],
    ],
    [
      { config: ISSUER, storage: "mysql" },
      [{ key: "storage", is: '"mysql"', expected: '"sqlite", "postgres" or "memory"' }],
    ],
    [{ config: ISSUER, onRefusal: true }, [{ key: "onRefusal", is: "of type boolean", expected: "a function" }]],
    [
      { config: ISSUER, clock: 5, directory: null },
      [
        { key: "directory", is: "null", expected: "the path of a folder" },
        { key: "clock", is: "of type number", expected: "a function that returns milliseconds since 1970" },
      ],
    ],
    [{ config: [] }, [{ key: "config", is: "a list", expected: "an object: createCandor({ config: { issuer, … } })" }]],
    [
      { config: {}, storage: "memory" },
      [{ key: "issuer", is: "missing", expected: "a URL, such as https://id.example.com" }],
    ],
    [
      { config: { ...ISSUER, tls: "cert.pem" }, directory: "/", storage: "memory" },
      [{ key: "tls", is: '"cert.pem"', expected: "an object" }],
    ],
  ])("%j", async (given, faults) => {
    const thrown = await create(given).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ConfigurationError);
    expect((thrown as ConfigurationError).faults).toEqual(faults);
  });
});
