/** The table of what was used and may be used once. */
import type { Dialect } from "./dialect.ts";

export const singleUseTables = ({ integer, bytes, keyed }: Dialect): readonly string[] => [
  `create table used_once (
      hash ${bytes} not null primary key,
      used_until ${integer} not null
    ) ${keyed}`,
  "create index used_once_by_end on used_once (used_until)",
];
