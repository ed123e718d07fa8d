import type { ClientBranding } from "./branding.ts";
import type { ClientCiba } from "./ciba/client.ts";
import type { ClaimRule } from "./claim-rule.ts";
import type { ClientLogout } from "./client-logout.ts";
import type { JwkSet } from "./jwk.ts";

/** The algorithms that sign what clients get: ID tokens, userinfo, introspection, and authorization responses that are JWTs. */
export const ID_TOKEN_ALGS = ["RS256", "ES256", "EdDSA", "PS256"] as const;

/** Those of a server with these keys beside the usual ones. */
export const signingAlgsOf = (additionalKeys: readonly string[] = []): readonly IdTokenAlg[] =>
  ID_TOKEN_ALGS.filter((alg) => alg !== "PS256" || additionalKeys.includes(alg));

export type IdTokenAlg = (typeof ID_TOKEN_ALGS)[number];

/** A registered client as decisions see it. These facts contain no secret and no hash of one. */
export interface Client extends ClientBranding, ClientLogout, ClientCiba {
  readonly id: string;
  /** Shown to users on the consent page. */
  readonly name: string;
  /** The name of the profile whose bounds apply; without it, the server's. */
  readonly profile?: string | undefined;
  /** `native` clients may use any port on a loopback address (RFC 8252 7.3). */
  readonly applicationType: "web" | "native";
  /** Whether the same is true for `localhost`. Records of version 0.1 lack this member: any other port was refused then. */
  readonly anyLocalhostPort?: boolean | undefined;
  /** Private-use schemes without a dot that its redirect URIs may use anyway (RFC 8252 8.4). */
  readonly allowedSchemes?: readonly string[] | undefined;
  /** User name of the owner. */
  readonly owner?: string | undefined;
  /** Name of the team that owns it too. */
  readonly team?: string | undefined;
  readonly disabled: boolean;
  /** It registered itself, and nobody vouches for it. */
  readonly unvouched?: boolean | undefined;
  /** Its id is the URL of a document with its metadata. */
  readonly byDocument?: boolean | undefined;
  /** Seconds: what counts as `max_age` if a request has none (OpenID Connect Registration 2). */
  readonly defaultMaxAge?: number | undefined;
  /** A client whose only method is `none` is public (RFC 6749 2.1). */
  readonly authMethods: readonly string[];
  readonly grantTypes: readonly string[];
  /** What it may get from the authorization endpoint; without it, codes only. */
  readonly responseTypes?: readonly string[] | undefined;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Scopes that this client is allowed to request. */
  readonly scopes: readonly string[];
  /** Granted if a request has no scope. If this is empty, such a request is refused (RFC 6749 3.3). */
  readonly defaultScopes: readonly string[];
  /** Public clients must use PKCE in any case (RFC 9700 2.1.1). */
  readonly pkceRequired: boolean;
  readonly idTokenAlg: IdTokenAlg;
  /** How its ID tokens are encrypted, and its userinfo is signed and encrypted. */
  readonly idTokenEncryptedAlg?: string | undefined;
  readonly idTokenEncryptedEnc?: string | undefined;
  readonly userinfoAlg?: IdTokenAlg | undefined;
  readonly userinfoEncryptedAlg?: string | undefined;
  readonly userinfoEncryptedEnc?: string | undefined;
  /** The same for introspection responses that are JWTs (RFC 9701 6), and how authorization responses are encrypted (JARM 3). */
  readonly introspectionAlg?: IdTokenAlg | undefined;
  readonly introspectionEncryptedAlg?: string | undefined;
  readonly introspectionEncryptedEnc?: string | undefined;
  readonly authorizationEncryptedResponseAlg?: string | undefined;
  readonly authorizationEncryptedResponseEnc?: string | undefined;
  /** Whether users have a `sub` here that clients of other sectors don't see, and what its sector is. */
  readonly subjectType?: "public" | "pairwise" | undefined;
  readonly sectorIdentifierUri?: string | undefined;
  /** Where others start a sign-in (OpenID Connect Core 4). */
  readonly initiateLoginUri?: string | undefined;
  /** Issues refresh tokens even if offline_access was not granted. */
  readonly refreshWithoutOfflineAccess: boolean;
  /** Consent isn't asked for: the application is your own. */
  readonly firstParty: boolean;
  /** Whether its authorization requests must be pushed (RFC 9126 6). */
  readonly requirePushedRequests?: boolean | undefined;
  /** Whether its requests must be signed, and with which algorithm they are; `none` lets it send unsigned ones (RFC 9101 10.5). */
  readonly requireSignedRequestObject?: boolean | undefined;
  readonly requestObjectSigningAlg?: string | undefined;
  /** How they are encrypted, if they must be (OpenID Connect Registration 2). */
  readonly requestObjectEncryptionAlg?: string | undefined;
  readonly requestObjectEncryptionEnc?: string | undefined;
  /** Where it keeps request objects (RFC 7591's `request_uris`). */
  readonly requestUris?: readonly string[] | undefined;
  /** In seconds. Overrides the server's setting. */
  readonly codeLifetime?: number | undefined;
  /** Claims that its ID tokens contain as well as userinfo, as far as scopes release them: some by name, or all. */
  readonly idTokenClaims?: boolean | readonly string[] | undefined;
  /** In seconds, as are the next three. Overrides the API's and the server's. */
  readonly accessTokenLifetime?: number | undefined;
  readonly refreshLifetime?: number | undefined;
  readonly refreshIdleLifetime?: number | undefined;
  readonly idTokenLifetime?: number | undefined;
  /** The types of authorization details that it may ask for (RFC 9396 10). */
  readonly authorizationDetailsTypes?: readonly string[] | undefined;
  /** `false`: errors are sent without `iss`, for a library that misreads it (RFC 9207 2). */
  readonly issOnErrors?: boolean | undefined;
  /** Algorithm of responses that are JWTs (JARM 3); without it, RS256. */
  readonly authorizationSignedResponseAlg?: IdTokenAlg | undefined;
  /** Resources for which this client may introspect tokens (RFC 7662 2.1). */
  readonly introspects: readonly string[];
  /** Its public keys, or where it publishes them (RFC 7591 2). It has at most one of the two. */
  readonly jwks?: JwkSet | undefined;
  readonly jwksUri?: string | undefined;
  /** The only algorithm with which it may sign assertions (RFC 7591's `token_endpoint_auth_signing_alg`); without it, any that is supported. */
  readonly authSigningAlg?: string | undefined;
  /** Whether its token requests must have a DPoP proof (RFC 9449 5.2). */
  readonly dpopBoundAccessTokens?: boolean | undefined;
  /** Whether its tokens are bound to the certificate that it connects with (RFC 8705 3.4). */
  readonly tlsClientCertificateBoundAccessTokens?: boolean | undefined;
  /** The name of its certificate, if it authenticates by one that an authority issued: at most one (RFC 8705 2.1.2). */
  readonly tlsClientAuthSubjectDn?: string | undefined;
  readonly tlsClientAuthSanDns?: string | undefined;
  readonly tlsClientAuthSanUri?: string | undefined;
  readonly tlsClientAuthSanIp?: string | undefined;
  readonly tlsClientAuthSanEmail?: string | undefined;
  /** Who attests its instances, beside those in the settings: what `iss` must be, and the keys. It has at most one of the two. */
  readonly attester?: string | undefined;
  readonly attesterJwks?: JwkSet | undefined;
  readonly attesterJwksUri?: string | undefined;
  /** What it may exchange tokens for (RFC 8693), beside its own for fewer rights. */
  readonly tokenExchange?: TokenExchangePolicy | undefined;
  /** Claims in its ID tokens and userinfo. */
  readonly claims?: readonly ClaimRule[] | undefined;
}

