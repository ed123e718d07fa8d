/** What lists need to be quick on a large database. */

/** Each has the columns that a list is filtered by, so that what doesn't match isn't read. */
export const auditIndexes: readonly string[] = [
  "drop index audit_of_target",
  "create index audit_of_target on audit (target_id, number, target_kind, actor_id, action, changed_at)",
  "create index audit_of_actor on audit (actor_id, number, action, target_kind, changed_at)",
  "create index audit_of_action on audit (action, number, target_kind, changed_at)",
  "create index audit_of_kind on audit (target_kind, number, changed_at)",
  "create index audit_by_time on audit (changed_at, number, target_kind)",
];
