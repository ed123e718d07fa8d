/** Django OAuth Toolkit in a Django project with its sign-in page for administrators, as its tutorial has it. */
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { CALLBACK, each, type RunningServer, secretOf } from "../checker/peers/define.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { run, serve } from "./program.ts";
import { installPython, pythonIn } from "./python.ts";

const VERSION = "3.4.1";
const PROJECT = join(import.meta.dirname, "django-oauth-toolkit");
const user = { username: "ada", password: "lovelace-1815" };

/** [client_id, client type, grant type]: an application has one grant type. */
const APPLICATIONS = [
  ["web", "confidential", "authorization-code"],
  ["other", "confidential", "authorization-code"],
  ["app", "public", "authorization-code"],
  ["service", "confidential", "client-credentials"],
  ["tv", "public", "urn:ietf:params:oauth:grant-type:device_code"],
] as const;

async function start(folder: string, data: string): Promise<RunningServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const env = {
    DATA: data,
    ORIGIN: origin,
    RSA_KEY: privateKey.export({ format: "pem", type: "pkcs8" }) as string,
    DJANGO_SETTINGS_MODULE: "settings",
    DJANGO_SUPERUSER_PASSWORD: user.password,
    PYTHONPATH: PROJECT,
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const django = (...args: string[]) => run(pythonIn(folder), ["-m", "django", ...args], { env });
  await django("migrate");
  await django("createsuperuser", "--noinput", "--username", user.username, "--email", "ada@example.org");
  for (const [id, type, grant] of APPLICATIONS)
    await django(
      ...["createapplication", type, grant, "--client-id", id, "--client-secret", secretOf(id), "--name", id],
      ...(grant === "authorization-code" ? ["--redirect-uris", CALLBACK, "--algorithm", "RS256"] : []),
      ...(id === "web" ? ["--post-logout-redirect-uris", CALLBACK] : []),
    );
  const args = ["-m", "django", "runserver", "--noreload", `localhost:${port}`];
  const close = await serve(`${origin}/admin/login/`, pythonIn(folder), args, { env });
  return { issuer: `${origin}/o`, options: { clients, user }, close };
}

const coded = { redirect_uri: CALLBACK, scope: "openid read" };
const clients = {
  web: { client_id: "web", client_secret: secretOf("web"), post_logout_redirect_uri: CALLBACK, ...coded },
  other: { client_id: "other", client_secret: secretOf("other"), ...coded },
  public: { client_id: "app", ...coded },
  service: { client_id: "service", client_secret: secretOf("service"), scope: "read" },
  device: { client_id: "tv", scope: "read" },
};

export const DJANGO_OAUTH_TOOLKIT: Peer = {
  name: "django-oauth-toolkit",
  version: VERSION,
  configuration: "Django 5.2, SQLite; its default settings, with OpenID Connect",
  needs: ["python3"],
  install: (folder) =>
    installPython(folder, [`django-oauth-toolkit==${VERSION}`, "Django==5.2.19", "oauthlib==4.0.1", "jwcrypto==1.6.1"]),
  start,
  broken: {
    ...each(
      ["metadata/no-password", "metadata/no-implicit", "metadata/no-plain", "token/no-password-grant"],
      "The password grant, the implicit grant and `plain` are there by default. `COMPLIANT_BCP_RFC9700_PASSWORD_GRANT`, `_IMPLICIT_GRANT` and `_PKCE_METHOD` turn them off.",
    ),
    ...each(["pkce/no-plain", "pkce/no-plain-by-default"], "`COMPLIANT_BCP_RFC9700_PKCE_METHOD` is off by default."),
    ...each(
      ["pkce/malformed-challenge", "pkce/short-verifier", "pkce/long-verifier", "pkce/verifier-characters"],
      "oauthlib looks at the form of neither the challenge nor the verifier. It only compares them.",
    ),
    "metadata/iss-supported": "`COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS` is off by default.",
    "metadata/documents-agree":
      "The two documents have settings of their own: `OAUTH2_RESPONSE_TYPES_SUPPORTED` and `OIDC_RESPONSE_TYPES_SUPPORTED`.",
    "authorization/post":
      "The endpoint's POST is that of its consent form, so Django's CSRF protection refuses a client's.",
    "authorization/redirect-uri-required": "A client with one redirect URI may leave it out.",
    "authorization/state-characters":
      "`state` goes through a field of the consent form, and Django's `CharField` strips the space at its beginning.",
    "authorization/content-security-policy": "Neither the sign-in page nor the consent page has a policy by default.",
    ...each(
      ["authorization/prompt-none", "openid-request/prompt-none", "openid-request/id-token-hint"],
      "`prompt=none` ends in an exception: oauthlib calls `validate_silent_login`, which the toolkit doesn't have.",
    ),
    ...each(
      ["openid-request/prompt-consent", "openid-request/max-age-zero", "openid-request/max-age-malformed"],
      "`max_age` isn't looked at, and of `prompt` only `login` and `create`. Consent is skipped because the setup says `REQUEST_APPROVAL_PROMPT: auto`.",
    ),
    ...each(["authorization/request-object", "response-mode/unknown"], "`request` and `response_mode` are ignored."),
    "token/grant-type-required": "oauthlib refuses it as `unsupported_grant_type`.",
    "token/no-repeated-parameter": "The last value is used: Django's form gives no other.",
    "client-secret/challenge": "Every 401 of the token endpoint has `WWW-Authenticate: Bearer`.",
    "client-secret/one-method": "With an Authorization header, `client_secret` in the form isn't looked at.",
    "code/bound-to-redirect-uri": "oauthlib refuses another redirect URI as `invalid_request`.",
    ...each(
      ["code/twice-revokes-access-token", "code/twice-revokes-refresh-token"],
      "A code is deleted when it is redeemed, so nothing tells that it came again.",
    ),
    ...each(
      ["refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "`REFRESH_TOKEN_REUSE_PROTECTION` is off by default.",
    ),
    "introspection/no-store": "The response has no Cache-Control.",
    "userinfo/challenge": "The challenge is that of a bad token, with `error`.",
    "userinfo/not-in-url": "`COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT` is off by default.",
    "userinfo/not-twice": "oauthlib takes the token of the header.",
    "userinfo/cors": "Cross-origin requests are left to Django's middleware.",
  },
  sometimes: {
    "client-secret/unknown-and-wrong-take-the-same-time":
      "A secret is hashed only if the client exists. With the usual hasher that takes half a second; with the fast one of this setup, a busy machine hides it.",
  },
};
