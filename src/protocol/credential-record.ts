/** What a record keeps of a code or a refresh token that isn't one. */
import type { NotFound } from "./credential.ts";
import { number, text, type Variants } from "./record.ts";

export const NOT_FOUND: Variants<NotFound> = {
  "wrong-kind": { looks: text },
  corrupted: { looks: text, length: number, expected: number },
  foreign: { length: number },
  gone: { length: number },
};
