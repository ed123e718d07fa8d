/**
 * The second list of the authorization endpoint. The client and the redirect URI are trusted, so refusals are sent by redirect.
 */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { openid, rfc } from "../../specs.ts";
import { ACR_VALUES } from "../acr.ts";
import { type CallerRole, withinRole } from "../admin/role.ts";
import { isPublic } from "../client.ts";
import type { Check } from "../decision.ts";
import { refuseRepeated, refuseTooLong } from "../form.ts";
import { sentAs } from "../parameter-names.ts";
import { checkChallenge } from "../pkce.ts";
import { needsPkce } from "../profiles/index.ts";
import type { Pushed } from "../pushed/pushed.ts";
import { returnedBy } from "../response-types.ts";
import type { Catalogue, ScopeGranted } from "../scope/catalogue.ts";
import { resolveScope } from "../scope/resolve.ts";
import { refuseOtherTarget, targetCheck } from "../scope/target.ts";
import type { Settings } from "../settings.ts";
import { allowedOf, canMeet } from "./claims-request.ts";
import { type AuthorizationRequest, KNOWN, LONGEST_AGE } from "./request.ts";
import { refuseIdToken, responseChecks } from "./response-checks.ts";
import type { TrustedRedirect } from "./trust.ts";

/** Who is signed in, and what that user has allowed this client. */
export interface Person {
  readonly sessionId: number;
  readonly subject: string;
  /** When the user signed in, in milliseconds. */
  readonly authTime: number;
  readonly consented: readonly string[];
  /** The role of the user, where the client may be granted scopes of the admin API. */
  readonly role?: Exclude<CallerRole, "service"> | undefined;
}

/** The user that id_token_hint names, or why it can't be trusted. */
export type Hint =
  | { readonly is: "absent" }
  | {
      readonly is: "valid";
      readonly subject: string;
      /** Where the user is named, if not in id_token_hint (OpenID Connect Core 5.5.1). */
      readonly from?: "claims" | undefined;
    }
  | { readonly is: "invalid"; readonly because: string };

/** The settings that decide about authorization requests. */
export type AuthorizationSettings = Pick<
  Settings,
  "unknownScopes" | "codeLifetime" | "requirePushedRequests" | "responseTypes"
>;

export interface AuthorizationCase {
  readonly request: AuthorizationRequest;
  readonly to: TrustedRedirect;
  readonly pushed?: Pushed | undefined;
  readonly person: Person | undefined;
  readonly hint: Hint;
  readonly catalogue: Catalogue;
  readonly settings: AuthorizationSettings;
  /** The user's choice on the consent page, if this is the reply to it. */
  readonly answer: "allow" | "deny" | undefined;
  /** Whether the user has just signed in for this particular request. */
  readonly justSignedIn?: boolean | undefined;
  readonly now: number;
}

/** A sign or a fraction is as wrong as a unit, and other digits than these are none. */
const SECONDS = "a number of seconds in the digits 0-9";

const OFFLINE = "offline_access";

const PROMPTS = ["none", "login", "consent", "select_account"];

/** The scope that would be granted. */
export function scopeOf({ request, to, catalogue, settings, now, person }: AuthorizationCase): ScopeGranted | Refusal {
  const { unknownScopes } = settings;
  const { scope: sent, target, form } = request;
  const near = sent === undefined ? sentAs("scope", form.values.keys(), KNOWN) : undefined;
  const asked = { sent, near, target, client: to.client, catalogue, withPerson: true, unknownScopes };
  const granted = resolveScope(asked, now);
  if ("refused" in granted) return granted;
  const { scopes } = granted;
  // "MUST ignore the offline_access request unless the Client is using a response_type value that would result in an Authorization Code
  // being returned" (OpenID Connect Core 11).
  const usable = returnedBy(request.responseType).code ? scopes : scopes.filter((name) => name !== OFFLINE);
  return { ...granted, scopes: person?.role === undefined ? usable : withinRole(usable, person.role) };
}

/** What the client is registered with, unless the user has signed in since coming with a pushed request. */
function defaultMaxAge({ to: { client }, pushed }: AuthorizationCase, authTime: number): number | undefined {
  const isFresh = pushed?.is === "found" && pushed.openedAt !== undefined && authTime >= pushed.openedAt;
  return isFresh ? undefined : client.defaultMaxAge;
}

