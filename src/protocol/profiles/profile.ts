/** A profile: the bounds that checks apply to a client, as data. It can be stricter than another, and never switches a check off. */
import type { Section } from "../../specs.ts";

export interface Profile {
  readonly name: string;
  readonly cites: Section;
  /** Whose codes PKCE must bind. A client's registration may demand it as well (`pkceRequired`). */
  readonly pkceRequiredOf: "public clients" | "all clients";
  /** In seconds. A longer lifetime that is configured is cut. */
  readonly longestCodeLifetime: number;
  /** In seconds: how long a replaced refresh token may still be used (`refreshGrace`). */
  readonly longestRefreshGrace: number;
  /** Whether a native client's redirect URI on a loopback address may have another port than the registered one. */
  readonly freeLoopbackPort: boolean;
  /** Whether authorization requests must be pushed. */
  readonly pushedRequests?: true;
  /** In seconds: how long a request_uri may wait for its user. */
  readonly longestRequestUriLifetime?: number;
  /** Whether requests and responses of the authorization endpoint must be signed. */
  readonly signedMessages?: true;
  /** Whether access tokens must be bound to a key. */
  readonly boundTokens?: true;
  /** How clients may authenticate; without it, in every way. */
  readonly authMethods?: readonly string[];
  /** Algorithms with which clients may sign; without it, all that are supported. */
  readonly signingAlgs?: readonly string[];
  /** Whether the issuer is the only audience of client assertions. */
  readonly issuerIsAudience?: true;
  /** Whether refresh tokens stay the same. */
  readonly keepsRefreshTokens?: true;
  /** Whether requests must name their redirect URI, even if only one is registered. */
  readonly namedRedirectUri?: true;
}
