/** The tests that docs/guides/mock.md shows. */
// #region vitest
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"; // or from "@jest/globals"
import { type Mock, startMock } from "../../../src/mock/index.ts";
import { nightlyReport } from "./report.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterEach(() => mock.reset());
afterAll(() => mock.close());

it("says why it got no token", async () => {
  mock.refuse("scope/not-allowed-for-client");
  await expect(nightlyReport(mock.issuer)()).rejects.toThrow("invalid_scope");
});

it("gets another token when the first has expired", async () => {
  const report = nightlyReport(mock.issuer);
  await report();
  mock.clock.advance("61m");
  expect(await report()).toBe("demo-service");
  expect(mock.requests.filter(({ endpoint }) => endpoint === "token")).toHaveLength(2);
});

it("gives up when the server hangs", async () => {
  mock.fail("hang", { endpoint: "token" });
  await expect(nightlyReport(mock.issuer, { timeout: 500 })()).rejects.toThrow("timeout");
});
// #endregion
