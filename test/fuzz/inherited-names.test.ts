/** Names that every JavaScript object has, as values and as names of everything that is looked up by what was sent: refused or ignored, never a fault. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { namesWhere } from "../../src/protocol/parameters.ts";
import { basic } from "../catalogue/samples.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo({});
});
afterAll(() => server.close());

const INHERITED = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"] as const;
const AUTHORIZATION = basic("demo-service:demo-service-secret");

const right: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "/token": { grant_type: "client_credentials", scope: "read_profile" },
  "/introspect": { token: "x" },
  "/revoke": { token: "x" },
  "/authorize": { client_id: "demo-web", response_type: "code", scope: "openid" },
  "/sign-out": {},
  "/userinfo": {},
};

async function statusOf(path: string, parameters: Readonly<Record<string, string>>): Promise<number> {
  const form = new URLSearchParams(parameters);
  const url = `${server.issuer}${path}`;
  const headers = path === "/userinfo" ? {} : { authorization: AUTHORIZATION };
  const response = await (path === "/authorize" || path === "/sign-out"
    ? fetch(`${url}?${form}`, { redirect: "manual" })
    : fetch(url, { method: "POST", headers, body: form, redirect: "manual" }));
  await response.text();
  return response.status;
}

it.each(Object.keys(right))("at %s", async (path) => {
  const names = [...namesWhere(({ readBy }) => readBy.length > 0), ...INHERITED];
  for (const value of INHERITED)
    for (const name of names) {
      const status = await statusOf(path, { ...right[path], [name]: value });
      expect([path, name, value, status, status !== 404 && status < 500]).toEqual([path, name, value, status, true]);
    }
});

it.each(INHERITED)("as the client %s", async (id) => {
  const response = await fetch(`${server.issuer}/token`, {
    method: "POST",
    headers: { authorization: basic(`${id}:secret`) },
    body: new URLSearchParams(right["/token"]),
  });
  expect(response.status).toBe(401);
});
