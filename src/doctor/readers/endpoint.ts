/**
 * Which endpoint a request went to. Its parameters come first, because a wrong path may be the problem. Its path comes second.
 */
import type { Endpoint } from "../view.ts";

const TOKEN_ACTIONS = /\/(?:revoke|revocation|introspect|introspection)(?:\.\w+)?\/?$/i;

const PATHS: readonly (readonly [Endpoint, RegExp])[] = [
  ["discovery", /\/\.well-known\/|\/(?:jwks(?:\.json|_uri)?|certs|discovery\/v[\d.]+\/keys|oauth2\/v3\/certs)\/?$/i],
  ["revocation", /\/(?:revoke|revocation|tokenrevoke|revoke_token)(?:\.\w+)?\/?$/i],
  ["introspection", /\/(?:introspect|introspection|tokeninfo|check_token)(?:\.\w+)?\/?$/i],
  ["device", /\/(?:device|device_authorization|devicecode|device\/(?:code|auth|authorize)|device_authorize)\/?$/i],
  ["userinfo", /\/(?:userinfo|user_info|oidc\/userinfo)\/?$/i],
  [
    "registration",
    /\/(?:register|registration|clients-registrations(?:\/[\w-]+)?|reg|oauth2?\/(?:v\d\/)?clients)\/?$/i,
  ],
  [
    "token",
    /\/(?:tokens?|access_token|get_token|gettoken|tokenv\d|oauth\.(?:v2\.)?access|oauth2?\/v?[\d.]*\/?token|bearer|oauth-?token)(?:\.\w+)?(?:\/\w{1,12})?\/?$/i,
  ],
  [
    "authorization",
    /\/(?:authorize|authorise|authorization|authorizations|auth|oauth2?\/(?:v\d\/)?auth|dialog\/oauth|o\/oauth2\/[\w/]*auth|par)(?:\.\w+)?\/?$/i,
  ],
];

export function endpointOf(method: string, path: string, parameters: ReadonlyMap<string, string>): Endpoint {
  const byPath = PATHS.find(([, pattern]) => pattern.test(path))?.[0];
  const has = (name: string) => parameters.has(name);
  const hasClient = ["client_id", "appid", "app_id", "client_key"].some(has);
  if (has("grant_type") || has("code_verifier")) return "token";
  if (TOKEN_ACTIONS.test(path) && has("token")) return byPath ?? "other";
  if (has("redirect_uris")) return "registration";
  if (has("response_type") || has("code_challenge")) return "authorization";
  if (byPath !== undefined) return byPath;
  if (has("redirect_uri") && hasClient) return has("code") || has("client_secret") ? "token" : "authorization";
  if (method !== "GET" && (has("refresh_token") || (has("code") && (has("client_id") || has("client_secret")))))
    return "token";
  if (has("token") && has("token_type_hint")) return method === "GET" ? "other" : "introspection";
  return method === "GET" && has("client_id") && has("scope") ? "authorization" : "other";
}
