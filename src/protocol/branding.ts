/** What the operator says about the server, and about each application, to users. */
import type { Colors } from "./colors.ts";

export interface ServerBranding {
  /** In place of `Candor`. */
  readonly name?: string | undefined;
  /** A `data:` URL. */
  readonly logo?: string | undefined;
  readonly colors?: Colors | undefined;
  /** https URLs. */
  readonly terms?: string | undefined;
  readonly privacy?: string | undefined;
  readonly support?: string | undefined;
}

/** What a client says about itself (RFC 7591 2). URLs are https. */
export interface ClientBranding {
  readonly clientUri?: string | undefined;
  /** The name of its logo, by which this server serves it (`logo.ts`). */
  readonly logo?: string | undefined;
  readonly tosUri?: string | undefined;
  readonly policyUri?: string | undefined;
  /** Who publishes it. */
  readonly publisher?: string | undefined;
  readonly contacts?: readonly string[] | undefined;
  readonly colors?: Colors | undefined;
}
