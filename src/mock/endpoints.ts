/** The endpoints that orders can name, by their names and their paths. */
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { didYouMean, MockError, nearestOf } from "./fault.ts";

/** The paths of each endpoint. Names of the metadata's members, without `_endpoint`, are accepted too. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(ENDPOINTS).map(([name, { path }]) => [name, [path]])),
  jwks: [ENDPOINTS.jwks.path, "/.well-known/jwks.json"],
  metadata: ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"],
  authorize: [ENDPOINTS.authorization.path],
  introspect: [ENDPOINTS.introspection.path],
  revoke: [ENDPOINTS.revocation.path],
  par: [ENDPOINTS.pushed.path],
  backchannel_authentication: [ENDPOINTS.backchannel.path],
  device: [ENDPOINTS.device.path],
  device_authorization: [ENDPOINTS.deviceAuthorization.path],
  pushed_authorization_request: [ENDPOINTS.pushed.path],
  "sign-in": [ENDPOINTS.signIn.path],
  "sign-out": [ENDPOINTS.signOut.path],
  "demo-api": ["/demo/api"],
};

const ALL: readonly string[] = [...new Set(Object.values(PATHS).flat())];

/** The paths that an endpoint's name or path stands for. Throws a `MockError` if there is no such endpoint. */
export function pathsOf(endpoint: string): readonly string[] {
  if (ALL.some((path) => endpoint === path || endpoint.startsWith(`${path}/`))) return [endpoint];
  const named = Object.hasOwn(PATHS, endpoint) ? PATHS[endpoint] : undefined;
  if (named !== undefined) return named;
  const near = nearestOf(endpoint, endpoint.startsWith("/") ? ALL : Object.keys(PATHS));
  throw new MockError(`There is no endpoint ${JSON.stringify(endpoint)}.${didYouMean(near)}`, near);
}

/** The endpoint of a path, by its name in the list of endpoints; `undefined` for any other path. */
export function endpointAt(path: string): string | undefined {
  const found = Object.entries(PATHS)
    .filter(([, paths]) => paths.some((one) => path === one || path.startsWith(`${one}/`)))
    .sort(([, a], [, b]) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0));
  return found[0]?.[0];
}
