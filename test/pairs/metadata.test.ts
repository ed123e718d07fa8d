/** Metadata with applications of the registry: what is switched on at run time is listed, and no longer when it is gone. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Application, tokensOf } from "../blackbox/application.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { DEVICE, EXCHANGE } from "./world.ts";

let server: DemoServer;
let token: string;
const folder = mkdtempSync(join(tmpdir(), "candor-metadata-"));
beforeAll(async () => {
  server = await startDemo({ storage: "sqlite", config: { data: folder } });
  const admin = new Application(server.issuer, { id: "demo-admin", secret: "demo-admin-secret" });
  token = tokensOf(await admin.token({ grant_type: "client_credentials", scope: "candor:applications" })).access_token;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const metadata = async () =>
  (await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json()) as {
    readonly grant_types_supported: readonly string[];
    readonly device_authorization_endpoint?: string;
  };
const send = (method: string, id: string, body?: object, version?: Response) =>
  fetch(`${server.issuer}/admin/v1/applications${id}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(version !== undefined && { "if-match": version.headers.get("etag") ?? "" }),
      "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

it("lists the grant types of stored applications, and the endpoint of the device grant with them", async () => {
  const before = await metadata();
  for (const name of [DEVICE, EXCHANGE]) expect(before.grant_types_supported).not.toContain(name);
  expect(before).not.toHaveProperty("device_authorization_endpoint");
  const members = { client_name: "TV", grant_types: [DEVICE, "refresh_token"], scope: "read_profile" };
  const made = await send("POST", "", members);
  expect(made.status).toBe(201);
  const { client_id: id } = (await made.json()) as { readonly client_id: string };
  const after = await metadata();
  expect(after.grant_types_supported).toEqual([...before.grant_types_supported, DEVICE]);
  expect(after.device_authorization_endpoint).toBe(`${server.issuer}/device_authorization`);
  const changed = await send("PATCH", `/${id}`, { grant_types: [EXCHANGE] }, made);
  expect(changed.status).toBe(200);
  expect((await metadata()).grant_types_supported).toEqual([...before.grant_types_supported, EXCHANGE]);
  expect((await send("DELETE", `/${id}`, undefined, changed)).status).toBe(204);
  expect(await metadata()).toEqual(before);
});
