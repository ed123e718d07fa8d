/** A text as sentences, without what every server repeats. */
import { withoutBoilerplate } from "../boilerplate.ts";

/** A URL with a query, and a method before it, is a pasted or logged request. Its words aren't those of a response. */
const REQUESTED = /(?:\b(?:get|post|put|delete|head|patch) "?)?\bhttps?:\/\/[^\s"'<>?]{1,2000}\?[^\s"'<>]{1,4000}/gi;

/** How tools show a request: "Request Method : POST" says nothing of the method. */
const SHOWN = /^[ \t]{0,8}(?:request[ _-]?)?method["']?[ \t]{0,3}[:=][ \t]{0,3}["']?[a-z]{3,7}["']?,?[ \t]{0,8}$/gim;

/** A parameter that is logged with its value. What is said after it isn't said of it. */
const LOGGED = /\b(?:code|nonce|session_state|state)=[^\s&,;"']{6,}/g;

/** A long id between two words keeps them apart. */
const ID = /(?<![\w-])(?=[\w-]*\d)[\w-]{16,}/g;
const shortened = (id: string): string => `${id.slice(0, 6)}…`;

const MOST = { characters: 20_000, sentences: 120, ofOne: 700 } as const;

export function sentencesOf(words: string): readonly string[] {
  const bare = withoutBoilerplate(
    words.slice(0, MOST.characters).replaceAll(REQUESTED, " ").replaceAll(LOGGED, " ").replaceAll(SHOWN, ""),
  );
  return bare
    .split(/[\r\n]+|(?<=[a-z\d)'"])[.;!?]\s+(?=[A-Z\d"'(])/)
    .map((sentence) => sentence.trim().slice(0, MOST.ofOne).replaceAll(ID, shortened))
    .filter((sentence) => sentence.length > 3)
    .slice(0, MOST.sentences);
}
