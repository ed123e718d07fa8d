import type { SelfService } from "./admin/self-service.ts";
import type { UserSettings } from "./attributes.ts";
import type { DetailType } from "./authorization-details/details.ts";
import type { ServerBranding } from "./branding.ts";
import type { ClientDocumentPolicy } from "./client-document.ts";
import type { JwkSet } from "./jwk.ts";
import type { RegistrationPolicy } from "./registration/policy.ts";

/** An issuer whose assertions are grants (RFC 7523 2.1), and what it is trusted with. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly jwks?: JwkSet | undefined;
  readonly jwksUri?: string | undefined;
  /** Whether they must be identity assertions (ID-JAG). */
  readonly identityAssertions: boolean;
  readonly clients: readonly string[];
  readonly scopes: readonly string[];
  /** Its own users, or those of this server. */
  readonly subjects: "own" | "users";
}

/** What an operator may set about decisions and about what is published; durations in seconds. Defaults are in the configuration's schema. */
export interface Settings {
  readonly issuer: string;
  /** Lifetime of an authorization code; never above 600 (RFC 6749 4.1.2). */
  readonly codeLifetime: number;
  /** What clients may be registered to get from the authorization endpoint; without it, codes only. */
  readonly responseTypes?: readonly string[] | undefined;
  /** The profile of clients that name none. */
  readonly profile?: string | undefined;
  /** Whether authorization requests must be pushed (RFC 9126 5), and how long their request_uri may wait for its user. */
  readonly requirePushedRequests?: boolean | undefined;
  readonly pushedRequestLifetime?: number | undefined;
  /** How long the codes of a device may wait for their user. */
  readonly deviceCodeLifetime?: number | undefined;
  /** How long an app that asks a user may wait (CIBA). */
  readonly backchannelLifetime?: number | undefined;
  /** How long two refreshes at once get the same successor; 0 turns this off. */
  readonly refreshGrace: number;
  /** How long a refresh token may be unused. */
  readonly refreshIdleLifetime: number;
  /** How long a family of refresh tokens may live in total. */
  readonly refreshLifetime: number;
  readonly idTokenLifetime: number;
  /** Lifetime of access tokens that belong to no API. */
  readonly accessTokenLifetime: number;
  /** Lifetime of a user's session, from the sign-in. */
  readonly sessionLifetime: number;
  /** Whether apps in the browser can watch the session (OpenID Connect Session Management 1.0). */
  readonly sessionManagement?: boolean | undefined;
  /** Where users create an account; without it, `prompt=create` isn't supported. */
  readonly signUp?: { readonly url: string } | undefined;
  /** OpenID Connect Core 3.1.2.1 says to ignore unknown scopes. Candor refuses them unless this is set. */
  readonly unknownScopes: "refuse" | "ignore";
  /** The types of authorization details (RFC 9396); without any, `authorization_details` is ignored. */
  readonly authorizationDetailsTypes?: readonly DetailType[] | undefined;
  /** Whether a token may be for all APIs of its grant, if the request names none of them. */
  readonly severalAudiences?: boolean | undefined;
  /** Whether anyone may read the scopes at `/scopes`. */
  readonly publicScopes: boolean;
  /** Whether clients may manage grants, or must say with each request what becomes of one; off without it. */
  readonly grantManagement?: "allowed" | "required" | undefined;
  readonly branding?: ServerBranding | undefined;
  readonly selfService: SelfService;
  readonly registration: RegistrationPolicy;
  readonly clientDocuments: ClientDocumentPolicy;
  readonly users: UserSettings;
  /** When signing keys are replaced: days from one to the next, 0 for never, and hours in the JWKS before one signs. */
  readonly keyRotation: { readonly every: number; readonly ahead: number };
  /** Keys beside those that every server has: those that sign, and those to which clients encrypt. */
  readonly additionalKeys?: readonly string[] | undefined;
  /** Whether DPoP proofs need a nonce of the server (RFC 9449 8). */
  readonly dpop?: { readonly nonce: boolean } | undefined;
  readonly trustedIssuers?: readonly TrustedIssuer[] | undefined;
  /** Grant types that are listed because a client may use them. */
  readonly optionalGrants?: readonly string[] | undefined;
  /** How clients connect with certificates; none if they can't. `authorities`: their certificates, in PEM. `endpoints`: an origin. */
  readonly mutualTls?: { readonly authorities: readonly string[]; readonly endpoints?: string | undefined } | undefined;
  /** Who attests instances of which clients; none if nobody does. `maxAge` in seconds. */
  readonly clientAttestation?: ClientAttestation | undefined;
  /** How many refusals are kept. */
  readonly journal: { readonly days: number; readonly megabytes: number };
}

/** Attestation-based client authentication, where it is on. */
export interface ClientAttestation {
  readonly attesters: readonly {
    readonly issuer: string;
    readonly jwks?: JwkSet | undefined;
    readonly jwksUri?: string | undefined;
    readonly clients: readonly string[];
  }[];
  readonly challenges: boolean;
  readonly maxAge?: number | undefined;
}