/** Whether the user must sign in (again) before anything is granted, and why. */
export function signInNeeded(given: AuthorizationCase): string | undefined {
  const { request, person, hint, now } = given;
  if (person === undefined) return "session";
  const maxAge = request.maxAge ?? defaultMaxAge(given, person.authTime);
  if (hint.is === "valid" && hint.subject !== person.subject)
    return `session of the user that ${hint.from ?? "id_token_hint"} names`;
  if (maxAge !== undefined && Math.abs(now - person.authTime) > Number(maxAge) * 1000) return "recent sign-in";
  if (request.prompt.includes("login") || request.prompt.includes("select_account")) return "new sign-in";
  return undefined;
}

/**
 * Whether any program on the user's device could receive the response. A private-use scheme or a loopback port belongs to
 * whoever takes it first. Consent is then required each time, "including where the user has previously approved" (RFC 8252
 * 8.6).
 */
function anybodyMayAnswer({ client, uri }: TrustedRedirect): boolean {
  return isPublic(client) && client.applicationType === "native" && !uri.startsWith("https:");
}

/** The scopes that the user must still be asked about. */
export function consentNeeded(given: AuthorizationCase, scopes: readonly string[]): readonly string[] {
  if (given.answer === "allow") return [];
  if (given.request.prompt.includes("consent") || anybodyMayAnswer(given.to)) return scopes;
  if (given.to.client.firstParty) return [];
  return scopes.filter((scope) => !given.person?.consented.includes(scope));
}

/** The claims beside those of the granted scopes. */
export function claimsFor({ request: { claims }, to: { client } }: AuthorizationCase, granted: readonly string[]) {
  return "expected" in claims ? NO_CLAIMS : allowedOf(claims, client, granted);
}

const NO_CLAIMS = { requested: undefined, scopes: [] };

/** The scopes that the user is asked about. */
export const asksFor = (given: AuthorizationCase, granted: readonly string[]): readonly string[] => {
  const { scopes } = claimsFor(given, granted);
  return scopes.length === 0 ? granted : [...granted, ...scopes];
};

