/** How probes exchange tokens (RFC 8693 2.1). */
import type { Exchange } from "./exchange.ts";
import { TOKEN_EXCHANGE } from "./grant-types.ts";
import { granting } from "./granting.ts";
import { CannotTell, type Changes, type Lab, pairsOf, tokensIn } from "./lab.ts";
import type { TestClient } from "./target.ts";

/** The identifier of a type of token (RFC 8693 3). */
export const typeOf = (name: string): string => `urn:ietf:params:oauth:token-type:${name}`;

export const ACCESS_TOKEN = typeOf("access_token");

export interface Subject {
  readonly token: string;
  readonly type: string;
  /** What it is good for, if that is known. */
  readonly scope?: string | undefined;
  /** Who got it, if the check did. */
  readonly client?: TestClient | undefined;
}

/** What the file has to exchange, or else a new access token. Throws `CannotTell` if there is none. */
export async function aSubject(lab: Lab): Promise<Subject> {
  const { subject_token: token, subject_token_type: type = ACCESS_TOKEN } = lab.target.extensions?.exchange ?? {};
  return token === undefined ? newSubject(lab) : { token, type };
}

/** An access token of a client of the file. Throws `CannotTell` if there is none. */
export async function newSubject(lab: Lab): Promise<Subject> {
  const { client, parameters } = granting(lab);
  const asked = await parameters();
  const exchange = await lab.send(lab.asClient(client, lab.endpoint("token"), pairsOf(asked)));
  const { access, exchange: response } = tokensIn(exchange);
  return { token: access, type: ACCESS_TOKEN, scope: scopeOf(response, asked), client };
}

function scopeOf(response: Exchange, { scope: asked }: Changes): string | undefined {
  const { scope = asked } = JSON.parse(response.came?.body ?? "{}");
  return typeof scope === "string" ? scope : undefined;
}

/** Who exchanges. Throws `CannotTell` if nobody does. */
export function exchanger({ target: { clients } }: Lab): TestClient {
  const client = clients.exchange ?? clients.service ?? clients.web;
  if (client === undefined) throw new CannotTell("A client that exchanges tokens is needed: clients.exchange.");
  return client;
}

/** What a right request says. */
export function exchangeOf({ target }: Lab, { token, type }: Subject): Changes {
  const { audience, resource, scope } = target.extensions?.exchange ?? {};
  return {
    grant_type: TOKEN_EXCHANGE,
    subject_token: token,
    subject_token_type: type,
    audience,
    resource: resource ?? target.api?.resource,
    scope,
  };
}
