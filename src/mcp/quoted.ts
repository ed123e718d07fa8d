/** What an agent passed by mistake may be a secret, so it is covered before it is repeated. */
import { cover } from "../doctor/secrets.ts";

const told = cover([]);

/** The beginning of a text, in quotes, without secrets. */
export const quoted = (text: string): string => JSON.stringify(told(text.slice(0, 1_000)).slice(0, 100));
