/** The catches of docs/guides/explain-errors.md, as functions that the tests call. */

import type { AuthConfig } from "@auth/core";
import type axiosModule from "axios";
import type expressModule from "express";
import type { OAuth2 } from "oauth";
import type { AuthorizationServer, Client, ClientAuth } from "oauth4webapi";
import type { Configuration } from "openid-client";
import { explain, explainResponse, rethrow } from "../../src/doctor/index.ts";

export async function ofOpenidClient(client: typeof import("openid-client"), config: Configuration, scope: string) {
  // #region openid-client
  const tokens = await client.clientCredentialsGrant(config, { scope }).catch(rethrow);
  // #endregion
  return tokens;
}

export async function ofOauth4webapi(
  oauth: typeof import("oauth4webapi"),
  server: AuthorizationServer,
  client: Client,
  secret: ClientAuth,
  parameters: Record<string, string>,
  options: object,
) {
  // #region oauth4webapi
  try {
    const response = await oauth.clientCredentialsGrantRequest(server, client, secret, parameters, options);
    return await oauth.processClientCredentialsResponse(server, client, response);
  } catch (error) {
    rethrow(error);
  }
  // #endregion
}

export function ofAuthJs(config: AuthConfig): AuthConfig {
  return {
    ...config,
    // #region auth-js
    logger: {
      error: (error) => console.error(error, explain(error)),
    },
    // #endregion
  };
}

export function ofPassport(app: ReturnType<typeof expressModule>) {
  // #region passport
  app.use((error: Error, _request: unknown, _response: unknown, next: (error: Error) => void) => {
    error.cause = explain(error);
    next(error);
  });
  // #endregion
}

export function ofAxios(axios: ReturnType<typeof axiosModule.create>) {
  // #region axios
  axios.interceptors.response.use(undefined, rethrow);
  // #endregion
}

export async function ofFetch(issuer: string, body: URLSearchParams) {
  // #region fetch
  const response = await fetch(`${issuer}/token`, { method: "POST", body });
  if (!response.ok) throw new Error("There is no token", { cause: await explainResponse(response, {}, { body }) });
  // #endregion
  return response;
}

export async function ofSimpleOauth2(client: import("simple-oauth2").ClientCredentials, scope: string) {
  // #region simple-oauth2
  const token = await client.getToken({ scope }).catch(rethrow);
  // #endregion
  return token;
}

export function ofNodeOauth(oauth2: OAuth2, code: string, done: (error: Error | null, token?: string) => void) {
  // #region oauth
  oauth2.getOAuthAccessToken(code, { grant_type: "authorization_code" }, (error, token) => {
    // This library's errors are plain objects, and an explanation is an Error.
    done(error === null ? null : explain(error), token);
  });
  // #endregion
}

export function withContext(error: Error) {
  // #region context
  error.cause = explain(error, {
    provider: "microsoft",
    registered_redirect_uris: ["https://shop.example.com/callback"],
    allowed_scopes: ["openid", "profile"],
  });
  // #endregion
}
