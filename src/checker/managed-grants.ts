/** Grants that a client manages (Grant Management for OAuth 2.0): how probes create, change, look up and end them. */
import { type Exchange, jsonOf, statusOf } from "./exchange.ts";
import type { Changes, Lab, Tokens } from "./lab.ts";
import { listed, type TestClient } from "./target.ts";

export const ACTION = "grant_management_action";

const SCOPES = { query: "grant_management_query", revoke: "grant_management_revoke" } as const;
export type Act = keyof typeof SCOPES;

/** Whether the metadata lists an action (7.1). */
export const does = ({ target }: Lab, action: string): boolean =>
  listed(target, "grant_management_actions_supported")?.includes(action) ?? false;

/** Whether each request must have an action (7.1). */
export const isRequired = ({ target }: Lab): boolean => target.metadata.grant_management_action_required === true;

/** What the client asks for beside the scopes of the endpoint. */
export const usualScopes = ({ scope = "openid" }: TestClient): readonly string[] =>
  scope.split(" ").filter((name) => name !== SCOPES.query && name !== SCOPES.revoke);

export const grantIdIn = (exchange: Exchange): string | undefined => {
  const id = jsonOf(exchange)?.grant_id;
  return typeof id === "string" && id !== "" ? id : undefined;
};

/** A new grant of the user, or one that is changed. Throws `CannotTell` if there are no tokens. */
export const granted = (lab: Lab, client: TestClient, action: string, more: Changes = {}): Promise<Tokens> =>
  lab.tokens(client, { scope: usualScopes(client).join(" "), [ACTION]: action, ...more });

/** An access token for the endpoint: the client's own, or else the user's (6.1 leaves it open). Throws `CannotTell` if there is none. */
export async function managingToken(lab: Lab, client: TestClient): Promise<string> {
  const scope = (Object.keys(SCOPES) as Act[]).filter((act) => does(lab, act)).map((act) => SCOPES[act]);
  const exchange = await lab.token(client, { grant_type: "client_credentials", scope: scope.join(" ") });
  const { access_token: token } = jsonOf(exchange) ?? {};
  if (statusOf(exchange) === 200 && typeof token === "string") return token;
  const more = isRequired(lab) ? { [ACTION]: "create" } : {};
  return (await lab.tokens(client, { scope: [usualScopes(client)[0], ...scope].join(" "), ...more })).access;
}

/** Looks up a grant or ends it (6.4, 6.5); `token` is left out to call as nobody. */
export function manage(lab: Lab, act: Act, id: string, token: string | undefined): Promise<Exchange> {
  const request = {
    url: `${lab.endpoint("grant_management")}/${encodeURIComponent(id)}`,
    ...(act === "revoke" && { method: "DELETE" }),
  };
  return token === undefined ? lab.send(request) : lab.present(token, request);
}

/** The scopes of a grant, as a query returns them; `undefined` if they haven't got the form of 6.4. */
export function scopesIn(exchange: Exchange): readonly string[] | undefined {
  const { scopes } = jsonOf(exchange) ?? {};
  if (statusOf(exchange) !== 200 || !areScopes(scopes)) return undefined;
  return [...new Set(scopes.flatMap(({ scope }) => scope.split(" ")))].sort();
}

const areScopes = (value: unknown): value is readonly { readonly scope: string }[] =>
  Array.isArray(value) && value.every((one: { readonly scope?: unknown } | null) => typeof one?.scope === "string");
