/** Grants that have a URN for a name. */

/** RFC 8693 2.1. */
export const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

/** RFC 7523 2.1. */
export const JWT_BEARER_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** OpenID Connect CIBA Core 1.0, 4. */
export const CIBA_GRANT = "urn:openid:params:grant-type:ciba";
