/** Which reasons the mock can refuse for, and where: what the checks of each endpoint's own decision can refuse with. */

import { grantTypeOf } from "../protocol/grants/index.ts";
import { httpDecision } from "../protocol/http/occasion.ts";
import { decisionOf, type Occasion } from "../protocol/occasion.ts";
import { couldRefuse } from "../reasons/could-refuse.ts";
import { type Code, codes, isCode, reasonOf } from "../reasons/index.ts";
import { didYouMean, MockError, nearestOf } from "./fault.ts";

/** Reasons that no response names, and what a client sees instead. */
const UNSEEN: Partial<Record<Code, { readonly instead: string; readonly nearest: readonly Code[] }>> = {
  "client/introspection-not-allowed": {
    instead: 'The introspection endpoint responds {"active": false}, as for a token that doesn\'t exist.',
    nearest: ["client-auth/failed", "client-auth/secret-absent"],
  },
};

/** The code that a text names. Throws a `MockError` that names the nearest ones if it is no reason, or none that a response shows. */
export function reasonNamed(text: string): Code {
  if (!isCode(text)) throw unknown(text);
  const unseen = UNSEEN[text];
  if (unseen === undefined) return text;
  throw new MockError(`No response names ${text}. ${unseen.instead}${didYouMean(unseen.nearest)}`, unseen.nearest);
}

/** Every reason that can be ordered. */
export const ORDERABLE: readonly Code[] = codes.filter((code) => UNSEEN[code] === undefined);

function unknown(text: string): MockError {
  const named = ORDERABLE.filter((code) => reasonOf(code).error === text);
  if (named.length > 0)
    return new MockError(
      `${text} is an error, and several reasons lead to it. Name one of them: ${named.join(", ")}.`,
      named,
    );
  const [, slug = text] = text.split("/");
  const near = nearestOf(text, ORDERABLE);
  const alike =
    near.length > 0
      ? near
      : ORDERABLE.filter((code) => code.endsWith(`/${slug}`) || code.startsWith(`${text}/`)).slice(0, 5);
  return new MockError(`There is no reason ${JSON.stringify(text)}.${didYouMean(alike)}`, alike);
}

/** What the client is shown in place of others. No check refuses with it, so it is ordered wherever one of those can be. */
const FACES: Partial<Record<Code, Code>> = { "client-auth/failed": "client-auth/secret-wrong" };

/** A hint that can't be read is no reason to keep the user signed in: the sign-out endpoint ignores it. */
const IGNORED: ReadonlySet<string> = new Set(["sign-out user/hint-invalid"]);

/** At which step of the decision about an occasion this reason comes up; `undefined` if it doesn't there. */
export function stepOf(code: Code, on: Occasion): { readonly needs: string | undefined } | undefined {
  const asked = FACES[code] ?? code;
  if (IGNORED.has(`${on.decision} ${asked}`)) return undefined;
  const decision = on.decision === "http" ? httpDecision : decisionOf(on);
  for (const { checks, needs } of decision.stages(on as never))
    if (checks.some((check) => couldRefuse(check).includes(asked))) return { needs };
  const { concludes } = decision;
  if (concludes === undefined || !couldRefuse(concludes).includes(asked)) return undefined;
  return on.decision === "token" && !concludedBy(on.received.body, asked) ? undefined : { needs: "grant" };
}

/** Whether granting can still refuse so: a client that acts for itself has no grant, and a code brings its scope with it. */
function concludedBy(body: object, code: Code): boolean {
  const sent = "values" in body ? (body.values as ReadonlyMap<string, string>).get("grant_type") : undefined;
  const requires = grantTypeOf(sent)?.requires;
  if (requires === "code") return !code.startsWith("scope/");
  return requires !== undefined || !(code.startsWith("grant/") || code === "scope/exceeds-grant");
}
