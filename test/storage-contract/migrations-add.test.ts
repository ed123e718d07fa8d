/**
 * A migration only adds, so that nodes of the version before go on working while another one brings the schema up to date: nothing that they
 * read or write is dropped, renamed or demanded.
 */
import { expect, it } from "vitest";
import { DIALECT } from "../../src/adapters/postgres/dialect.ts";
import { migrations } from "../../src/adapters/sql/migrations.ts";

/** The last one before several nodes could share a database of PostgreSQL. */
const LAST_BEFORE = "0031-backchannel-details";

const ADDS = [
  /^create table /,
  /^create (?:unique )?index /,
  /^create (?:or replace )?function /,
  /^create trigger /,
  // Rows of the version before don't have it.
  /^alter table \w+ add column (?!.*\bnot null\b(?!.*\bdefault\b))/s,
  /^insert into /,
  /^alter table \w+ set \((?:autovacuum_|fillfactor )/,
];
const isAdding = (statement: string): boolean => ADDS.some((one) => one.test(statement.trim()));

it("every migration since then only adds", () => {
  const all = migrations(DIALECT);
  const since = all.slice(all.findIndex(({ name }) => name === LAST_BEFORE) + 1);
  expect(since.map(({ name }) => name)).toContain("0036-announcements");
  expect(since.flatMap(({ statements }) => statements).filter((one) => !isAdding(one))).toEqual([]);
});

it.each([
  "drop table grants",
  "alter table grants drop column nonce",
  "alter table grants rename column nonce to once",
  "alter table grants add column more text not null",
  "alter table grants alter column nonce set not null",
  "delete from grants",
])("%s adds nothing", (statement) => expect(isAdding(statement)).toBe(false));

it.each(["alter table grants add column more text", "alter table grants add column more bigint not null default 0"])(
  "%s adds",
  (statement) => expect(isAdding(statement)).toBe(true),
);
