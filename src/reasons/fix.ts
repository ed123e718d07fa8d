/**
 * What a reason proposes: fixes as data. A fix is a list of changes to the request, to the configuration, or to something that only
 * the client has. Replay applies them and decides again, so every proposal has been tried.
 */

/** A member of a client's registration to which a fix can add. */
export type ClientMember =
  | "scopes"
  | "defaultScopes"
  | "redirectUris"
  | "postLogoutRedirectUris"
  | "grantTypes"
  | "responseTypes"
  | "authMethods"
  | "introspects"
  | "authorizationDetailsTypes";

/** What a fix supplies that no patch can contain: the client, the user or time has it, and Candor must not show it. */
export type Supply =
  /** The client authenticates only as it is registered: with its right secret, or as a public client by its client_id. */
  | "secret"
  /** The verifier that belongs to the challenge. */
  | "verifier"
  /** An S256 challenge (RFC 7636 4.2). */
  | "challenge"
  /** A code, refresh token or access token that was issued a moment ago, to this client. */
  | "code"
  | "refresh-token"
  | "access-token"
  /** A user who has just signed in, or who has also consented. */
  | "session"
  | "consent"
  /** A page of this server that was opened a moment ago, and what the user must enter there. */
  | "form"
  | "password"
  /** A proof of the client's key that is right for the request (RFC 9449 4.2). */
  | "proof"
  /** A request_uri for the same parameters, pushed a moment ago. */
  | "pushed-request"
  /** The same parameters in a request object that is right. */
  | "request-object"
  /** A device code that its user has just allowed (RFC 8628). */
  | "device-code"
  /** An auth_req_id that its user has just allowed, and a request that waits for its user (CIBA). */
  | "auth-req-id"
  /** Enough time has passed. */
  | "time"
  /** The transport of the issuer's URL. */
  | "tls";

/** One change that a fix consists of. */
export type Change =
  | { readonly change: "set"; readonly parameter: string; readonly value: string }
  | { readonly change: "leave-out"; readonly parameter: string }
  /** The value of one parameter under the name of another. */
  | { readonly change: "rename"; readonly from: string; readonly to: string }
  /** Each parameter once, with its first value. */
  | { readonly change: "send-once"; readonly parameters: readonly string[] }
  /** POST, application/x-www-form-urlencoded, every parameter in the body. */
  | { readonly change: "send-as-form" }
  /** The same request to another path of this server. */
  | { readonly change: "send-to"; readonly path: string }
  | { readonly change: "supply"; readonly what: Supply }
  /** The scope that a new access token must have, or the API that it must be for. */
  | { readonly change: "supply-token"; readonly scope?: string; readonly audience?: string }
  | { readonly change: "add-to-client"; readonly member: ClientMember; readonly values: readonly string[] }
  | {
      readonly change: "set-of-client";
      readonly member: "disabled" | "pkceRequired" | "anyLocalhostPort";
      readonly value: boolean;
    }
  | { readonly change: "set-of-client"; readonly member: "applicationType"; readonly value: "native" }
  | { readonly change: "setting"; readonly setting: "refreshGrace" | "codeLifetime"; readonly value: number };

/** A change that lets a request through, or the next thing to do. */
export interface Fix {
  /** The one thing to do, as an instruction: `Send scope=read_profile write_multipass.` */
  readonly says: string;
  /** Who can do it. */
  readonly by: "developer" | "operator" | "person";
  /** Tried together. Empty for advice that replay can't try. */
  readonly changes: readonly Change[];
  /** The flow is restarted, instead of repeating the request with a change. */
  readonly again?: boolean;
  /** Why it weakens security. Such a fix is explained, but never applied by a click. */
  readonly weakens?: string;
}

/** A place in the request at which a reason points. `text` is the part of the value at fault. Without it, all of it is. */
export interface Pointer {
  /**
   * Name of a parameter, whether it was sent or is missing, or `method`, `path`, `scheme`, `content-type`, `authorization`.
   * `client_id`, `client_secret` and `access_token` represent the Authorization header if they came in it.
   */
  readonly at: string;
  readonly text?: string | undefined;
  readonly note?: string | undefined;
}
