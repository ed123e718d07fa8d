/** What is loaded for the tokens of an exchange: never their text. Also what a record keeps of them. */
import type { Actor, AuthorizationDetail, Confirmation } from "../../access-token.ts";
import { CONFIRMATION } from "../../grant-record.ts";
import {
  flag,
  json,
  leftOut,
  members,
  number,
  oneOf,
  optional,
  type Shape,
  text,
  texts,
  variants,
  versioned,
} from "../../record.ts";

/** Why a token can't be exchanged. */
export const UNUSABLE = ["malformed", "unknown", "expired", "revoked", "other-type", "user-gone"] as const;

export type BroughtToken =
  /** `looks`: what it looks like, if it is none. */
  | { readonly is: "unusable"; readonly because: (typeof UNUSABLE)[number]; readonly looks?: string | undefined }
  | {
      readonly is: "found";
      /** The client that it was issued to. */
      readonly clientId: string;
      readonly subject: string;
      readonly scopes: readonly string[];
      /** The grant of a user behind it. */
      readonly grantId?: number | undefined;
      /** Whether its subject is a user. */
      readonly personal: boolean;
      /** When it ends, in milliseconds; none of a refresh token, which is renewed. */
      readonly expiresAt?: number | undefined;
      readonly authTime?: number | undefined;
      readonly cnf?: Confirmation | undefined;
      /** Its authorization details, and their types, which is all that a record keeps of them. */
      readonly details?: readonly AuthorizationDetail[] | undefined;
      readonly detailTypes?: readonly string[] | undefined;
      /** Who acts for its subject already (RFC 8693 4.1). */
      readonly act?: Actor | undefined;
      /** Who may act for its subject, if it says so (RFC 8693 4.4). */
      readonly mayAct?: Readonly<Record<string, unknown>> | undefined;
    };

export type FoundToken = Extract<BroughtToken, { readonly is: "found" }>;

export interface ExchangeFacts {
  readonly subject: BroughtToken;
  readonly actor?: BroughtToken | undefined;
}

const BROUGHT_TOKEN = variants<BroughtToken>({
  unusable: { because: oneOf(...UNUSABLE), looks: optional(text) },
  found: {
    clientId: text,
    subject: text,
    scopes: texts,
    grantId: optional(number),
    personal: flag,
    expiresAt: optional(number),
    authTime: optional(number),
    cnf: optional(CONFIRMATION),
    details: leftOut(),
    detailTypes: optional(texts),
    act: optional(json as Shape<Actor>),
    mayAct: optional(json as Shape<Readonly<Record<string, unknown>>>),
  },
});

export const exchangeRecord = versioned(
  1,
  members<ExchangeFacts>({ subject: BROUGHT_TOKEN, actor: optional(BROUGHT_TOKEN) }),
);
