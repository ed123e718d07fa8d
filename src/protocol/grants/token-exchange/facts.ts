/** What is loaded for the tokens of an exchange: never their text. */
import type { Actor, Confirmation } from "../../access-token.ts";

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
