/**
 * Causes that other servers have and Candor does not, or not yet, so that `explain` names them with the same vocabulary. They have no
 * evidence because Candor never refuses requests for them. A code is never reused for another meaning.
 */
import { assertion } from "./elsewhere/assertion.ts";
import { client } from "./elsewhere/client.ts";
import type { Causes } from "./elsewhere/define.ts";
import { grant } from "./elsewhere/grant.ts";
import { request } from "./elsewhere/request.ts";
import { scope } from "./elsewhere/scope.ts";
import { token } from "./elsewhere/token.ts";
import { transport } from "./elsewhere/transport.ts";
import { user } from "./elsewhere/user.ts";

export type { Elsewhere } from "./elsewhere/define.ts";

export const elsewhere = {
  ...transport,
  ...request,
  ...client,
  ...scope,
  ...assertion,
  ...grant,
  ...token,
  ...user,
} as const satisfies Causes;

/** The code of a cause that only other servers have. */
export type ElsewhereCode = keyof typeof elsewhere;
