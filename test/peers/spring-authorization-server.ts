/** Spring Authorization Server in a Spring Boot application, as its getting-started guide has it. */
import { generateKeyPairSync } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { publicJwk } from "../../src/checker/sign.ts";
import { CALLBACK, each, type RunningServer, secretOf } from "../checker/peers/define.ts";
import { listen } from "../checker/peers/listen.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { run, serve } from "./program.ts";

const PROJECT = join(import.meta.dirname, "spring-authorization-server");
const user = { username: "ada", password: "lovelace-1815" };
const coded = { redirect_uri: CALLBACK, scope: "openid profile read" };

async function start(folder: string): Promise<RunningServer> {
  const [port, keysPort] = [await freePort(), await freePort()];
  const issuer = `http://localhost:${port}`;
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keys = JSON.stringify({ keys: [{ ...publicJwk(privateKey), alg: "ES256", use: "sig", kid: "signer" }] });
  const closeKeys = await listen(keysPort, (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(keys);
  });
  const env = { PORT: String(port), KEYS_PORT: String(keysPort) };
  const close = await serve(
    `${issuer}/.well-known/openid-configuration`,
    "java",
    ["-jar", join(folder, "target/peer-1.jar")],
    { env },
  );
  const signer = {
    client_id: "signer",
    private_key: { ...privateKey.export({ format: "jwk" }), kid: "signer" } as Record<string, unknown>,
    token_endpoint_auth_signing_alg: "ES256",
    ...coded,
  };
  return {
    issuer,
    options: { clients: { ...clients, jwt: signer }, user },
    close: async () => {
      await close();
      await closeKeys();
    },
  };
}

const clients = {
  web: { client_id: "web", client_secret: secretOf("web"), post_logout_redirect_uri: CALLBACK, ...coded },
  other: { client_id: "other", client_secret: secretOf("other"), ...coded },
  public: { client_id: "app", ...coded },
  service: { client_id: "service", client_secret: secretOf("service"), scope: "read" },
};

export const SPRING_AUTHORIZATION_SERVER: Peer = {
  name: "Spring Authorization Server",
  version: "7.0.6",
  configuration: "Spring Boot 4.0.7 with its starter; its default settings, everything in memory",
  needs: ["java", "mvn"],
  install: async (folder) => {
    cpSync(PROJECT, folder, { recursive: true });
    await run("mvn", ["--batch-mode", "--quiet", "-DskipTests", "package"], { cwd: folder });
  },
  start,
  broken: {
    "metadata/signing-algorithms":
      "`private_key_jwt` is listed, and `token_endpoint_auth_signing_alg_values_supported` is left out.",
    "metadata/iss-supported": "Its authorization responses have no `iss` (RFC 9207).",
    "openid-metadata/claims": "The metadata has no `claims_supported`; a customizer can add it.",
    "token/default-scope":
      "A client credentials request without `scope` is granted none, and the response doesn't say so.",
    "dpop/htu-normalized": "`htu` is compared letter by letter.",
    ...each(
      ["dpop/code-needs-proof", "dpop/code-bound"],
      "`dpop_jkt` of the authorization request isn't known, and ignored.",
    ),
    "jwt-access-token/typ": "The header has no `typ` unless an `OAuth2TokenCustomizer` sets it.",
    ...each(
      ["client-secret/one-method", "client-secret/one-client"],
      "The Authorization header is used, and `client_id` and `client_secret` in the form aren't looked at.",
    ),
    "client-secret/challenge": "`invalid_client` has no WWW-Authenticate.",
    "client-jwt/aud-issuer-only": "The URL of the token endpoint is accepted as `aud`, as RFC 7523 allows.",
    "client-jwt/aud-single": "One of several values of `aud` is enough, as RFC 7523 allows.",
    ...each(["client-jwt/jti-required", "client-jwt/single-use"], "`jti` isn't looked at."),
    "client-jwt/client-id-optional":
      "Its converter requires `client_id` beside the assertion, and says so in its source.",
    "client-jwt/one-method": "The first way to authenticate that fits is used, and a second one isn't looked for.",
    "authorization/prompt-none":
      "Since Security 7, the filter that knows `prompt` comes after the one that sends users to sign-in.",
    "authorization/request-object": "`request` is ignored.",
    ...each(
      ["authorization/content-security-policy", "authorization/referrer"],
      "Its default sign-in page has neither header; `http.headers` sets them.",
    ),
    ...each(
      [
        "openid-request/prompt-login",
        "openid-request/prompt-consent",
        "openid-request/max-age-zero",
        "openid-request/max-age-malformed",
      ],
      "Of `prompt`, only `none` is known; `max_age` is ignored.",
    ),
    ...each(
      ["openid-request/forged-hint", "openid-request/unsigned-hint"],
      "`id_token_hint` is ignored at the authorization endpoint.",
    ),
    ...each(
      ["response-mode/fragment", "response-mode/unknown"],
      "`response_mode` is ignored, and the metadata doesn't say that only `query` is there.",
    ),
    ...each(
      ["pkce/malformed-challenge", "pkce/short-verifier", "pkce/long-verifier", "pkce/verifier-characters"],
      "Neither length nor characters of the challenge and the verifier are checked.",
    ),
    "userinfo/cors": "CORS must be turned on (`http.cors`).",
  },
  sometimes: {
    "race/code": "Its service in memory looks a code up and invalidates it in two steps.",
    "client-secret/unknown-and-wrong-take-the-same-time":
      "Unknown clients are refused before a hash is computed. A secret that isn't hashed is replaced by its bcrypt hash when it is first used.",
  },
};
