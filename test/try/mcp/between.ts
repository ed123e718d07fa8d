/** What most broken variants are made of. */
import type { Between } from "../layer.ts";

export type When = (request: Request) => boolean;

export const at =
  (path: string): When =>
  ({ url }) =>
    new URL(url).pathname === path;

const PRM = "/.well-known/oauth-protected-resource";
export const metadata: When = ({ url }) => new URL(url).pathname.startsWith(PRM);
export const atRoot: When = at(PRM);
/** The authorization server's metadata, wherever. */
export const wellKnown: When = ({ url }) =>
  /\/\.well-known\/(oauth-authorization-server|openid-configuration)/.test(url);
const mcp = at("/mcp");
export const withoutToken: When = (request) => mcp(request) && !request.headers.has("authorization");
/** A JWT: what the authorization server issued. */
export const withToken: When = (request) =>
  mcp(request) && /^Bearer ey/.test(request.headers.get("authorization") ?? "");
export const withWrongToken: When = (request) => /^Bearer wrong/.test(request.headers.get("authorization") ?? "");
export const calls = async (request: Request, method: string): Promise<boolean> =>
  request.method === "POST" && (await request.clone().text()).includes(`"${method}"`);

export const responds =
  (when: When, response: (request: Request) => Response): Between =>
  (request, ask) =>
    when(request) ? response(request) : ask(request);

export const page = (status = 200): Response =>
  new Response("<!doctype html><html><title>App</title></html>", { status, headers: { "content-type": "text/html" } });

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (): Response =>
    new Response(null, { status: code, headers });

export const json =
  (body: object, code = 200, headers: Record<string, string> = {}) =>
  (): Response =>
    Response.json(body, { status: code, headers });

type Members = Record<string, unknown>;

/** Changes the members of JSON responses. `undefined` removes one. */
export const members =
  (when: When, change: (members: Members) => Members): Between =>
  async (request, ask) => {
    const response = await ask(request);
    if (!when(request) || !response.headers.get("content-type")?.includes("json")) return response;
    const { status: code, headers } = response;
    const changed = new Headers(headers);
    changed.delete("content-length");
    const before = (await response.json()) as Members;
    return new Response(JSON.stringify({ ...before, ...change(before) }), { status: code, headers: changed });
  };

export const headers =
  (when: When, change: (headers: Headers) => void): Between =>
  async (request, ask) => {
    const response = await ask(request);
    if (!when(request)) return response;
    const changed = new Headers(response.headers);
    change(changed);
    return new Response(response.body, { status: response.status, headers: changed });
  };

/** Changes where the browser is sent back to. */
export const returning = (change: (parameters: URLSearchParams) => void): Between =>
  headers(
    () => true,
    (all) => {
      const location = all.get("location") ?? "";
      if (!/\/callback\?/.test(location)) return;
      const url = new URL(location);
      change(url.searchParams);
      all.set("location", url.href);
    },
  );

/** One after another, the first next to the network. */
export const both =
  (outer: Between, inner: Between): Between =>
  (request, ask) =>
    outer(request, async (next) => inner(next, ask));
