/** An explanation as the JSON document of `GET /refusals/{ref}`: for a CI log, an agent, a support tool. */
import type { EvidenceShown, Explanation, Outcome, ProvedFix, RequestShown, TraceStep } from "../reasons/explain.ts";
import { instant } from "./evidence.ts";
import { supposed } from "./proof.ts";
import type { RefusalDocument } from "./schema.ts";

type FixDocument = RefusalDocument["fixes"][number];

/** The document. Undefined members are omitted, so that it is the same after `JSON.parse(JSON.stringify(…))`. */
export function toJson(e: Explanation): RefusalDocument {
  return present({
    ref: e.ref,
    at: instant(e.at),
    audience: e.audience,
    endpoint: e.endpoint,
    code: e.code,
    error: e.error,
    status: e.status,
    title: e.title,
    cause: e.cause,
    description: e.says,
    error_uri: e.errorUri,
    client_id: e.clientId,
    from: present({ network: e.from.network, agent: e.from.agent }),
    evidence: Object.fromEntries(e.evidence.map((shown) => [snakeCase(shown.name), evidenceValue(shown)])),
    request: requestOf(e.request),
    trace: e.trace.map(stepOf),
    fixes: e.fixes.map(fixOf),
    remedies: present({ ...e.remedies }),
    cites: e.cites.map((section) => ({ ...section })),
    more: e.more,
    fault: e.fault,
  });
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const snaked = <T extends string>(word: T): string => word.replaceAll(/[- ]/g, "_");

function evidenceValue({ kind, value }: EvidenceShown): RefusalDocument["evidence"][string] {
  if (kind === "instant" && typeof value === "number") return instant(value);
  return Array.isArray(value) ? [...value] : (value as string | number | boolean);
}

function requestOf({ method, path, parts, marks }: RequestShown): RefusalDocument["request"] {
  return {
    method,
    path,
    parts: parts.map(({ place, name, value, length, thumbprint, marks: spans }) =>
      present({ in: place, name, value, length, thumbprint, marks: spans.map((span) => present({ ...span })) }),
    ),
    marks: marks.map(({ at, note, notKept }) => present({ at, note, not_kept: notKept })),
  };
}

export function stepOf({ asks, cites, result }: TraceStep): RefusalDocument["trace"][number] {
  return present({
    asks,
    cites: cites === undefined ? undefined : { ...cites },
    result: snaked(result) as RefusalDocument["trace"][number]["result"],
  });
}

export function fixOf({ fix, outcome }: ProvedFix): FixDocument {
  return present({
    says: fix.says,
    by: fix.by,
    changes: fix.changes.map((change) => ({
      ...change,
      ...("what" in change && { what: snaked(change.what) }),
      change: snaked(change.change),
    })) as FixDocument["changes"],
    supposes: supposed(fix) === undefined ? undefined : true,
    again: fix.again ?? false,
    weakens: fix.weakens,
    outcome: outcomeOf(outcome),
  });
}

function outcomeOf(outcome: Outcome): FixDocument["outcome"] {
  if (outcome.is === "granted") return { is: "granted", what: outcome.what };
  if (outcome.is === "not tried") return { is: "not_tried" };
  const { code, title, says, fixes } = outcome;
  return { is: "next", code, title, description: says, fixes: fixes.map(fixOf) };
}

/** Without the members that are undefined. */
function present<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
