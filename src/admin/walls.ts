/**
 * What the owner of an application may set by themselves, and what only an operator may: one rule for each member. A member without
 * a rule is an operator's, so that a new one is never an owner's by accident (mass assignment). See docs/decisions.
 */
import { isDeepStrictEqual } from "node:util";
import { quoted } from "../configuration/form.ts";
import { foldUsername } from "../ports/username.ts";
import type { FieldFault } from "../protocol/admin/occasion.ts";
import type { SelfService } from "../protocol/admin/self-service.ts";
import type { Client } from "../protocol/client.ts";
import { ADMIN_SCOPE_NAMES } from "../protocol/scope/catalogue.ts";
import { losesItsUsers, sectorOf } from "../protocol/subject.ts";

/** An owner, and what the server lets owners do. */
export interface Walls {
  readonly own: { readonly username: string; readonly teams: ReadonlySet<string> };
  readonly policy: Pick<SelfService, "scopes" | "grantTypes">;
  readonly sensitive: ReadonlySet<string>;
  /** Lifetimes in force without one of the application's own, in seconds. */
  readonly lifetimes: Readonly<Record<Lifetime, number>>;
}

export type Lifetime =
  | "codeLifetime"
  | "accessTokenLifetime"
  | "refreshLifetime"
  | "refreshIdleLifetime"
  | "idTokenLifetime";

interface Change {
  /** `undefined` if the application is new. */
  readonly before: Client | undefined;
  readonly after: Client;
  readonly walls: Walls;
}

/** A value that only an operator may set, and what an owner may set in its place. `index`: in a list. */
interface Beyond {
  readonly index?: number;
  readonly sent: string;
  readonly expected: string;
}

type Rule = (change: Change) => readonly Beyond[];

const OWNERS: Rule = () => [];

/** An owner may set only this value, or leave the other one that an operator has set. */
const only =
  (key: keyof Client, value: boolean): Rule =>
  ({ before, after }) => {
    const is = after[key] ?? value;
    if (is === value || (before !== undefined && before[key] === is)) return [];
    return [{ sent: String(is), expected: `${value}, unless an operator sets it` }];
  };

/** An owner may remove items, and add those that are allowed. */
const adding =
  (
    key: "scopes" | "grantTypes" | "responseTypes" | "allowedSchemes" | "introspects" | "authorizationDetailsTypes",
    allowed: (item: string, walls: Walls) => boolean,
  ) =>
  (expected: (walls: Walls) => string): Rule =>
  ({ before, after, walls }) => {
    const had = before?.[key] ?? [];
    return (after[key] ?? []).flatMap((item, index) =>
      had.includes(item) || allowed(item, walls) ? [] : [{ index, sent: quoted(item), expected: expected(walls) }],
    );
  };

/** An owner may make tokens live shorter than those of other applications, not longer. */
const atMost =
  (key: Lifetime): Rule =>
  ({ before, after, walls: { lifetimes } }) => {
    const is = after[key];
    if (is === undefined || is <= lifetimes[key] || before?.[key] === is) return [];
    return [{ sent: String(is), expected: `at most ${lifetimes[key]}, unless an operator sets it` }];
  };

/** Whether an owner may allow an application this scope. */
export const isOwnersScope = (name: string, { policy, sensitive }: Pick<Walls, "policy" | "sensitive">): boolean =>
  !ADMIN_SCOPE_NAMES.includes(name) && !sensitive.has(name) && policy.scopes?.includes(name) !== false;

const isSelf = (owner: string | undefined, { own }: Walls): boolean =>
  owner !== undefined && foldUsername(owner) === foldUsername(own.username);

const same = (one: string | undefined, other: string | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && foldUsername(one) === foldUsername(other));

/** The owner may hand it over, to a user or to a team. Whoever shares it through a team can't take it away from the owner. */
const owner: Rule = ({ before, after, walls }) => {
  if (before !== undefined && same(before.owner, after.owner)) return [];
  const sent = after.owner === undefined ? "missing" : quoted(after.owner);
  if (before === undefined)
    return after.owner === undefined || isSelf(after.owner, walls)
      ? []
      : [{ sent, expected: `${walls.own.username}, who registers it` }];
  if (before.owner !== undefined && !isSelf(before.owner, walls))
    return [{ sent, expected: `${before.owner}, because only the owner hands it over` }];
  if (after.owner !== undefined || (after.team !== undefined && walls.own.teams.has(after.team))) return [];
  return [{ sent, expected: "a user, unless it belongs to one of your teams" }];
};

