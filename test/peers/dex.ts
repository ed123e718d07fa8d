/** Dex with passwords of its own, as in its examples. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CALLBACK, each, type RunningServer, secretOf } from "../checker/peers/define.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { run, serve } from "./program.ts";

const VERSION = "2.45.1";
const CONFIGURATION = join(import.meta.dirname, "dex", "config.yaml");
const user = { username: "ada@example.org", password: "lovelace-1815" };
const coded = { redirect_uri: CALLBACK, scope: "openid profile offline_access" };

async function start(folder: string, data: string): Promise<RunningServer> {
  const address = `localhost:${await freePort()}`;
  const issuer = `http://${address}/dex`;
  const configuration = join(data, "config.yaml");
  writeFileSync(
    configuration,
    readFileSync(CONFIGURATION, "utf8").replace("$ISSUER", issuer).replace("$ADDRESS", address),
  );
  const source = join(folder, "dex");
  const close = await serve(`${issuer}/healthz`, join(source, "bin", "dex"), ["serve", configuration], { cwd: source });
  return { issuer, options: { clients, user }, close };
}

const clients = {
  web: { client_id: "web", client_secret: secretOf("web"), ...coded },
  other: { client_id: "other", client_secret: secretOf("other"), ...coded },
  public: { client_id: "app", ...coded },
  device: { client_id: "tv", scope: "openid profile" },
};

export const DEX: Peer = {
  name: "Dex",
  version: VERSION,
  configuration: "storage in memory, a static list of clients and passwords; otherwise its default settings",
  needs: ["git", "go", "gcc"],
  install: async (folder) => {
    const repository = "https://github.com/dexidp/dex";
    await run("git", ["clone", "--quiet", "--depth", "1", "--branch", `v${VERSION}`, repository, "dex"], {
      cwd: folder,
    });
    await run("go", ["build", "-o", "bin/dex", "./cmd/dex"], { cwd: join(folder, "dex") });
  },
  start,
  broken: {
    "metadata/no-plain": "`plain` is listed and accepted. No option turns it off in this version.",
    ...each(
      ["pkce/no-plain", "pkce/no-plain-by-default"],
      "`plain` is accepted, and is what a challenge without a method is.",
    ),
    "pkce/public-clients": "`code_challenge` may be left out, and no option requires it in this version.",
    ...each(
      ["pkce/malformed-challenge", "pkce/short-verifier", "pkce/long-verifier", "pkce/verifier-characters"],
      "Neither length nor characters of the challenge and the verifier are checked.",
    ),
    "metadata/iss-supported": "Its authorization responses have no `iss` (RFC 9207).",
    ...each(
      ["authorization/no-framing", "authorization/content-security-policy", "authorization/referrer"],
      "Its pages have no such header unless the configuration names it (`web.headers`).",
    ),
    "authorization/page-not-cached": "Its pages have no Cache-Control.",
    "authorization/error-characters":
      "`error_description` quotes what was wrong with quotation marks, which RFC 6749 leaves out.",
    ...each(
      ["authorization/no-repeated-parameter", "redirect-uri/not-twice", "device/no-repeated-parameter"],
      "Of a parameter that is repeated, the first value is used.",
    ),
    ...each(
      [
        "authorization/prompt-none",
        "openid-request/prompt-conflict",
        "openid-request/max-age-malformed",
        "id-token/auth-time",
      ],
      "`prompt` and `max_age` are unknown in this version, and there is no session.",
    ),
    ...each(
      ["response-mode/fragment", "response-mode/unknown"],
      "`response_mode` is ignored, and the metadata doesn't say that only `query` is there.",
    ),
    "code/160-bits": "A code has 124 random bits or so: 16 bytes, the first of them as one of 26 letters.",
    "code/bound-to-client": "The code of another client is a 500, `server_error`. It isn't redeemed.",
    "code/bound-to-redirect-uri": "Another redirect URI is refused as `invalid_request`.",
    ...each(["code/no-refresh-token", "refresh/unknown"], "A token that can't be read is `invalid_request`."),
    ...each(
      ["code/twice-revokes-access-token", "code/twice-revokes-refresh-token"],
      "A code that was redeemed is deleted. That it came again isn't noticed.",
    ),
    "refresh/wider-scope": "A scope beyond the grant is refused as `invalid_request`.",
    ...each(
      ["refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "An old refresh token is refused, and what came after it goes on working.",
    ),
    ...each(
      ["device/client-known", "device/client-required"],
      "The device endpoint looks at no client. It is verified when the code is redeemed.",
    ),
    "device/device-code-known": "An unknown device code is `invalid_request`.",
    ...each(
      ["introspection/authorization", "introspection/secret-verified"],
      "The introspection endpoint authenticates nobody.",
    ),
    ...each(
      ["jwt-access-token/typ", "userinfo/no-id-token"],
      "An access token is made as an ID token is, and userinfo takes either.",
    ),
    "token/error-no-store": "Only responses with tokens get Cache-Control.",
    ...each(
      ["token/grant-type-required", "token/no-repeated-parameter"],
      "Whatever isn't one grant type that it knows is `unsupported_grant_type`.",
    ),
    "userinfo/bad-token": "A bad token is a 403, `access_denied`.",
    "userinfo/invalid-token": "The response to a bad token has no WWW-Authenticate.",
    "userinfo/cors": "CORS must be turned on (`web.allowedOrigins`).",
  },
};
