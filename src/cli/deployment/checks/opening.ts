/** Whether the database can be opened, and why not. */
import { KINDS, UNREACHABLE } from "../../../adapters/postgres/problems.ts";
import type { DeploymentCheck } from "../define.ts";

/** One for each kind of problem with PostgreSQL. Where there is another one, this one is unknown. */
const kinds: readonly DeploymentCheck[] = KINDS.map(({ id, when, expected, fix }) => ({
  ...{ id, when, expected, fix },
  find: ({ database }) => {
    if (database?.kind !== "postgres") return undefined;
    const { problem } = database;
    if (problem === undefined) return [];
    return problem.id === id ? [problem] : undefined;
  },
}));

export const opening: readonly DeploymentCheck[] = [
  {
    ...UNREACHABLE,
    find: ({ database }) => {
      if (database === undefined) return undefined;
      const { problem } = database;
      if (problem === undefined) return [];
      return problem.id === UNREACHABLE.id ? [problem] : undefined;
    },
  },
  ...kinds,
];
