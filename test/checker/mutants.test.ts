/** Each fault is found by the requirements that speak of it, and by no other. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { check } from "../../src/checker/check.ts";
import { discover } from "../../src/checker/discover.ts";
import { expectConforming, NotConforming } from "../../src/checker/expect.ts";
import { Lab } from "../../src/checker/lab.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import { checkServer } from "../../src/checker/run.ts";
import { senderOf } from "../../src/checker/sender.ts";
import { formSignIn } from "../../src/checker/sign-in/forms.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";
import { CLIENTS, type Mutant, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";
import { AUTHORIZATION } from "./mutants/authorization.ts";
import { CODES } from "./mutants/codes.ts";
import { ID_TOKENS } from "./mutants/id-tokens.ts";
import { METADATA_FAULTS } from "./mutants/metadata.ts";
import { RACES } from "./mutants/races.ts";
import { REFRESH_TOKENS } from "./mutants/refresh-tokens.ts";
import { TOKEN_ENDPOINT } from "./mutants/token-endpoint.ts";
import { TOKEN_MANAGEMENT } from "./mutants/token-management.ts";

const MUTANTS: Readonly<Record<string, Mutant>> = {
  ...METADATA_FAULTS,
  ...TOKEN_ENDPOINT,
  ...AUTHORIZATION,
  ...CODES,
  ...ID_TOKENS,
  ...RACES,
  ...REFRESH_TOKENS,
  ...TOKEN_MANAGEMENT,
};

let server: MutantServer;
beforeAll(async () => {
  server = await startMutant();
});
afterAll(() => server.close());

async function checked(mutant: Partial<Mutant> = {}) {
  server.become(mutant);
  const { send, rush } = senderOf({ most: 5_000, rate: 10_000, timeout: 30_000, isOwn: () => true });
  const target = await discover(server.issuer, send, CLIENTS);
  const signIn = formSignIn(send, { username: USERNAME, password: PASSWORD });
  const stranger = () => formSignIn(send, undefined);
  const lab = new Lab({ target, send, rush, signIn, stranger, now: Date.now, random: randomBytes });
  return await check(lab, REQUIREMENTS, PROBES);
}

it("Candor itself holds everything that applies to it", async () => {
  const all = await checked();
  expect(
    all.filter(({ is }) => is === "broken" || is === "unclear").map(({ id, because }) => `${id}: ${because}`),
  ).toEqual([]);
  expect(all.filter(({ is }) => is === "held").length).toBeGreaterThan(20);
});

it.each(Object.entries(MUTANTS))("%s", async (_, mutant) => {
  const all = await checked(mutant);
  expect(
    all
      .filter(({ is }) => is === "broken")
      .map(({ id }) => id)
      .sort(),
  ).toEqual([...mutant.breaks].sort());
});

/** What no fault of Candor can show: its issuer is always one of the allowed form, and with OAuth 2.1, PKCE takes the place of redirect_uri. */
const UNPROVED: readonly string[] = ["metadata/issuer-form", "code/redirect-uri-required"];

it("every requirement is broken by a fault", () => {
  const proved = new Set([...Object.values(MUTANTS).flatMap(({ breaks }) => breaks), ...UNPROVED]);
  expect(Object.keys(REQUIREMENTS).filter((id) => !proved.has(id))).toEqual([]);
});

it("a test suite sees what is broken", async () => {
  const given = { clients: CLIENTS, user: { username: USERNAME, password: PASSWORD }, only: ["token/"], rate: 10_000 };
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
  ["login.example", {}, "is no URL"],
  ["http://localhost:1", {}, "can't be reached"],
  ["http://localhost:1", { only: ["no-such/"] }, "No requirement begins with no-such/"],
])("%s with %j can't be checked", async (issuer, options, says) => {
  await expect(checkServer(issuer, options)).rejects.toThrow(says);
});
