/** What a classic failure of the demo is made of. */
import type { Step } from "../../pages/http-exchange.tsx";
import type { Code } from "../../reasons/index.ts";
import type { Driver } from "../driver.ts";
import type { Exchange, Verdict } from "../exchange.ts";
import { DEMO_SECRETS } from "../world.ts";

/** Where a failure is performed: a real server, and a user who signs in there. */
export interface Stage {
  readonly issuer: string;
  readonly ada: Driver;
}

/** What went over the wire, and why it was refused. No verdict if it was granted. */
export interface Outcome {
  readonly steps: readonly Step[];
  readonly verdict: Verdict | undefined;
}

export interface Failure {
  readonly slug: string;
  readonly title: string;
  readonly describes: string;
  /** The code that the failure leads to. */
  readonly expects: Code | "granted";
  readonly perform: (stage: Stage) => Promise<Outcome>;
}

/** Id and secret of a client of the demo. */
export function loginOf(id: keyof typeof DEMO_SECRETS): { readonly id: string; readonly secret: string } {
  return { id, secret: DEMO_SECRETS[id] };
}

/** The exchanges in order. The verdict is that of `decisive`, the request with the mistake. */
export function outcomeOf(decisive: Exchange, steps: readonly Step[] = [decisive.step]): Outcome {
  return { steps, verdict: decisive.verdict };
}
