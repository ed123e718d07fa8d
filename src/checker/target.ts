/** What is known of the server that is checked: its metadata, and what the user gave to try it with. */
import type { JWK } from "jose";
import type { Exchange } from "./exchange.ts";

/** How a client authenticates (RFC 7591 2, RFC 8705 2). */
export const AUTH_METHODS = [
  "client_secret_basic",
  "client_secret_post",
  "client_secret_jwt",
  "private_key_jwt",
  "tls_client_auth",
  "self_signed_tls_client_auth",
  "attest_jwt_client_auth",
  "none",
] as const;

/** Who attests instances of a client, such as a wallet's backend. */
export interface TestAttester {
  /** What its attestations have as `iss`; none unless given. */
  readonly issuer?: string | undefined;
  /** PEM, or a JWK. */
  readonly private_key: string | JWK;
  readonly signing_alg?: string | undefined;
}

/** A client that probes act as. The members have the names of RFC 7591 where it has one. */
export interface TestClient {
  readonly client_id: string;
  readonly client_secret?: string | undefined;
  readonly token_endpoint_auth_method: (typeof AUTH_METHODS)[number];
  readonly token_endpoint_auth_signing_alg?: string | undefined;
  /** PEM, or a JWK: what it signs with, the key of its certificate, or that of an attested instance. */
  readonly private_key?: string | JWK | undefined;
  /** PEM. */
  readonly certificate?: string | undefined;
  /** Who attests its instance, whose key is `private_key`. */
  readonly attester?: TestAttester | undefined;
  /** Its tokens are bound to a key (RFC 9449 5.2). */
  readonly dpop_bound_access_tokens?: boolean | undefined;
  /** Its authorization requests must be pushed (RFC 9126 6), as is found out unless it is said. */
  readonly require_pushed_authorization_requests?: boolean | undefined;
  /** Its authorization requests must be signed (RFC 9101 10.5), as is found out unless it is said. */
  readonly require_signed_request_object?: boolean | undefined;
  readonly redirect_uri?: string | undefined;
  /** Where users may be sent after they sign out (OpenID Connect RP-Initiated Logout 1.0, 3.1). */
  readonly post_logout_redirect_uri?: string | undefined;
  /** Where it hears of sign-outs (OpenID Connect Back-Channel Logout 1.0, 2.2). */
  readonly backchannel_logout_uri?: string | undefined;
  /** Where it is notified that a user has decided (OpenID Connect CIBA Core 1.0, 10.2). */
  readonly backchannel_client_notification_endpoint?: string | undefined;
  /** Whom it may have asked (OpenID Connect CIBA Core 1.0, 7.1). */
  readonly login_hint?: string | undefined;
  /** What it asks for. */
  readonly scope?: string | undefined;
  /** What it may ask for in detail (RFC 9396). */
  readonly authorization_details?: Record<string, unknown>[] | undefined;
}

/** The parts that clients play. */
export interface TestClients {
  /** A confidential client with the code grant. */
  readonly web?: TestClient | undefined;
  /** Another one, which must not be able to use what the first one got. */
  readonly other?: TestClient | undefined;
  /** A public client with the code grant. */
  readonly public?: TestClient | undefined;
  /** A client with the client credentials grant. */
  readonly service?: TestClient | undefined;
  /** A client that authenticates by tokens that it signs (RFC 7523 2.2). */
  readonly jwt?: TestClient | undefined;
  /** A client that authenticates by a certificate, and may get tokens that are bound to it (RFC 8705). */
  readonly tls?: TestClient | undefined;
  /** A client whose instances are attested. */
  readonly attested?: TestClient | undefined;
  /** A client with the device grant; the web client if none is given. */
  readonly device?: TestClient | undefined;
  /** A client with the CIBA grant, by polling. */
  readonly ciba?: TestClient | undefined;
  /** A client with the CIBA grant that is notified (ping). */
  readonly ping?: TestClient | undefined;
  /** A resource server that introspects; the web client if none is given. */
  readonly api?: TestClient | undefined;
  /** A client that exchanges tokens or gets them for assertions; the service client, or else the web client, if none is given. */
  readonly exchange?: TestClient | undefined;
}

