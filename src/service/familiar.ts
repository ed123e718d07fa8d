/**
 * The marks that a browser keeps of the users who signed in with it, so that strangers elsewhere don't slow it down. A mark
 * gives no access. Each has a count of its own, so a stolen one is worth a few guesses.
 */
import { timingSafeEqual } from "node:crypto";
import { foldUsername } from "../ports/username.ts";
import type { Shared } from "./deps.ts";

const DAY = 86_400_000;
/** As long as the cookie lasts. */
const DAYS_KEPT = 365;
/** How many users of one browser are remembered. One more pushes out the oldest. */
const MOST = 8;

/** A mark is `day.random.tag`; several are joined by this. */
const JOINT = "~";

/**
 * The part of a mark that names it, if the browser sends one for this user, whether or not the user exists. `now` in
 * milliseconds.
 */
export function familiarMark(
  deps: Pick<Shared, "keys">,
  username: string,
  marks: string | undefined,
  now: number,
): string | undefined {
  return marksIn(marks)
    .filter((mark) => isOf(deps, mark, username, now))
    .map(nameOf)[0];
}

/** The marks that the browser keeps after this user has signed in: a new one, and those of others. `now` in milliseconds. */
export function keepMarks(
  deps: Pick<Shared, "keys" | "random">,
  username: string,
  marks: string | undefined,
  now: number,
): string {
  const name = `${Math.floor(now / DAY)}.${Buffer.from(deps.random(9)).toString("base64url")}`;
  const others = marksIn(marks).filter((mark) => !isOf(deps, mark, username, now));
  return [`${name}.${tagOf(deps, name, username)}`, ...others].slice(0, MOST).join(JOINT);
}

const marksIn = (marks = ""): string[] => marks.split(JOINT, MOST).filter((mark) => MARK.test(mark));

const MARK = /^\d{1,6}\.[\w-]{12}\.[\w-]{24}$/;

const nameOf = (mark: string): string => mark.slice(0, mark.lastIndexOf("."));

function isOf(deps: Pick<Shared, "keys">, mark: string, username: string, now: number): boolean {
  const tag = tagOf(deps, nameOf(mark), username);
  const right = timingSafeEqual(Buffer.from(mark.slice(-tag.length)), Buffer.from(tag));
  return right && Math.floor(now / DAY) - Number.parseInt(mark, 10) <= DAYS_KEPT;
}

function tagOf({ keys }: Pick<Shared, "keys">, name: string, username: string): string {
  const bytes = Buffer.from(`${name} ${foldUsername(username)}`);
  return Buffer.from(keys.tag("familiar browser", bytes, 18)).toString("base64url");
}
