/** Each fault is found by the requirements that speak of it, and by no other. */
import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { check } from "../../src/checker/check.ts";
import { discover } from "../../src/checker/discover.ts";
import { Lab } from "../../src/checker/lab.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import { senderOf } from "../../src/checker/sender.ts";
import { formSignIn } from "../../src/checker/sign-in/forms.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";
import { CLIENTS, type Mutant, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";
import { AUTHORIZATION } from "./mutants/authorization.ts";
import { METADATA_FAULTS } from "./mutants/metadata.ts";
import { TOKEN_ENDPOINT } from "./mutants/token-endpoint.ts";

const MUTANTS: Readonly<Record<string, Mutant>> = { ...METADATA_FAULTS, ...TOKEN_ENDPOINT, ...AUTHORIZATION };

async function checked(mutant?: Mutant) {
  const server = await startMutant(mutant);
  try {
    const send = senderOf({ most: 5_000, rate: 10_000, timeout: 30_000, isOwn: () => true });
    const target = await discover(server.issuer, send, CLIENTS);
    const signIn = formSignIn(send, { username: USERNAME, password: PASSWORD });
    return await check(
      new Lab({
        target,
        send,
        signIn,
        stranger: () => formSignIn(send, undefined),
        now: Date.now,
        random: randomBytes,
      }),
      REQUIREMENTS,
      PROBES,
    );
  } finally {
    await server.close();
  }
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
