/** How users are found: by the beginning of their user name, of their e-mail address, or of a word of their name. */
import type { Account, Role } from "./accounts.ts";
import { foldUsername } from "./username.ts";

/** Words of a name, and characters of a word. Longer ones are found by their beginning. */
const MOST = 8;
const LONGEST = 100;

/** By code points: half a character isn't text. */
const cut = (text: string): string => (text.length <= LONGEST ? text : [...text].slice(0, LONGEST).join(""));

/** What a user is found by, folded (`username.ts`), without repetitions. */
export function wordsOf({ username, claims }: Pick<Account, "username" | "claims">): readonly string[] {
  const { email, name } = claims;
  const named = typeof name === "string" ? foldUsername(name) : "";
  const rest = named.split(/\s+/).slice(1, MOST);
  const all = [foldUsername(username), typeof email === "string" ? foldUsername(email) : "", named, ...rest];
  return [...new Set(all.map((word) => cut(word.trim())).filter((word) => word !== ""))];
}

/** Groups of a user, as the claim has them. */
export function groupsOf({ claims }: Pick<Account, "claims">): readonly string[] {
  const { groups } = claims;
  return Array.isArray(groups) ? [...new Set(groups.filter((one) => typeof one === "string"))] : [];
}

/** A text that words are compared with. */
export const foldSearch = (text: string): string => cut(foldUsername(text.trim()));

/** After every word that begins with a text. No word has this character. */
export const PAST = "\u{10FFFF}";

/** Which users are listed. */
export interface UserFilter {
  /** What the user name, the e-mail address or a word of the name begins with. */
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly group?: string | undefined;
  /** Where the page before ended: its `next`. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface UserPage {
  readonly items: readonly Account[];
  /** Where the next page begins; `undefined` if there is none. A page may be shorter than asked for and yet have one. */
  readonly next: string | undefined;
}

/** Rows that are looked at for one page, so that no filter makes a page slow. */
export const LOOKED_AT = 2_000;

/** In which order a filter's users are listed: by what few have, if it asks for that; otherwise by the word that matches, or by user name. */
export function orderOf({ text = "", role, disabled, group }: UserFilter) {
  if (role === "auditor" || role === "operator") return role;
  if (disabled === true) return "disabled";
  if (group !== undefined) return "group";
  return foldSearch(text) === "" ? "username" : "word";
}

/** Whether a filter wants a user, wherever the page begins. */
export function isWanted(account: Account, { text = "", role, disabled, group }: UserFilter): boolean {
  const sought = foldSearch(text);
  return (
    (role === undefined || account.role === role) &&
    (disabled === undefined || account.disabled === disabled) &&
    (group === undefined || groupsOf(account).includes(group)) &&
    (sought === "" || wordsOf(account).some((word) => word.startsWith(sought)))
  );
}

/** Between the two parts of a place. No word and no subject has it. */
export const THEN = "\u0000";

/** Where a user is in the order of a filter that wants it. A user with several words that match is at the first of them. */
export function placeOf(account: Account, filter: UserFilter): string {
  const order = orderOf(filter);
  if (order === "group") return filter.group + THEN + account.subject;
  if (order !== "word") return foldUsername(account.username);
  const sought = foldSearch(filter.text ?? "");
  const [first = ""] = wordsOf(account)
    .filter((word) => word.startsWith(sought))
    .sort(compareTexts);
  return first + THEN + account.subject;
}

/** By code points, as databases compare texts in UTF-8. */
export const compareTexts = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
