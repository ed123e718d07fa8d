/** Requests to the admin API. */

import type { SelfService } from "../../../src/protocol/admin/self-service.ts";
import { VERIFIER } from "../samples.ts";
import { unfinished } from "../unfinished.ts";
import { ISSUER, type World } from "../world.ts";
import { accessToken, as, type Reach } from "./world.ts";

/** A call of demo-admin. */
export async function call(
  world: World,
  method: string,
  path: string,
  body?: object | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const token = await accessToken(world, { scope: "candor:applications candor:scopes" }, as("demo-admin"));
  return world.send(`/admin/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

/** While another policy is in force. */
async function under(world: World, policy: Partial<SelfService>, run: () => Promise<Response>): Promise<Response> {
  const { registries, registry } = world.deps;
  const { settings } = registry;
  const changed = { ...registry, settings: { ...settings, selfService: { ...settings.selfService, ...policy } } };
  Object.assign(world.deps, { registries: { ...registries, current: () => changed } });
  try {
    return await run();
  } finally {
    Object.assign(world.deps, { registries });
  }
}

const OWN = { client_name: "Reports", redirect_uris: ["https://app.example/callback"] };
const MACHINE = { client_name: "Reports", grant_types: ["client_credentials"] };
const SCOPE = { name: "reports.write", description: "Write reports" };
const BOOKS = { resource: "https://books.example", name: "Books" };

/** Registers something unless it is there already; its ETag. */
async function etagOf(world: World, collection: string, id: string, body: object): Promise<string> {
  await call(world, "POST", `/${collection}`, body);
  const response = await call(world, "GET", `/${collection}/${encodeURIComponent(id)}`);
  return response.headers.get("etag") ?? "";
}

const change = async (world: World, headers: Record<string, string>): Promise<Response> => {
  await etagOf(world, "scopes", SCOPE.name, SCOPE);
  return call(world, "PATCH", `/scopes/${SCOPE.name}`, { sensitive: true }, headers);
};

/** Adds something with a token that ada gave to a client. */
async function asAda(world: World, scope: string, path: string, body: object): Promise<Response> {
  const client = "admin-web";
  const redirect_uri = `${ISSUER}/admin-web`;
  const code = await world.code({ client_id: client, redirect_uri, scope });
  const form = { grant_type: "authorization_code", code, redirect_uri, code_verifier: VERIFIER };
  const { access_token } = (await (await world.form("/token", form, as(client))).json()) as { access_token: string };
  return world.send(`/admin/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const REQUEST = { scope: "write_multipass", reason: "It books multipasses." };

/** A new application, for which a scope is requested. */
async function asked(world: World): Promise<{ application: string; path: string; etag: string }> {
  const made = (await (await call(world, "POST", "/applications", MACHINE)).json()) as { client_id: string };
  const request = await call(world, "POST", "/requests", { ...REQUEST, application: made.client_id });
  const { pathname } = new URL(request.headers.get("location") ?? "none:");
  const path = pathname.slice("/admin/v1".length);
  return { application: made.client_id, path, etag: request.headers.get("etag") ?? "" };
}
/** ada registers an application. */
const addOwn = (world: World, body: object = OWN): Promise<Response> =>
  asAda(world, "candor:applications", "/applications", body);

export const admin: Reach = {
  "admin/role-insufficient": (world) => asAda(world, "candor:scopes", "/scopes", SCOPE),
  "admin/parameter-unknown": (world) => call(world, "POST", "/scopes?dryrun=true", SCOPE),
  "admin/idempotency-key-malformed": (world) => call(world, "POST", "/scopes", SCOPE, { "idempotency-key": "a key" }),
  "admin/idempotency-key-reused": async (world) => {
    const headers = { "idempotency-key": "reused" };
    await call(world, "POST", "/applications", MACHINE, headers);
    return call(world, "POST", "/applications", { ...MACHINE, client_name: "Others" }, headers);
  },
  "admin/idempotency-key-busy": async (world) => {
    const send = () => call(world, "POST", "/applications", MACHINE, { "idempotency-key": "busy" });
    await unfinished(world, send);
    return send();
  },
  "admin/idempotency-outcome-unknown": async (world) => {
    const send = () => call(world, "POST", "/applications", MACHINE, { "idempotency-key": "stopped" });
    await unfinished(world, send, true);
    return send();
  },
  "admin/wrong-content-type": (world) => call(world, "POST", "/scopes", SCOPE, { "content-type": "text/plain" }),
  "admin/body-malformed": (world) => call(world, "POST", "/scopes", '{"name":"a","name":"b"}'),
  "admin/not-found": (world) => call(world, "GET", "/applications/demo-servce"),
  "admin/owned-by-file": (world) => call(world, "DELETE", "/applications/demo-service"),
  "admin/if-match-absent": (world) => change(world, {}),
  "admin/changed-meanwhile": (world) => change(world, { "if-match": '"0"' }),
  "admin/member-unknown": (world) => call(world, "POST", "/scopes", { ...SCOPE, sensitve: true }),
  "admin/field-invalid": (world) =>
    call(world, "POST", "/applications", { client_name: "Reports", redirect_uris: ["https://app.example/#done"] }),
  "admin/operator-only": (world) => addOwn(world, { ...OWN, first_party: true }),
  "admin/self-service-off": (world) => under(world, { enabled: false }, () => addOwn(world)),
  "admin/quota-reached": (world) =>
    under(world, { applications: 1 }, async () => {
      await addOwn(world);
      return addOwn(world);
    }),
  "admin/exists-already": (world) => call(world, "POST", "/scopes", { ...SCOPE, name: "read_profile" }),
  "admin/request-pending": async (world) => {
    const { application } = await asked(world);
    return call(world, "POST", "/requests", { ...REQUEST, application });
  },
  "admin/request-decided": async (world) => {
    const { path, etag } = await asked(world);
    await call(world, "PATCH", path, { state: "declined", comment: "No." }, { "if-match": etag });
    const after = (await call(world, "GET", path)).headers.get("etag") ?? "";
    return call(world, "PATCH", path, { state: "approved" }, { "if-match": after });
  },
  "admin/request-outdated": async (world) => {
    const { application, path, etag } = await asked(world);
    const at = `/applications/${application}`;
    const version = (await call(world, "GET", at)).headers.get("etag") ?? "";
    await call(world, "PATCH", at, { owner: "grace" }, { "if-match": version });
    return call(world, "PATCH", path, { state: "approved" }, { "if-match": etag });
  },
  "admin/in-use": async (world) => {
    const etag = await etagOf(world, "apis", BOOKS.resource, BOOKS);
    await call(world, "POST", "/scopes", { name: "books", description: "Read books", api: BOOKS.resource });
    return call(world, "DELETE", `/apis/${encodeURIComponent(BOOKS.resource)}`, undefined, { "if-match": etag });
  },
};
