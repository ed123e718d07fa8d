/** What a change does to those who depend on it, in sentences. */
import type { Contents, StoredApplication, StoredScope } from "../ports/registered.ts";
import type { DeclaredKind } from "../ports/registrations.ts";
import type { Item, PlannedChange } from "./items.ts";

type State = readonly Pick<Item, "kind" | "id" | "content">[];
type Change = Pick<PlannedChange, "does" | "kind" | "id" | "content">;

/** The consequences of a change. `after` is the registry once all changes are carried out. */
export function consequencesOf(change: Change, after: State): readonly string[] {
  return change.does === "remove" ? OF_REMOVAL[change.kind](change.id, after) : ofState(change);
}

const OF_REMOVAL: Readonly<Record<Item["kind"], (id: string, after: State) => readonly string[]>> = {
  "trusted-issuer": () => [
    "From now on, its assertions are refused. Tokens that were issued for them are accepted until they expire.",
  ],
  application: () => [
    "From now on, this server refuses its requests, tokens and grants. APIs that verify JWTs themselves accept them until they expire.",
  ],
  scope: (name, after) => {
    const listed = applications(after).filter(({ client }) => client.scopes.includes(name));
    const who = namesOf(listed.map(({ client }) => client.id));
    return who === undefined ? [] : [`${who}: still allowed this scope. Requests for it are refused as unknown.`];
  },
  api: (resource, after) => {
    const scopes = namesOf(
      all(after, "scope").flatMap(({ scope }: StoredScope) => (scope.api === resource ? scope.name : [])),
    );
    const who = namesOf(
      applications(after).flatMap(({ client }) => (client.introspects.includes(resource) ? client.id : [])),
    );
    return [
      ...(scopes === undefined ? [] : [`${scopes}: scopes of this API, which no longer have one.`]),
      ...(who === undefined ? [] : [`${who}: can no longer introspect its tokens.`]),
    ];
  },
};

function ofState({ kind, content }: Change): readonly string[] {
  if (kind === "application" && (content as StoredApplication).client.disabled)
    return ["It is disabled, so all its requests are refused."];
  if (kind === "scope" && (content as StoredScope).scope.state.is === "removed")
    return ["It is no longer granted. Refusals name its replacement, if it has one."];
  return [];
}

function all<Kind extends DeclaredKind>(state: State, kind: Kind): readonly Contents[Kind][] {
  return state.filter((item) => item.kind === kind).map(({ content }) => content as Contents[Kind]);
}

const applications = (state: State): readonly StoredApplication[] => all(state, "application");

/** At most five, and how many more there are. */
function namesOf(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return `${names.slice(0, 5).join(", ")}${more}`;
}
