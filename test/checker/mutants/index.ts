/** Faults of Candor, each with the requirements that must find it. */
import type { Mutant } from "../through.ts";
import { AUTHORIZATION } from "./authorization.ts";
import { CODES } from "./codes.ts";
import { CORS } from "./cors.ts";
import { ID_TOKENS } from "./id-tokens.ts";
import { METADATA_FAULTS } from "./metadata.ts";
import { RACES } from "./races.ts";
import { REFRESH_TOKENS } from "./refresh-tokens.ts";
import { TOKEN_ENDPOINT } from "./token-endpoint.ts";
import { TOKEN_MANAGEMENT } from "./token-management.ts";

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  ...METADATA_FAULTS,
  ...TOKEN_ENDPOINT,
  ...AUTHORIZATION,
  ...CODES,
  ...ID_TOKENS,
  ...RACES,
  ...REFRESH_TOKENS,
  ...TOKEN_MANAGEMENT,
  ...CORS,
};
