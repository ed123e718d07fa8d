/** Every cause that has a name: the reasons for which Candor refuses requests, and the causes that only other servers have. */
import type { Section } from "../specs.ts";
import { type Elsewhere, type ElsewhereCode, elsewhere } from "./elsewhere.ts";
import { type Code, codes, isCode, reasonOf } from "./index.ts";

/** The code of a cause: a reason of Candor's, or one that only other servers have. */
export type CauseCode = Code | ElsewhereCode;

/** The subject of a cause: the part of its code before the slash. */
export type CauseFamily = CauseCode extends infer C ? (C extends `${infer F}/${string}` ? F : never) : never;

/** What the catalogue says about a cause, wherever it occurs. */
export interface Cause {
  readonly code: CauseCode;
  readonly title: string;
  readonly cause: string;
  readonly developer: string;
  readonly operator?: string | undefined;
  readonly errors: readonly string[];
  readonly cites: readonly Section[];
  /** Causes that are easily confused with it. */
  readonly related: readonly string[];
  /** Whether Candor itself refuses requests for it. */
  readonly here: boolean;
}

export const causeCodes: readonly CauseCode[] = [...codes, ...(Object.keys(elsewhere) as ElsewhereCode[])];

export function isCause(text: string): text is CauseCode {
  return isCode(text) || isElsewhere(text);
}

/** Whether the code names a cause that only other servers have. */
export function isElsewhere(text: string): text is ElsewhereCode {
  return !isCode(text) && Object.hasOwn(elsewhere, text);
}

export function causeOf(code: CauseCode): Cause {
  if (!isCode(code)) return { code, here: false, related: [], ...(elsewhere[code] as Elsewhere) };
  const { title, cause, remedies, error, cites, related = [] } = reasonOf(code);
  const { developer, operator } = remedies;
  return { code, title, cause, developer, operator, errors: [error], cites, related, here: true };
}

/** The causes of this error at other servers for which Candor never refuses. */
export function causesElsewhere(error: string): readonly CauseCode[] {
  return causeCodes.filter((code) => isElsewhere(code) && causeOf(code).errors.includes(error));
}

/** The causes of a family: Candor's reasons in the catalogue's order, then the causes that only other servers have. */
export function causesIn(family: CauseFamily): Cause[] {
  return causeCodes.filter((code) => code.startsWith(`${family}/`)).map(causeOf);
}
