/** Whether a backup's schema is one that this program knows. */
import type { Migration } from "../sql/migration.ts";
import type { Beginning } from "./format.ts";

/** How many of the migrations a backup has. @throws, in words, if it has others. */
export function knownSchema({ migrations, version }: Beginning, all: readonly Migration[], name: string): number {
  migrations.forEach((one, at) => {
    if (one === all[at]?.name) return;
    throw new Error(
      `${name} has the migration ${one}, which is unknown to this version of Candor. It was made by version ${version}.`,
    );
  });
  return migrations.length;
}
