/** Carries out a granted token request: one atomic step in the store, which may lose a race. */
import { type AuthorizationDetail, type TokenType, tokenTypeOf } from "../protocol/access-token.ts";
import { detailsFor, valuesOf } from "../protocol/authorization-details/details.ts";
import { type Client, isPublic } from "../protocol/client.ts";
import { type Credential, SECRET_BYTES } from "../protocol/credential.ts";
import type { Grant, RefreshState } from "../protocol/grant.ts";
import { type Exchanged, grantOf, type TokenGranted, type Vouched } from "../protocol/grants/granted.ts";
import { ID_JAG_TYP } from "../protocol/grants/jwt-bearer/checks.ts";
import { TOKEN_EXCHANGE } from "../protocol/grants/token-exchange/grant.ts";
import { ID_JAG } from "../protocol/grants/token-exchange/request.ts";
import type { Origin } from "../protocol/origin.ts";
import { formOf } from "../protocol/received.ts";
import type { Scope } from "../protocol/scope/catalogue.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import { refreshLifetimes } from "../protocol/token-lifetimes.ts";
import { type IssuedAccessToken, issueAccessToken } from "./access-tokens.ts";
import { accessTokenClaims, type ClaimsOf, idTokenClaims, saysMore } from "./claims.ts";
import { type Minted, mint, mintSuccessor } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { sealedIdToken } from "./id-tokens.ts";
import { subjectFor } from "./subjects.ts";

/** The members of a token response (RFC 6749 5.1), and the deprecated scopes to announce. */
export interface TokenAnswer {
  readonly body: {
    readonly access_token: string;
    readonly token_type: TokenType;
    readonly expires_in: number;
    /** Missing if only authorization details were granted: it can't be empty (RFC 6749 3.3). */
    readonly scope?: string;
    readonly refresh_token?: string;
    readonly id_token?: string;
    /** Only of a token exchange (RFC 8693 2.2.1). */
    readonly issued_token_type?: string;
    readonly authorization_details?: readonly AuthorizationDetail[];
    /** Only of a grant that the client manages (Grant Management for OAuth 2.0, 5.5). */
    readonly grant_id?: string;
  };
  readonly deprecated: readonly Scope[];
  /** Who it is for, and by which grant. */
  readonly to: {
    readonly client: string;
    readonly by: string;
    /** None if there is no user. */
    readonly subject?: string | undefined;
  };
}

/** A redeemed code is remembered for an hour, so that a second redemption differs from an unknown code. */
const REMEMBER = 3_600_000;

/**
 * Issues what was granted; `undefined` if another request changed the grant first. `presented`: the refresh token that is replaced.
 * `now` in milliseconds.
 */
export async function commit(
  deps: Deps,
  on: TokenOccasion,
  granted: TokenGranted,
  presented: Credential | undefined,
): Promise<TokenAnswer | undefined> {
  const { now, by } = on;
  const { values } = formOf(on.received.body);
  const { client, scope, effect, audience, cnf } = granted;
  if (effect.kind === "vouch") return vouchedFor(deps, client, scope.scopes, effect, now);
  const grant = grantOf(effect);
  const exchanged = effect.kind === "exchange" ? actingAs(deps, client, effect) : undefined;
  const own = exchanged && ownGrant(deps, client.id, scope.scopes, exchanged, now);
  const subject = exchanged?.subject ?? grant?.subject;
  const grantType = values.get("grant_type") ?? "";
  const about = aboutOf(granted, grantType);
  const extra = saysMore(deps, about) ? await accessTokenClaims(deps, about) : undefined;
  const access = issueAccessToken(
    deps,
    {
      ...{ client, subject: subject ?? client.id, scope, audience, cnf, extra },
      details: detailsFor(
        deps.registry.settings.authorizationDetailsTypes,
        client,
        valuesOf(on.details) ?? grant?.authorizationDetails,
        audience ?? (scope.api && [scope.api.resource]),
      ),
      grant: grant ?? own ?? behind(exchanged),
      ...(exchanged && { act: exchanged.act, until: exchanged.until }),
    },
    now,
  );
  const refresh = successorOf(deps, presented, granted, by, now);
  const idToken =
    granted.idToken && grant
      ? await sealedIdToken(
          deps,
          client,
          grant,
          { accessToken: access.text, first: effect.kind === "redeem", claims: await idTokenClaims(deps, about) },
          now,
        )
      : undefined;
  if (!(await store(deps, granted, access, refresh?.state, by, now, own))) return undefined;
  const { authorizationDetails } = access.contents;
  const grantId = grant?.managed && (await grantIdFor(deps, grant.managed.root));
  return {
    body: {
      access_token: access.text,
      token_type: tokenTypeOf(access.contents),
      expires_in: access.expiresIn,
      ...(scope.scopes.length > 0 && { scope: scope.scopes.join(" ") }),
      ...(refresh && { refresh_token: refresh.text }),
      ...(idToken !== undefined && { id_token: idToken }),
      ...(exchanged?.issued !== undefined && { issued_token_type: exchanged.issued }),
      ...(authorizationDetails !== undefined && { authorization_details: authorizationDetails }),
      ...(grantId !== undefined && { grant_id: grantId }),
    },
    deprecated: scope.deprecated,
    to: { client: client.id, by: grantType, subject: exchanged?.personal === false ? undefined : subject },
  };
}

