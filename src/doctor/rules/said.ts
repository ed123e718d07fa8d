/** What the server said about a request, and how much a suspicion weighs against it. */
import type { ErrorSaid, RequestView, View } from "../view.ts";

export interface Said {
  readonly errors: ReadonlySet<string>;
  readonly words: string;
  readonly status: number | undefined;
  /** The response has no error. */
  readonly accepted: boolean;
  /** It was refused for its frequency, without being examined. */
  readonly limited: boolean;
}

/** Which errors would be returned if the suspicion were true. */
export interface Fits {
  readonly errors: readonly string[];
  readonly words?: RegExp;
}

/** Errors about one thing. If the server names another one, the suspicion doesn't explain it. */
const TELLING =
  /^(invalid_grant|invalid_client|invalid_scope|unauthorized_client|unsupported_grant_type|unsupported_response_type|access_denied|login_required|consent_required|interaction_required|account_selection_required|invalid_token|insufficient_scope|redirect_uri_mismatch|invalid_target|invalid_redirect_uri|invalid_client_metadata|invalid_dpop_proof|use_dpop_nonce|authorization_pending|slow_down|expired_token|temporarily_unavailable|bad_verification_code|incorrect_client_credentials)$/;

/** A URL in a log says nothing: its words are those of the request. */
const ADDRESS = /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s"'<>]{1,4000}/gi;
const LIMITED = /\b(?:HTTP|status(?: code)?|code)[ /:=]{0,3}429\b|too many requests|rate[- _]?limit/i;

/** The errors about a request, or about no particular request. */
export function errorsAbout(view: View, request: RequestView | undefined): readonly ErrorSaid[] {
  if (request === undefined) return view.errors;
  return view.errors.filter((error) => error.request === undefined || error.request.exchange === request.exchange);
}

export function saidOf(view: View, request?: RequestView): Said {
  const about = errorsAbout(view, request);
  const errors = new Set(about.flatMap(({ error, codes }) => (error === undefined ? codes : [error, ...codes])));
  for (const name of view.material.names) errors.add(name);
  const status = request?.exchange.response?.status ?? about.find((error) => error.status !== undefined)?.status;
  const own = request?.exchange.response;
  const words = about
    .map((error) => error.words)
    .join("\n")
    .slice(0, 20_000);
  const failed = view.errors.some(
    (error) => error.request !== undefined && error.request.exchange === request?.exchange,
  );
  return {
    errors,
    words: words.replaceAll(ADDRESS, " "),
    status,
    limited: status === 429 || LIMITED.test(words),
    accepted: own?.status !== undefined && own.status < 400 && !failed,
  };
}

/** A server that judged the client had read the request. */
const JUDGED =
  /\bclient authentication failed\b|\binvalid client(?: credentials| secret| id)?\b(?! (?:type|metadata))/i;

/** The confidence of a suspicion, given what the server said. */
export function weigh({ errors, words, accepted, limited }: Said, base: number, fits: Fits): number {
  if (accepted || limited) return base * 0.4;
  const isOther = errors.has("invalid_client") && !fits.errors.includes("invalid_client");
  if (fits.words?.test(words) === true && !isOther) return Math.min(0.97, base + (1 - base) * 0.4);
  if (fits.errors.some((error) => errors.has(error))) return Math.min(0.96, base + (1 - base) * 0.2);
  return [...errors].some((error) => TELLING.test(error)) || JUDGED.test(words) ? base * 0.45 : base;
}

/** What a problem with that subject usually gets. */
export const FITS = {
  scope: { errors: ["invalid_scope"], words: /\bscopes?\b|\bpermission/i },
  redirect: {
    errors: ["redirect_uri_mismatch", "invalid_redirect_uri"],
    words: /redirect|call-?back|reply (?:url|address)/i,
  },
  client: {
    errors: ["invalid_client", "unauthorized_client", "incorrect_client_credentials"],
    words: /\bclient\b.{0,40}\b(auth|secret|credential|id)|app(?:lication)?[ _]id/i,
  },
  grant: { errors: ["invalid_grant", "bad_verification_code"] },
  form: {
    errors: ["invalid_request", "unsupported_grant_type"],
    words: /missing|required|malformed|parse|content.?type|must (?:contain|include)|parameter/i,
  },
  pkce: { errors: ["invalid_grant"], words: /pkce|code[_ ]?(?:verifier|challenge)|proof key/i },
  token: { errors: ["invalid_token", "insufficient_scope"] },
} as const satisfies Record<string, Fits>;
