/** What `candor import` prints: the plan as text or JSON on standard output, faults on standard error. */
import { ConfigurationError } from "../../configuration/fault.ts";
import type { PlannedChange } from "../../declared/items.ts";
import type { Source } from "../../importing/found.ts";
import { filled, NOTES, type NoteGroup, type NoteKind } from "../../importing/notes.ts";
import type { ImportPlan } from "../../importing/plan.ts";
import { visible } from "../../render/characters.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { print } from "../print.ts";
import type { ImportOptions } from "./options.ts";
import type { UserCounts } from "./users.ts";

export interface Outcome {
  readonly plan: ImportPlan;
  /** Teams and settings. */
  readonly held: readonly { readonly kind: string; readonly id: string }[];
  readonly users: UserCounts;
  /** Refresh tokens: those that were found, and once it is done, those that are new here. */
  readonly tokens: number;
  /** What users have allowed apps: counted like refresh tokens. */
  readonly consents: number;
  /** Names that users have left: counted in the same way. */
  readonly leftNames: number;
  /** Entries of the audit log of another Candor. */
  readonly audit: number;
  readonly notes: readonly NoteGroup[];
  readonly done: boolean;
}

const HEADINGS: Readonly<Record<NoteKind, string>> = {
  conflict: "Something here is in the way",
  left: "What stays behind",
  lost: "What comes along without a part of it",
  changed: "What changes on the way",
};
const KINDS = Object.keys(HEADINGS) as readonly NoteKind[];

const kindOf = ({ id }: NoteGroup): NoteKind => NOTES[id].kind;

/** Prints an outcome, and sets the exit code. */
export function report(source: Source, outcome: Outcome, { json, dryRun }: ImportOptions): void {
  const { plan, held, users, notes, done } = outcome;
  const isInTheWay = notes.some((one) => kindOf(one) === "conflict");
  const isToDo = dryRun === true && plan.changes.length + held.length + users.add + outcome.audit > 0;
  process.exitCode = isInTheWay || isToDo ? EXIT.not : EXIT.fine;
  if (json === true) {
    const changes = [...held, ...plan.changes.map(({ kind, id }) => ({ kind, id }))];
    const same = { registered: plan.same, users: users.same };
    print(
      JSON.stringify(
        {
          source: source.name,
          imported: done,
          changes,
          users: users.add,
          refreshTokens: outcome.tokens,
          consents: outcome.consents,
          leftNames: outcome.leftNames,
          auditEntries: outcome.audit,
          same,
          notes: notes.map(noteJson),
        },
        null,
        2,
      ),
    );
    return;
  }
  const parts = [
    ...[...held, ...plan.changes].map(({ kind, id }) => visible(`+ ${kind} ${id}`)),
    ...KINDS.flatMap((kind) => section(kind, notes)),
    `${plan.changes.length + held.length + users.add === 0 ? "" : "\n"}${sumOf(outcome)}`,
  ];
  print(parts.join("\n"));
}

const noteJson = (one: NoteGroup) => ({
  id: one.id,
  kind: kindOf(one),
  at: one.at,
  count: one.count,
  says: filled(NOTES[one.id].says, one.values),
  help: filled(NOTES[one.id].help, one.values),
});

/** Notes of a kind, those of one id together, with what to do once. */
function section(kind: NoteKind, notes: readonly NoteGroup[]): readonly string[] {
  const of = notes.filter((one) => kindOf(one) === kind);
  if (of.length === 0) return [];
  const ids = [...new Set(of.map(({ id }) => id))];
  return ["", `${HEADINGS[kind]}:`, ...ids.flatMap((id) => block(of.filter((one) => one.id === id)))];
}

/** So many are listed, and the others counted: --json has all of them. */
const LISTED = 10;

function block(notes: readonly NoteGroup[]): readonly string[] {
  const [first] = notes;
  if (first === undefined) return [];
  const lines = notes.slice(0, LISTED).map((one) => {
    const more = one.count > 1 ? ` and ${(one.count - 1).toLocaleString("en-US")} more` : "";
    return visible(`    ${one.at}${more}: ${filled(NOTES[one.id].says, one.values)}`);
  });
  const rest = notes.length - LISTED;
  return [
    `  ${first.id}`,
    ...lines,
    ...(rest > 0 ? [`    and ${rest.toLocaleString("en-US")} more: see --json`] : []),
    ...[...new Set(notes.map((one) => filled(NOTES[one.id].help, one.values)))].map((help) => visible(`    → ${help}`)),
  ];
}

function sumOf({ plan, held, users, tokens, consents, leftNames, audit, done }: Outcome): string {
  const here = plan.same + users.same;
  const already = here === 0 ? "" : ` ${counted(here, "entry", "entries")} already here.`;
  if (plan.changes.length + held.length + users.add + audit + (done ? tokens + consents + leftNames : 0) === 0)
    return `Nothing to add.${already}`;
  const of = (kind: PlannedChange["kind"]): number => plan.changes.filter((change) => change.kind === kind).length;
  const parts = [
    counted(of("api"), "API", "APIs"),
    counted(of("scope"), "scope", "scopes"),
    counted(of("application"), "application", "applications"),
    counted(of("trusted-issuer"), "trusted issuer", "trusted issuers"),
    counted(held.filter(({ kind }) => kind === "team").length, "team", "teams"),
    counted(held.filter(({ kind }) => kind === "settings").length, "set of settings", "sets of settings"),
    counted(users.add, "user", "users"),
    counted(leftNames, "former user name", "former user names"),
    counted(consents, "consent", "consents"),
    counted(tokens, "refresh token", "refresh tokens"),
    counted(audit, "entry of the audit log", "entries of the audit log"),
  ].filter((part) => !part.startsWith("0 "));
  return `${done ? "Added" : "To add"}: ${parts.join(", ")}.${already}`;
}

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** Prints why nothing was done, and sets the exit code. */
export function reportFault(error: unknown, { json }: ImportOptions): void {
  process.exitCode = EXIT.usage;
  const text =
    error instanceof ConfigurationError
      ? error.faults.map(({ key, is, expected }) => `${key} is ${is}; expected ${expected}.`).join("\n")
      : said(error);
  if (json === true) print(JSON.stringify({ fault: text }, null, 2));
  else process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`);
}
