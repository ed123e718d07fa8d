/** What a test gets: a running server, and everything that can be ordered of it. */
import type { Code } from "../reasons/index.ts";
import type { MockClock, MockDuration } from "./clock.ts";
import type { MockEvidence } from "./evidence.ts";
import type { MockFailure } from "./failures.ts";
import type { MockKeys } from "./keys.ts";
import type { MockUser } from "./options.ts";
import type { MockOrder, MockTarget } from "./orders.ts";
import type { MockFilter, MockRequest } from "./requests.ts";
import type { MockSignIn } from "./sign-in.ts";
import type { MockTokens } from "./tokens.ts";

/** For which requests a refusal is, and what it says. */
export interface MockRefusal extends MockTarget {
  /** Values in place of the sample's, by the names of the reason's evidence: `{ retryAfter: 2 }`, for example. */
  readonly evidence?: MockEvidence | undefined;
}

/** For which requests a delay is, and how long. */
export interface MockDelay extends MockTarget {
  /** Milliseconds, or a text such as `3s`. */
  readonly ms: MockDuration;
}

/** A client that is registered. */
export interface MockClient {
  /** `client_id`. */
  readonly id: string;
  /** `client_secret`; `undefined` if it has none. */
  readonly secret: string | undefined;
  /** Where it may be returned to. */
  readonly redirectUris: readonly string[];
  /** What it may use at the token endpoint. */
  readonly grantTypes: readonly string[];
}

/** A running mock. Each is a server of its own, and knows nothing of others in the process. */
export interface Mock {
  /** The issuer, and the URL below which all endpoints are: `http://localhost:43210`. */
  readonly issuer: string;
  /** The registered clients: those of the demo, and yours. */
  readonly clients: readonly MockClient[];
  /** The user names with their passwords: those of the demo, and yours. */
  readonly users: readonly Required<Pick<MockUser, "username" | "password">>[];
  /**
   * Refuses the next request that can be refused for this reason, as Candor itself does, and changes nothing else. Throws a
   * `MockError` if there is no such reason, or no response shows it.
   */
  refuse(reason: Code, options?: MockRefusal): MockOrder;
  /** Delays the next request that fits. Afterwards it is carried out. */
  delay(options: MockDelay): MockOrder;
  /** Lets the next request that fits fail on the way. */
  fail(how: MockFailure, options?: MockTarget): MockOrder;
  /** The orders that no request has met yet. */
  readonly waiting: readonly MockOrder[];
  /** The time. */
  readonly clock: MockClock;
  /** The signing keys and the JWKS. */
  readonly keys: MockKeys;
  /** Tokens without a flow. */
  readonly tokens: MockTokens;
  /** The last 1,000 requests, the oldest first, as they were sent: with their secrets. */
  readonly requests: readonly MockRequest[];
  /** The request that matches: one that was received already, or the next. Rejects after `timeout` milliseconds (5,000). */
  waitForRequest(filter: MockFilter, options?: { readonly timeout?: number }): Promise<MockRequest>;
  /** From now on, this user is signed in without pages and allows everything. `pages` shows the pages again. */
  signIn(user: string | MockSignIn): Promise<void>;
  /** Forgets the orders, the requests and what is wrong with the JWKS, and sets clock and sign-in back to the start. */
  reset(): void;
  /** Ends the server at once, with everything that waits or hangs. */
  close(): Promise<void>;
}
