/** Finds users. Each filter has an index that it walks in order, and no page looks at more rows than a bound. */
import type { Account } from "../../ports/storage.ts";
import {
  foldSearch,
  isWanted,
  LOOKED_AT,
  orderOf,
  PAST,
  placeOf,
  THEN,
  type UserFilter,
  type UserPage,
} from "../../ports/user-search.ts";
import { foldUsername } from "../../ports/username.ts";
import { type AccountRow, accountOf } from "./account-row.ts";
import type { Connection, Steps } from "./connection.ts";

/** A row on the way of a search, and where it is. */
type Found = AccountRow & { readonly place: string };

/** Rows that are read at once. */
const PORTION = 200;

export function userSearch(prepare: Connection["prepare"]): (filter: UserFilter) => Steps<UserPage> {
  const walk = (from: string) => {
    const rows = prepare<AccountRow>(`select * from ${from} username_folded > ? order by username_folded limit ?`);
    return function* (after: string): Steps<readonly Found[]> {
      return (yield* rows.all(after, PORTION)).map((row) => ({ ...row, place: foldUsername(row.username) }));
    };
  };
  const all = walk("accounts where");
  const disabled = walk("accounts where disabled = 1 and");
  const special = {
    auditor: walk("accounts where role <> 'user' and role = 'auditor' and"),
    operator: walk("accounts where role <> 'user' and role = 'operator' and"),
  };
  const words = prepare<AccountRow & { readonly word: string }>(
    `select a.*, w.word from account_words w join accounts a on a.subject = w.subject
     where w.kind = ?1 and w.word >= ?2 and w.word <= ?3 and (w.word, w.subject) > (?4, ?5)
     order by w.word, w.subject limit ?6`,
  );
  const worded = (kind: "word" | "group", from: string, to: string) =>
    function* (after: string): Steps<readonly Found[]> {
      const [word = "", subject = ""] = after.split(THEN);
      const rows = yield* words.all(kind, from, to, word, subject, PORTION);
      return rows.map((row) => ({ ...row, place: row.word + THEN + row.subject }));
    };

  return function* (filter) {
    const text = foldSearch(filter.text ?? "");
    const by = orderOf(filter);
    const next = {
      ...{ auditor: special.auditor, operator: special.operator, disabled, username: all },
      group: worded("group", filter.group ?? "", filter.group ?? ""),
      word: worded("word", text, text + PAST),
    }[by];
    const items: Account[] = [];
    let looked = 0;
    for (let after = filter.after ?? ""; ; ) {
      const rows = yield* next(after);
      for (const row of rows) {
        const account = accountOf(row);
        if (isWanted(account, filter) && (by !== "word" || placeOf(account, filter) === row.place)) {
          if (items.length === filter.limit) return { items, next: after };
          items.push(account);
        }
        after = row.place;
      }
      looked += rows.length;
      if (rows.length < PORTION) return { items, next: undefined };
      if (looked >= LOOKED_AT) return { items, next: after };
    }
  };
}
