/** How the tables of Azure AD B2C are written: numbers that mean the same, a message as B2C writes it, its causes. */
import type { CauseCode } from "../../../reasons/causes.ts";

export type Means = readonly (readonly [reason: CauseCode, weight: number, fix: string, tell?: string])[];
export type Row = readonly [codes: readonly number[], words: string, means: Means];
