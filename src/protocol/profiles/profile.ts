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
}
