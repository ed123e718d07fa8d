/** The headers that features read, in lower case. Requests have no others: what is neither redacted nor restored isn't read. */
import { CREDENTIAL_HEADERS } from "./client-authentication/index.ts";
import { PROOF_HEADERS } from "./sender-constraints/index.ts";

export const HEADERS: readonly string[] = [...new Set([...CREDENTIAL_HEADERS, ...PROOF_HEADERS])];
