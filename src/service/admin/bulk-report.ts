/** What a call that registers many applications says of each line. */
import type { Refused } from "../../protocol/occasion.ts";
import { faceOf, reasonOf, statusOf } from "../../reasons/index.ts";
import { errorsOf } from "../../render/problem.ts";
import { wireText } from "../../render/wire-text.ts";

/** `permitted`: a dry run would register it. `hindered`: nothing is wrong with it, but with another line. */
export type Outcome = { readonly line: number } & (
  | { readonly is: "registered"; readonly id: string; readonly secret: string | undefined }
  | { readonly is: "permitted" | "hindered" }
  | { readonly is: "refused"; readonly refused: Refused }
);

/** RFC 4918 11.4: it depends on another line. */
const HINDERED = 424;

/** A report per line, and the totals on the last one. Without them, the response was cut. */
export async function* bulkReports(
  issuer: string,
  outcomes: AsyncIterable<Outcome> | Iterable<Outcome>,
): AsyncGenerator<string> {
  const totals = { lines: 0, registered: 0, refused: 0 };
  for await (const outcome of outcomes) {
    totals.lines++;
    if (outcome.is === "registered" || outcome.is === "refused") totals[outcome.is]++;
    yield `${JSON.stringify(reportOf(issuer, outcome))}\n`;
  }
  yield `${JSON.stringify({ totals })}\n`;
}

function reportOf(issuer: string, outcome: Outcome): object {
  const { line } = outcome;
  switch (outcome.is) {
    case "registered":
      return {
        ...{ line, status: 201, client_id: outcome.id },
        ...(outcome.secret !== undefined && { client_secret: outcome.secret }),
      };
    case "permitted":
      return { line, status: 200 };
    case "hindered":
      return { line, status: HINDERED };
    case "refused":
      return refusedOf(issuer, line, outcome.refused);
  }
}

/** It isn't in the journal, so it has no reference: a file with 10,000 mistakes would leave no room for anything else. */
function refusedOf(issuer: string, line: number, refused: Refused): object {
  const face = faceOf(refused);
  const reason = reasonOf(face);
  const status = statusOf(reason);
  const errors = errorsOf(refused.evidence);
  const problem = {
    ...{ type: `${issuer}/errors/${face}`, title: reason.title, status },
    detail: wireText(reason.says(refused.evidence as never)),
    ...(errors.length > 0 && { errors }),
  };
  return { line, status, problem };
}
