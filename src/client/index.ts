/**
 * `candor/client`: an OAuth failure that an application received, from any server, and what to do about it. For browsers and
 * Node. It imports nothing, not even from the rest of Candor.
 */
export type { Callback, Fields } from "./read.ts";

import { type Callback, isResponse, readCallback, readResponse, type Said } from "./read.ts";

/**
 * What to do about a failure.
 *
 * - `retry`: send the same request again, after `retryAfter` seconds if given, otherwise with a growing pause
 * - `refresh`: get another access token (with the refresh token, or the way a machine does), then send the same request once
 * - `sign-in`: forget the code or refresh token and start a new authorization request, without `prompt=none`
 * - `ask`: start a new authorization request for more: `scope`, if the server names it
 * - `fix`: the request or a setting is wrong, and it fails until somebody changes it. Log it, and tell the user that it isn't
 *   their fault
 * - `stop`: the user declined, or this isn't allowed. Say what doesn't work without it, and don't ask again by yourself
 */
export type Next = "retry" | "refresh" | "sign-in" | "ask" | "fix" | "stop";

const MEANS: Readonly<Record<Next, string>> = {
  retry: "the same request may succeed later",
  refresh: "get another access token",
  "sign-in": "start a new authorization request",
  ask: "start an authorization request for more scope",
  fix: "the request or a setting is wrong",
  stop: "the request was denied",
};

/** Errors that mean the same whatever their status (RFC 6749, 6750, 8628, 8707, 9449, 9470; OpenID Connect Core 3.1.2.6). */
const ERRORS: Readonly<Partial<Record<Next, string>>> = {
  retry:
    "temporarily_unavailable server_error slow_down authorization_pending use_dpop_nonce use_attestation_challenge use_fresh_attestation",
  refresh: "invalid_token",
  "sign-in":
    "invalid_grant login_required interaction_required consent_required account_selection_required expired_token insufficient_user_authentication",
  ask: "insufficient_scope",
  fix: "invalid_request invalid_client invalid_scope invalid_target invalid_dpop_proof invalid_client_attestation unauthorized_client unsupported_grant_type unsupported_response_type unsupported_token_type",
  stop: "access_denied unmet_authentication_requirements",
};
const BY_ERROR = new Map(
  Object.entries(ERRORS).flatMap(([next, errors]) => errors.split(" ").map((error) => [error, next as Next] as const)),
);

/** Where Candor's reason says more than its error. */
const BY_REASON: readonly (readonly [RegExp, Next])[] = [
  [
    /^pkce\/|\/(of-other-client|wrong-kind|corrupted|malformed|redirect-uri-mismatch|wrong-audience|no-openid|key-unproved)$/,
    "fix",
  ],
  [/^grant\/account-disabled$/, "stop"],
];

/** The URL of a reason's page, at any issuer. */
const REASON = /\/errors\/(?=[a-z0-9/-]{3,80}\?)([a-z]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*)\?ref=([0-9a-z]{12})$/;

/** The end of Candor's descriptions: many libraries show nothing else. */
const REFERENCE = /\(ref ([0-9a-hjkmnp-tv-z]{12})\)$/;

/** An error code: no sentence, no JWT, no credential. */
const CODE = /^(?!(?:.*[_.:-])?eyJ|.*candor_)[\w.:-]{1,60}$/;

function byStatus({ status = 400, asksForClient = false }: Said): Next {
  if (status === 401) return asksForClient ? "fix" : "refresh";
  if (status === 403) return "stop";
  return status === 408 || status === 425 || (status >= 500 && status !== 501 && status !== 505) ? "retry" : "fix";
}

function nextOf(said: Said, reason = ""): Next {
  if (said.status === 429 || said.status === 503) return "retry";
  const refined = BY_REASON.find(([codes]) => codes.test(reason))?.[1];
  return refined ?? BY_ERROR.get(said.error ?? "") ?? byStatus(said);
}

/**
 * A failure to throw, log or act on.
 *
 * Its message, its text and its own enumerable properties are safe to log. They never contain a token, a code, a `state` or
 * free text of the server.
 */
export class OAuthFailure extends Error {
  static {
    OAuthFailure.prototype.name = "OAuthFailure";
  }

  readonly next: Next;
  /**
   * The server's error code. `undefined` if it is a sentence or a token ("unusual error" in the message), or if a response
   * failed without any OAuth error, such as a proxy's page.
   */
  readonly error: string | undefined;
  /** The exact cause, `family/slug`, if the server is Candor: `uri` is below `iss`, or has the origin of the response. */
  readonly reason: `${string}/${string}` | undefined;
  /** The reference of this refusal for Candor's operator. Without an `error_uri`, it comes from the description. */
  readonly ref: string | undefined;
  /** The HTTP status; `undefined` for a callback. */
  readonly status: number | undefined;
  /** Seconds to wait. */
  readonly retryAfter: number | undefined;
  readonly #said: Said;

  private constructor(said: Said) {
    const [, reason, named] = REASON.exec(said.page ?? "") ?? [];
    const ref = said.uri === undefined ? REFERENCE.exec(said.description ?? "")?.[1] : named;
    const next = nextOf(said, reason);
    const facts = [reason, ref && `ref ${ref}`, said.status && `status ${said.status}`].filter(Boolean).join(", ");
    const advice = reason === "refresh-token/reused" ? ". Let only one refresh be in flight at a time" : "";
    const error = CODE.test(said.error ?? "") ? said.error : undefined;
    const name = error ?? (said.error ? "unusual error" : "no OAuth error");
    super(`${name}${facts && ` (${facts})`}: ${next}, ${MEANS[next]}${advice}`);
    this.next = next;
    this.error = error;
    this.reason = reason as OAuthFailure["reason"];
    this.ref = ref;
    this.status = said.status;
    this.retryAfter = said.retryAfter;
    this.#said = said;
  }

  /**
   * Reads a fetch response of a token, revocation, introspection or registration endpoint, or of an API. You can still read the
   * response afterwards. `undefined` if it isn't a failure. If the body doesn't end within five seconds, only status and
   * headers are used.
   */
  static from(response: Response): Promise<OAuthFailure | undefined>;
  /**
   * Reads the URL of a callback (a `URL`, `location`, or text, also without the origin), or the parameters that were posted to
   * it.
   * `undefined` if it contains no error. Compare `state` and `iss` before you trust it.
   * @throws {TypeError} if it is neither this nor a response
   */
  static from(callback: Callback): OAuthFailure | undefined;
  static from(source: Response | Callback) {
    const made = (said: Said | undefined) => said && new OAuthFailure(said);
    return isResponse(source) ? readResponse(source).then(made) : made(readCallback(source));
  }

  /** `error_description`: for a developer, not for a user. May repeat what was sent. */
  get description(): string | undefined {
    return this.#said.description;
  }

  /** `error_uri`, if it is an http or https URL. */
  get uri(): string | undefined {
    return this.#said.uri;
  }

  /** The scope that an API requires (RFC 6750 3). */
  get scope(): string | undefined {
    return this.#said.scope;
  }

  /** How an API requires the user to have signed in (RFC 9470 3): for `acr_values` of the authorization request. */
  get acrValues(): string | undefined {
    return this.#said.acrValues;
  }

  /** The maximum number of seconds since then (RFC 9470 3): for `max_age` of the authorization request. */
  get maxAge(): number | undefined {
    return this.#said.maxAge;
  }

  /** `state` of a callback, exactly as received. */
  get state(): string | undefined {
    return this.#said.state;
  }

  /** `iss` of a callback (RFC 9207), exactly as received. */
  get iss(): string | undefined {
    return this.#said.iss;
  }
}
