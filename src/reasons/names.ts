/**
 * What articles, older servers and vendors call a fault; what it is here, and where the name misleads. A standard error is in it
 * where articles use it for something, and often for something else than the standard does.
 */
import { type CauseCode, causeCodes, causeOf } from "./causes.ts";
import { vendors } from "./vendors.ts";

export interface NameElsewhere {
  /** What it stands for, the likeliest first. */
  readonly causes: readonly CauseCode[];
  /** How Candor, and a server that keeps to the standard, answers that. */
  readonly answeredAs: string;
  /** Where those who use the name are wrong, or what it does not say. */
  readonly note?: string;
}

interface Row {
  /** Codes, and patterns such as `family/*`. */
  readonly stands: readonly string[];
  /** Of those only the ones that are answered as this error. */
  readonly error?: string;
  readonly answeredAs: string;
  readonly note?: string;
}

const NO_STANDARD = "No standard error has this name.";

const NAMES: Readonly<Record<string, Row>> = {
  unsupported_over_http: {
    stands: ["transport/insecure"],
    answeredAs: "invalid_request, 400",
    note: `${NO_STANDARD} A request over plain http has already shown its secrets: change them.`,
  },
  version_rejected: {
    stands: ["request/version-unsupported"],
    answeredAs: "invalid_request, 400",
    note: "A name of OAuth 1.0. OAuth 2 requests carry no version: what is refused is that they have parameters of OAuth 1.0.",
  },
  parameter_absent: {
    stands: ["request/parameter-absent"],
    answeredAs: "invalid_request, 400",
    note: "A name of OAuth 1.0. Which parameter is missing stands in error_description.",
  },
  parameter_rejected: {
    stands: ["request/parameter-too-long", "request/parameter-rejected"],
    answeredAs: "invalid_request, 400",
    note: "A name of OAuth 1.0. A parameter that the server does not know is no fault: RFC 6749 has it ignored.",
  },
  invalid_param: {
    stands: ["request/parameter-invalid", "request/parameter-repeated"],
    answeredAs: "invalid_request, 400",
    note: NO_STANDARD,
  },
  invalid_request: {
    stands: ["request/*"],
    error: "invalid_request",
    answeredAs: "invalid_request, 400; 405 for the method, 404 for an address where nothing is",
    note: "It is about the form of the request. A wrong secret is invalid_client, and a code that is no longer good is invalid_grant.",
  },
  invalid_client: {
    stands: ["client/unknown", "client/disabled", "client/not-registered", "client-auth/*"],
    error: "invalid_client",
    answeredAs: "invalid_client, 401; a page where the person is at the authorization endpoint",
    note: "A wrong secret is invalid_client, not invalid_grant. Whether the client is unknown or its secret is wrong is not told from outside.",
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
    note: `${NO_STANDARD} A wrong secret is invalid_client, not invalid_grant: it is the client that failed, not its code.`,
  },
  unauthorized_client: {
    stands: ["client/grant-type-not-allowed", "client/response-type-not-allowed", "client/type-mismatch"],
    answeredAs: "unauthorized_client, 400; by redirect at the authorization endpoint",
    note: "It does not mean that the client failed to authenticate, which is invalid_client: the client is known and may not ask in this way.",
  },
  unsupported_response_type: {
    stands: ["request/response-type-unsupported"],
    answeredAs: "unsupported_response_type, by redirect",
    note: "It is about the server as a whole. A response type that only this client may not use is unauthorized_client.",
  },
  unsupported_grant_type: {
    stands: ["request/grant-type-unsupported"],
    answeredAs: "unsupported_grant_type, 400",
    note: "It is about the server as a whole. A grant type that only this client may not use is unauthorized_client. Some servers say it also where grant_type did not reach them, since the body was JSON.",
  },
  invalid_callback: {
    stands: ["redirect-uri/*"],
    error: "invalid_request",
    answeredAs: "a page, never a redirect",
    note: `${NO_STANDARD} It cannot come back to the application: an address that is not trusted gets no answer, so the person sees a page.`,
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
    answeredAs: "a page, never a redirect; invalid_grant, 400 at the token endpoint",
    note: `${NO_STANDARD} Two addresses are compared in two places: with the registered ones at first, and with that of the authorization request when the code is redeemed.`,
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
    note: "A person who says no is access_denied, not invalid_grant, and it is no fault: let them start again.",
  },
  invalid_grant: {
    stands: ["code/*", "refresh-token/*", "pkce/verifier-*", "grant/*", "assertion/*"],
    error: "invalid_grant",
    answeredAs: "invalid_grant, 400",
    note: "It is about the code, the refresh token or the verifier, not about the client: a wrong secret is invalid_client, and a person who says no is access_denied.",
  },
  token_expired: {
    stands: ["token/expired", "refresh-token/expired"],
    answeredAs: "invalid_token, 401 with WWW-Authenticate; a refresh token: invalid_grant, 400",
    note: `${NO_STANDARD} An expired refresh token is not invalid_token: the token endpoint answers invalid_grant.`,
  },
  invalid_token: {
    stands: ["token/*"],
    error: "invalid_token",
    answeredAs: "invalid_token, 401 with WWW-Authenticate; a refresh token: invalid_grant, 400",
    note: "It is what an API says of an access token (RFC 6750). The token endpoint says invalid_grant of a code or a refresh token.",
  },
  insufficient_scope: {
    stands: ["token/insufficient-scope", "token/no-openid"],
    answeredAs: "insufficient_scope, 403 with WWW-Authenticate",
    note: "It is what an API says of a good token. invalid_scope is said of a request for a token.",
  },
  invalid_scope: {
    stands: ["scope/*"],
    error: "invalid_scope",
    answeredAs: "invalid_scope, 400 or by redirect",
    note: "A server may also grant less than was asked: compare scope of the answer with what you sent. An API says insufficient_scope.",
  },
  server_error: {
    stands: ["server/fault"],
    answeredAs: "server_error, 500; by redirect at the authorization endpoint",
    note: "The fault is the server's, and its log has more. It stands for status 500 where the answer is a redirect, which cannot have one.",
  },
  bad_verification_code: {
    stands: ["code/unknown", "code/expired", "code/already-used"],
    answeredAs: "invalid_grant, 400",
    note: "GitHub's name. It comes with status 200: look for error in the answer, not at the status.",
  },
  incorrect_client_credentials: {
    stands: ["client-auth/failed", "client-auth/secret-wrong", "client/unknown"],
    answeredAs: "invalid_client, 401",
    note: "GitHub's name. It comes with status 200: look for error in the answer, not at the status.",
  },
};

