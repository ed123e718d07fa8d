/** What a flow is run with. */
import type { Metadata } from "../target.ts";

/** The name of a flow. */
export type Flow = "code" | "client-credentials" | "device" | "ciba" | "refresh" | "exchange";

/** Why a flow can't begin, in words. */
export class CannotTry extends Error {}

/** Where the user types the code of the device flow (RFC 8628). */
export interface DeviceCode {
  /** `verification_uri`: the page. */
  readonly page: string;
  /** `user_code`: what to type there. */
  readonly code: string;
  /** `verification_uri_complete`: the page with the code in it. As the server sent it: look at its scheme before you open it. */
  readonly complete?: string | undefined;
}

/** What a flow is run with. */
export interface FlowOptions {
  /** `code` unless given: the code flow with PKCE. */
  readonly flow?: Flow | undefined;
  /** `client_id`. */
  readonly clientId: string;
  /** `client_secret`; none if the client is public. */
  readonly clientSecret?: string | undefined;
  /** How the client authenticates. `client_secret_basic` with a secret, and `none` without, unless given. */
  readonly auth?: "client_secret_basic" | "client_secret_post" | "none" | undefined;
  /** What to ask for. */
  readonly scope?: string | undefined;
  /** What the token is for (RFC 8707). */
  readonly resource?: readonly string[] | undefined;
  /** Whom an exchanged token is for (RFC 8693). */
  readonly audience?: readonly string[] | undefined;
  /** Who is asked in the CIBA flow, as the server knows the user (CIBA Core 1.0, 7.1). */
  readonly loginHint?: string | undefined;
  /** Type of the token to exchange: `access_token` unless given, `id_token`, or a URI. */
  readonly subjectTokenType?: string | undefined;
  /** Type of the token to get for it. */
  readonly requestedTokenType?: string | undefined;
  /** The token that `refresh` and `exchange` begin with. */
  readonly token?: string | ((what: string) => Promise<string>) | undefined;
  /** A redirect URI of the client on loopback; `http://127.0.0.1:0/callback`, which means any port, unless given. */
  readonly redirectUri?: string | undefined;
  /** Parameters of the first request, added or replaced. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Pushes the authorization request (RFC 9126). Also done if the metadata requires it. */
  readonly par?: boolean | undefined;
  /** Binds the tokens to a key that is made for this run (RFC 9449). */
  readonly dpop?: boolean | undefined;
  /** The URL of an API to call with the access token in the end. */
  readonly call?: string | undefined;
  /** Members that replace those of the server's metadata. */
  readonly metadata?: Metadata | undefined;
  /** Milliseconds until a response must be complete; 10,000 unless given. */
  readonly timeout?: number | undefined;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Gets the URL of the authorization request, for a browser. The code flow needs it, and waits for the response for 5 minutes. */
  readonly signIn?: ((url: string) => void) | undefined;
  /** Gets what the user needs for the device flow. */
  readonly enter?: ((code: DeviceCode) => void) | undefined;
  /** Ends the flow. */
  readonly signal?: AbortSignal | undefined;
}
