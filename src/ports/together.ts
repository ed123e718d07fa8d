/**
 * What one request reads of several stores, in one round trip to storage that has to be waited for. Other storage doesn't have it:
 * `service/together.ts` then asks each store.
 */
import type { Grant } from "../protocol/grant.ts";
import type { Account } from "./accounts.ts";
import type { Session } from "./sessions.ts";

export interface Together {
  /** A grant with its user's account and, if wanted, its session. */
  readonly grant: (id: number, withSession: boolean) => Promise<GrantWithUser | undefined>;
  /** A session with its user's account, and what the user has allowed the client. */
  readonly session: (id: number, clientId: string) => Promise<SessionWithUser | undefined>;
}

export interface GrantWithUser {
  readonly grant: Grant;
  readonly account: Account | undefined;
  readonly session: Session | undefined;
}

export interface SessionWithUser {
  readonly session: Session;
  readonly account: Account | undefined;
  readonly consented: readonly string[];
}
