/** How many users have a password hash of each kind, so that who doesn't exist can be treated like one of them. */
import { kindOfHash, NO_PASSWORD } from "../../ports/password-hash.ts";
import type { Dialect } from "./dialect.ts";

export const hashKindTables = ({ integer, table }: Dialect): readonly string[] => [
  `create table hash_kinds (
    kind text not null primary key,
    users ${integer} not null
  ) ${table}`,
  `insert into hash_kinds (kind, users) select '${kindOfHash(NO_PASSWORD)}', count(*) from accounts`,
];
