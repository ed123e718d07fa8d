/** What an authorization request is decided by once its redirect URI is trusted, and what follows from that: its scope, and what the user is asked. */
import type { Refusal } from "../../reasons/index.ts";
import type { CallerRole } from "../admin/role.ts";
import { withinRole } from "../admin/role.ts";
import { apisOfDetails, type SentDetails } from "../authorization-details/details.ts";
import { isPublic } from "../client.ts";
import type { ManagedFacts } from "../grant-management/managed.ts";
import { sentAs } from "../parameter-names.ts";
import type { Pushed } from "../pushed/pushed.ts";
import { returnedBy } from "../response-types.ts";
import type { Catalogue, ScopeGranted } from "../scope/catalogue.ts";
import { resolveScope } from "../scope/resolve.ts";
import type { Settings } from "../settings.ts";
import { allowedOf } from "./claims-request.ts";
import { type AuthorizationRequest, KNOWN } from "./request.ts";
import type { TrustedRedirect } from "./trust.ts";

/** Who is signed in, and what that user has allowed this client. */
export interface Person {
  readonly sessionId: number;
  readonly subject: string;
  /** When the user signed in, in milliseconds. */
  readonly authTime: number;
  readonly consented: readonly string[];
  /** Whether the user has allowed the same authorization details before, and their types are remembered. */
  readonly allowedDetails?: boolean | undefined;
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
  "unknownScopes" | "codeLifetime" | "requirePushedRequests" | "responseTypes" | "signUp" | "grantManagement"
>;

export interface AuthorizationCase {
  readonly request: AuthorizationRequest;
  readonly to: TrustedRedirect;
  readonly pushed?: Pushed | undefined;
  readonly person: Person | undefined;
  readonly hint: Hint;
  /** What came of reading `authorization_details`, if the request has any and this server has types for them. */
  readonly details?: SentDetails | undefined;
  /** The grant that `grant_id` names, once it is known who is signed in. */
  readonly managed?: ManagedFacts | undefined;
  readonly catalogue: Catalogue;
  readonly settings: AuthorizationSettings;
  /** The user's choice on the consent page, if this is the reply to it. */
  readonly answer: "allow" | "deny" | undefined;
  /** Whether the user has just signed in for this particular request. */
  readonly justSignedIn?: boolean | undefined;
  readonly now: number;
}

const OFFLINE = "offline_access";

/** The scope that would be granted. */
export function scopeOf(given: AuthorizationCase): ScopeGranted | Refusal {
  const { request, to, catalogue, settings, now, person } = given;
  const { unknownScopes } = settings;
  const also = apisOfDetails(given.details);
  const { scope: sent, target, form } = request;
  const near = sent === undefined ? sentAs("scope", form.values.keys(), KNOWN) : undefined;
  const asked = { sent, near, target, client: to.client, catalogue, withPerson: true, unknownScopes, also };
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

const ASKING_WHO: ReadonlySet<string> = new Set(["login", "select_account", "create"]);

/** Whether the user must sign in (again) before anything is granted, and why. */
export function signInNeeded(given: AuthorizationCase): string | undefined {
  const { request, person, hint, now } = given;
  if (person === undefined) return "session";
  const maxAge = request.maxAge ?? defaultMaxAge(given, person.authTime);
  if (hint.is === "valid" && hint.subject !== person.subject)
    return `session of the user that ${hint.from ?? "id_token_hint"} names`;
  if (maxAge !== undefined && Math.abs(now - person.authTime) > Number(maxAge) * 1000) return "recent sign-in";
  if (request.prompt.some((word) => ASKING_WHO.has(word))) return "new sign-in";
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

/** Whether the user must be asked about authorization details: each time, unless their types are remembered. */
export function detailsAsked(given: AuthorizationCase): boolean {
  const { details, answer, request, to, person } = given;
  if (details?.is !== "read" || answer === "allow") return false;
  if (request.prompt.includes("consent") || anybodyMayAnswer(to)) return true;
  return !to.client.firstParty && person?.allowedDetails !== true;
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
