/** The reference of the endpoints, held against a server: each path is there, and accepts the methods that are named. */
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { ENDPOINTS } from "../../docs/endpoints.ts";
import { type Candor, createCandor } from "../../src/index.ts";
import { PATHS } from "../../src/protocol/metadata.ts";

let candor: Candor;
beforeAll(async () => {
  const config = { issuer: "http://localhost/auth", publicScopes: true, logLevel: "silent" as const };
  candor = await createCandor({ config, storage: "memory" });
});
afterAll(() => candor.close());

test("every path of the server is in the reference", () => {
  const listed = ENDPOINTS.map(({ path }) => path);
  expect(Object.values(PATHS).filter((path) => !listed.includes(path))).toEqual([]);
});

const allowed = async (path: string): Promise<string | null> => {
  const method = path === PATHS.token || path === PATHS.introspection || path === PATHS.revocation ? "GET" : "PUT";
  const response = await candor.fetch(new Request(candor.issuer + path, { method }));
  return response.headers.get("allow");
};

it.each(ENDPOINTS.map(({ path, methods }) => [path, methods] as const))("%s accepts %s", async (path, methods) => {
  expect(await allowed(path.replace("{ref}", "7kq2m9x4vbcd").replace("{id}", "anything"))).toBe(methods.join(", "));
});

it("a path that doesn't exist accepts no method", async () => {
  expect(await allowed("/nowhere")).toBe(null);
});