/** An API that accepts the server's access tokens. */
export interface TestApi {
  /** What GET gets with a good token. */
  readonly url?: string | undefined;
  /** What it is called in token requests (RFC 8707). */
  readonly resource?: string | undefined;
  /** What its tokens are asked for. */
  readonly scope?: string | undefined;
  /** What GET gets only with a token of a stronger or newer sign-in than the usual one (RFC 9470). */
  readonly step_up?: string | undefined;
}

/** What there is to exchange (RFC 8693 2.1). */
export interface ToExchange {
  /** One that the check can't get itself; an access token that it gets unless given. */
  readonly subject_token?: string | undefined;
  readonly subject_token_type?: string | undefined;
  /** One that was good once. */
  readonly expired_subject_token?: string | undefined;
  readonly actor_token?: string | undefined;
  readonly actor_token_type?: string | undefined;
  readonly audience?: string | undefined;
  readonly resource?: string | undefined;
  readonly scope?: string | undefined;
}

/** Whose assertions the server accepts as grants (RFC 7523 2.1). */
export interface AssertionIssuer {
  readonly issuer: string;
  /** Somebody it may speak of. */
  readonly subject: string;
  /** PEM, or a JWK. */
  readonly private_key: string | JWK;
  readonly signing_alg?: string | undefined;
  /** What the server is called in them; its issuer unless given. */
  readonly audience?: string | undefined;
  /** What they say beside the usual claims. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** Where the check publishes the metadata of clients, so that the server can read it. */
export interface ClientDocuments {
  /** The https URL below which they are found. */
  readonly url: string;
  /** The port on loopback to which that URL leads. */
  readonly port: number;
  /** PEM. Without it, TLS ends at what forwards to the port. */
  readonly certificate?: string | undefined;
  /** PEM. */
  readonly private_key?: string | undefined;
}

/** What only some grants and ways to identify clients need. */
export interface Extensions {
  readonly exchange?: ToExchange | undefined;
  readonly assertions?: AssertionIssuer | undefined;
  readonly documents?: ClientDocuments | undefined;
  /** The port on loopback to which the web client's backchannel_logout_uri leads; its own unless given. */
  readonly logoutPort?: number | undefined;
  /** The port on loopback to which the ping client's notification endpoint leads; its own unless given. */
  readonly notificationPort?: number | undefined;
  /** Where the user approves what clients ask for in the background (OpenID Connect CIBA Core 1.0, 8). */
  readonly approvalUrl?: string | undefined;
}

/** Members of a metadata document (RFC 8414). */
export type Metadata = Readonly<Record<string, unknown>>;

/** A document of metadata, as it was found. */
export interface Document {
  readonly exchange: Exchange;
  /** None if there is no such document. */
  readonly content?: Metadata | undefined;
}

export interface Target {
  readonly issuer: string;
  /** RFC 8414 3. */
  readonly oauth: Document;
  /** OpenID Connect Discovery 4. */
  readonly openid: Document;
  /** Both together. */
  readonly metadata: Metadata;
  readonly clients: TestClients;
  readonly api?: TestApi | undefined;
  /** What the server wants to see before it registers a client (RFC 7591 3). */
  readonly initialAccessToken?: string | undefined;
  readonly extensions?: Extensions | undefined;
  /** What it follows beyond the RFCs. */
  readonly profile?: "fapi2" | "mcp" | undefined;
}

/** A URL of the metadata. */
export function endpoint({ metadata }: Pick<Target, "metadata">, name: string): string | undefined {
  const value = metadata[`${name}_endpoint`];
  return typeof value === "string" ? value : undefined;
}

/** A list of the metadata; `undefined` if it has none. */
export function listed({ metadata }: Pick<Target, "metadata">, name: string): readonly string[] | undefined {
  const value = metadata[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
}
