/** Candor without a fault, or with one that says nothing of it. The tests of its faults are in `mutants/`. */
import { expect, it } from "vitest";
import { expectConforming, NotConforming } from "../../src/checker/expect.ts";
import { checkServer } from "../../src/checker/run.ts";
import { refusal } from "./between.ts";
import { isDisputed, startsFaultless, user } from "./candor-mutants.ts";
import { brokenIn } from "./checked.ts";
import { CLIENTS } from "./mutant-server.ts";
import { MUTANTS } from "./mutants/index.ts";
import { checkedWith } from "./reached.ts";
import type { Mutant } from "./through.ts";

/** Over sockets, as users check it. */
const faultless = startsFaultless(false);

/** Times say nothing on a machine that is busy with other things. */
const isTimed = (id: string): boolean => id.endsWith("-take-the-same-time");
/** Nothing is waited for here, and no URL of the check is registered. */
const isWaitedFor = (id: string): boolean => /^(?:lifetime|request-reference)\//.test(id);

/** Nothing listens for logout tokens here. Candor's are judged in test/openid/logout, and those of oidc-provider in keyed-mutants. */
const isListenedFor = (id: string): boolean => id.startsWith("back-channel-logout/") || id === "logout-metadata/sid";

it("Candor itself holds everything that applies to it", () => {
  const all = faultless().before.found.filter(({ id }) => !isDisputed(id));
  expect(
    all
      .filter(
        ({ id, is }) => is === "broken" || (is === "unclear" && !isTimed(id) && !isWaitedFor(id) && !isListenedFor(id)),
      )
      .map(({ id, because }) => `${id}: ${because}`),
  ).toEqual([]);
  expect(all.filter(({ is }) => is === "held").length).toBeGreaterThan(20);
});

it.each([429, 503])("a server that takes no more requests (%i) breaks nothing", async (status) => {
  const between: Mutant["between"] = () => async (message, ask) =>
    message.path === "/token" ? refusal("invalid_client", status, { "retry-after": "60" }) : ask(message);
  const { subject, before } = faultless();
  const all = await checkedWith(subject, before, { between }, 0);
  expect(brokenIn(all).filter((id) => !isDisputed(id))).toEqual([]);
  expect(all.filter(({ because }) => because.includes("accepts no more requests")).length).toBeGreaterThan(20);
});

it("a test suite sees what is broken", async () => {
  const { server } = faultless();
  const given = { clients: CLIENTS, user, only: ["token/"], rate: 10_000 };
  server.become(MUTANTS["no token type"] as Mutant);
  const failed = await expectConforming(server.issuer, given).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(NotConforming);
  expect((failed as NotConforming).failures.map(({ id }) => id)).toEqual(["token/token-type"]);
  expect((failed as NotConforming).message).toContain("RFC 6749, section 5.1");
  const expected = { "token/token-type": "known" };
  await expectConforming(server.issuer, { ...given, expected });
  server.become({});
  await expect(expectConforming(server.issuer, { ...given, expected })).rejects.toThrow("doesn't any more");
  await expectConforming(server.issuer, given);
});

it.each([
  ["https://login.example", {}, "--own login.example"],
  ["login.example", {}, "is not an http or https URL"],
  ["http://localhost:1", {}, "can't be reached"],
  ["http://localhost:1", { only: ["no-such/"] }, "No requirement begins with no-such/"],
])("%s with %j can't be checked", async (issuer, options, says) => {
  await expect(checkServer(issuer, options)).rejects.toThrow(says);
});
