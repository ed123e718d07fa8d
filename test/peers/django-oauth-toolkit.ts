/** Django OAuth Toolkit in a Django project with its sign-in page for administrators, as its tutorial has it. */
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { CALLBACK, type RunningServer, secretOf } from "../checker/peers/define.ts";
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
  broken: {},
};