/** What is asked of the parameters, whoever the user is. Pushed requests are asked the same (RFC 9126 2.1). */
export const parameterChecks: readonly Check<AuthorizationCase>[] = [
  {
    asks: "Is each parameter sent once?",
    cites: rfc(6749, "3.1"),
    run: ({ request }) => refuseRepeated(request.form, KNOWN),
  },
  { asks: "Are the values within bounds?", cites: rfc(6749, "3.1"), run: ({ request }) => refuseTooLong(request.form) },
  {
    asks: "Does the request carry its parameters itself?",
    cites: openid("core", "3.1.2.6"),
    run: ({ request: { form } }) => {
      if (form.values.has("request")) return refuse("request/object-unsupported", {});
      if (form.values.has("request_uri")) return refuse("request/object-uri-unsupported", {});
      return form.values.has("registration") ? refuse("request/registration-unsupported", {}) : undefined;
    },
  },
  ...responseChecks,
  {
    asks: "Is the code bound to the client by PKCE?",
    cites: rfc(7636, "4.4.1"),
    run: ({ request, to: { client } }) =>
      returnedBy(request.responseType).code
        ? checkChallenge(
            client.id,
            needsPkce(client),
            request.codeChallenge,
            request.codeChallengeMethod,
            (parameter) => sentAs(parameter, request.form.values.keys(), KNOWN),
          )
        : undefined,
  },
  {
    asks: "Is dpop_jkt the thumbprint of a key, if there is one?",
    cites: rfc(9449, "10"),
    run: ({ request: { dpopJkt } }) =>
      dpopJkt === undefined || /^[\w-]{43}$/.test(dpopJkt)
        ? undefined
        : refuse("request/parameter-invalid", {
            parameter: "dpop_jkt",
            sent: quotable(dpopJkt, 100),
            expected: "the SHA-256 thumbprint of a key, 43 characters of base64url",
          }),
  },
  {
    ...targetCheck,
    run: ({ request: { target }, to: { client }, catalogue }) => targetCheck.run({ target, client, catalogue }),
  },
  {
    asks: "Is the client allowed the scope?",
    cites: rfc(6749, "3.3"),
    run: (given) => {
      const scope = scopeOf(given);
      return "refused" in scope ? scope : undefined;
    },
  },
  {
    asks: "Does the scope belong to the resource?",
    cites: rfc(8707, "2.2"),
    run: (given) => {
      const { request, to, catalogue, now } = given;
      const scope = request.target && scopeOf(given);
      if (scope === undefined || "refused" in scope) return undefined;
      return refuseOtherTarget({ target: request.target, client: to.client, catalogue, now }, scope);
    },
  },
  {
    // "nonce ... REQUIRED" (OpenID Connect Core 3.2.2.1): else an ID token could be replayed to another browser.
    asks: "Is an ID token from this endpoint bound to its request?",
    cites: openid("core", "3.2.2.1"),
    run: (given) => {
      const scope = scopeOf(given);
      return "refused" in scope ? undefined : refuseIdToken(given.request, scope.scopes);
    },
  },
  {
    asks: "Is prompt valid?",
    cites: openid("core", "3.1.2.1"),
    run: ({ request: { prompt } }) => {
      const words = new Set(prompt);
      const odd = prompt.find((word) => !PROMPTS.includes(word));
      if (odd !== undefined) {
        return refuse("request/parameter-invalid", {
          parameter: "prompt",
          sent: quotable(odd, 100),
          expected: PROMPTS.join(", "),
        });
      }
      return words.has("none") && words.size > 1
        ? refuse("user/prompt-conflict", { sent: prompt.join(" ") })
        : undefined;
    },
  },
  {
    asks: "Is max_age a number?",
    cites: openid("core", "3.1.2.1"),
    run: ({ request: { maxAge } }) =>
      maxAge === undefined || (/^\d+$/.test(maxAge) && Number(maxAge) <= LONGEST_AGE)
        ? undefined
        : refuse("request/parameter-invalid", {
            parameter: "max_age",
            sent: quotable(maxAge, 100),
            expected: /^\d+$/.test(maxAge) ? `at most ${LONGEST_AGE} seconds` : SECONDS,
          }),
  },
  {
    asks: "Is the claims request valid?",
    cites: openid("core", "5.5"),
    run: ({ request: { claims } }) =>
      "expected" in claims
        ? refuse("request/parameter-invalid", { parameter: "claims", expected: claims.expected })
        : undefined,
  },
  {
    // What is essential and can't be met is a failed authentication.
    asks: "Can users sign in as the request requires?",
    cites: openid("core", "5.5.1.1"),
    run: ({ request: { claims } }) =>
      "expected" in claims || canMeet(claims)
        ? undefined
        : refuse("user/acr-unmet", { required: claims.essentialAcr ?? [], offered: ACR_VALUES }),
  },
  {
    asks: "Is the hint a valid ID token?",
    cites: openid("core", "3.1.2.2"),
    run: ({ hint }) => (hint.is === "invalid" ? refuse("user/hint-invalid", { because: hint.because }) : undefined),
  },
];

export const personChecks: readonly Check<AuthorizationCase>[] = [
  {
    asks: "After the sign-in: is it the user that the hint names?",
    cites: openid("core", "3.1.2.1"),
    run: ({ hint, person, justSignedIn }) =>
      justSignedIn === true && hint.is === "valid" && person !== undefined && hint.subject !== person.subject
        ? refuse("user/hint-mismatch", {})
        : undefined,
  },
  {
    asks: "Did the user agree?",
    cites: rfc(6749, "4.1.2.1"),
    run: ({ answer, to }) => (answer === "deny" ? refuse("user/denied", { clientId: to.client.id }) : undefined),
  },
  {
    asks: "With prompt=none: is a user signed in?",
    cites: openid("core", "3.1.2.6"),
    run: (given) => {
      const because = given.request.prompt.includes("none") ? signInNeeded(given) : undefined;
      return because === undefined ? undefined : refuse("user/login-required", { because });
    },
  },
  {
    asks: "With prompt=none: has the user consented?",
    cites: openid("core", "3.1.2.6"),
    run: (given) => {
      if (!given.request.prompt.includes("none")) return undefined;
      const scope = scopeOf(given);
      const scopes = "refused" in scope ? [] : consentNeeded(given, asksFor(given, scope.scopes));
      return scopes.length === 0 ? undefined : refuse("user/consent-required", { scopes });
    },
  },
];
