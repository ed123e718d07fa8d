/** From what was found in another server's documents to what changes here. Pure. */
import { hash } from "node:crypto";
import { ConfigurationError, type ConfigurationFault } from "../configuration/fault.ts";
import type { CheckedRegistry } from "../configuration/registry.ts";
import { checkRegistry } from "../declared/check.ts";
import { consequencesOf } from "../declared/consequences.ts";
import { differencesBetween } from "../declared/differences.ts";
import { secretForm } from "../declared/forms.ts";
import { type Item, keyOf, type PlannedChange, stateAfter } from "../declared/items.ts";
import type { Ids } from "../declared/plan-file.ts";
import { wantedFrom } from "../declared/wanted.ts";
import type { StoredApplication } from "../ports/registered.ts";
import type { DeclaredKind } from "../ports/registrations.ts";
import type { Found } from "./found.ts";
import { type Note, note } from "./notes.ts";

export type FoundItem = Extract<Found, { readonly is: "api" | "scope" | "client" | "trusted-issuer" }>;

export interface ImportPlan {
  /** Only additions: what is registered stays as it is. */
  readonly changes: readonly PlannedChange[];
  /** What is registered as the source says. */
  readonly same: number;
  readonly notes: readonly Note[];
}

export interface Here {
  readonly current: readonly Item[];
  /** What the configuration file registers. */
  readonly configured: Ids;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: (length: number) => Uint8Array;
}

const LISTS = { apis: "api", scopes: "scope", clients: "client", trustedIssuers: "trusted-issuer" } as const;

/** What must be registered. What can't be is left out, with a note that names the fault at its place in the source. */
export function planImport(found: readonly FoundItem[], here: Here): ImportPlan {
  const { current, configured, now } = here;
  const notes: Note[] = [];
  const { registry, items } = checked(found, here, notes);
  const wanted = wantedFrom(registry, "", current, { environment: {}, now });
  const stored = new Map(current.map((item) => [keyOf(item), item]));
  const changes: Omit<PlannedChange, "consequences">[] = [];
  let same = 0;
  for (const { kind, id, content, key } of wanted.items) {
    const before = stored.get(keyOf({ kind, id }));
    const differences = differencesBetween(kind, before?.content, content);
    const at = placeOf(items, key)?.at ?? key;
    const name = `${kind} ${id}`;
    if (configured[kind].includes(id))
      notes.push(
        note("import/registered-differently", at, { name, members: "its place: the configuration file has it" }),
      );
    else if (before === undefined) changes.push({ does: "add", kind, id, from: 0, content, differences });
    else if (differences.length === 0) same++;
    else {
      const members = differences.map(({ member }) => member).join(", ");
      notes.push(note("import/registered-differently", at, { name, members }));
    }
  }
  const after = stateAfter(current, changes);
  return {
    changes: changes.map((change) => ({ ...change, consequences: consequencesOf(change, after) })),
    same,
    notes,
  };
}

type Items = Readonly<Record<keyof typeof LISTS, readonly FoundItem[]>>;

/** The items without fault, checked like a registry file. Each round leaves out what has one, until nothing has. */
function checked(
  found: readonly FoundItem[],
  here: Here,
  notes: Note[],
): { readonly registry: CheckedRegistry; readonly items: Items } {
  let left = found;
  for (;;) {
    const of = (is: FoundItem["is"]) => left.filter((one) => one.is === is);
    const items: Items = {
      apis: of("api"),
      scopes: of("scope"),
      clients: of("client"),
      trustedIssuers: of("trusted-issuer"),
    };
    const ids = (kind: DeclaredKind) => [
      ...here.configured[kind],
      ...here.current.flatMap((item) => (item.kind === kind ? item.id : [])),
    ];
    const read = {
      apis: items.apis.map(({ form }) => form),
      scopes: items.scopes.map(({ form }) => form),
      trustedIssuers: items.trustedIssuers.map(({ form }) => form),
      clients: items.clients.map((one) =>
        one.is === "client" && one.fresh === true ? withSecret(one.form, here) : one.form,
      ),
    };
    try {
      return { registry: checkRegistry(read, {}, { scopes: ids("scope"), apis: ids("api") }), items };
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      const faulty = new Set(error.faults.flatMap((fault) => faultAt(fault, items, notes) ?? []));
      // What concerns none of them would come again for ever.
      if (faulty.size === 0) throw error;
      left = left.filter((one) => !faulty.has(one));
    }
  }
}

function faultAt({ key, is, expected }: ConfigurationFault, items: Items, notes: Note[]): FoundItem | undefined {
  const item = placeOf(items, key);
  if (item === undefined) return undefined;
  const rest = key.replace(/^\w+\[\d+\]\.?/, "");
  const id = "id" in item.form ? item.form.id : "name" in item.form && item.is === "scope" ? item.form.name : item.at;
  notes.push(
    note("import/invalid", item.at, { name: `${item.is} ${id}`, is: rest === "" ? is : `${rest} is ${is}`, expected }),
  );
  return item;
}

/** The item at `clients[3].redirectUris[0]` of the file that was checked. */
function placeOf(items: Items, key: string): FoundItem | undefined {
  const [, list, index] = /^(apis|scopes|clients|trustedIssuers)\[(\d+)\]/.exec(key) ?? [];
  return list === undefined ? undefined : items[list as keyof Items][Number(index)];
}

type ClientForm = Extract<FoundItem, { readonly is: "client" }>["form"];

/** With the secrets that it has here, or else with one that nobody knows. */
function withSecret(form: ClientForm, { current, random }: Here): ClientForm {
  const before = current.find((item) => item.kind === "application" && item.id === form.id);
  const { secrets = [] } = (before?.content as StoredApplication | undefined) ?? {};
  const kept = secrets.map(secretForm);
  return { ...form, secrets: kept.length > 0 ? kept : [{ sha256: hash("sha256", random(32), "hex") }] };
}
