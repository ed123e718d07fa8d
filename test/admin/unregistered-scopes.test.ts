/** Scopes that a server has without anybody's registering them can be given to a client in every way. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Call, caller, etagOf } from "./caller.ts";

let world: World;
let call: Call;
beforeAll(async () => {
  world = await openWorld({ config: { grantManagement: "allowed" } });
  call = await caller(world);
});
afterAll(() => world.close());

const ALWAYS = ["openid", "profile", "email", "address", "phone", "offline_access"];
const BY_USE = ["groups", "roles"];
const MANAGING = ["grant_management_query", "grant_management_revoke"];

describe.each([...ALWAYS, ...BY_USE, ...MANAGING])("%s", (scope) => {
  const metadata = (scopes: string) => ({
    client_name: `For ${scope}`,
    redirect_uris: ["https://app.example/cb"],
    grant_types: ["authorization_code", "refresh_token"],
    scope: scopes,
  });

  it("is given to a new client", async () => {
    const made = await call("POST", "/applications", metadata(scope));
    expect([made.status, made.json.scope]).toEqual([201, scope]);
  });

  it("is given to a client that didn't have it, and taken again", async () => {
    const made = await call("POST", "/applications", metadata("read_profile"));
    const at = `/applications/${made.json.client_id}`;
    const given = await call("PATCH", at, { scope: `read_profile ${scope}` }, etagOf(made));
    expect([given.status, given.json.scope]).toEqual([200, `read_profile ${scope}`]);
    expect((await call("PATCH", at, { scope: "read_profile" }, etagOf(given))).status).toBe(200);
  });

  it("is given to many", async () => {
    const lines = [1, 2].map(() => JSON.stringify(metadata(scope))).join("\n");
    const made = await call("POST", "/applications/bulk", lines, { "content-type": "application/x-ndjson" });
    expect(made.text.match(/"status":201/g)).toHaveLength(2);
  });
});
