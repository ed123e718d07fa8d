/** Whether what may be used once works twice: one use after the other, and several at once. */
import type { Exchange } from "./exchange.ts";
import { all, either, type Findings, notApplicable, unclear } from "./finding.ts";

/** How many are sent at once. */
export const TIMES = 5;

interface Uses {
  /** What is used, such as "assertion". */
  readonly what: string;
  readonly isOpen: (exchange: Exchange) => boolean;
  /** Two uses of one, in this order. */
  readonly first: Exchange;
  readonly second: Exchange;
  /** Uses another one, `TIMES` times at once. */
  readonly atOnce: () => Promise<readonly Exchange[]>;
}

/** The second use must be refused; of several at once, one may work. */
export async function usedTwice(uses: Uses): Promise<Findings<"replayed" | "replayed-at-once">> {
  const { what, isOpen, first, second, atOnce } = uses;
  if (!isOpen(first)) return all(["replayed", "replayed-at-once"], unclear(`A right ${what} is refused.`, first));
  const replayed = either(!isOpen(second), "It works once.", `The same ${what} works twice.`, first, second);
  if (replayed.is !== "held") return { replayed, "replayed-at-once": notApplicable("It works twice anyway.") };
  const open = (await atOnce()).filter(isOpen);
  return {
    replayed,
    "replayed-at-once": either(
      open.length <= 1,
      `Of ${TIMES} at once, ${open.length} works.`,
      `Of ${TIMES} at once, ${open.length} work.`,
      ...open.slice(0, 2),
    ),
  };
}
