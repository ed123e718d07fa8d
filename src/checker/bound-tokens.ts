/** What the tokens that came are bound to: a key (RFC 9449 5), or the certificate of their client (RFC 8705 3). */
import { aliasOf, certificateOf, isTls } from "./authentication.ts";
import { type Exchange, jsonOf } from "./exchange.ts";
import type { ToSend } from "./sender.ts";
import type { Target, TestClient } from "./target.ts";

export interface BoundTokens {
  /** Keeps whose the access token of a response is. */
  keep(client: TestClient, exchange: Exchange): void;
  /** Whether one is bound to the key of the clients that have one. */
  isToKey(token: string): boolean;
  /** A request over a connection that shows the certificate of the token's client, if it has one. */
  over(token: string, request: ToSend): ToSend;
}

export function boundTokens(target: Target): BoundTokens {
  const toKey = new Set<string>();
  const owners = new Map<string, TestClient>();
  return {
    keep(client, exchange) {
      const { access_token: token, token_type: type } = jsonOf(exchange) ?? {};
      if (typeof token !== "string") return;
      if (client.dpop_bound_access_tokens === true && /^dpop$/i.test(String(type))) toKey.add(token);
      if (isTls(client)) owners.set(token, client);
    },
    isToKey: (token) => toKey.has(token),
    over(token, request) {
      const owner = owners.get(token);
      if (owner === undefined) return request;
      return { ...request, url: aliasOf(target, request.url), certificate: certificateOf(owner) };
    },
  };
}
