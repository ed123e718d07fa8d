/** Faults of what expires at Candor. Their test moves the clock, in `lifetimes.test.ts`. */
import { granted } from "../between.ts";
import { LIFETIMES } from "../peer-mutants/lifetimes.ts";
import type { Between, Mutant } from "../through.ts";
import { atCandor } from "./paths.ts";

/** Seconds for which the profile lets a code live; milliseconds here. */
const LONGEST = 60_000;

/** Grants for codes that have expired. */
const patientWithCodes = (): Between => {
  const since = new Map<string, number>();
  return async (message, ask) => {
    const answer = await ask(message);
    const location = answer.headers.get("location") ?? "";
    const issued = URL.canParse(location) ? new URL(location).searchParams.get("code") : null;
    if (issued !== null) since.set(issued, Date.now());
    const code = message.path === "/token" ? since.get(message.form.get("code") ?? "") : undefined;
    const isLate = code !== undefined && Date.now() - code > LONGEST;
    return isLate ? granted({ access_token: "a-late-token", token_type: "Bearer", expires_in: 60 }) : answer;
  };
};

export const EXPIRY_AT_CANDOR: Readonly<Record<string, Mutant>> = {
  ...Object.fromEntries(Object.entries(LIFETIMES).map(([name, mutant]) => [name, atCandor(mutant)])),
  "codes for an hour": { does: "A code lives for an hour.", breaks: ["lifetime/code"], between: patientWithCodes },
};
