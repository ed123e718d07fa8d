/** Explains a refusal to a reader: the evidence that the reader may see, and the trace and the fixes from a replay. */
import type { JournalEntry } from "../ports/journal.ts";
import { aspectsOf, type Occasion } from "../protocol/occasion.ts";
import { prove } from "../protocol/replay/prove.ts";
import { replay } from "../protocol/replay/replay.ts";
import { showRequest } from "../protocol/replay/show.ts";
import type { Audience } from "../reasons/define.ts";
import type { EvidenceShown, Explanation } from "../reasons/explain.ts";
import { faceOf, type Refusal, reasonOf, statusOf } from "../reasons/index.ts";

const RANK: Readonly<Record<Audience, number>> = { public: 0, client: 1, owner: 2, operator: 3 };

/** The evidence that an audience may see. */
export function evidenceFor(audience: Audience, { refused, evidence }: Refusal): Readonly<Record<string, unknown>> {
  const fields = reasonOf(refused).evidence;
  return Object.fromEntries(
    Object.entries(evidence).filter(([name]) => {
      const field = fields[name];
      return field !== undefined && RANK[field.audience] <= RANK[audience];
    }),
  );
}

const isFromClient = ({ on }: JournalEntry): boolean => on !== undefined && aspectsOf(on).fromClient === true;

/** The occasion as far as a reader may see it. A refusal about the user says as much itself. */
export function forReader(on: Occasion, { refused }: Refusal, audience: Audience): Occasion {
  const { forClient } = aspectsOf(on);
  const isAboutUser = refused.startsWith("user/");
  return forClient === undefined || audience === "operator" || isAboutUser ? on : forClient(on);
}

/** One refusal for one reader. */
export function explain({ issuer }: { readonly issuer: string }, entry: JournalEntry, audience: Audience): Explanation {
  const { ref, at, endpoint, refusal, clientId, more, fault } = entry;
  const on = entry.on && forReader(entry.on, refusal, audience);
  const reason = reasonOf(refusal.refused);
  const sight = (one: Refusal) => evidenceFor(audience, one);
  const visible = sight(refusal);
  const pointers = reason.points?.(visible as never) ?? [];
  return {
    audience,
    ref,
    at,
    endpoint,
    code: refusal.refused,
    title: reason.title,
    error: reason.error,
    status: statusOf(reasonOf(faceOf(refusal))),
    cause: reason.cause,
    says: reason.says(refusal.evidence as never),
    errorUri: `${issuer}/errors/${faceOf(refusal)}?ref=${ref}`,
    clientId,
    from: audience === "operator" || isFromClient(entry) ? entry.from : {},
    evidence: Object.entries(visible).flatMap(([name, value]): EvidenceShown[] => {
      const field = reason.evidence[name];
      return field === undefined || value === undefined || value === null
        ? []
        : [{ name, label: field.label, kind: field.kind, value: value as EvidenceShown["value"] }];
    }),
    request: showRequest(entry.method, entry.path, entry.kept, pointers),
    trace: on === undefined ? [] : replay(on).trace,
    fixes: on === undefined ? [] : prove(on, refusal, sight),
    remedies: reason.remedies,
    cites: reason.cites,
    more,
    ...(audience === "operator" && fault !== undefined && { fault }),
  };
}
