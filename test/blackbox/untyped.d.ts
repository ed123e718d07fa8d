/** What the tests use of libraries that bring no types. */
declare module "simple-oauth2" {
  interface Config {
    client: { id: string; secret: string };
    auth: { tokenHost: string; tokenPath: string; revokePath?: string; authorizePath?: string };
    options?: { authorizationMethod?: "header" | "body"; scopeSeparator?: string };
  }
  interface AccessToken {
    token: Record<string, unknown>;
    expired(windowSeconds?: number): boolean;
    refresh(parameters?: object): Promise<AccessToken>;
    revoke(kind: "access_token" | "refresh_token"): Promise<void>;
    revokeAll(): Promise<void>;
  }
  export class AuthorizationCode {
    constructor(config: Config);
    authorizeURL(parameters: object): string;
    getToken(parameters: object): Promise<AccessToken>;
    createToken(token: object): AccessToken;
  }
  export class ClientCredentials {
    constructor(config: Config);
    getToken(parameters: object): Promise<AccessToken>;
  }
  export class ResourceOwnerPassword {
    constructor(config: Config);
    getToken(parameters: object): Promise<AccessToken>;
  }
}

declare module "passport-oauth2" {
  type Done = (error: unknown, user?: unknown) => void;
  export class Strategy {
    constructor(
      options: object,
      verify: (access: string, refresh: string, parameters: object, profile: object, done: Done) => void,
    );
    authenticate(request: object, options?: object): void;
    _oauth2: {
      getOAuthAccessToken(
        code: string,
        parameters: object,
        done: (error: unknown, access: string, refresh: string, all: Record<string, unknown>) => void,
      ): void;
    };
  }
}

declare module "oauth" {
  export class OAuth2 {
    constructor(clientId: string, secret: string, base: string, authorizePath: string, tokenPath: string);
    getOAuthAccessToken(code: string, parameters: object, done: (error: unknown, token?: string) => void): void;
  }
}
