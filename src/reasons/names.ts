/**
 * The names that articles, older servers and vendors give to a fault, what Candor calls it, and where the name misleads. Standard
 * errors are included because articles often use them for something else than the standard does.
 */
import { type CauseCode, causeCodes, causeOf } from "./causes.ts";
import { vendors } from "./vendors.ts";

export interface NameElsewhere {
  /** What it can mean, the most likely cause first. */
  readonly causes: readonly CauseCode[];
  /** The response of Candor, and of any server that follows the standard. */
  readonly answeredAs: string;
  /** What users of the name get wrong, or what it doesn't say. */
  readonly note?: string;
}

interface Row {
  /** Codes, and patterns such as `family/*`. */
  readonly stands: readonly string[];
  /** Only the causes that have this error. */
  readonly error?: string;
  readonly answeredAs: string;
  readonly note?: string;
}

const NO_STANDARD = "This isn't a standard error.";

const NAMES: Readonly<Record<string, Row>> = {
  unsupported_over_http: {
    stands: ["transport/insecure"],
    answeredAs: "invalid_request, 400",
    note: `${NO_STANDARD} A request over plain http has exposed its secrets. Change them.`,
  },
  version_rejected: {
    stands: ["request/version-unsupported"],
    answeredAs: "invalid_request, 400",
    note: "A name from OAuth 1.0. OAuth 2 requests carry no version. The request is refused because it has OAuth 1.0 parameters.",
  },
  parameter_absent: {
    stands: ["request/parameter-absent"],
    answeredAs: "invalid_request, 400",
    note: "A name from OAuth 1.0. The error_description names the missing parameter.",
  },
  parameter_rejected: {
    stands: ["request/parameter-too-long", "request/parameter-rejected"],
    answeredAs: "invalid_request, 400",
    note: "A name from OAuth 1.0. An unknown parameter isn't an error: by RFC 6749 the server ignores it.",
  },
  invalid_param: {
    stands: ["request/parameter-invalid", "request/parameter-repeated"],
    answeredAs: "invalid_request, 400",
    note: NO_STANDARD,
  },
  invalid_request: {
    stands: ["request/*"],
    error: "invalid_request",
    answeredAs: "invalid_request, 400 (405 for the method, 404 for an unknown path)",
    note: "It is about the form of the request. A wrong secret is invalid_client, and an expired or used code is invalid_grant.",
  },
  invalid_client: {
    stands: ["client/unknown", "client/disabled", "client/not-registered", "client-auth/*"],
    error: "invalid_client",
    answeredAs: "invalid_client, 401, or an error page at the authorization endpoint, where the user sees it",
    note: "A wrong secret is invalid_client, not invalid_grant. The response doesn't show whether the client is unknown or its secret is wrong.",
  },
  invalid_client_secret: {
    stands: [
      "client-auth/failed",
      "client-auth/secret-wrong",
      "client-auth/secret-expired",
      "client-auth/secret-absent",
      "client-auth/method-mismatch",
      "client-auth/repeated",
    ],
    answeredAs: "invalid_client, 401",
    note: `${NO_STANDARD} A wrong secret is invalid_client, not invalid_grant: the client failed, not its code.`,
  },
  unauthorized_client: {
    stands: ["client/grant-type-not-allowed", "client/response-type-not-allowed", "client/type-mismatch"],
    answeredAs: "unauthorized_client, 400, or by redirect at the authorization endpoint",
    note: "The client is known, but isn't allowed to use this grant type or response type. A client that fails to authenticate is invalid_client.",
  },
  unsupported_response_type: {
    stands: ["request/response-type-unsupported"],
    answeredAs: "unsupported_response_type, by redirect",
    note: "It is about the server as a whole. A response type that only this client can't use is unauthorized_client.",
  },
  unsupported_grant_type: {
    stands: ["request/grant-type-unsupported"],
    answeredAs: "unsupported_grant_type, 400",
    note: "It is about the server as a whole. A grant type that only this client can't use is unauthorized_client. Some servers also return it when they can't read grant_type because the body was JSON.",
  },
  invalid_callback: {
    stands: ["redirect-uri/*"],
    error: "invalid_request",
    answeredAs: "a page, never a redirect",
    note: `${NO_STANDARD} The app never receives it: the server doesn't redirect to an untrusted URL, so the user sees an error page.`,
  },
  redirect_uri_mismatch: {
    stands: [
      "redirect-uri/unregistered",
      "redirect-uri/*-mismatch",
      "redirect-uri/trailing-slash",
      "redirect-uri/wrong-case",
      "redirect-uri/encoding",
      "code/redirect-uri-mismatch",
    ],
    answeredAs: "a page, never a redirect, or invalid_grant, 400 at the token endpoint",
    note: `${NO_STANDARD} The redirect URI is checked twice: against the registered ones in the authorization request, and against the authorization request when the code is redeemed.`,
  },
  access_denied: {
    stands: [
      "user/denied",
      "user/policy-blocked",
      "user/not-assigned",
      "user/not-in-tenant",
      "scope/needs-admin-consent",
      "grant/app-in-testing-mode",
    ],
    answeredAs: "access_denied, by redirect",
    note: "A user who declines is access_denied, not invalid_grant. It isn't a fault: let the user try again.",
  },
  invalid_grant: {
    stands: ["code/*", "refresh-token/*", "pkce/verifier-*", "grant/*", "assertion/*"],
    error: "invalid_grant",
    answeredAs: "invalid_grant, 400",
    note: "It is about the code, the refresh token or the verifier, not about the client. A wrong secret is invalid_client, and a user who declines is access_denied.",
  },
  token_expired: {
    stands: ["token/expired", "refresh-token/expired"],
    answeredAs: "invalid_token, 401 with WWW-Authenticate, or for a refresh token invalid_grant, 400",
    note: `${NO_STANDARD} An expired refresh token isn't invalid_token: the token endpoint returns invalid_grant.`,
  },
  invalid_token: {
    stands: ["token/*"],
    error: "invalid_token",
    answeredAs: "invalid_token, 401 with WWW-Authenticate, or for a refresh token invalid_grant, 400",
    note: "APIs return it for an access token (RFC 6750). For a code or a refresh token, the token endpoint returns invalid_grant.",
  },
  insufficient_scope: {
    stands: ["token/insufficient-scope", "token/no-openid"],
    answeredAs: "insufficient_scope, 403 with WWW-Authenticate",
    note: "APIs return it for a valid token that lacks a scope. invalid_scope is about a request for a token.",
  },
  invalid_scope: {
    stands: ["scope/*"],
    error: "invalid_scope",
    answeredAs: "invalid_scope, 400 or by redirect",
    note: "A server may also grant fewer scopes than requested: compare the scope of the response with the one you sent. APIs return insufficient_scope.",
  },
  server_error: {
    stands: ["server/fault"],
    answeredAs: "server_error, 500, or by redirect at the authorization endpoint",
    note: "The fault is the server's, and its log has the details. It replaces status 500 in a redirect, which can't carry that status.",
  },
  bad_verification_code: {
    stands: ["code/unknown", "code/expired", "code/already-used"],
    answeredAs: "invalid_grant, 400",
    note: "GitHub's name. The response has status 200: check for error in the body, not the status.",
  },
  incorrect_client_credentials: {
    stands: ["client-auth/failed", "client-auth/secret-wrong", "client/unknown"],
    answeredAs: "invalid_client, 401",
    note: "GitHub's name. The response has status 200: check for error in the body, not the status.",
  },
};

