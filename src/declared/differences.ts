/** What differs between two states of something that is registered. */
import { isDeepStrictEqual } from "node:util";
import type { Contents, StoredApplication } from "../ports/registered.ts";
import type { DeclaredKind } from "../ports/registrations.ts";
import { type Members, membersOf } from "./forms.ts";

/** One member that differs. Of secrets it only says so. */
export interface Difference {
  readonly member: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The members that differ, in the order of the schema. Who owns it isn't compared. */
export function differencesBetween<Kind extends DeclaredKind>(
  kind: Kind,
  before: Contents[Kind] | undefined,
  after: Contents[Kind] | undefined,
): readonly Difference[] {
  const [was, is] = [before, after].map((one): Members => (one === undefined ? {} : membersOf(kind, one)));
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  const found = [...names]
    .filter((member) => member !== "secrets" && !isDeepStrictEqual(was?.[member], is?.[member]))
    .map((member): Difference => ({ member, before: was?.[member], after: is?.[member] }));
  return secretsOf(before) === secretsOf(after) ? found : [...found, { member: "secrets", after: "changed" }];
}

/** Everything that counts about the secrets: not when each was made. */
function secretsOf(stored: Contents[DeclaredKind] | undefined): string {
  const { secrets = [] } = (stored ?? {}) as Partial<StoredApplication>;
  return JSON.stringify(
    secrets.map(({ hash, foreign, expiresAt, guessable, shape }) => [
      foreign ?? hash,
      expiresAt,
      guessable,
      shape?.length,
    ]),
  );
}
