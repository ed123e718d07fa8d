/**
 * The roles of a Keycloak realm. A role belongs to the realm or to a client, includes others of either, and comes to users
 * directly and by their groups, which inherit those of the groups around them.
 */
import type { Found } from "../found.ts";
import { note } from "../notes.ts";
import { asList, asObject, asText, asTexts, type Json } from "../read-as.ts";
import { BUILT_IN_CLIENT } from "./keycloak-client.ts";

/** Roles that every user has, and that mean something to the realm itself only. */
const OF_THE_REALM = /^(?:default-roles-.*|offline_access|uma_authorization)$/;

interface Role {
  readonly name: string;
  /** The client that it belongs to; `undefined`: the realm. */
  readonly client: string | undefined;
}

export interface RealmRoles {
  /** Takes a member of a realm: `roles`, or an entry of `groups`. */
  readonly take: (member: string, value: Json) => void;
  /** The names of all that a user has, for the `roles` claim. Those of the realm's own pages are left out. */
  readonly of: (user: Json) => readonly string[];
  /** What is to be said of names that more than one has. */
  readonly shared: (at: string) => Generator<Found>;
}

export function realmRoles(): RealmRoles {
  const included = new Map<string, readonly Role[]>();
  const ofGroups = new Map<string, readonly Role[]>();
  /** Who has a role of a name. */
  const holders = new Map<string, Set<string>>();

  function add(role: Json, client: string | undefined): void {
    const name = asText(role.name);
    if (name === undefined) return;
    const { realm, client: ofClients } = asObject(role.composites);
    included.set(keyOf({ name, client }), rolesIn(realm, ofClients));
    if (isMeant({ name, client })) holders.set(name, (holders.get(name) ?? new Set()).add(client ?? "the realm"));
  }
  function addGroup(group: Json, around: string, inherited: readonly Role[]): void {
    const path = asText(group.path) ?? `${around}/${asText(group.name) ?? ""}`;
    const own = [...inherited, ...rolesIn(group.realmRoles, group.clientRoles)];
    ofGroups.set(path, own);
    for (const one of asList(group.subGroups)) addGroup(asObject(one), path, own);
  }
  return {
    take(member, value) {
      if (member === "groups") return addGroup(value, "", []);
      for (const role of asList(value.realm)) add(asObject(role), undefined);
      for (const [client, list] of Object.entries(asObject(value.client)))
        for (const role of asList(list)) add(asObject(role), client);
    },
    of(user) {
      const groups = asTexts(user.groups).flatMap((path) => ofGroups.get(path) ?? []);
      const all = new Map(
        [...rolesIn(user.realmRoles, user.clientRoles), ...groups].map((role) => [keyOf(role), role]),
      );
      // Those that are added during the loop are visited too.
      for (const [key] of all) for (const one of included.get(key) ?? []) all.set(keyOf(one), one);
      return [...new Set([...all.values()].filter(isMeant).map(({ name }) => name))];
    },
    *shared(at) {
      for (const [role, who] of holders) {
        const where = [...who].join(", ");
        if (who.size > 1) yield { is: "note", note: note("import/role-shared", at, { role, count: who.size, where }) };
      }
    },
  };
}

const keyOf = ({ name, client }: Role): string => JSON.stringify([client, name]);

const isMeant = ({ name, client }: Role): boolean =>
  client === undefined ? !OF_THE_REALM.test(name) : !BUILT_IN_CLIENT.test(client);

const rolesIn = (realm: unknown, ofClients: unknown): readonly Role[] => [
  ...asTexts(realm).map((name): Role => ({ name, client: undefined })),
  ...Object.entries(asObject(ofClients)).flatMap(([client, names]) => asTexts(names).map((name) => ({ name, client }))),
];
