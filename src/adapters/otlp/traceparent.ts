/** Which trace a request belongs to (W3C Trace Context), and whether it is in the sample. */

export interface Parent {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED = 1;

/** Section 3.2. `undefined` if the header is missing or can't be used; the request then begins a trace of its own. */
export function parentOf(header: string | undefined): Parent | undefined {
  const [, version = "", traceId = "", spanId = "", flags = "", more] = FORM.exec(header ?? "") ?? [];
  if (traceId === "" || version === "ff" || (version === "00" && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED) !== 0 };
}

export type Sampler = (traceId: string, parent: Parent | undefined) => boolean;

/** The last 56 bits of a trace's id are random (W3C Trace Context Level 2, 3.2.2.3.1), so all services of a trace come to the same. */
const RANDOM = 14;
const ALL = 16 ** RANDOM;

const ofRatio =
  (ratio: number): Sampler =>
  (traceId) =>
    Number.parseInt(traceId.slice(-RANDOM), 16) < ratio * ALL;

/** What the parent says, and for a request without one what `root` says. */
const asParent =
  (root: Sampler): Sampler =>
  (traceId, parent) =>
    parent === undefined ? root(traceId, parent) : parent.sampled;

/** By the names of OTEL_TRACES_SAMPLER; `undefined` if there is no such sampler. `ratio` from 0 to 1. */
export function samplerOf(name: string, ratio: number): Sampler | undefined {
  const roots: Readonly<Record<string, Sampler>> = {
    always_on: () => true,
    always_off: () => false,
    traceidratio: ofRatio(ratio),
  };
  const [, parentBased, root = ""] = /^(parentbased_)?(\w+)$/.exec(name) ?? [];
  const found = Object.hasOwn(roots, root) ? roots[root] : undefined;
  return found && (parentBased === undefined ? found : asParent(found));
}
