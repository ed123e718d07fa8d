import { expect, it } from "vitest";
import { configuredRegistry } from "../../src/adapters/registry/configured.ts";
import { CONTENT, registryContract } from "./contract.ts";

registryContract("of a configuration", configuredRegistry);

it("never waits", () => {
  const { client, secrets } = configuredRegistry(CONTENT).current();
  const said = [client("photos"), client("nobody"), secrets.clientsAmong(["a"]), secrets.lengthsOf([1])];
  expect(said.filter((one) => one instanceof Promise)).toEqual([]);
});
