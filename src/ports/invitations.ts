/** One-time links. */
import type { Account, Claims } from "./accounts.ts";
import type { Actor, AuditEntry } from "./audit.ts";
import type { Along } from "./people.ts";

/** A one-time link with which somebody makes an account, joins a team or chooses a password. */
export interface Invitation {
  readonly id: number;
  readonly hash: Uint8Array;
  /** Of the account that is made. */
  readonly role: Account["role"];
  readonly expiresAt: number;
  readonly usedAt: number | undefined;
  /** What it is for; none for the account of the first operator. */
  readonly to?: InvitedTo | undefined;
}

export interface InvitedTo {
  /** Makes an account; joins a team; sets the password of an account. */
  readonly act: "account" | "team" | "password";
  /** Joined with the account. */
  readonly team?: string | undefined;
  /** Whose password. */
  readonly subject?: string | undefined;
  /** Where it was sent, or would be. */
  readonly email?: string | undefined;
  /** Claims of the account, such as its name. */
  readonly claims?: Claims | undefined;
  /** Who invited: a subject, or a client. */
  readonly by: string;
  /** What that is; links of earlier versions don't say it. */
  readonly byIs?: Actor["is"] | undefined;
  /** Whether somebody without an account may make one, to join the team. */
  readonly newUsers?: boolean | undefined;
}

/** What happens together with the use of an invitation. */
export interface Acceptance {
  /** A new account, with the entry about it. */
  readonly account?: Account | undefined;
  readonly entry?: AuditEntry | undefined;
  /** The team that is joined. */
  readonly along?: Pick<Along, "changes" | "entry"> | undefined;
}

export interface InvitationStore {
  insert(invitation: Invitation, entry?: AuditEntry): Promise<void>;
  find(id: number): Promise<Invitation | undefined>;
  /** Those that can still be used, the newest first: all but the first operator's, or those to a team. */
  list(by: {
    readonly team?: string | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
    readonly now: number;
  }): Promise<readonly Invitation[]>;
  /** Withdraws one that wasn't used. */
  remove(id: number, entry?: AuditEntry): Promise<boolean>;
  /**
   * Uses the invitation and does what it is for, in one step. `used`: the invitation was used before, has expired or is gone, or
   * it is for the first operator and there is an operator already. `taken`: the user name is in use. `conflict`: the team has
   * changed. If it isn't used, it stays valid.
   */
  accept(id: number, at: number, what: Acceptance): Promise<"accepted" | "used" | "taken" | "conflict">;
}
