/** Every cause that has a name: the reasons for which Candor refuses, and those of other servers. */
import type { Section } from "../specs.ts";
import { type Elsewhere, type ElsewhereCode, elsewhere } from "./elsewhere.ts";
import { type Code, codes, isCode, reasonOf } from "./index.ts";

export type CauseCode = Code | ElsewhereCode;

/** What is said of a cause, wherever it occurs. */
export interface Cause {
  readonly code: CauseCode;
  readonly title: string;
  readonly cause: string;
  readonly developer: string;
  readonly operator?: string | undefined;
  readonly errors: readonly string[];
  readonly cites: readonly Section[];
  /** Whether Candor itself refuses for it. */
  readonly here: boolean;
}

export const causeCodes: readonly CauseCode[] = [...codes, ...(Object.keys(elsewhere) as ElsewhereCode[])];

export function isCause(text: string): text is CauseCode {
  return isCode(text) || Object.hasOwn(elsewhere, text);
}

export function causeOf(code: CauseCode): Cause {
  if (!isCode(code)) return { code, here: false, ...(elsewhere[code] as Elsewhere) };
  const { title, cause, remedies, error, cites } = reasonOf(code);
  const { developer, operator } = remedies;
  return { code, title, cause, developer, operator, errors: [error], cites, here: true };
}
