/** What an application would receive about a user: made by the functions that issue tokens, without issuing any. */
import { type ClaimsPreview, previewClaims } from "../../admin/claims.ts";
import { invalid } from "../../admin/representation.ts";
import { HookFault, type KnownUser } from "../../ports/hooks.ts";
import type { Claims } from "../../ports/storage.ts";
import type { FieldFault } from "../../protocol/admin/occasion.ts";
import type { Place } from "../../protocol/claim-rule.ts";
import type { RuleOutcome, RuleOwner } from "../../protocol/claim-rules.ts";
import { CLAIMS_BY_SCOPE } from "../../protocol/claims.ts";
import type { Client } from "../../protocol/client.ts";
import { type Api, covers, stateAt } from "../../protocol/scope/catalogue.ts";
import { accessTokenPayload } from "../access-tokens.ts";
import { accessTokenClaims, type ClaimsOf, idTokenClaims, userinfoClaims } from "../claims.ts";
import type { Deps } from "../deps.ts";
import { findBuiltIn, findUser } from "../hooks/users.ts";
import { idTokenPayload } from "../id-tokens.ts";
import { subjectFor } from "../subjects.ts";
import type { Caller } from "./caller.ts";
import { isWithinReach } from "./caller.ts";
import { findRegistered } from "./found.ts";
import { type Handled, handled } from "./operate.ts";

/** Who and what is previewed. */
export interface Previewed {
  readonly client: Client;
  readonly account: KnownUser | undefined;
  readonly scopes: readonly string[];
}

const USERS = "candor:users:read";

/** The user by name or subject. Others than oneself look as if they didn't exist, unless the caller may see users. */
async function accountFor(deps: Deps, { own, actor, scopes }: Caller, text: string): Promise<KnownUser | undefined> {
  const found = (await findUser(deps, text)) ?? (await findUser(deps, (await findBuiltIn(deps, text))?.subject ?? ""));
  const isSelf =
    found !== undefined && (found.subject === own?.subject || (actor.is === "user" && found.subject === actor.id));
  return isSelf || (own === undefined && covers(scopes, USERS)) ? found : undefined;
}

const SCOPES = "names of scopes that the application may request";

/** What a request means, or its faults; `undefined` if there is no such application within the caller's reach. */
export async function previewedBy(
  deps: Deps,
  caller: Caller,
  asked: { readonly client_id: string; readonly user?: string | undefined; readonly scope?: string | undefined },
  now: number,
): Promise<Previewed | readonly FieldFault[] | undefined> {
  const found = await findRegistered(deps, "application", asked.client_id);
  if (found === undefined || !isWithinReach(caller, found.content)) return undefined;
  const { client } = found.content;
  const account = asked.user === undefined ? undefined : await accountFor(deps, caller, asked.user);
  const { scopes: all } = deps.registry.catalogue;
  const mayHave = (name: string): boolean => {
    const scope = all.get(name);
    return scope !== undefined && client.scopes.includes(name) && stateAt(scope, now).is !== "removed";
  };
  const words = asked.scope?.split(" ").filter((word) => word !== "");
  const scopes = words ?? client.scopes.filter(mayHave);
  const faults = [
    ...scopes
      .filter((name) => !mayHave(name))
      .map((name) => invalid("/scope", JSON.stringify(name.slice(0, 120)), SCOPES)),
    ...(asked.user !== undefined && account === undefined
      ? [invalid("/user", JSON.stringify(asked.user.slice(0, 120)), "the name of a user whom you may see")]
      : []),
  ];
  return faults.length > 0 ? faults : { client, account, scopes: [...new Set(scopes)] };
}

const nameOf = ({ kind, id }: RuleOwner): string => (kind === "application" ? "application" : `${kind} ${id}`);

type Rules = ClaimsPreview["rules"];

