/** Scopes, except those that are built in. */
import { z } from "zod";
import type { ClaimRules } from "../configuration/claims.ts";
import { quoted } from "../configuration/form.ts";
import { registeredFaults } from "../configuration/registered-faults.ts";
import { scope as setting } from "../configuration/scopes.ts";
import { type StoredScope, scopeChange } from "../ports/registered.ts";
import type { FieldFault } from "../protocol/admin/occasion.ts";
import type { ScopeState } from "../protocol/scope/catalogue.ts";
import { invalid, type Members, OWNED, type Representation, translated } from "./representation.ts";

const { shape } = setting;

const schema = z.strictObject({
  name: shape.name,
  description: shape.description,
  descriptions: shape.descriptions,
  api: shape.api,
  sensitive: shape.sensitive,
  claims: shape.claims,
  state: z
    .enum(["active", "deprecated", "removed"])
    .default("active")
    .describe(
      "`deprecated`: still granted, but responses announce its end. `removed`: no longer granted; refusals name the replacement.",
    ),
  since: z.iso.date().optional().describe("Since when it is deprecated. The default is today."),
  sunset: z.iso.date().optional().describe("From when on a deprecated scope counts as removed."),
  replacement: z.string().optional().describe("The scope that replaces a deprecated or removed one."),
});

/** The members that have a meaning in each state. */
const OF_STATE: Readonly<Record<ScopeState["is"], readonly string[]>> = {
  active: [],
  deprecated: ["since", "sunset", "replacement"],
  removed: ["replacement"],
};

function membersOf({ scope }: StoredScope): Members {
  const { name, description, descriptions, api, sensitive, claims, state } = scope;
  const { is, ...dates } = state;
  const all = { name, description, descriptions, api, sensitive, claims, state: is, ...dates };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

interface Accepted {
  readonly name: string;
  readonly description: string;
  readonly descriptions?: Readonly<Record<string, string>>;
  readonly api?: string;
  readonly sensitive: boolean;
  readonly claims?: ClaimRules;
  readonly state: ScopeState["is"];
  readonly since?: string;
  readonly sunset?: string;
  readonly replacement?: string;
}

/** Members of another state that this request doesn't name belong to the state before, and go with it. */
function withoutLeftovers(members: Members, sent: ReadonlySet<string>): Accepted {
  const all = members as unknown as Accepted;
  const kept = Object.entries(all).filter(
    ([name]) => !OF_STATE.deprecated.includes(name) || OF_STATE[all.state].includes(name) || sent.has(name),
  );
  return Object.fromEntries(kept) as unknown as Accepted;
}

function* stateFaults(scope: Accepted, since: string): Generator<FieldFault> {
  const { name, state, sunset, replacement } = scope;
  for (const member of OF_STATE.deprecated) {
    const value = scope[member as keyof Accepted];
    if (value !== undefined && !OF_STATE[state].includes(member))
      yield invalid(`/${member}`, quoted(String(value)), `none, because the state is ${state}`);
  }
  if (replacement !== undefined && replacement === name)
    yield invalid("/replacement", quoted(replacement), "another scope");
  if (state === "deprecated" && sunset !== undefined && sunset < since)
    yield invalid("/sunset", quoted(sunset), `${since}, when it is deprecated, or a later day`);
}

function read(
  members: Members,
  sent: ReadonlySet<string>,
  { beside, before, now }: Parameters<Representation<"scope">["read"]>[2],
): StoredScope | readonly FieldFault[] {
  const accepted = withoutLeftovers(members, sent);
  const { name, description, descriptions, api, sensitive, claims, state: is, sunset, replacement } = accepted;
  const since = accepted.since ?? new Date(now).toISOString().slice(0, 10);
  const state: ScopeState =
    is === "active" ? { is } : is === "removed" ? { is, replacement } : { is, since, sunset, replacement };
  const checked = {
    ...{ name, description, descriptions, api, sensitive, claims },
    ...(is === "removed" && { removed: { replacement } }),
    ...(is === "deprecated" && { deprecated: { since, sunset, replacement } }),
  };
  const faults = [
    ...translated(registeredFaults({ apis: [], scopes: [checked], clients: [] }, {}, beside), memberOf),
    ...stateFaults(accepted, since),
  ];
  return faults.length > 0
    ? faults
    : { ...before, scope: { name, description, descriptions, api, sensitive, personal: false, state, claims } };
}

/** `deprecated.replacement` is the member `replacement`. */
const memberOf = (name: string): string => name.replace(/^.*\./, "");

export const scope: Representation<"scope"> = {
  kind: "scope",
  title: "Scope",
  plural: "scopes",
  scope: "candor:scopes",
  schema,
  fixed: OWNED,
  idMember: "name",
  idOf: ({ scope: { name } }) => name,
  changeTo: scopeChange,
  membersOf,
  read,
};
