/** What happens in this process, as a stream for the operator's code. No event has a secret or anything that a requester typed. */
import type { Code } from "../reasons/index.ts";

/** A request was refused, and the refusal was kept. Further ones of a flood are only counted, and have no event. */
export interface RefusedEvent {
  /** What happened. */
  readonly type: "refused";
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** The reference of the refusal. */
  readonly ref: string;
  /** The reason. */
  readonly code: Code;
  /** The endpoint that refused. */
  readonly endpoint: string;
  /** The registered client that the refusal is about. */
  readonly client?: string | undefined;
}

/** An authorization was granted, or tokens were issued. */
export interface GrantedEvent {
  /** What happened. */
  readonly type: "granted";
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** `authorization` or `token`. */
  readonly endpoint: string;
  /** The client. */
  readonly client?: string | undefined;
  /** The grant type of a token request. */
  readonly grantType?: string | undefined;
  /** The user, if there is one. */
  readonly subject?: string | undefined;
}

/** A user signed in. */
export interface SignedInEvent {
  /** What happened. */
  readonly type: "signed-in";
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** The user. */
  readonly subject?: string | undefined;
}

/** A user signed out. */
export interface SignedOutEvent {
  /** What happened. */
  readonly type: "signed-out";
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** The user. */
  readonly subject?: string | undefined;
  /** The client that sent the user to sign out. */
  readonly client?: string | undefined;
}

/** Something that the server stores was changed by this process. */
export interface ChangedEvent {
  /** What happened. */
  readonly type: "changed";
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** What was changed. */
  readonly what: "user" | "consent" | "grant" | "access-token" | "key";
  /** How. */
  readonly change: "added" | "changed" | "disabled" | "enabled" | "removed" | "revoked";
  /** The user that it is about. */
  readonly subject?: string | undefined;
  /** The client that it is about. */
  readonly client?: string | undefined;
  /** The id of a signing key. */
  readonly kid?: string | undefined;
}

/** This reader was too slow, and its oldest events were dropped. */
export interface LostEvent {
  /** What happened. */
  readonly type: "lost";
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** How many events are missing before the next one. */
  readonly count: number;
}

/** What a reader of `candor.events()` gets. */
export type CandorEvent = RefusedEvent | GrantedEvent | SignedInEvent | SignedOutEvent | ChangedEvent | LostEvent;

/** What happened, apart from what a reader missed. */
export type Emitted = Exclude<CandorEvent, LostEvent>;

export interface Events {
  /** Whether anybody reads. If not, no event needs to be made. */
  readonly heard: boolean;
  emit(event: Emitted): void;
  /** A stream of everything from now on. */
  subscribe(): AsyncIterableIterator<CandorEvent>;
  /** Ends every stream, after what is pending. */
  close(): void;
}
