/** What probes find in responses that refuse. */
import { briefly, type Exchange, errorOf, statusOf } from "./exchange.ts";
import { either, type Finding, unclear, worst } from "./finding.ts";

/** Refused by the client's fault, with any error. */
export const mustBeRefused = (exchange: Exchange, bad: string): Finding =>
  exchange.came === undefined
    ? unclear(`There was no response: ${exchange.failure}.`, exchange)
    : either(
        statusOf(exchange) >= 400 && statusOf(exchange) < 500,
        `The response is ${briefly(exchange)}.`,
        bad,
        exchange,
      );

/** All of them have this error. */
export function allHaveError(refusals: readonly Exchange[], error: string): Finding {
  const [first, ...rest] = refusals.map((one) =>
    either(
      errorOf(one) === error,
      `The error is ${error}.`,
      `The response is ${briefly(one)} instead of ${error}.`,
      one,
    ),
  );
  return first === undefined ? unclear("Nothing was refused.") : worst([first, ...rest]);
}
