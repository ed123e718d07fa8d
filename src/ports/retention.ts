/** How long a store keeps what nobody dated: the same for every adapter, in milliseconds. */

/** A grant whose code was never redeemed is forgotten this long after the code expired: until then a late redemption hears why. */
export const UNREDEEMED_KEPT = 60 * 60 * 1000;
