/** Identifiers of types of tokens (RFC 8693 3). */

const typeOf = <Name extends string>(name: Name) => `urn:ietf:params:oauth:token-type:${name}` as const;

export const ACCESS_TOKEN = typeOf("access_token");
export const REFRESH_TOKEN = typeOf("refresh_token");
export const ID_TOKEN = typeOf("id_token");
export const JWT = typeOf("jwt");

/** What may be exchanged. A JWT is an access token of this server that is one. */
export const SUBJECT_TYPES: readonly string[] = [ACCESS_TOKEN, REFRESH_TOKEN, ID_TOKEN, JWT];
/** Whose token says who acts. */
export const ACTOR_TYPES: readonly string[] = [ACCESS_TOKEN, ID_TOKEN, JWT];
/** What is issued. */
export const ISSUED_TYPES: readonly string[] = [ACCESS_TOKEN, JWT];
