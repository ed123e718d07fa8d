/** The time of whoever asks, for tokens that come without a time of their own. */
import { clocksOf } from "./rules/times.ts";
import type { View } from "./view.ts";

const TOKEN = /(?<![\w-])ey[\w-]{6,}\.[\w-]*(?:\.[\w-]*){0,3}/g;
/** What surrounds a token that was copied with its name. */
const NAMES = /\b(?:(?:proxy-)?authorization|bearer|dpop|jwt|[a-z]{0,20}_?tokens?)\b/gi;

/**
 * The view with `now` as the client's time, in milliseconds since 1970, if its tokens are all there is to judge. An exchange or the
 * context may have a time of its own. What an error or a log is about happened earlier, when a token that has expired since was still valid.
 */
export function atTime(view: View, now: number): View {
  const { jwts, errors, material, context } = view;
  const { server, client } = clocksOf(view);
  if (jwts.length === 0 || server !== undefined || client !== undefined) return view;
  const isJudged = errors.some(({ error, words }) => error !== "invalid_token" && (error ?? !isBare(words)));
  if (isJudged || !material.texts.every(isBare)) return view;
  return { ...view, context: { ...context, client_time: now / 1000 } };
}

/** Whether a text has nothing but tokens and their names. */
const isBare = (text: string): boolean => !/\p{L}/u.test(text.replaceAll(TOKEN, " ").replaceAll(NAMES, " "));
