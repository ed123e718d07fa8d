/** Databases that Candor itself refuses to use. */

/** The URL can't be used as it is. What is said never has a part of it that may be the password. */
export class BadAddress extends Error {}

/** The URL asks for channel binding, and the database would let the user in without it. */
export class NotBound extends BadAddress {
  /** SQLSTATE of a connection that was rejected. */
  readonly code = "08004";
}

/** None of the hosts is in the state that is wanted now. */
export class NoHost extends Error {
  /** SQLSTATE of a connection that can't be made. */
  readonly code = "08001";
}

/** A pooler gives its connections to others between transactions. */
export class SharedConnections extends Error {}