/** Few grants are managed by their client. */
async function grantIdFor({ keys }: Deps, root: number): Promise<string> {
  const { grantIdOf } = await import("./grant-management/grant-id.ts");
  return grantIdOf(keys, root);
}

/** What the tokens' claims are about. */
function aboutOf({ client, scope: { scopes, api }, effect }: TokenGranted, grantType: string): ClaimsOf {
  const exchanged = effect.kind === "exchange" && effect.personal ? effect : undefined;
  const { subject, authTime, requestedClaims }: Partial<Pick<Grant, "subject" | "authTime" | "requestedClaims">> =
    grantOf(effect) ?? exchanged ?? {};
  return { client, scopes, api, grantType, subject, authTime, requestedClaims };
}

/** How long an identity assertion lasts, in seconds: as long as it takes to send it. */
const ASSERTION_LASTS = 300;

/** An identity assertion (ID-JAG), which isn't an access token. */
function vouchedFor(
  { keys, ids, registry: { settings } }: Deps,
  client: Client,
  scopes: readonly string[],
  { subject, authTime, audience, clientId, resource }: Vouched,
  now: number,
): TokenAnswer {
  const iat = Math.floor(now / 1000);
  const assertion = keys.sign(client.idTokenAlg, ID_JAG_TYP, {
    ...{ iss: settings.issuer, sub: subject, aud: audience, client_id: clientId },
    ...{ jti: ids(now).toString(36), iat, exp: iat + ASSERTION_LASTS, scope: scopes.join(" ") },
    ...(resource !== undefined && { resource }),
    ...(authTime !== undefined && { auth_time: Math.floor(authTime / 1000) }),
  });
  return {
    body: {
      ...{ access_token: assertion, issued_token_type: ID_JAG, token_type: "N_A" },
      ...{ expires_in: ASSERTION_LASTS, scope: scopes.join(" ") },
    },
    deprecated: [],
    to: { client: client.id, by: TOKEN_EXCHANGE, subject },
  };
}

/** What a token takes from the grant behind what was exchanged. */
const behind = (exchanged: Exchanged | undefined) =>
  exchanged?.grantId === undefined
    ? undefined
    : {
        id: exchanged.grantId,
        authTime: exchanged.authTime,
        authorizationDetails: undefined,
        requestedClaims: undefined,
      };

/** The same, with the user who acts as the client sees them (OpenID Connect Core 8). */
function actingAs(deps: Deps, client: Client, exchanged: Exchanged): Exchanged {
  const { act, userActs } = exchanged;
  if (userActs !== true || act?.sub === undefined) return exchanged;
  return { ...exchanged, act: { ...act, sub: subjectFor(deps, client, act.sub) } };
}

