/** Scopes of a server that has no list of them: those that its clients may request. */
import { ADMIN_SCOPE_NAMES, GRANT_SCOPES, GROUP_SCOPES, OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import type { Found } from "../found.ts";
import { note } from "../notes.ts";

export const STANDARD_SCOPES: ReadonlySet<string> = new Set([
  ...[...OPENID_SCOPES, ...GROUP_SCOPES, ...GRANT_SCOPES].map(({ name }) => name),
  ...ADMIN_SCOPE_NAMES,
]);

/** Remembers which scopes were registered already. */
export function scopeMaker(): (names: readonly string[], at: string) => Generator<Found> {
  const made = new Set<string>(STANDARD_SCOPES);
  return function* (names, at) {
    for (const name of names) {
      if (made.has(name)) continue;
      made.add(name);
      yield { is: "note", note: note("import/scope-undescribed", at, { scope: name }) };
      yield { is: "scope", at, form: { name, description: name } };
    }
  };
}
