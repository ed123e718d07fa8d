/** The context that the page's fields hold, in the engine's words. */
import type { Context } from "../doctor/material.ts";

/** The values of the fields, as they were typed. */
export interface Fields {
  readonly provider: string;
  readonly clientType: string;
  readonly clientId: string;
  readonly redirectUris: string;
  readonly scopes: string;
}

/** What each type of client is registered for (RFC 7591 2). */
const CLIENT_TYPES: Readonly<Record<string, Context>> = {
  public: { token_endpoint_auth_method: "none" },
  basic: { token_endpoint_auth_method: "client_secret_basic" },
  post: { token_endpoint_auth_method: "client_secret_post" },
  assertion: { token_endpoint_auth_method: "private_key_jwt" },
  service: { grant_types: ["client_credentials"] },
};

export const isClientType = (text: string): boolean => Object.hasOwn(CLIENT_TYPES, text);

export function contextOf({ provider, clientType, clientId, redirectUris, scopes }: Fields): Context {
  const uris = itemsOf(redirectUris, /\s+/);
  const allowed = itemsOf(scopes, /[\s,]+/);
  return {
    ...(isClientType(clientType) ? CLIENT_TYPES[clientType] : {}),
    ...(provider !== "" && { provider }),
    ...(clientId.trim() !== "" && { client_id: clientId.trim() }),
    ...(uris.length > 0 && { registered_redirect_uris: uris }),
    ...(allowed.length > 0 && { allowed_scopes: allowed }),
  };
}

const itemsOf = (text: string, between: RegExp): readonly string[] => text.split(between).filter((item) => item !== "");
