/** What lists need to be quick on a large database. */
import type { Dialect } from "./dialect.ts";

/** Each has the columns that a list is filtered by, so that what doesn't match isn't read. */
export const auditIndexes: readonly string[] = [
  "drop index audit_of_target",
  "create index audit_of_target on audit (target_id, number, target_kind, actor_id, action, changed_at)",
  "create index audit_of_actor on audit (actor_id, number, action, target_kind, changed_at)",
  "create index audit_of_action on audit (action, number, target_kind, changed_at)",
  "create index audit_of_kind on audit (target_kind, number, changed_at)",
  "create index audit_by_time on audit (changed_at, number, target_kind)",
];

/** Who is in which team, and how many users are in which group. The database itself keeps both, so that older versions do so too. */
export const keptMemberships = ({ integer, table, earlier, follow }: Dialect): readonly string[] => [
  `create table team_members (
    subject text not null,
    team text not null,
    primary key (subject, team)
  ) ${table}`,
  "create index team_members_of on team_members (team)",
  ...earlier(
    `insert into team_members (subject, team)
     select distinct json_extract(one.value, '$.subject'), r.id from registrations r, json_each(r.content, '$.team.members') one
     where r.kind = 'team' and r.until is null`,
  ),
  follow("update of until", "registrations", "team_members_leave", [
    "delete from team_members where new.kind = 'team' and new.until is not null and team = new.id",
  ]),
  follow("insert", "registrations", "team_members_join", [
    `insert into team_members (subject, team)
     select distinct json_extract(one.value, '$.subject'), new.id from json_each(new.content, '$.team.members') one
     where new.kind = 'team' and new.until is null`,
  ]),
  `create table user_groups (
    name text not null primary key,
    users ${integer} not null
  ) ${table}`,
  "insert into user_groups (name, users) select word, count(*) from account_words where kind = 'group' group by word",
  follow("insert", "account_words", "user_groups_are_joined", [
    `insert into user_groups (name, users) select new.word, 1 where new.kind = 'group'
     on conflict (name) do update set users = user_groups.users + 1`,
  ]),
  follow("delete", "account_words", "user_groups_are_left", [
    "update user_groups set users = users - 1 where old.kind = 'group' and name = old.word",
    "delete from user_groups where old.kind = 'group' and name = old.word and users <= 0",
  ]),
];

const COUNT_COLUMNS = "client_id, hour, code, endpoint, total";

/** Made again under its name, because triggers know it by that. */
export const countsByKey = ({ integer, keyed }: Dialect): readonly string[] => [
  `create table refusal_counts_moved as select ${COUNT_COLUMNS} from refusal_counts_of_client`,
  "drop table refusal_counts_of_client",
  `create table refusal_counts_of_client (
    client_id text not null,
    hour ${integer} not null,
    code text not null,
    endpoint text not null,
    total ${integer} not null,
    primary key (client_id, hour, code, endpoint)
  ) ${keyed}`,
  `insert into refusal_counts_of_client (${COUNT_COLUMNS}) select ${COUNT_COLUMNS} from refusal_counts_moved`,
  "drop table refusal_counts_moved",
  "create index refusal_counts_of_group on refusal_counts_of_client (client_id, code, hour)",
  "create index refusal_counts_of_endpoint on refusal_counts (endpoint, code)",
  "create index refusal_networks_of on refusal_networks (network, code, client_id)",
];
