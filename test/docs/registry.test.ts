/** The registry files of the guide pass the checks. */
import { describe, expect, it } from "vitest";
import type { RegistryFile } from "../../src/configuration/registry.ts";
import { planFile } from "../../src/declared/plan-file.ts";
import { readYaml } from "../../src/declared/yaml.ts";
import { blocksOf, read } from "./markdown.ts";

const blocks = blocksOf(read("docs/guides/registry.md"));
const planned = (file: unknown) =>
  planFile(file, {
    path: "/etc/candor/registry.yaml",
    current: [],
    configured: { api: [], scope: [], application: [], "trusted-issuer": [] },
    environment: { SHOP_SECRET: "x".repeat(40) },
    now: 0,
  });

describe("the guide's registry in", () => {
  it("YAML", () => {
    const code = blocks.find(({ language }) => language === "yaml")?.code ?? "";
    expect(planned(readYaml(code, "registry.yaml"))).toMatchObject({
      file: "shop-team",
      changes: [{ id: "https://api.example.com" }, { id: "orders.read" }, { id: "shop" }],
    });
  });

  it("TypeScript", () => {
    const code = blocks.find(({ language }) => language === "ts")?.code ?? "";
    const body = code.replace(/^import .*$/gm, "").replace("export default", "return");
    const file = new Function("defineRegistry", body)((one: RegistryFile) => one);
    expect(planned(file)).toMatchObject({ file: "shop-team", changes: [{ id: "shop" }] });
  });
});
