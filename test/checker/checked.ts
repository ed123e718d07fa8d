/** Checks a server against everything, as fast as it can. */
import { randomBytes } from "node:crypto";
import { type Checked, check } from "../../src/checker/check.ts";
import { discover } from "../../src/checker/discover.ts";
import { Lab } from "../../src/checker/lab.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import { senderOf } from "../../src/checker/sender.ts";
import { formSignIn } from "../../src/checker/sign-in/forms.ts";
import type { Credentials } from "../../src/checker/sign-in/pages.ts";
import type { Target, TestApi, TestClients } from "../../src/checker/target.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";

export async function checkedAll(
  issuer: string,
  clients: TestClients,
  user: Credentials,
  api?: TestApi,
  ca?: string,
  { profile, extensions }: Pick<Target, "profile" | "extensions"> = {},
): Promise<readonly Checked[]> {
  const { send, rush } = senderOf({ most: 5_000, rate: 10_000, timeout: 30_000, isOwn: () => true, ca });
  const target = { ...(await discover(issuer, send, clients)), api, profile, extensions };
  const signIn = formSignIn(send, user);
  const stranger = () => formSignIn(send, undefined);
  const lab = new Lab({ target, send, rush, signIn, stranger, now: Date.now, random: randomBytes });
  return await check(lab, REQUIREMENTS, PROBES);
}

/** The ids of what is broken, in order. */
export const brokenIn = (all: readonly Checked[]): readonly string[] =>
  all
    .filter(({ is }) => is === "broken")
    .map(({ id }) => id)
    .sort();
