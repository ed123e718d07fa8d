/** The text for values of unknown age, because the server's clock was set back. */
import { optional } from "./define.ts";

/** The field of evidence. */
export const setBack = optional("seconds", "how far the server's clock was set back afterwards, at least");

/** The sentence, or `undefined` if the age is known. */
export const unknownAge = (thing: string, seconds: number | undefined): string | undefined =>
  seconds === undefined
    ? undefined
    : `The ${thing} was issued before the server's clock was set back by ${seconds} s, so its age is unknown`;
