/** The example server of Zitadel's library for Go, with the clients of this check. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { CALLBACK, each, type RunningServer, secretOf } from "../checker/peers/define.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { run, serve } from "./program.ts";

const VERSION = "3.52.0";
const SECRET = secretOf("web");
/** Those of the example. */
const user = { username: "test-user@localhost", password: "verysecure" };
const coded = { redirect_uri: CALLBACK, scope: "openid profile offline_access" };

async function start(folder: string): Promise<RunningServer> {
  const port = await freePort();
  const issuer = `http://localhost:${port}/`;
  const env = { PORT: String(port), CALLBACK, SECRET };
  const close = await serve(`${issuer}healthz`, join(folder, "op"), [], { env });
  return { issuer, options: { clients, user }, close };
}

const clients = {
  web: { client_id: "web", client_secret: SECRET, ...coded },
  other: { client_id: "other", client_secret: SECRET, ...coded },
  public: { client_id: "app", ...coded },
  service: { client_id: "sid1", client_secret: "verysecret", scope: "openid" },
  device: { client_id: "tv", client_secret: SECRET, scope: "openid profile" },
};

export const ZITADEL_OIDC: Peer = {
  name: "github.com/zitadel/oidc",
  version: VERSION,
  configuration: "its example server, which keeps everything in memory",
  needs: ["go"],
  install: async (folder) => {
    cpSync(join(import.meta.dirname, "zitadel-oidc"), folder, { recursive: true });
    const go = (...args: string[]) => run("go", args, { cwd: folder });
    await go("mod", "init", "peer");
    await go("get", `github.com/zitadel/oidc/v3/example/server@v${VERSION}`);
    await go("build", "-o", "op", ".");
  },
  start,
  broken: {
    "metadata/no-implicit": "The metadata lists `id_token token` always. Each client has its response types.",
    "metadata/iss-supported": "Its authorization responses have no `iss` (RFC 9207).",
    ...each(
      ["token/no-store", "token/error-no-store", "refresh/no-store", "introspection/no-store", "device/no-store"],
      "JSON responses have no Cache-Control.",
    ),
    ...each(
      ["token/post-only", "device/post-only", "client-secret/not-in-url", "userinfo/not-in-url"],
      "Endpoints accept any method, and parameters from the form or the query.",
    ),
    ...each(
      ["token/no-repeated-parameter", "authorization/no-repeated-parameter", "device/no-repeated-parameter"],
      "Of a parameter that is repeated, one value is used.",
    ),
    ...each(
      ["token/scope-unknown", "token/default-scope"],
      "The example's storage grants whatever `scope` a client asks for. Without any, the response has none.",
    ),
    ...each(
      ["cors/authorization", "cors/credentials"],
      "CORS with credentials is on for every origin and path (`op.WithCORSOptions`).",
    ),
    ...each(
      ["client-secret/one-method", "client-secret/one-client"],
      "With an Authorization header, `client_id` and `client_secret` in the form aren't looked at.",
    ),
    "client-secret/challenge": "`invalid_client` has no WWW-Authenticate.",
    "authorization/response-type-unknown":
      "What a client isn't registered for is `unauthorized_client`, whether the server knows it or not.",
    "authorization/request-uri": "`request_uri` is ignored.",
    "response-mode/unknown": "A response mode that it doesn't know is taken for the usual one.",
    ...each(
      [
        "authorization/no-framing",
        "authorization/content-security-policy",
        "authorization/referrer",
        "authorization/page-not-cached",
      ],
      "The pages are the example's, and have no such header.",
    ),
    "authorization/see-other": "Redirects are 302.",
    "pkce/public-clients": "A public client gets a code without a challenge. The token endpoint refuses it.",
    ...each(
      ["pkce/no-plain", "pkce/no-plain-by-default"],
      "`plain` is accepted, and is what a challenge without a method is, although only `S256` is listed.",
    ),
    ...each(
      ["pkce/malformed-challenge", "pkce/short-verifier", "pkce/long-verifier", "pkce/verifier-characters"],
      "Neither length nor characters of the challenge and the verifier are checked.",
    ),
    ...each(
      ["code/twice-revokes-access-token", "code/twice-revokes-refresh-token"],
      "The example's storage deletes a code that was redeemed. That it came again isn't noticed.",
    ),
    ...each(
      ["refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "The example's storage deletes an old refresh token. That it came again isn't noticed.",
    ),
    "keys/cache": "The JWKS has no Cache-Control.",
    ...each(["userinfo/challenge", "userinfo/invalid-token"], "Userinfo's 401 has no WWW-Authenticate."),
    "userinfo/not-twice": "A token in the header is used, and the form isn't looked at.",
    "introspection/token-required": "Without `token`, the response is `active: false`.",
    "revocation/token-required": "Without `token`, the response is 200.",
    "device/client-authentication": "The device endpoint reports a wrong secret as `unauthorized_client`.",
    "device/client-known":
      "An unknown client is a 500: the error of the example's storage is passed on as `server_error`.",
    ...each(
      ["device/device-code-known", "device/device-code-required"],
      "Every error of the storage is `access_denied`, an unknown or missing device code too.",
    ),
    "device/slow-down": "How often a device polls isn't looked at.",
  },
  sometimes: { "race/code": "The example's storage looks a code up and deletes it in two steps." },
};
