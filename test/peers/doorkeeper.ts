/** Doorkeeper with its OpenID Connect extension in a Rails application. Debian has both. */
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { CALLBACK, each, type RunningServer, secretOf } from "../checker/peers/define.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { run, serve } from "./program.ts";

const PACKAGES = ["puma", "ruby-doorkeeper", "ruby-doorkeeper-openid-connect", "ruby-rails", "ruby-sqlite3"];
const user = { username: "ada", password: "lovelace-1815" };

const registered = (uid: string, changes: object = {}) => ({
  name: uid,
  uid,
  secret: secretOf(uid),
  redirect_uri: CALLBACK,
  scopes: "openid read",
  ...changes,
});
const REGISTERED = [
  registered("web"),
  registered("other"),
  registered("app", { confidential: false }),
  // It must have one, and uses none.
  registered("service", { scopes: "read", redirect_uri: "https://service.example/callback" }),
];

async function start(_: string, data: string): Promise<RunningServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const env = {
    DATABASE_URL: `sqlite3:${join(data, "db.sqlite3")}?timeout=5000`,
    ORIGIN: origin,
    RSA_KEY: privateKey.export({ format: "pem", type: "pkcs1" }) as string,
    USER_JSON: JSON.stringify(user),
    CLIENTS_JSON: JSON.stringify(REGISTERED),
    RAILS_ENV: "production",
  };
  const app = join(import.meta.dirname, "doorkeeper", "config.ru");
  const close = await serve(`${origin}/sign-in`, "puma", ["-b", `tcp://localhost:${port}`, app], { cwd: data, env });
  return { issuer: origin, options: { clients, user }, close };
}

const scope = "openid read";
const clients = {
  web: { client_id: "web", client_secret: secretOf("web"), redirect_uri: CALLBACK, scope },
  other: { client_id: "other", client_secret: secretOf("other"), redirect_uri: CALLBACK, scope },
  public: { client_id: "app", redirect_uri: CALLBACK, scope },
  service: { client_id: "service", client_secret: secretOf("service"), scope: "read" },
};

export const DOORKEEPER: Peer = {
  name: "Doorkeeper",
  version: "5.5.0",
  configuration:
    "Debian 12's, in Rails 6.1 with SQLite; `doorkeeper-openid_connect` 1.8.0, PKCE's columns, refresh tokens",
  needs: ["apt-get"],
  install: async () => {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const isRoot = process.getuid?.() === 0;
    const aptGet = (...args: string[]) =>
      isRoot ? run("apt-get", args, { env }) : run("sudo", ["-n", "apt-get", ...args], { env });
    await aptGet("update", "-qq");
    await aptGet("install", "-y", "-qq", "--no-install-recommends", ...PACKAGES);
  },
  start,
  broken: {
    "metadata/iss-supported": "RFC 9207 isn't supported.",
    "metadata/pkce-s256": "The discovery document of `doorkeeper-openid_connect` 1.8 doesn't name PKCE's methods.",
    "authorization/post":
      "The endpoint's POST is that of its consent form, so Rails' CSRF protection refuses a client's.",
    "authorization/content-security-policy": "The pages have no policy: it would be an initializer of the application.",
    ...each(
      ["authorization/request-object", "openid-request/max-age-malformed", "openid-request/max-age-zero"],
      "`request` is ignored. `max_age` is only looked at if it is greater than 0.",
    ),
    ...each(["openid-request/forged-hint", "openid-request/unsigned-hint"], "`id_token_hint` isn't looked at."),
    ...each(
      ["response-mode/form-post", "response-mode/form-post-not-cached", "response-mode/fragment"],
      "`response_mode` is ignored, although the discovery document lists `fragment` and `form_post`.",
    ),
    "redirect-uri/no-added-query": "If the registered URI has no query, any query is accepted.",
    ...each(
      ["pkce/public-clients", "pkce/no-plain"],
      "PKCE is optional for every client, and `plain` is accepted. This version has a setting for neither.",
    ),
    ...each(
      ["pkce/malformed-challenge", "pkce/short-verifier", "pkce/long-verifier", "pkce/verifier-characters"],
      "The form of neither the challenge nor the verifier is looked at.",
    ),
    "client-secret/challenge": "The 401 has `WWW-Authenticate: Bearer`.",
    "client-secret/malformed-header":
      "The bytes that the header decodes to are no text, which ends in an exception: 500.",
    "client-secret/not-in-url": "Rails' `params` has the query and the body.",
    ...each(
      ["client-secret/one-client", "client-secret/one-method"],
      "The first method that yields credentials is used, and the others aren't looked at.",
    ),
    "token/form-only": "Rails parses JSON too.",
    "token/no-repeated-parameter": "The last value is used: Rack gives no other.",
    ...each(
      ["code/twice-revokes-access-token", "code/twice-revokes-refresh-token"],
      "A code that was redeemed is refused, and the tokens it gave stay.",
    ),
    ...each(
      ["refresh/used-again", "refresh/public-clients-rotate", "race/refresh-token"],
      "As the generated migration has `previous_refresh_token`, a refresh token is revoked only when an access token of its successor is used.",
    ),
    ...each(
      ["refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "A refresh token that comes again revokes nothing.",
    ),
    ...each(
      ["introspection/token-required", "revocation/token-required"],
      "A request without `token` is treated as one with an unknown token.",
    ),
    "introspection/no-store": "The response has no `no-store`.",
    "userinfo/challenge": "The challenge is that of a bad token, with `error`.",
    "userinfo/not-in-url": "`access_token_methods` has `from_access_token_param` and `from_bearer_param` by default.",
    "userinfo/not-twice": "The token of the header is used.",
    "userinfo/cors": "Cross-origin requests are left to the application.",
  },
};
