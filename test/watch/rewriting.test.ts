/** What `--rewrite` changes, and nothing else. */
import { describe, expect, it } from "vitest";
import { rewritingOf } from "../../src/watch/rewriting.ts";
import { send, target, watching } from "./world.ts";

const [SERVER, PROXY] = ["https://id.example", "http://localhost:9410"];
const rewriting = rewritingOf([
  { target: SERVER, proxy: PROXY },
  { target: "https://mcp.example:8443", proxy: "http://localhost:9411" },
]);
const header = (name: string, value: string) => rewriting.responseHeaders([[name, value]])[0]?.[1];

describe("metadata", () => {
  it.each([
    [
      `{"issuer":"${SERVER}","token_endpoint":"${SERVER}/token"}`,
      `{"issuer":"${PROXY}","token_endpoint":"${PROXY}/token"}`,
    ],
    [
      String.raw`{"issuer":"https:\/\/id.example\/realms\/a"}`,
      String.raw`{"issuer":"http://localhost:9410\/realms\/a"}`,
    ],
    [
      `{"authorization_servers":["${SERVER}"],"resource":"https://mcp.example:8443/mcp"}`,
      `{"authorization_servers":["${PROXY}"],"resource":"http://localhost:9411/mcp"}`,
    ],
    [
      '{"issuer":"https://id.example.org","x":"https://id.example:444/"}',
      '{"issuer":"https://id.example.org","x":"https://id.example:444/"}',
    ],
    [`{"issuer":"${SERVER}","signed_metadata":"eyJ"}`, `{"issuer":"${PROXY}"}`],
    ["not JSON", "not JSON"],
  ])("%s", (given, expected) => expect(rewriting.metadata(given)).toBe(expected));
});

describe("headers of responses", () => {
  it.each([
    ["Location", `${SERVER}/sign-in?next=1`, `${PROXY}/sign-in?next=1`],
    ["Location", "/sign-in", "/sign-in"],
    [
      "Location",
      "https://app.example/cb?code=x&iss=https%3A%2F%2Fid.example&state=a%20b",
      "https://app.example/cb?code=x&iss=http%3A%2F%2Flocalhost%3A9410&state=a%20b",
    ],
    ["Location", `${SERVER}/demo/callback?code=x&state=y`, `${SERVER}/demo/callback?code=x&state=y`],
    [
      "WWW-Authenticate",
      `Bearer resource_metadata="https://mcp.example:8443/.well-known/oauth-protected-resource"`,
      `Bearer resource_metadata="http://localhost:9411/.well-known/oauth-protected-resource"`,
    ],
    ["Set-Cookie", "a=1; Domain=id.example; Secure; HttpOnly; Path=/", "a=1; HttpOnly; Path=/"],
    ["set-cookie", "__Host-a=1; Secure; Path=/", "__Host-a=1; Secure; Path=/"],
    ["set-cookie", "a=1; SameSite=None; Secure", "a=1; SameSite=None; Secure"],
    ["set-cookie", "a=secure; Path=/secure", "a=secure; Path=/secure"],
    ["X-Other", SERVER, SERVER],
  ])("%s: %s", (name, value, expected) => expect(header(name, value)).toBe(expected));
});

describe("requests", () => {
  it("name the server again", () => {
    const query = `/authorize?resource=${encodeURIComponent("http://localhost:9411/mcp")}&redirect_uri=${encodeURIComponent(`${PROXY}/cb`)}&x=%7e`;
    expect(rewriting.parameters(query)).toBe(
      `/authorize?resource=${encodeURIComponent("https://mcp.example:8443/mcp")}&redirect_uri=${encodeURIComponent(`${PROXY}/cb`)}&x=%7e`,
    );
    expect(
      rewriting.requestHeaders([
        ["Origin", PROXY],
        ["Referer", `${PROXY}/sign-in`],
        ["X", PROXY],
      ]),
    ).toEqual([
      ["Origin", SERVER],
      ["Referer", `${SERVER}/sign-in`],
      ["X", PROXY],
    ]);
  });
});

it("an MCP server and its authorization server: the resource goes there and back", async () => {
  const forms: string[] = [];
  const server = await target((incoming, response) => {
    incoming.on("data", (chunk) => forms.push(String(chunk)));
    incoming.on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  let authorizationServer = "";
  const mcp = await target((incoming, response) => {
    const own = `http://${incoming.headers.host}`;
    if (incoming.url === "/mcp")
      response
        .writeHead(401, {
          "www-authenticate": `Bearer resource_metadata="${own}/.well-known/oauth-protected-resource/mcp"`,
        })
        .end();
    else
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ resource: `${own}/mcp`, authorization_servers: [authorizationServer] }));
  });
  authorizationServer = server.url.origin;
  const watched = await watching([mcp.url, server.url], { rewrite: true });
  const [own, its] = watched.origins.map(({ proxy }) => proxy);
  const refused = await send(`${own}/mcp`, { method: "POST" }, '{"jsonrpc":"2.0","method":"initialize"}');
  const [, where = ""] = /resource_metadata="([^"]+)"/.exec(refused.headers["www-authenticate"] ?? "") ?? [];
  expect(where).toBe(`${own}/.well-known/oauth-protected-resource/mcp`);
  const metadata = JSON.parse((await send(where)).body.toString()) as Record<string, unknown>;
  expect(metadata).toEqual({ resource: `${own}/mcp`, authorization_servers: [its] });
  const form = new URLSearchParams({ grant_type: "client_credentials", resource: `${own}/mcp` }).toString();
  await send(
    `${its}/token`,
    { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } },
    form,
  );
  expect(new URLSearchParams(forms[0]).get("resource")).toBe(`${mcp.url.origin}/mcp`);
  const { outcome, kind } = await watched.until(({ kind }) => kind.name === "api");
  expect([kind.says, outcome]).toEqual(["MCP initialize", { says: "401, asks for a token", is: "expected" }]);
  await Promise.all([watched.close(), mcp.close(), server.close()]);
});
