/** What `candor watch` prints can be pasted into `candor explain`, which names the same cause. */
import { expect, it } from "vitest";
import { entryText } from "../../src/cli/watch/show.ts";
import { explain } from "../../src/doctor/explain.ts";
import type { Entry } from "../../src/watch/entry.ts";
import { recorderOf } from "../../src/watch/recorder.ts";

const NOW = Date.UTC(2026, 10, 1);

function seen(parameters: Record<string, string>, status: number, error: object): Entry {
  const entries: Entry[] = [];
  const about = { key: new Uint8Array(32), all: false, rewrites: false, origins: () => [] };
  const recorder = recorderOf({ ...about, entered: (entry) => entries.push(entry) });
  const [form, json] = [new URLSearchParams(parameters).toString(), JSON.stringify(error)];
  const url = "http://localhost:8080/realms/shop/protocol/openid-connect/token";
  const body = (text: string) => ({ bytes: text.length, text });
  recorder.take({
    ...{ number: 1, at: NOW, wait: 1, ms: 2 },
    request: {
      method: "POST",
      url,
      headers: [["content-type", "application/x-www-form-urlencoded"]],
      body: body(form),
    },
    response: { status, statusText: "", headers: [["content-type", "application/json"]], body: body(json) },
  });
  return entries[0] as Entry;
}

const SERVICE = { grant_type: "client_credentials", client_id: "app", client_secret: "a-secret-of-the-app" };
const CODE = { grant_type: "authorization_code", client_id: "app", code: "SplxlOBeZQQYbYS6WxSbIA" };

it.each<[error: string, description: string, parameters: Record<string, string>]>([
  ["invalid_client", "Client authentication failed", SERVICE],
  ["invalid_client", "Invalid client or Invalid client credentials", SERVICE],
  ["invalid_grant", "Code not valid", CODE],
  ["invalid_grant", "PKCE verification failed: Code mismatch", { ...CODE, code_verifier: "abc" }],
  ["invalid_scope", "Invalid scopes: read:all", { ...SERVICE, scope: "read:all" }],
  ["unauthorized_client", "Client not enabled to retrieve service account", SERVICE],
])("%s: %s", (error, description, parameters) => {
  const entry = seen(parameters, error === "invalid_client" ? 401 : 400, { error, error_description: description });
  const [cause] = entry.report?.findings ?? [];
  expect(cause).toBeDefined();
  const { findings } = explain(entryText(entry, { colour: false, width: 100 }), {}, NOW);
  expect(findings[0]?.reason).toBe(cause?.reason);
});
