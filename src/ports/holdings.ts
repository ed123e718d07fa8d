/** What users hold: their sessions, what applications may do for them, and what has happened to their accounts. It is listed, and ended. */
import type { Grant } from "../protocol/grant.ts";
import type { Activity, KeptActivity } from "./activity.ts";
import type { AuditEntry } from "./audit.ts";
import type { Session } from "./sessions.ts";

/** The newest first: `before` is the id after which the list continues. */
interface Page {
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface GrantFilter extends Page {
  readonly subject?: string | undefined;
  readonly clientId?: string | undefined;
  /** Only those that may still be used at this time, as far as storage knows. */
  readonly liveAt?: number | undefined;
}

/** A grant, and when it will be forgotten: none of its tokens is valid any more then. */
export interface ListedGrant {
  readonly grant: Grant;
  readonly forgetAfter: number;
}

export interface SessionFilter extends Page {
  readonly subject?: string | undefined;
  readonly openAt?: number | undefined;
}

/** What one user has allowed one application. */
export interface Consent {
  readonly subject: string;
  readonly clientId: string;
  /** In the order of their names, with the time of each. */
  readonly scopes: readonly { readonly scope: string; readonly at: number }[];
}

export interface ConsentFilter {
  readonly subject?: string | undefined;
  readonly clientId?: string | undefined;
  /** The last one of the page before. */
  readonly after?: Pick<Consent, "subject" | "clientId"> | undefined;
  readonly limit: number;
}

/** Why something ends, when, and what is written about it in the same step, if anything has ended. */
export interface Ending {
  readonly at: number;
  /** For whoever uses a token later. */
  readonly because: string;
  readonly entry?: AuditEntry | undefined;
  readonly activity?: Activity | undefined;
}

/** How many of each have ended. */
export interface Ended {
  readonly sessions: number;
  readonly grants: number;
  readonly consents: number;
}

export interface HoldingStore {
  /** By user or by application; without either, all. */
  grants(filter: GrantFilter): Promise<readonly ListedGrant[]>;
  /** How many grants may still be used, at most `most`: so that counting never takes long. */
  countGrants(filter: Omit<GrantFilter, "before" | "limit">, most: number): Promise<number>;
  sessions(filter: SessionFilter): Promise<readonly Session[]>;
  consents(filter: ConsentFilter): Promise<readonly Consent[]>;
  /** Ends a grant with all of its tokens. `false` if it had ended before or is gone. */
  endGrant(id: number, ending: Ending): Promise<boolean>;
  /** Ends a session, and the grants that began in it. */
  endSession(id: number, ending: Ending): Promise<Ended>;
  /** Ends all sessions of a user but one, and the grants that began in them. */
  endOtherSessions(subject: string, but: number | undefined, ending: Ending): Promise<Ended>;
  /** Ends all sessions and grants of a user. What the user has allowed stays allowed. */
  endAll(subject: string, ending: Ending): Promise<Ended>;
  /** Forgets what a user has allowed an application, and ends its grants. */
  withdraw(subject: string, clientId: string, ending: Ending): Promise<Ended>;
  /** Keeps an event. */
  note(activity: Activity): Promise<void>;
  /** The events of a user's account. */
  activity(filter: Page & { readonly subject: string }): Promise<readonly KeptActivity[]>;
}
