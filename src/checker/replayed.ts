/** Whether what may be used once works twice: one use after the other, and several at once. */
import type { Exchange } from "./exchange.ts";
import { all, either, type Finding, type Findings, notApplicable, unclear } from "./finding.ts";

/** How many are sent at once. */
export const TIMES = 5;
/** How often that is tried: a race isn't lost every time. */
const ROUNDS = 3;

interface Uses {
  /** What is used, such as "assertion". */
  readonly what: string;
  readonly isOpen: (exchange: Exchange) => boolean;
  /** Two uses of one, in this order. */
  readonly first: Exchange;
  readonly second: Exchange;
  /** Uses another one, `TIMES` times at once; none for a client whose requests can't be repeated. */
  readonly atOnce?: (() => Promise<readonly Exchange[]>) | undefined;
}

/** The second use must be refused; of several at once, one may work. */
export async function usedTwice(uses: Uses): Promise<Findings<"replayed" | "replayed-at-once">> {
  const { what, isOpen, first, second, atOnce } = uses;
  if (!isOpen(first)) return all(["replayed", "replayed-at-once"], unclear(`A right ${what} is refused.`, first));
  const replayed = either(!isOpen(second), "It works once.", `The same ${what} works twice.`, first, second);
  if (replayed.is !== "held") return { replayed, "replayed-at-once": notApplicable("It works twice anyway.") };
  if (atOnce === undefined)
    return { replayed, "replayed-at-once": unclear("A client with the client credentials grant is needed.") };
  return { replayed, "replayed-at-once": await usedAtOnce(isOpen, atOnce) };
}

/** Of several uses at once, one may work, however often that is tried. */
export async function usedAtOnce(isOpen: Uses["isOpen"], atOnce: NonNullable<Uses["atOnce"]>): Promise<Finding> {
  for (let round = 1; ; round += 1) {
    const open = (await atOnce()).filter(isOpen);
    const [says, shows] = [`Of ${TIMES} at once, ${open.length}`, open.slice(0, 2)];
    if (open.length > 1 || round === ROUNDS)
      return either(open.length <= 1, `${says} works.`, `${says} work.`, ...shows);
  }
}
