/** A registered client as decisions see it: no secret, nor a hash of one, is among these facts. */
export type AuthMethod = "none" | "client_secret_basic" | "client_secret_post";
export type GrantType = "authorization_code" | "refresh_token" | "client_credentials";
export type IdTokenAlg = "RS256" | "ES256";

export const GRANT_TYPES: readonly GrantType[] = ["authorization_code", "refresh_token", "client_credentials"];

export interface Client {
  readonly id: string;
  /** Shown to users on the consent page. */
  readonly name: string;
  /** `native` clients may use any port on a loopback address (RFC 8252 7.3). */
  readonly applicationType: "web" | "native";
  /** Whether they may do so on `localhost` too. Records of version 0.1 do not have it: any other port was refused then. */
  readonly anyLocalhostPort?: boolean | undefined;
  /** Private-use schemes without a dot that its redirect URIs may have, all the same (RFC 8252 8.4). */
  readonly allowedSchemes?: readonly string[] | undefined;
  /** User name of the owner. */
  readonly owner?: string | undefined;
  readonly disabled: boolean;
  /** A client whose only method is `none` is public (RFC 6749 2.1). */
  readonly authMethods: readonly AuthMethod[];
  readonly grantTypes: readonly GrantType[];
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Scopes that this client is allowed to request. */
  readonly scopes: readonly string[];
  /** Granted where a request has no scope; empty: such a request is refused (RFC 6749 3.3). */
  readonly defaultScopes: readonly string[];
  /** Public clients must use PKCE whatever this says (RFC 9700 2.1.1). */
  readonly pkceRequired: boolean;
  readonly idTokenAlg: IdTokenAlg;
  /** Gives refresh tokens also where offline_access was not granted. */
  readonly refreshWithoutOfflineAccess: boolean;
  /** Consent is not asked for: an application of the house itself. */
  readonly firstParty: boolean;
  /** In seconds; in place of the server's own setting. */
  readonly codeLifetime?: number | undefined;
  /** Claims that its ID tokens carry as well as userinfo, as far as scopes release them: some by name, or all. */
  readonly idTokenClaims?: boolean | readonly string[] | undefined;
  /** In seconds, as the next three; in place of the API's and the server's. */
  readonly accessTokenLifetime?: number | undefined;
  readonly refreshLifetime?: number | undefined;
  readonly refreshIdleLifetime?: number | undefined;
  readonly idTokenLifetime?: number | undefined;
  /** `false`: errors are sent without `iss`, for a library that takes them for something else (RFC 9207 2). */
  readonly issOnErrors?: boolean | undefined;
  /** Resources as whose server this client may introspect tokens (RFC 7662 2.1). */
  readonly introspects: readonly string[];
}

/** Whether a client is public: it has no credentials at all (RFC 6749 2.1). */
export function isPublic(client: Client): boolean {
  return client.authMethods.every((method) => method === "none");
}