/** The URL to return to after sign-out isn't a callback. */
const NO_CALLBACK = "redirect-uri/post-logout-unregistered";

function matches(pattern: string, code: CauseCode): boolean {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return code === pattern;
  return code !== NO_CALLBACK && code.startsWith(before) && code.endsWith(after);
}

function read({ stands, error, answeredAs, note }: Row): NameElsewhere {
  const causes = stands.flatMap((pattern) =>
    causeCodes.filter(
      (code) => matches(pattern, code) && (error === undefined || causeOf(code).errors.includes(error)),
    ),
  );
  return { causes: [...new Set(causes)], answeredAs, ...(note === undefined ? {} : { note }) };
}

const ofVendor = (causes: readonly CauseCode[]): NameElsewhere => ({
  causes,
  answeredAs: [...new Set(causes.flatMap((code) => causeOf(code).errors))].join(" or "),
});

/** By name, in lower case. Read when somebody asks: whoever explains one failure needs a few of them, and all take milliseconds. */
const rows: ReadonlyMap<string, () => NameElsewhere> = new Map([
  ...Object.entries(vendors).map(([name, causes]) => [name.toLowerCase(), () => ofVendor(causes)] as const),
  ...Object.entries(NAMES).map(([name, row]) => [name, () => read(row)] as const),
]);

/** Every known name, in lower case. */
export const namesElsewhere: readonly string[] = [...rows.keys()];

const known = new Map<string, NameElsewhere>();

/** Looks up another vendor's name for a fault, in any letter case. */
export function nameElsewhere(name: string): NameElsewhere | undefined {
  const key = name.trim().toLowerCase();
  const found = known.get(key) ?? rows.get(key)?.();
  if (found !== undefined) known.set(key, found);
  return found;
}

let byCause: ReadonlyMap<CauseCode, readonly string[]> | undefined;

function namesByCause(): ReadonlyMap<CauseCode, readonly string[]> {
  const all = new Map<CauseCode, string[]>();
  for (const { shown, causes } of [
    ...Object.keys(NAMES).map((name) => ({ shown: name, causes: nameElsewhere(name)?.causes ?? [] })),
    ...Object.entries(vendors).map(([name, causes]) => ({ shown: name, causes })),
  ]) {
    for (const code of causes) all.set(code, [...(all.get(code) ?? []), shown]);
  }
  return all;
}

/** Other names of a cause, as they are written elsewhere. The error that Candor returns for it isn't another name. */
export function namesOf(code: CauseCode): readonly string[] {
  const { errors } = causeOf(code);
  byCause ??= namesByCause();
  return (byCause.get(code) ?? []).filter((name) => !errors.includes(name));
}
