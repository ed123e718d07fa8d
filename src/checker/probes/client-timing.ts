/** Whether the time of a response tells which clients exist (RFC 6749 10.10). */
import { basic } from "../authentication.ts";
import { type Exchange, statusOf } from "../exchange.ts";
import { either, type Finding, unclear } from "../finding.ts";
import { type Lab, pairsOf } from "../lab.ts";
import { probe } from "../probe.ts";
import { compared } from "../timing.ts";

/** Requests of each kind, alternately, so that a busy moment meets both. */
const PAIRS = 24;

export const clientTiming = probe({
  does: `Measures ${PAIRS} responses to a wrong secret, and as many to a client that doesn't exist.`,
  needs: ["token endpoint", "client credentials"],
  finds: ["unknown-and-wrong"],
  harsh: true,
  async run(lab) {
    const { client_id: id } = lab.client("service");
    // The same length, so that only the name differs.
    const nobody = lab.fresh(id.length).slice(0, id.length);
    const [known, unknown]: [Exchange[], Exchange[]] = [[], []];
    await ask(lab, id);
    for (let at = 0; at < PAIRS; at++) {
      const order: readonly (readonly [string, Exchange[]])[] = [
        [id, known],
        [nobody, unknown],
      ];
      for (const [name, into] of at % 2 === 0 ? order : order.toReversed()) into.push(await ask(lab, name));
    }
    return { "unknown-and-wrong": judged(known, unknown) };
  },
});

const ask = (lab: Lab, id: string): Promise<Exchange> =>
  lab.send({
    url: lab.endpoint("token"),
    form: pairsOf({ grant_type: "client_credentials" }),
    headers: { authorization: basic(id, lab.fresh()) },
  });

function judged(known: readonly Exchange[], unknown: readonly Exchange[]): Finding {
  const shows = [known[0], unknown[0]].filter((one) => one !== undefined);
  const statuses = new Set([...known, ...unknown].map(statusOf));
  if (statuses.size !== 1) return unclear("The responses differ, so their times say nothing.", ...shows);
  const times = (all: readonly Exchange[]): readonly number[] => all.map(({ took = 0 }) => took);
  const { difference, is } = compared(times(known), times(unknown));
  const ms = `${Math.abs(difference).toFixed(1)} ms`;
  if (is === "unclear") return unclear(`The times differ by ${ms}, which may be chance.`, ...shows);
  return either(
    is === "same",
    `The times differ by ${ms}, too little to tell clients apart.`,
    `A wrong secret takes ${ms} ${difference > 0 ? "longer" : "less"} than an unknown client.`,
    ...shows,
  );
}
