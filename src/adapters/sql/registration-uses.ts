/** What refers to what among the registrations in force: applications to scopes and APIs, scopes to APIs and to what replaces them. */
import type { Dialect } from "./dialect.ts";

/** Where the registrations from before say it: a kind, what it refers to, and the path. */
const FILLED = [
  ["application", "scope", "$.client.scopes"],
  ["application", "api", "$.client.introspects"],
  ["scope", "api", "$.scope.api"],
  ["scope", "scope", "$.scope.state.replacement"],
] as const;

export const registrationUses = ({ table, earlier }: Dialect): readonly string[] => [
  `create table registration_uses (
      used_kind text not null,
      used_id text not null,
      kind text not null,
      id text not null,
      primary key (used_kind, used_id, kind, id)
    ) ${table}`,
  "create index registration_uses_of on registration_uses (kind, id)",
  ...earlier(
    ...FILLED.map(
      ([kind, used, path]) =>
        `insert into registration_uses (used_kind, used_id, kind, id)
       select distinct '${used}', one.value, r.kind, r.id from registrations r, json_each(r.content, '${path}') one
       where r.until is null and r.kind = '${kind}' and one.type = 'text'`,
    ),
  ),
];

/** Applications that registered themselves and that nobody vouches for, of those from before this use (`ports/registered.ts`). */
export const unvouchedUses = ({ earlier }: Dialect): readonly string[] =>
  earlier(
    `insert into registration_uses (used_kind, used_id, kind, id)
     select 'initial-token', 'unvouched', kind, id from registrations
     where until is null and kind = 'application' and json_extract(content, '$.registration.at') is not null
       and json_extract(content, '$.registration.by') is null and json_extract(content, '$.client.owner') is null
       and json_extract(content, '$.client.team') is null and coalesce(json_extract(content, '$.client.firstParty'), 0) = 0
     on conflict do nothing`,
  );
