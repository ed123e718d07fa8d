/** What real servers do and the check once took for a fault, on a server of a few lines. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type JWK, type JWTPayload, SignJWT } from "jose";
import { afterEach, expect, it } from "vitest";
import { jwtOf } from "../../src/checker/jwt.ts";
import { checkServer } from "../../src/checker/run.ts";
import { freePort } from "../free-port.ts";
import { listen } from "./peers/listen.ts";

const CALLBACK = "https://app.example/callback";
const client = (id: string) => ({
  client_id: id,
  client_secret: `secret-of-${id}`,
  redirect_uri: CALLBACK,
  scope: "openid",
});
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What may differ. */
interface Ways {
  /** Closes the connection instead of responding at the token endpoint. */
  readonly hangsUp?: boolean;
  /** Sends whoever isn't signed in to the sign-in page whatever `prompt` says, or responds with this error. */
  readonly whenUnknown?: "login_required" | "page" | 500;
  /** userinfo accepts POST with the token in the form. */
  readonly formTokens?: boolean;
}

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

async function started(ways: Ways): Promise<string> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  close = await listen(port, handlerOf(issuer, ways));
  return issuer;
}

function handlerOf(issuer: string, { hangsUp, whenUnknown = "login_required", formTokens }: Ways): RequestListener {
  let isAllowed = false;
  const nonces = new Map<string, string | null>();
  const json = (outgoing: ServerResponse, body: object, status = 200): ServerResponse =>
    outgoing
      .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify(body));
  const page = (outgoing: ServerResponse, action: string, fields: string): ServerResponse =>
    outgoing
      .writeHead(200, { "content-type": "text/html" })
      .end(`<form method="post" action="${action.replaceAll("&", "&amp;")}">${fields}<button>Continue</button></form>`);
  const to = (outgoing: ServerResponse, location: string, status = 302, headers = {}): ServerResponse =>
    outgoing.writeHead(status, { location, ...headers }).end();

  const authorize = (incoming: IncomingMessage, outgoing: ServerResponse, url: URL): ServerResponse => {
    const { searchParams: asked } = url;
    const back = (parameters: Record<string, string>): ServerResponse =>
      to(outgoing, `${CALLBACK}?${new URLSearchParams({ ...parameters, state: asked.get("state") ?? "" })}`);
    const isSignedIn = incoming.headers.cookie?.includes("session=1") ?? false;
    if (!isSignedIn && asked.get("prompt") === "none") {
      if (whenUnknown === 500) return outgoing.writeHead(500).end();
      if (whenUnknown === "login_required") return back({ error: whenUnknown });
    }
    if (!isSignedIn) return to(outgoing, `/sign-in?to=${encodeURIComponent(url.href)}`);
    if (asked.getAll("redirect_uri").length !== 1) return outgoing.writeHead(400).end();
    if (asked.has("request")) return back({ error: "request_not_supported" });
    if ((asked.get("code_challenge") ?? "").length < 43) return back({ error: "invalid_request" });
    if (incoming.method !== "POST" && !isAllowed) return page(outgoing, url.href, "");
    isAllowed = true;
    const code = randomBytes(32).toString("base64url");
    nonces.set(code, asked.get("nonce"));
    return back({ code });
  };

  const token = async (outgoing: ServerResponse, form: URLSearchParams): Promise<ServerResponse> => {
    const nonce = nonces.get(form.get("code") ?? "");
    const assertion = form.get("client_assertion");
    const sub = assertion === null ? undefined : (jwtOf(assertion)?.claims.sub ?? "nobody");
    if (sub !== undefined && sub !== "jwt") return json(outgoing, { error: "invalid_client" }, 401);
    if (nonce === undefined) return json(outgoing, { error: "invalid_grant" }, 400);
    if (sub === undefined && form.get("client_id") === "jwt") return json(outgoing, { error: "invalid_client" }, 401);
    const id = new SignJWT({ nonce, auth_time: Math.floor(Date.now() / 1000) } as JWTPayload)
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuer(issuer);
    const id_token = await id
      .setSubject("ada")
      .setAudience("web")
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
    return json(outgoing, { access_token: "good", token_type: "Bearer", expires_in: 60, scope: "openid", id_token });
  };

  return async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", issuer);
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const form = new URLSearchParams(body);
    if (url.pathname === "/authorize") return authorize(incoming, outgoing, url);
    if (url.pathname === "/sign-in" && incoming.method === "GET")
      return page(outgoing, url.href, '<input name="username"><input name="password" type="password">');
    if (url.pathname === "/sign-in")
      return to(outgoing, url.searchParams.get("to") ?? "/", 303, { "set-cookie": "session=1; Path=/" });
    if (url.pathname === "/token") return hangsUp === true ? incoming.socket.destroy() : token(outgoing, form);
    if (url.pathname === "/jwks")
      return json(outgoing, { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256" }] });
    if (url.pathname === "/userinfo") {
      const inForm = formTokens === true && form.get("access_token") === "good";
      const isGood = incoming.headers.authorization === "Bearer good" || inForm;
      return isGood ? json(outgoing, { sub: "ada" }) : json(outgoing, { error: "invalid_token" }, 401);
    }
    if (!url.pathname.startsWith("/.well-known/")) return outgoing.writeHead(404).end();
    const endpoint = (name: string) => ({
      [`${name}_endpoint`]: `${issuer}/${name === "authorization" ? "authorize" : name}`,
    });
    return json(outgoing, {
      issuer,
      jwks_uri: `${issuer}/jwks`,
      ...endpoint("authorization"),
      ...endpoint("token"),
      ...endpoint("userinfo"),
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "client_credentials"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "private_key_jwt"],
    });
  };
}

