/** As much of oidc-provider's interface as the bench and the tests use: version 9 brings no types of its own. */
declare module "oidc-provider" {
  import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

  /** What an adapter stores; oidc-provider owns its members. */
  export interface Payload {
    readonly uid?: string;
    readonly userCode?: string;
    readonly grantId?: string;
    consumed?: number;
  }

  /** The adapter for one model (`Session`, `AccessToken`, ...). */
  export interface Adapter {
    upsert(id: string, payload: Payload, expiresIn: number): Promise<void>;
    find(id: string): Promise<Payload | undefined>;
    findByUid(uid: string): Promise<Payload | undefined>;
    findByUserCode(userCode: string): Promise<Payload | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export type AdapterConstructor = new (model: string) => Adapter;

  export interface Grant {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface AccessToken {
    readonly accountId: string;
    readonly clientId: string;
    readonly grantId: string;
    readonly scope?: string;
    readonly isExpired: boolean;
    readonly expiration: number;
    save(): Promise<string>;
  }

  export interface Interaction {
    readonly prompt: { readonly name: string };
    readonly params: {
      readonly client_id: string;
      readonly scope: string;
      readonly resource?: string | readonly string[];
    };
    readonly session?: { readonly accountId: string };
    readonly grantId?: string;
  }

  export const errors: {
    readonly InvalidGrant: new (detail: string) => Error;
    readonly InvalidClientAuth: new (detail: string) => Error;
    readonly InvalidAuthorizationDetails: new (detail: string) => Error;
    readonly UnknownUserId: new (detail: string) => Error;
    readonly InvalidTarget: new () => Error;
  };
  /** Of a token request; what is set is the response. */
  export interface GrantContext {
    readonly oidc: {
      readonly params: Readonly<Record<string, unknown>>;
      readonly client: { readonly clientId: string };
    };
    status: number;
    body: object;
  }

  export class Provider {
    constructor(issuer: string, configuration: object);
    readonly issuer: string;
    /** Whether X-Forwarded-* headers are believed. */
    proxy: boolean;
    readonly AccessToken: {
      new (properties: object): AccessToken;
      find(token: string): Promise<AccessToken | undefined>;
    };
    readonly Grant: {
      new (properties: { accountId: string; clientId: string }): Grant;
      find(id: string): Promise<(Grant & { readonly isExpired: boolean }) | undefined>;
    };
    callback(): RequestListener;
    registerGrantType(
      name: string,
      handler: (context: GrantContext) => void | Promise<void>,
      parameters: readonly string[],
      repeatable: readonly string[],
    ): void;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    on(event: "server_error", listener: (context: unknown, error: Error) => void): this;
  }
}
