/** How long a store keeps things that have no end date, in milliseconds: the same for every adapter. */
import { type Grant, hasCode } from "../protocol/grant.ts";

/**
 * How long a grant whose code was never redeemed is kept after the code expired. Until then, a late redemption gets the exact
 * reason.
 */
export const UNREDEEMED_KEPT = 60 * 60 * 1000;

/** When a grant that has issued nothing yet may be forgotten. */
export const forgetUnredeemed = (grant: Grant): number =>
  (hasCode(grant) ? grant.source.expiresAt : grant.createdAt) + UNREDEEMED_KEPT;
