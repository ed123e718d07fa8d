/** The name of the grant of client-initiated backchannel authentication (CIBA Core 1.0, 10.1). */
export const CIBA = "urn:openid:params:grant-type:ciba";

/** How clients get tokens (CIBA Core 1.0, 5): they ask, or are notified when to. */
export const DELIVERY_MODES = ["poll", "ping"] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];
