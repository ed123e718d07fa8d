/** Loads what is known of the tokens of an exchange: of this server's access tokens, ID tokens and refresh tokens. */
import type { Claims } from "../../ports/storage.ts";
import type { Actor, AuthorizationDetail } from "../../protocol/access-token.ts";
import { isAlive } from "../../protocol/bearer/decide.ts";
import { readCredential } from "../../protocol/credential.ts";
import type { BroughtToken, ExchangeFacts } from "../../protocol/grants/token-exchange/facts.ts";
import { ID_TOKEN, JWT, REFRESH_TOKEN } from "../../protocol/grants/token-exchange/request.ts";
import { lasts } from "../../protocol/lifetime.ts";
import { isPairwise } from "../../protocol/subject.ts";
import { refreshLifetimes } from "../../protocol/token-lifetimes.ts";
import { findAccessToken, restOf } from "../access-tokens.ts";
import { generationsBehind } from "../credentials.ts";
import type { Deps } from "../deps.ts";
import { hasEnded } from "../ended.ts";
import { findUser } from "../hooks/users.ts";
import { isIdToken } from "../id-tokens.ts";

type Where = Pick<Deps, "storage" | "keys" | "hooks" | "registry">;

/** Both tokens of a request. `now` in milliseconds. */
export async function loadExchange(
  deps: Where,
  values: ReadonlyMap<string, string>,
  now: number,
): Promise<ExchangeFacts> {
  const load = (name: string) => find(deps, values.get(name) ?? "", values.get(`${name}_type`), now);
  const [subject, actor] = await Promise.all([load("subject_token"), values.has("actor_token") && load("actor_token")]);
  return { subject, ...(actor !== false && { actor }) };
}

type Unusable = Extract<BroughtToken, { readonly is: "unusable" }>;

const unusable = (because: Unusable["because"], looks?: string): Unusable => ({
  is: "unusable",
  because,
  ...(looks !== undefined && { looks }),
});

function find(deps: Where, text: string, type: string | undefined, now: number): Promise<BroughtToken> {
  if (type === ID_TOKEN) return findIdToken(deps, text, now);
  if (type === REFRESH_TOKEN) return findRefreshToken(deps, text, now);
  return findAccess(deps, text, type, now);
}

async function findAccess(deps: Where, text: string, type: string | undefined, now: number): Promise<BroughtToken> {
  const found = await findAccessToken(deps, text);
  if (found.is === "malformed") return unusable("malformed", found.looks);
  if (found.is === "unknown") return unusable("unknown");
  if (type === JWT && found.payload === undefined) return unusable("other-type", "an opaque access token");
  const { claims } = found;
  if (!isAlive(claims, now)) return unusable("expired");
  if (found.revoked) return unusable("revoked");
  const { act, authorizationDetails, claims: added } = restOf(found);
  const { clientId, subject, scopes, grantId, expiresAt, cnf } = claims;
  const authTime = found.payload?.auth_time;
  return {
    ...{ is: "found", clientId, subject, scopes, grantId, expiresAt, cnf, act },
    personal: grantId !== undefined,
    mayAct: membersOf(added?.may_act),
    ...detailsOf(authorizationDetails),
    ...(typeof authTime === "number" && { authTime: authTime * 1000 }),
  };
}

const detailsOf = (details: readonly AuthorizationDetail[] | undefined) =>
  details === undefined ? {} : { details, detailTypes: details.map(({ type }) => type) };

const membersOf = (value: unknown): Claims | undefined =>
  typeof value === "object" && value !== null ? (value as Claims) : undefined;

/** It isn't bound to a grant, so its user is looked at. */
async function findIdToken(deps: Where, text: string, now: number): Promise<BroughtToken> {
  const { keys, registry } = deps;
  await keys.refresh();
  const jwt = keys.verify(text);
  if (jwt === undefined) return unusable(text.split(".").length === 3 ? "unknown" : "malformed");
  const { iss, sub, aud, exp, iat, auth_time, act, may_act: mayAct } = jwt.claims;
  if (!isIdToken(jwt) || iss !== registry.settings.issuer || typeof sub !== "string" || typeof aud !== "string")
    return unusable("other-type", "a JWT that isn't an ID token of this server");
  if (now >= Number(exp) * 1000) return unusable("expired");
  // Nothing is stored of pairwise subjects, so nobody can say whose this one is.
  const by = (await registry.client(aud))?.client;
  if (by !== undefined && isPairwise(by)) return unusable("other-type", "an ID token with a pairwise subject");
  const account = await findUser(deps, sub);
  if (account === undefined || account.disabled) return unusable("user-gone");
  if (account.ended !== undefined && Number(iat) * 1000 <= account.ended.at) return unusable("revoked");
  return {
    ...{ is: "found", clientId: aud, subject: sub, scopes: [], personal: true, expiresAt: Number(exp) * 1000 },
    ...(typeof auth_time === "number" && { authTime: auth_time * 1000 }),
    act: membersOf(act) as Actor | undefined,
    mayAct: membersOf(mayAct),
  };
}

/** One that is live. It isn't used up. */
async function findRefreshToken(deps: Where, text: string, now: number): Promise<BroughtToken> {
  const { storage, keys, registry } = deps;
  const credential = readCredential("refresh", text);
  if ("is" in credential) return unusable("malformed", credential.is === "wrong-kind" ? credential.looks : undefined);
  const grant = await storage.grants.find(credential.id);
  if (grant?.refresh === undefined) return unusable("unknown");
  const behind = generationsBehind(keys, credential, grant.refresh);
  if (behind === undefined) return unusable("unknown");
  const { client } = (await registry.client(grant.clientId)) ?? {};
  if (behind !== 0 || grant.revokedAt !== undefined || client === undefined || client.disabled)
    return unusable("revoked");
  const { absolute, idle } = refreshLifetimes(client, registry.settings);
  const { startedAt, rotatedAt, cnf } = grant.refresh;
  if (!lasts(startedAt, absolute * 1000, now) || now >= rotatedAt + idle * 1000) return unusable("expired");
  const account = await findUser(deps, grant.subject);
  if (account === undefined || account.disabled) return unusable("user-gone");
  if (hasEnded(account, grant.id)) return unusable("revoked");
  const { clientId, subject, scopes, id: grantId, authTime, source } = grant;
  const act = source.kind === "exchange" ? source.act : undefined;
  return {
    ...{ is: "found", clientId, subject, scopes, grantId, personal: true, authTime, cnf, act },
    ...detailsOf(grant.authorizationDetails),
  };
}