/** Whether its access tokens must be bound to a key (RFC 9449 5.2, RFC 8705 3.4). */
export const bindsTokens = (
  client: Pick<Client, "dpopBoundAccessTokens" | "tlsClientCertificateBoundAccessTokens">,
): boolean => client.dpopBoundAccessTokens === true || client.tlsClientCertificateBoundAccessTokens === true;
/** What a client may do with token exchange. */
export interface TokenExchangePolicy {
  /** Clients whose tokens it may exchange. */
  readonly subjects: readonly string[];
  /** Scopes that it may ask for although the token that it exchanges hasn't got them. */
  readonly adds: readonly string[];
  /** Whether it says by an actor token who acts. */
  readonly delegation: "allowed" | "required" | "never";
  /** Other servers for which it gets identity assertions of its users (ID-JAG). */
  readonly identityAssertions?: readonly IdentityAssertionPolicy[] | undefined;
}

/** Another server, the client's id there, and the scopes there that an assertion may name. */
export interface IdentityAssertionPolicy {
  readonly audience: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Whether a client is public: it has no credentials at all (RFC 6749 2.1). */
export function isPublic(client: Client): boolean {
  return client.authMethods.every((method) => method === "none");
}

/**
 * Whether a client may request a scope. One that may refresh may always ask for `offline_access`, as libraries do that have registered
 * without it.
 */
export const mayRequest = ({ scopes, grantTypes }: Pick<Client, "scopes" | "grantTypes">, name: string): boolean =>
  scopes.includes(name) || (name === "offline_access" && grantTypes.includes("refresh_token"));
