/** New kinds of refusals that somebody is notified of, and how. */

/** Refusals of an application for a cause that had not occurred for a while. */
export interface NewKind {
  /** Names it for good: whoever gets a notice twice can tell. */
  readonly id: string;
  readonly code: string;
  readonly clientId: string | undefined;
  readonly since: number;
}

/** One that is waiting to be sent to the webhook. */
export interface DueNotice extends NewKind {
  /** How often it was tried. */
  readonly tries: number;
}

export interface NoticeStore {
  /** Kinds that began from `from` on, after a silence of at least `quiet`, and haven't been added yet. */
  unknown(from: number, quiet: number, limit: number): Promise<readonly Omit<NewKind, "id">[]>;
  /** Adds one. `webhookAt`: when it is sent to the webhook; `undefined`: there is none. Changes nothing if it was added before. */
  add(kind: NewKind, webhookAt: number | undefined): Promise<void>;
  /** To be sent to the webhook by now, those that wait longest first. */
  due(now: number, limit: number): Promise<readonly DueNotice[]>;
  /** The webhook has it. */
  sent(id: string): Promise<void>;
  /** It failed, and is tried again then; never if that is `undefined`. Changes nothing if another process has finished with it meanwhile. */
  failed(due: Pick<DueNotice, "id" | "tries">, at: number | undefined): Promise<void>;
  /** Those that began before a time and weren't mailed yet. */
  unmailed(before: number, limit: number): Promise<readonly NewKind[]>;
  mailed(ids: readonly string[]): Promise<void>;
  /** Forgets those that began before a time. */
  forget(before: number): Promise<void>;
}

/** A message to a webhook. Rejects unless it was received. */
export type PostWebhook = (message: WebhookMessage) => Promise<void>;

export interface WebhookMessage {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Rejects if no mail can be sent for the moment. */
  check(): Promise<void>;
  send(mail: Mail): Promise<void>;
  close(): void;
}
