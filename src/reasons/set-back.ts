/** What is said where the server's clock was set back, and nobody knows how old a thing is. */
import { optional } from "./define.ts";

/** The field of evidence. */
export const setBack = optional("seconds", "how far the server's clock was set back since, at least");

/** Says so; `undefined` where the age is known. */
export const unknownAge = (thing: string, seconds: number | undefined): string | undefined =>
  seconds === undefined
    ? undefined
    : `The ${thing} was issued before the server's clock was set back by ${seconds} s, so its age is unknown`;
