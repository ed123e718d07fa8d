/** The methods that verify anything else than one of the client's secrets: one line for each file. Today there is none. */
import type { Verification } from "./verification.ts";

export const VERIFICATIONS: Readonly<Record<string, Verification>> = {};
