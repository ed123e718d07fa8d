/**
 * Requests to URLs that clients name, such as their `jwks_uri` or `backchannel_logout_uri`. Whoever names one must not choose what
 * is reached in the server's own network (RFC 9700 4.15, OpenID Connect Core 17).
 */

/** Why no response was received. What of it may be said to whom is up to the reason that is refused with. */
export type OutboundFault =
  /** Neither https, nor http to an allowed private network. */
  | "insecure"
  /** The host is in a private network that isn't allowed. */
  | "not-public"
  | "not-resolved"
  | "unreachable"
  /** TLS, such as a certificate that isn't trusted. */
  | "untrusted"
  | "too-slow"
  | "too-long"
  /** Too many of these requests are in progress. */
  | "busy";

export class OutboundError extends Error {
  readonly because: OutboundFault;

  constructor(because: OutboundFault, options?: ErrorOptions) {
    super(`The request to a client's URL failed: ${because}.`, options);
    this.name = "OutboundError";
    this.because = because;
  }
}

export interface OutboundRequest {
  readonly url: URL;
  readonly method: "GET" | "POST";
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Bytes of the response's body. */
  readonly longest: number;
}

export interface OutboundResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** The same as it was sent. */
  readonly bytes?: Uint8Array | undefined;
}

export interface Outbound {
  /** Sends one request. Redirects aren't followed. Rejects with an `OutboundError`. */
  send(request: OutboundRequest): Promise<OutboundResponse>;
}