/** What the check says of some requirements, by their ids. */
async function saidOf(ways: Ways, ...only: string[]): Promise<Readonly<Record<string, string>>> {
  const clients = {
    web: client("web"),
    other: client("other"),
    service: { ...client("service"), redirect_uri: undefined },
    jwt: { ...client("jwt"), client_secret: undefined, private_key: privateKey.export({ format: "jwk" }) as JWK },
  };
  const options = { clients, user: { username: "ada", password: "lovelace" }, rate: 10_000, only };
  const { checked } = await checkServer(await started(ways), options);
  return Object.fromEntries(checked.map(({ id, is }) => [id, is]));
}

it("nothing is broken by a server that doesn't respond", async () => {
  const said = Object.values(await saidOf({ hangsUp: true }, "token/", "client-secret/", "code/"));
  expect(said).toContain("unclear");
  expect(said).not.toContain("broken");
});

it.each(["login_required", "page", 500] as const)(
  "a server that asks for the user first (%s) is asked as the user",
  async (whenUnknown) => {
    const asked = ["pkce/malformed-challenge", "authorization/request-object", "redirect-uri/not-twice"];
    expect(await saidOf({ whenUnknown }, ...asked)).toEqual(Object.fromEntries(asked.map((id) => [id, "held"])));
  },
);

it.each([
  ["login_required", "held"],
  ["page", "broken"],
  [500, "broken"],
] as const)("prompt=none by %s is %s", async (whenUnknown, is) => {
  expect(await saidOf({ whenUnknown }, "authorization/prompt-none")).toEqual({ "authorization/prompt-none": is });
});

it("a form for consent may be followed by 302", async () => {
  expect(await saidOf({}, "authorization/see-other")).toEqual({ "authorization/see-other": "held" });
});

it.each([
  [true, "broken"],
  [false, "not applicable"],
] as const)("userinfo need not accept tokens in forms (it does: %s)", async (formTokens, twice) => {
  const said = await saidOf({ formTokens }, "userinfo/post", "userinfo/not-twice");
  expect(said).toEqual({ "userinfo/post": "held", "userinfo/not-twice": twice });
});

it("a server may look for the code before it looks for the client", async () => {
  expect(await saidOf({}, "client-jwt/required")).toEqual({ "client-jwt/required": "held" });
});

it("auth_time of each token is found however fast the server is", async () => {
  expect(await saidOf({}, "openid-request/auth-time-kept")).toEqual({ "openid-request/auth-time-kept": "broken" });
});