/** Makes the claims of one place without and with the hook, and says where each comes from. */
async function shownIn(
  deps: Deps,
  place: Place,
  of: ClaimsOf,
  payload: (claims: Claims) => Claims,
  rules: Rules,
): Promise<NonNullable<ClaimsPreview["id_token"]>> {
  const outcomes: RuleOutcome[] = [];
  const make = async (where: Deps, seen?: ClaimsOf["seen"]): Promise<Claims> => {
    const asked = { ...of, seen };
    if (place === "access_token") return (await accessTokenClaims(where, asked)) ?? {};
    return place === "id_token" ? idTokenClaims(where, asked) : userinfoClaims(where, asked);
  };
  const hookless: Deps = { ...deps, hooks: deps.hooks && { ...deps.hooks, claims: undefined } };
  const without = await make(hookless, (some) => outcomes.push(...some));
  const claims = deps.hooks?.claims === undefined ? without : await make(deps);
  const all = payload(claims);
  const sent = new Map(
    outcomes.flatMap(({ is, of: owner, rule }) => (is === "sent" ? [[rule.claim, nameOf(owner)]] : [])),
  );
  const sourceOf = (name: string): string => {
    if (!Object.hasOwn(claims, name)) return "protocol";
    if (JSON.stringify(claims[name]) !== JSON.stringify(without[name])) return "hook";
    return sent.get(name) ?? `scope ${of.scopes.find((scope) => CLAIMS_BY_SCOPE[scope]?.includes(name)) ?? "openid"}`;
  };
  rules.push(
    ...outcomes.map(({ is, of: owner, rule }) => ({ of: nameOf(owner), claim: rule.claim, in: place, outcome: is })),
  );
  return { claims: { ...all }, sources: Object.fromEntries(Object.keys(all).map((name) => [name, sourceOf(name)])) };
}

/** The scopes with which an access token is for one API. */
function scopesFor({ registry }: Deps, names: readonly string[], api: Api | undefined): readonly string[] {
  const { scopes } = registry.catalogue;
  return names.filter((name) => [undefined, api?.resource].includes(scopes.get(name)?.api));
}

/** The preview. `now` in milliseconds. */
export async function claimsPreview(deps: Deps, previewed: Previewed, now: number): Promise<ClaimsPreview> {
  const rules: Rules = [];
  try {
    return { ...(await tokensOf(deps, previewed, now, rules)), rules };
  } catch (error) {
    if (!(error instanceof HookFault)) throw error;
    // The operator's own code has failed, which is what a preview is for.
    const { hook, message } = error;
    return { scope: previewed.scopes.join(" "), access_tokens: [], rules, hook_fault: `${hook}: ${message}` };
  }
}

async function tokensOf(
  deps: Deps,
  { client, account, scopes }: Previewed,
  now: number,
  rules: Rules,
): Promise<Omit<ClaimsPreview, "rules">> {
  const { catalogue } = deps.registry;
  const subject = account?.subject;
  const authTime = account === undefined ? undefined : now;
  const grantType = account === undefined ? "client_credentials" : "authorization_code";
  const about = { client, subject, scopes, account, authTime, grantType, api: undefined };
  const openid = account !== undefined && scopes.includes("openid");
  const grant = { id: 0, subject: subject ?? client.id, authTime };
  const apis = new Set(scopes.map((name) => catalogue.scopes.get(name)?.api).filter((one) => one !== undefined));
  const access = [...apis].map((resource) => catalogue.apis.get(resource)).filter((one) => one !== undefined);
  const tokens: ClaimsPreview["access_tokens"] = [];
  for (const api of access.length === 0 ? [undefined] : access) {
    const granted = scopesFor(deps, scopes, api);
    const toIssue = {
      ...{ client, subject: subject ?? client.id, grant: account && grant },
      scope: { scopes: granted, deprecated: [], api },
    };
    const shown = await shownIn(
      deps,
      "access_token",
      { ...about, scopes: granted, api },
      (extra) => accessTokenPayload(deps, { ...toIssue, extra }, now),
      rules,
    );
    tokens.push({ ...(api && { api: api.resource }), format: api?.tokens ?? "opaque", ...shown });
  }
  const issued = (claims: Claims): Claims => idTokenPayload(deps, client, grant, claims, now);
  const asked = { ...about, grantType: undefined, authTime: undefined };
  return {
    scope: scopes.join(" "),
    ...(openid && {
      id_token: await shownIn(deps, "id_token", about, issued, rules),
      userinfo: await shownIn(
        deps,
        "userinfo",
        asked,
        (claims) => ({ ...claims, sub: subjectFor(deps, client, grant.subject) }),
        rules,
      ),
    }),
    access_tokens: tokens,
  };
}

export const CLAIMS_OPERATIONS: readonly Handled[] = [
  handled(previewClaims, async ({ deps, caller, body, now, judge }) => {
    const previewed = await previewedBy(deps, caller, body, now);
    const isFaulty = Array.isArray(previewed);
    const refused = await judge({
      id: body.client_id,
      found: previewed && "storage",
      faults: isFaulty ? (previewed as readonly FieldFault[]) : [],
    });
    return refused ?? { body: await claimsPreview(deps, previewed as Previewed, now) };
  }),
];
