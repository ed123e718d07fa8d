/** Carries out an operation of the admin API: decided by the table of checks that all of them share. */
import type { z } from "zod";
import { readBody } from "../../admin/body.ts";
import { actOf, type Operation, parametersOf, scopeOf } from "../../admin/operation.ts";
import { type DRY_RUN, limitOf, type PAGE, type Parameters, type Query, readQuery } from "../../admin/parameter.ts";
import { bodyFaults } from "../../admin/sent-body.ts";
import { type AdminOccasion, adminDecision } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { isRefusal } from "../../reasons/index.ts";
import { decide } from "../decide.ts";
import type { Deps } from "../deps.ts";
import type { Caller } from "./caller.ts";
import { beyondRole } from "./role.ts";
import { otherThan, wrongTypeOf } from "./wrong-type.ts";

/** A request whose token is valid for the operation. */
export interface OperationRequest {
  readonly method: string;
  readonly path: string;
  /** The parts of the path that the operation names, decoded. */
  readonly at: Readonly<Record<string, string>>;
  readonly query: string;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly ifMatch: string | undefined;
  readonly caller: Caller;
}

/** What is loaded for a decision. */
type Loaded =
  | "kind"
  | "act"
  | "id"
  | "found"
  | "etag"
  | "faults"
  | "usedBy"
  | "wrongParameter"
  | "beyondRole"
  | "unreadable"
  | "asking";
export type Facts = Partial<Pick<AdminOccasion, Loaded | "kind">>;

/** What the function of an operation gets. */
export interface Given<Known extends Parameters, Schema extends z.ZodObject> {
  readonly deps: Deps;
  readonly caller: Caller;
  readonly now: number;
  readonly at: Readonly<Record<string, string>>;
  readonly query: Query<Known>;
  readonly body: z.output<Schema>;
  /** The body as it was sent. */
  readonly text: string;
  /** Where a list continues, and how many items are wanted. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly dryRun: boolean;
  /**
   * Refuses, unless what was loaded permits it. `found`: `"storage"`, or `undefined` if it doesn't exist or isn't within the caller's
   * reach. A change also needs its `etag`.
   */
  readonly judge: (facts: Facts) => Promise<Refused | undefined>;
}

/** What an operation responds. */
export type Answer =
  | { readonly body: object; readonly etag?: string | undefined; readonly location?: string | undefined }
  | {
      readonly stream: AsyncIterable<string>;
      readonly type: string;
      readonly file?: string | undefined;
      readonly status?: number;
    }
  | "nothing";

/** An operation with what it does. */
export interface Handled {
  readonly operation: Operation;
  readonly run: (given: Given<Parameters, z.ZodObject>) => Promise<Answer | Refused>;
}

/** Adds to an entry what it does. */
export const handled = <Known extends Parameters, Schema extends z.ZodObject>(
  operation: Operation<Known, Schema>,
  run: (given: Given<Known, Schema>) => Promise<Answer | Refused>,
): Handled => ({ operation: operation as unknown as Operation, run: run as unknown as Handled["run"] });

/** One page of a list: `found` has at most one item more than `limit`. `keyOf`: after which the list continues. */
export function pageOf<Item>(
  found: readonly Item[],
  limit: number,
  shown: (item: Item) => object,
  keyOf: (item: Item) => string,
): Answer {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { body: { items: items.map(shown), ...(last !== undefined && { next: keyOf(last) }) } };
}

export async function operate(
  deps: Deps,
  { operation, run }: Handled,
  request: OperationRequest,
): Promise<Answer | Refused> {
  const now = deps.clock();
  const { query, wrong } = readQuery(request.query, parametersOf(operation));
  const { body, ...wrongs } = bodyOf(operation, request);
  const on: AdminOccasion = {
    decision: "admin",
    ...{ method: request.method, path: request.path, ifMatch: request.ifMatch, now },
    by: request.caller.clientId,
    ...beyondRole(request.caller, scopeOf(operation)),
    kind: operation.kind,
    act: actOf(operation),
    id: Object.values(request.at).at(-1) ?? "",
    wrongParameter: wrong,
    ...wrongs,
    // Nothing is loaded yet. An operation that loads something is judged again.
    found: actOf(operation) === "add" ? undefined : "storage",
    etag: request.ifMatch,
    usedBy: [],
  };
  const judge = async (facts: Facts): Promise<Refused | undefined> => {
    const decided = await decide(adminDecision, { ...on, ...facts }, {});
    return isRefusal(decided) ? decided : undefined;
  };
  const refused = await judge({});
  if (refused !== undefined) return refused;
  const page = query as Query<typeof PAGE & typeof DRY_RUN>;
  return run({
    ...{ deps, caller: request.caller, now, at: request.at, query, judge },
    body: body as never,
    text: request.body,
    after: page.next,
    limit: limitOf(page),
    dryRun: page.dry_run === true,
  });
}

type Wrongs = Pick<AdminOccasion, "wrongType" | "unreadable" | "faults">;

function bodyOf({ sends, takes }: Operation, request: OperationRequest): Wrongs & { readonly body?: unknown } {
  if (takes !== undefined) return { wrongType: otherThan([takes.type], request.contentType), faults: [] };
  if (sends === undefined) return { faults: [] };
  const wrongType = wrongTypeOf(request.method === "PATCH", request.contentType);
  const read = readBody(request.body);
  if (typeof read === "string") return { wrongType, unreadable: read, faults: [] };
  return { wrongType, ...bodyFaults(sends, read) };
}
