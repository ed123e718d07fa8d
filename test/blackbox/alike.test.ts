/** What must not be shown apart from outside is not: unknown client, wrong secret, expired secret, byte for byte. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic } from "./application.ts";
import { pageOf } from "./person.ts";
import { SECRET, startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Status, all headers but the date, and the whole body, where the reference of the refusal is blanked out. */
async function whole(path: string, headers: Record<string, string>, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields);
  const response = await fetch(world.issuer + path, { method: "POST", headers, body });
  const kept = [...response.headers].filter(([name]) => name !== "date").map((pair) => pair.join(": "));
  const text = [response.status, ...kept, await response.text()].join("\n");
  const ref = /\?ref=([0-9a-z]{12})/.exec(text)?.[1] ?? "none";
  // In the description and in error_uri, of the JSON and of the challenge.
  expect(text.split(ref).length).toBe(text.includes("www-authenticate") ? 5 : 3);
  return text.replaceAll(ref, "");
}

const byBasic = (id: string, secret: string, path: string, fields: Record<string, string>) =>
  whole(path, { authorization: basic(id, secret) }, fields);
const byPost = (id: string, secret: string, path: string, fields: Record<string, string>) =>
  whole(path, {}, { ...fields, client_id: id, client_secret: secret });

const requests: readonly (readonly [string, Record<string, string>])[] = [
  ["/token", { grant_type: "client_credentials" }],
  ["/token", { grant_type: "authorization_code", code: "c" }],
  ["/token", { grant_type: "refresh_token", refresh_token: "r" }],
  ["/introspect", { token: "t" }],
  ["/revoke", { token: "t" }],
];

describe.each([
  ["Basic", byBasic],
  ["post", byPost],
])("client authentication by %s", (method, send) => {
  it.each(requests)("at %s with %o", async (path, fields) => {
    const unknown = await send("nobody-of-this-name", SECRET, path, fields);
    expect(unknown).toMatch(/^401\n/);
    expect(unknown).toContain('"error":"invalid_client"');
    expect(unknown).toContain("/errors/client-auth/failed?ref=");
    expect(/^www-authenticate: Basic realm="/m.test(unknown)).toBe(method === "Basic");
    expect(await send("web", "wrong-secret", path, fields)).toBe(unknown);
    expect(await send("rotten", SECRET, path, fields)).toBe(unknown);
    expect(await send("rotten", "wrong-secret", path, fields)).toBe(unknown);
    expect(await send("off", "wrong-secret", path, fields)).toBe(unknown);
  });
});

describe("guesses", () => {
  it("are slowed down from the thirtieth failure on, and alike: unknown client, wrong secret, expired secret", async () => {
    const outcomes = async (id: string, secret: string) => {
      const seen: string[] = [];
      for (let i = 0; i < 33; i++) {
        const text = await byBasic(id, secret, "/token", { grant_type: "refresh_token", refresh_token: "r" });
        seen.push(text.replace(/\d+ s\b|retry-after: \d+/g, "N"));
      }
      return seen;
    };
    const unknown = await outcomes("somebody-else", SECRET);
    expect(unknown.map((text) => text.slice(0, 3))).toEqual([...Array(30).fill("401"), ...Array(3).fill("429")]);
    expect(unknown.at(-1)).toContain("/errors/client-auth/throttled?ref=");
    expect(await outcomes("two", "wrong-secret")).toEqual(unknown);
    expect(await outcomes("also-rotten", SECRET)).toEqual(unknown);
  });
});

describe("without credentials", () => {
  it("an unknown client and a confidential one get the same response", async () => {
    const fields = { grant_type: "client_credentials" };
    const unknown = await whole("/token", {}, { ...fields, client_id: "nobody-of-this-name" });
    expect(unknown).toContain("/errors/client-auth/secret-absent?ref=");
    expect(await whole("/token", {}, { ...fields, client_id: "web" })).toBe(unknown);
    expect(await whole("/token", {}, { ...fields, client_id: "rotten" })).toBe(unknown);
    expect(await whole("/token", {}, { ...fields, client_id: "off" })).toBe(unknown);
  });
});

describe("people", () => {
  it("an unknown user name and a wrong password get the same response", async () => {
    const shown = async (username: string) => {
      const person = world.person();
      const form = await pageOf("", await person.browse(`${world.issuer}/sign-in`));
      const csrf = /name="csrf" value="([^"]*)"/.exec(form.html)?.[1] ?? "";
      const answer = await person.post(`${world.issuer}/sign-in`, { csrf, request: "", username, password: "wrong" });
      expect(answer.status).toBe(401);
      return (await answer.text()).replaceAll(username, "").replaceAll(csrf, "");
    };
    expect(await shown("ops")).toBe(await shown("nobody"));
  });
});
