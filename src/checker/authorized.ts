/** An authorization request, and what came of it (RFC 6749 4.1). */
import type { Exchange } from "./exchange.ts";
import type { Landing } from "./sign-in/sign-in.ts";
import type { TestClient } from "./target.ts";
import type { Granted } from "./token-requests.ts";

export interface AuthorizationRequest {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly client: TestClient;
}

/** An authorization request and where it ended. */
export interface Authorized extends AuthorizationRequest {
  readonly landing: Landing;
  readonly last: Exchange;
}

export interface Coded extends Authorized {
  readonly code: string;
}

export interface Tokens extends Granted {
  readonly from: Coded;
}
