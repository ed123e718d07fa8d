/** `max_age`: how many seconds ago the user may have signed in (OpenID Connect Core 3.1.2.1). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { LONGEST_AGE } from "./request.ts";

/** What is wrong with it, as it was sent. */
export function maxAgeFault(sent: string | undefined): Refusal | undefined {
  if (sent === undefined) return undefined;
  const isNumber = /^\d+$/.test(sent);
  if (isNumber && Number(sent) <= LONGEST_AGE) return undefined;
  return refuse("request/parameter-invalid", {
    parameter: "max_age",
    sent: quotable(sent, 100),
    expected: isNumber ? `at most ${LONGEST_AGE} seconds` : "a number of seconds in the digits 0-9",
  });
}
