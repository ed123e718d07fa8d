/** What is loaded for a device code. */
import type { AuthorizationDetail } from "../../access-token.ts";
import type { NotFound } from "../../credential.ts";
import type { GrantedDetails } from "../grant-type.ts";

/** A device authorization request, as decisions see it. Times are milliseconds since 1970. */
export interface FoundDevice {
  readonly id: number;
  readonly clientId: string;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** Seconds between two polls, and when the last one was. */
  readonly interval: number;
  readonly polledAt?: number | undefined;
  readonly usedAt?: number | undefined;
  readonly decided?: FoundDecision | undefined;
}

/** What the user has decided. */
export type FoundDecision =
  | { readonly is: "denied"; readonly at: number }
  | {
      readonly is: "allowed";
      readonly at: number;
      /** The id of the grant that the device gets. */
      readonly grantId: number;
      readonly subject: string;
      readonly authTime: number;
      readonly scopes: readonly string[];
      readonly details?: readonly AuthorizationDetail[] | undefined;
      readonly audience?: readonly string[] | undefined;
    };

export interface DeviceFacts {
  readonly device: NotFound | ({ readonly is: "found" } & FoundDevice);
  /** Only known once the user has allowed it. */
  readonly accountEnabled: boolean;
}

/** The authorization details that a user has allowed to who polls: a poll may ask for some of them (RFC 9396 6.1). */
export function detailsAllowed(polled: DeviceFacts["device"]): GrantedDetails {
  const decided = polled.is === "found" ? polled.decided : undefined;
  const values = (decided?.is === "allowed" ? decided.details : undefined) ?? [];
  return { types: values.map(({ type }) => type), values };
}