/** The address to return to after sign-out is no callback. */
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

const names: ReadonlyMap<string, NameElsewhere> = new Map([
  ...Object.entries(vendors).map(([name, causes]) => [name.toLowerCase(), ofVendor(causes)] as const),
  ...Object.entries(NAMES).map(([name, row]) => [name, read(row)] as const),
]);

/** Every name that is known, in lower case. */
export const namesElsewhere: readonly string[] = [...names.keys()];

/** Looks up what somebody else calls a fault, in any letter case. */
export function nameElsewhere(name: string): NameElsewhere | undefined {
  return names.get(name.trim().toLowerCase());
}

const byCause = new Map<CauseCode, string[]>();
for (const { shown, causes } of [
  ...Object.keys(NAMES).map((name) => ({ shown: name, causes: names.get(name)?.causes ?? [] })),
  ...Object.entries(vendors).map(([name, causes]) => ({ shown: name, causes })),
]) {
  for (const code of causes) byCause.set(code, [...(byCause.get(code) ?? []), shown]);
}

/** The names that a cause goes by elsewhere, as they are written there; what it is answered as is no other name. */
export function namesOf(code: CauseCode): readonly string[] {
  const { errors } = causeOf(code);
  return (byCause.get(code) ?? []).filter((name) => !errors.includes(name));
}