const team: Rule = ({ before, after, walls }) => {
  if (before?.team === after.team) return [];
  const sent = after.team === undefined ? "missing" : quoted(after.team);
  if (before?.owner !== undefined && !isSelf(before.owner, walls))
    return [{ sent, expected: `${before.team ?? "none"}, because only the owner changes its team` }];
  if (after.team !== undefined && !walls.own.teams.has(after.team)) return [{ sent, expected: "one of your teams" }];
  // Without either, it would be nobody's.
  return after.team === undefined && after.owner === undefined ? [{ sent, expected: "one of your teams" }] : [];
};

const list = (names: readonly string[]): string => names.join(", ") || "none";

const scope = adding(
  "scopes",
  isOwnersScope,
)(({ policy: { scopes } }) => (scopes === undefined ? "a scope that isn't sensitive" : `one of ${list(scopes)}`));

/** Users of a first-party application aren't asked whether they agree to what it gets. */
const scopeUnasked = adding(
  "scopes",
  () => false,
)(() => "a scope that an operator has allowed, because users aren't asked");

/** The rule of each member, for owners. Its reader finds what an owner may do; the rest is an operator's. */
export const WALLS: Readonly<Record<string, Rule>> = {
  client_name: OWNERS,
  application_type: OWNERS,
  // Without a sector identifier they say which sector the subjects are of.
  redirect_uris: ({ before, after }) =>
    before !== undefined && before.sectorIdentifierUri === after.sectorIdentifierUri && losesItsUsers(before, after)
      ? [
          {
            sent: quoted(sectorOf(after)),
            expected: `${sectorOf(before)}, unless an operator sets sector_identifier_uri`,
          },
        ]
      : [],
  post_logout_redirect_uris: OWNERS,
  backchannel_logout_uri: OWNERS,
  backchannel_token_delivery_mode: OWNERS,
  backchannel_client_notification_endpoint: OWNERS,
  backchannel_authentication_request_signing_alg: OWNERS,
  backchannel_logout_session_required: OWNERS,
  frontchannel_logout_uri: OWNERS,
  frontchannel_logout_session_required: OWNERS,
  token_endpoint_auth_method: OWNERS,
  token_endpoint_auth_methods: OWNERS,
  default_scope: OWNERS,
  id_token_signed_response_alg: OWNERS,
  id_token_encrypted_response_alg: OWNERS,
  id_token_encrypted_response_enc: OWNERS,
  userinfo_signed_response_alg: OWNERS,
  userinfo_encrypted_response_alg: OWNERS,
  userinfo_encrypted_response_enc: OWNERS,
  introspection_signed_response_alg: OWNERS,
  introspection_encrypted_response_alg: OWNERS,
  introspection_encrypted_response_enc: OWNERS,
  authorization_encrypted_response_alg: OWNERS,
  authorization_encrypted_response_enc: OWNERS,
  // Whoever lifts it only sends plain objects again, which show in the URL.
  request_object_encryption_alg: OWNERS,
  request_object_encryption_enc: OWNERS,
  initiate_login_uri: OWNERS,
  // Whoever chooses the sector chooses with whom subjects are shared.
  sector_identifier_uri: ({ before, after }) =>
    before?.sectorIdentifierUri === after.sectorIdentifierUri
      ? []
      : [{ sent: quoted(after.sectorIdentifierUri ?? ""), expected: "the sector that an operator has set" }],
  // Users would be known to others again.
  subject_type: ({ before, after }) =>
    before?.subjectType === "pairwise" && after.subjectType !== "pairwise"
      ? [{ sent: quoted(after.subjectType ?? "public"), expected: "pairwise, unless an operator changes it" }]
      : [],
  id_token_claims: OWNERS,
  default_max_age: OWNERS,
  any_localhost_port: OWNERS,
  iss_on_errors: OWNERS,
  jwks: OWNERS,
  jwks_uri: OWNERS,
  // Unsigned objects say no more than parameters in a URL, and aren't accepted where objects must be signed.
  request_object_signing_alg: OWNERS,
  request_uris: OWNERS,
  // It takes the place of the server's bounds, which may be tighter.
  profile: ({ before, after }) =>
    before?.profile === after.profile
      ? []
      : [{ sent: quoted(after.profile ?? ""), expected: "the profile that an operator has set" }],
  authorization_signed_response_alg: OWNERS,
  token_endpoint_auth_signing_alg: OWNERS,
  // Stolen tokens of it would work again.
  dpop_bound_access_tokens: ({ before, after }) =>
    before?.dpopBoundAccessTokens === true && after.dpopBoundAccessTokens !== true
      ? [{ sent: "false", expected: "true, unless an operator turns it off" }]
      : [],
  // Tokens of other applications, and scopes beyond them.
  token_exchange: ({ before, after }) =>
    after.tokenExchange === undefined || isDeepStrictEqual(before?.tokenExchange, after.tokenExchange)
      ? []
      : [{ sent: "not shown", expected: "what an operator has set" }],
  tls_client_certificate_bound_access_tokens: ({ before, after }) =>
    before?.tlsClientCertificateBoundAccessTokens === true && after.tlsClientCertificateBoundAccessTokens !== true
      ? [{ sent: "false", expected: "true, unless an operator turns it off" }]
      : [],
  tls_client_auth_subject_dn: OWNERS,
  tls_client_auth_san_dns: OWNERS,
  tls_client_auth_san_uri: OWNERS,
  tls_client_auth_san_ip: OWNERS,
  tls_client_auth_san_email: OWNERS,
  attester: OWNERS,
  attester_jwks: OWNERS,
  attester_jwks_uri: OWNERS,
  client_uri: OWNERS,
  logo_uri: OWNERS,
  tos_uri: OWNERS,
  policy_uri: OWNERS,
  publisher: OWNERS,
  contacts: OWNERS,
  colors: OWNERS,
  owner,
  team,
  scope: (change) => (change.before?.firstParty === true ? scopeUnasked : scope)(change),
  grant_types: adding("grantTypes", (item, { policy }) => policy.grantTypes.includes(item))(
    ({ policy }) => `one of ${list(policy.grantTypes)}`,
  ),
  // Browsers and logs see tokens in URLs.
  response_types: adding("responseTypes", (item) => item === "code")(() => "code, unless an operator adds another one"),
  // Any app on the device can claim such a scheme, and receive the codes.
  allowed_schemes: adding("allowedSchemes", () => false)(() => "a scheme that an operator has allowed"),
  // A scope that the user agreed to must release what they are about. Only your own applications get attributes without.
  claims: ({ before, after }) =>
    before?.firstParty !== true || isDeepStrictEqual(before?.claims ?? [], after.claims ?? [])
      ? []
      : [{ sent: "not shown", expected: "the rules that an operator has set" }],
  // Whoever may introspect sees the tokens of every application for that API.
  authorization_details_types: adding(
    "authorizationDetailsTypes",
    () => false,
  )(() => "a type that an operator has allowed"),
  introspects: adding("introspects", () => false)(() => "an API that an operator has allowed"),
  // An owner can stop an application at once. Whoever stopped it had a reason, so only an operator starts it again.
  disabled: ({ before, after }) =>
    before?.disabled === true && !after.disabled
      ? [{ sent: "false", expected: "true, unless an operator enables it again" }]
      : [],
  // An owner may require it. Where an operator does, it stays.
  require_pushed_authorization_requests: ({ before, after }) =>
    before?.requirePushedRequests === true && after.requirePushedRequests !== true
      ? [{ sent: "false", expected: "true, unless an operator lifts it" }]
      : [],
  require_signed_request_object: ({ before, after }) =>
    before?.requireSignedRequestObject === true && after.requireSignedRequestObject !== true
      ? [{ sent: "false", expected: "true, unless an operator lifts it" }]
      : [],
  pkce_required: only("pkceRequired", true),
  refresh_without_offline_access: only("refreshWithoutOfflineAccess", false),
  // Users would no longer be asked.
  first_party: only("firstParty", false),
  code_lifetime: atMost("codeLifetime"),
  access_token_lifetime: atMost("accessTokenLifetime"),
  refresh_lifetime: atMost("refreshLifetime"),
  refresh_idle_lifetime: atMost("refreshIdleLifetime"),
  id_token_lifetime: atMost("idTokenLifetime"),
};

/** Members that are one text there and a list here. */
const IN_WORDS: ReadonlySet<string> = new Set(["scope"]);

/** What of a change is beyond an owner. `sent`: the members that the request names. */
export function wallFaults(change: Change, sent: ReadonlySet<string>): readonly FieldFault[] {
  const members = new Set([...Object.keys(WALLS), ...sent]);
  return [...members].flatMap((member) =>
    ruleOf(member)(change).map(({ index, ...fault }) => ({
      pointer: index === undefined || IN_WORDS.has(member) ? `/${member}` : `/${member}/${index}`,
      ...fault,
      code: "admin/operator-only" as const,
    })),
  );
}

const ruleOf = (member: string): Rule => (Object.hasOwn(WALLS, member) ? WALLS[member] : undefined) ?? UNRULED;

/** Of a member that nobody has decided about. */
const UNRULED: Rule = () => [{ sent: "not shown", expected: "nothing, because only an operator sets it" }];
