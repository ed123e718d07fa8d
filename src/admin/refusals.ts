/** Refusals in the admin API: lists, groups and counts with the same filters, one refusal, and its fix. */
import { z } from "zod";
import type { RefusalGroup } from "../ports/refusal-views.ts";
import { placeIn } from "../protocol/client-endpoint/page.ts";
import { refusalDocument } from "../render/schema.ts";
import type { Operation } from "./operation.ts";
import { oneOf, PAGE, type Parameter, text, time } from "./parameter.ts";

/** Which refusals are meant. */
export const REFUSALS_BY = {
  client_id: {
    says: "Of this application; of several, separated by spaces.",
    schema: { type: "string" },
    expected: "client_ids, separated by spaces",
    read: (sent: string) =>
      sent.length <= 10_000 && /^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/.test(sent) ? sent.split(" ") : undefined,
  } satisfies Parameter<readonly string[]>,
  code: {
    says: "With this reason, such as `scope/misspelled`, or one of this family, such as `scope`.",
    schema: { type: "string" },
    expected: "a reason, such as scope/misspelled, or a family of reasons, such as scope",
    read: (sent: string) => (/^[a-z-]{1,40}(?:\/[a-z-]{1,60})?$/.test(sent) ? sent : undefined),
  } satisfies Parameter<string>,
  endpoint: text("Of this endpoint, such as `token`."),
  from: time("From this time on."),
  to: time("Before this time."),
  network: text("From this network, such as `192.0.2.0/24`. Only for operators and auditors."),
} as const;

type Place = Pick<RefusalGroup, "lastAt" | "code" | "clientId">;

/** After a group, a list continues with this. */
export const nextOfGroup = ({ lastAt, code, clientId = "" }: Place): string =>
  Buffer.from(JSON.stringify([lastAt, code, clientId])).toString("base64url");

/** The group after which a list continues; `undefined` if the text isn't a `next`. */
export function groupIn(next: string): Place | undefined {
  try {
    const [lastAt, code, clientId] = JSON.parse(Buffer.from(next, "base64url").toString()) as readonly unknown[];
    if (!Number.isSafeInteger(lastAt) || typeof code !== "string" || typeof clientId !== "string") return undefined;
    return { lastAt: lastAt as number, code, clientId: clientId === "" ? undefined : clientId };
  } catch {
    return undefined;
  }
}

const next = (placeOf: (sent: string) => unknown): Parameter<string> => ({
  ...PAGE.next,
  read: (sent) => (placeOf(sent) === undefined ? undefined : sent),
});

const line = z.object({
  ref: z.string().describe("Its reference."),
  at: z.iso.datetime(),
  code: z.string().describe("The reason, as `family/slug`."),
  error: z.string().describe("The `error` in the response."),
  title: z.string(),
  endpoint: z.string(),
  client_id: z.string().optional(),
  more: z.int().describe("How many more like this were only counted."),
  link: z.string().describe("Its page."),
});

const group = z
  .object({
    code: z.string(),
    title: z.string(),
    client_id: z.string().optional(),
    count: z.int().describe("How many since `since`."),
    since: z.iso.datetime().describe("The first one after a day without any."),
    last: z.iso.datetime(),
    first: z.iso.datetime().describe("The first one that the journal still has."),
    before: z.iso.datetime().optional().describe("The last one before `since`."),
    networks: z.int().describe("How many networks they came from."),
    changes: z
      .array(
        z.object({
          at: z.iso.datetime(),
          action: z.string(),
          kind: z.string(),
          id: z.string(),
          members: z.array(z.string()).describe("The members that were changed."),
        }),
      )
      .describe("What was changed in the hour before `since`, the latest first."),
  })
  .describe("Refusals of one application for one cause.");

const counts = z.object({
  period: z.enum(["hour", "day"]),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  items: z
    .array(z.object({ at: z.iso.datetime(), code: z.string(), count: z.int() }))
    .describe("Periods without refusals are left out."),
});

const fixed = z.object({
  says: z.string().describe("What was done."),
  client_id: z.string(),
  before: z.record(z.string(), z.unknown()).describe("The members as they were."),
  after: z.record(z.string(), z.unknown()).describe("The members as they are."),
});

const common = { kind: "refusal", scope: "candor:refusals" } as const;

export const listRefusals = {
  ...common,
  id: "listRefusals",
  method: "GET",
  path: "/refusals",
  says: "Refusals, the newest first.",
  parameters: { ...REFUSALS_BY, next: next(placeIn) },
  lists: { title: "Refusal", schema: line },
} as const satisfies Operation;

export const listRefusalGroups = {
  ...common,
  id: "listRefusalGroups",
  method: "GET",
  path: "/refusals/groups",
  says: "Refusals by cause and application: since when, how many, and what was changed just before. Those with the latest refusal come first.",
  parameters: { ...REFUSALS_BY, next: next(groupIn) },
  lists: { title: "RefusalGroup", schema: group },
} as const satisfies Operation;

export const countRefusals = {
  ...common,
  id: "countRefusals",
  method: "GET",
  path: "/refusals/counts",
  says: "How many refusals there were in each hour or day, by cause: of the last 24 hours, unless from and to say otherwise.",
  parameters: { ...REFUSALS_BY, period: oneOf<"hour" | "day">("The periods that are counted.", ["hour", "day"]) },
  shows: { title: "RefusalCounts", schema: counts },
} as const satisfies Operation;

export const showRefusal = {
  ...common,
  id: "showRefusal",
  method: "GET",
  path: "/refusals/{ref}",
  says: "One refusal, explained: its evidence, the trace of its checks, and its proved fixes.",
  shows: { title: "ExplainedRefusal", schema: refusalDocument },
} as const satisfies Operation;

/** What changes the application needs the scope for applications. */
const changing = { kind: "refusal", scope: "candor:applications", method: "POST", act: "do", tries: true } as const;

export const fixRefusal = {
  ...changing,
  id: "fixRefusal",
  path: "/refusals/{ref}/fix",
  says: "Applies a proved fix that changes the application and is safe. It can be undone until the application is changed again.",
  sends: {
    title: "RefusalFix",
    schema: z.strictObject({
      fix: z.int().min(0).max(99).describe("The place of the fix among `fixes` of the refusal: 0 is the first."),
    }),
  },
  shows: { title: "FixedRefusal", schema: fixed },
} as const satisfies Operation;

export const undoRefusalFix = {
  ...changing,
  id: "undoRefusalFix",
  path: "/refusals/{ref}/undo",
  says: "Restores what the fix of a refusal has changed, unless the application was changed since.",
  shows: { title: "FixedRefusal", schema: fixed },
} as const satisfies Operation;

export const REFUSAL_OPERATIONS: readonly Operation[] = [
  listRefusals,
  listRefusalGroups,
  countRefusals,
  showRefusal,
  fixRefusal,
  undoRefusalFix,
] as unknown as readonly Operation[];
