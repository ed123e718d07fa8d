/** What is single-use, used several times at once (RFC 6749 4.1.2 and 10.5, RFC 9700 4.14.2). */
import { type Exchange, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { redemptionOf } from "../lab.ts";
import { probe } from "../probe.ts";

/** Requests at once, and how often that is tried: a race is not lost every time. */
const [AT_ONCE, ROUNDS] = [12, 3];

const granted = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter((one) => statusOf(one) === 200);

export const races = probe({
  does: `Redeems codes and refresh tokens ${AT_ONCE} times at once.`,
  needs: ["codes", "token endpoint"],
  finds: ["code", "refresh-token"],
  harsh: true,
  async run(lab) {
    const client = lab.client("web");
    let code: Finding | undefined;
    let refresh: Finding | undefined;
    for (let round = 0; round < ROUNDS; round++) {
      const coded = await lab.code(client);
      const redeemed = await lab.atOnce(AT_ONCE, client, redemptionOf(coded));
      if (code?.is !== "broken") code = onceAtMost(redeemed);
      const tokens = await lab.tokens(client, { prompt: "consent" });
      if (tokens.refresh === undefined) {
        refresh = notApplicable("There is no refresh token.", tokens.exchange);
        continue;
      }
      const parameters = { grant_type: "refresh_token", refresh_token: tokens.refresh };
      const refreshed = await lab.atOnce(AT_ONCE, client, parameters);
      if (refresh?.is !== "broken") refresh = oneSuccessor(refreshed, tokens.refresh);
    }
    return { code: code ?? unclear("Nothing was tried."), "refresh-token": refresh ?? unclear("Nothing was tried.") };
  },
});

function onceAtMost(exchanges: readonly Exchange[]): Finding {
  const all = granted(exchanges);
  if (all.length === 0) return unclear("None of them was granted.", ...exchanges.slice(0, 1));
  return either(
    all.length === 1,
    "One of them was granted.",
    `${all.length} of ${AT_ONCE} were granted.`,
    ...all.slice(0, 2),
  );
}

/** A client that sends a request twice may get the same successor twice. Two successors are two families, of which one may be a thief's. */
function oneSuccessor(exchanges: readonly Exchange[], before: string): Finding {
  const all = granted(exchanges);
  const successors = new Set(all.map((one) => jsonOf(one)?.refresh_token ?? before));
  if (all.length === 0) return unclear("None of them was granted.", ...exchanges.slice(0, 1));
  return either(
    successors.size === 1,
    `${all.length} of them were granted, with one successor.`,
    `${successors.size} successors were issued.`,
    ...all.slice(0, 2),
  );
}
