import { expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { ConfigurationError } from "./fault.ts";
import { relativePaths, resolvePaths } from "./paths.ts";
import type { Config } from "./schema.ts";

const issuer = "https://id.example";

it.each<[string, object, object]>([
  ["the default of data", {}, { data: "/etc/candor/data" }],
  ["data", { data: "../lib" }, { data: "/etc/lib" }],
  ["data that is absolute", { data: "/var/lib/candor" }, { data: "/var/lib/candor" }],
  [
    "certificates",
    { data: "/d", tls: { cert: "tls/cert.pem", key: "/run/key.pem" } },
    { data: "/d", tls: { cert: "/etc/candor/tls/cert.pem", key: "/run/key.pem" } },
  ],
])("%s begins in the folder of the file", (_, config, expected) => {
  expect(resolvePaths({ issuer, ...config }, "/etc/candor")).toEqual({ issuer, ...expected });
});

it.each([[{ data: 7 }], [{ tls: { cert: 1 } }], [{ tls: "x" }]])(
  "what isn't a path is refused as before: %j",
  (wrong) => {
    const config = { issuer, ...wrong } as unknown as Config;
    expect(() => checkConfig(resolvePaths(config, "/etc/candor"), {})).toThrow(ConfigurationError);
  },
);

it.each(["relative", "", ".", "file:///etc/candor/config.js"])(
  "a folder that is relative completes nothing: %j",
  (folder) => {
    const config = resolvePaths({ issuer, data: "mine", tls: { cert: "c", key: "/k" } }, folder);
    expect([...relativePaths(config as never)].map(({ key }) => key)).toEqual(["data", "tls.cert"]);
  },
);

it("an empty path counts as missing", () => {
  expect(() => checkConfig(resolvePaths({ issuer, data: "" }, "/etc/candor"), {})).toThrow(/^data is ""/);
});

it("without a folder, a path has to be absolute", () => {
  const keys = (config: object) => [...relativePaths({ data: "/d", ...config } as never)].map(({ key }) => key);
  expect(keys({})).toEqual([]);
  expect(keys({ data: "./data" })).toEqual(["data"]);
  expect(keys({ tls: { cert: "c", key: "/k" } })).toEqual(["tls.cert"]);
});
