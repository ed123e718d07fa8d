/** How long a store keeps things that have no end date, in milliseconds: the same for every adapter. */

/**
 * How long a grant whose code was never redeemed is kept after the code expired. Until then, a late redemption gets the exact
 * reason.
 */
export const UNREDEEMED_KEPT = 60 * 60 * 1000;