/** A grant of its own, for a user without one behind what was exchanged: so it ends with the user's others. */
function ownGrant(
  { ids }: Deps,
  clientId: string,
  scopes: readonly string[],
  { subject, personal, source, grantId, authTime, act }: Exchanged,
  now: number,
): Grant | undefined {
  if (!personal || grantId !== undefined) return undefined;
  return {
    ...{
      id: ids(now),
      clientId,
      subject,
      source: source === "exchange" ? { kind: source, act } : { kind: source },
      sessionId: undefined,
      scopes,
    },
    ...{ createdAt: now, authTime, nonce: undefined, refresh: undefined },
    ...{ revokedAt: undefined, revokedBecause: undefined },
  };
}

interface Refresh {
  readonly text: string;
  readonly state: RefreshState;
}

/** The refresh token that goes into the response, and the state to store with it. */
function successorOf(
  deps: Deps,
  presented: Credential | undefined,
  { client, effect, cnf, instance }: TokenGranted,
  by: Origin | undefined,
  now: number,
): Refresh | undefined {
  if ((effect.kind === "redeem" || effect.kind === "begin") && effect.startRefresh) {
    const minted = mint(deps.keys, "refresh", effect.grant.id, 0, deps.random(SECRET_BYTES));
    return {
      text: minted.text,
      // The authentication of a confidential client protects its refresh token (RFC 9449 5), and an attestation that of one instance alone.
      state: {
        generation: 0,
        hash: minted.hash,
        rotatedAt: now,
        startedAt: now,
        by,
        ...(isPublic(client) && cnf && { cnf }),
        ...(instance !== undefined && { cnf: { attestation: instance } }),
      },
    };
  }
  if (effect.kind === "rotate" || effect.kind === "repeat") {
    if (presented === undefined) throw new Error("A rotation needs a refresh token.");
    const minted: Minted = mintSuccessor(deps.keys, presented);
    // A repetition stores nothing.
    const { startedAt = now, cnf: bound } = effect.grant.refresh ?? {};
    const generation = presented.generation + 1;
    return {
      text: minted.text,
      state: { generation, hash: minted.hash, rotatedAt: now, startedAt, by, ...(bound && { cnf: bound }) },
    };
  }
  return undefined;
}

async function store(
  { storage, registry: { settings } }: Deps,
  { client, effect }: TokenGranted,
  access: IssuedAccessToken,
  refresh: RefreshState | undefined,
  by: Origin | undefined,
  now: number,
  own: Grant | undefined,
): Promise<boolean> {
  if (own !== undefined) {
    await storage.grants.insert(own, { accessToken: access.row, forgetAfter: now + access.expiresIn * 1000 });
    return true;
  }
  if (!("grant" in effect) || effect.kind === "repeat" || effect.kind === "keep") {
    if (access.row !== undefined) await storage.accessTokens.insert(access.row);
    return true;
  }
  const accessToken = access.row;
  const forgetAfter = Math.max(
    now + REMEMBER,
    now + access.expiresIn * 1000,
    // It can be looked up and continued when its tokens have ended.
    effect.grant.managed === undefined ? 0 : now + settings.refreshLifetime * 1000,
    refresh === undefined ? 0 : refresh.startedAt + refreshLifetimes(client, settings).absolute * 1000,
  );
  if (effect.kind === "begin") {
    const requests = effect.of === "device" ? storage.deviceRequests : storage.backchannelRequests;
    return requests.redeem(effect.uses, now, { ...effect.grant, refresh }, { accessToken, forgetAfter });
  }
  if (effect.kind === "redeem") {
    const issued = { refresh, accessToken, forgetAfter, by };
    const { managed } = effect.grant;
    if (managed === undefined) return storage.grants.redeem(effect.grant.id, now, issued);
    const { redeemManaged } = await import("./grant-management/end.ts");
    return redeemManaged(storage, effect.grant, managed.root, now, issued);
  }
  return storage.grants.rotate(effect.grant.id, (effect.grant as Required<Grant>).refresh?.generation ?? 0, {
    refresh: refresh as RefreshState,
    accessToken,
    forgetAfter,
  });
}
