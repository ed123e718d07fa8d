/** What a decision says of its occasions, so that the journal can count them and a fix can be tried on them. */
import type { Supply } from "../reasons/fix.ts";
import type { Refusal } from "../reasons/index.ts";
import type { Client } from "./client.ts";
import type { Form } from "./form.ts";

/** A part of an occasion, and the occasion with another one in its place. */
export interface Place<On, Part> {
  readonly of: (on: On) => Part | undefined;
  readonly with: (on: On, part: Part) => On;
}

/** What a new access token must be good for. */
export interface Wanted {
  readonly scope?: string;
  readonly audience?: string;
}

/** The occasion if the requester had what a fix supplies; `undefined` if facts for that are missing. */
export type Supplies<On> = { readonly [What in Supply]?: (on: On, wanted: Wanted) => On | undefined };

/** What an aspect leaves out can't be changed, and no fix that changes it can be tried. */
export interface Aspects<On> {
  /** The request's parameters. */
  readonly form?: Place<On, Form | Refusal>;
  /** The registered client that the request is about. */
  readonly client?: Place<On, Client>;
  /** The id of the client that may learn of a refusal, if that is another question than which one the request is about. */
  readonly clientId?: (on: On) => string | undefined;
  /** The id of the client that the request claims to come from, if that is not what it sent. */
  readonly claimed?: (on: On) => string;
  /** Whether the sender has proved to be the client. */
  readonly isProven?: (on: On) => boolean;
  /** Whether clients send such requests themselves, rather than a user's browser. */
  readonly fromClient?: true;
  /** The part of an occasion that an application may see. */
  readonly forClient?: (on: On) => On;
  /** Texts of the requester that only this decision has. */
  readonly rewrite?: (on: On, rewrite: (text: string) => string) => On;
  readonly supplies?: Supplies<On>;
  /** The occasion without what was found about a parameter that isn't sent any more. */
  readonly without?: Readonly<Record<string, (on: On) => On>>;
  /** The occasion with another value of a setting; `undefined` if that would make no difference. */
  readonly settings?: {
    readonly [Name in "refreshGrace" | "codeLifetime"]?: (on: On, value: number) => On | undefined;
  };
  /** The same request to another path. */
  readonly sendTo?: (on: On, path: string) => On;
  /** Whether something would be judged that is not known. */
  readonly isBlind?: (on: On) => boolean;
}
