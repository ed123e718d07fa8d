/** @node-oauth/oauth2-server in an Express app, with a model in memory that checks what the library leaves to models. */
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import OAuth2Server, { type Client, type Token, type User } from "@node-oauth/oauth2-server";
import express from "express";
import { freePort } from "../../free-port.ts";
import { CALLBACK, type Checkable, each, type RunningServer, secretOf } from "./define.ts";
import { listen } from "./listen.ts";

const SCOPES = ["read", "offline_access"];
const GRANTS = ["authorization_code", "refresh_token"];
const user = { username: "ada", password: "lovelace-1815" };

const CLIENTS: readonly (Client & { readonly secret?: string })[] = [
  ...["web", "other"].map((id) => ({ id, secret: secretOf(id), redirectUris: [CALLBACK], grants: GRANTS })),
  { id: "app", redirectUris: [CALLBACK], grants: GRANTS },
  { id: "service", secret: secretOf("service"), grants: ["client_credentials"] },
];

/** What the library asks of those who use it, in a few Maps. */
function model() {
  const [codes, access, refresh] = [
    new Map<string, OAuth2Server.AuthorizationCode>(),
    new Map<string, Token>(),
    new Map<string, Token>(),
  ];
  const known = (scope: string[] | undefined): string[] | false => {
    const wanted = scope ?? ["read"];
    return wanted.every((one) => SCOPES.includes(one)) && wanted;
  };
  return {
    getClient: async (id: string, secret: string | null | undefined) => {
      const client = CLIENTS.find((one) => one.id === id);
      // null: at the authorization endpoint. undefined: at the token endpoint, where none was sent.
      return client !== undefined && (secret === null || client.secret === secret) && client;
    },
    validateScope: async (_: User, __: Client, scope?: string[]) => known(scope),
    getUserFromClient: async () => ({ username: "service" }),
    saveAuthorizationCode: async (code: OAuth2Server.AuthorizationCode, client: Client, owner: User) => {
      const saved = { ...code, client, user: owner };
      codes.set(code.authorizationCode, saved);
      return saved;
    },
    getAuthorizationCode: async (code: string) => codes.get(code),
    revokeAuthorizationCode: async ({ authorizationCode }: OAuth2Server.AuthorizationCode) =>
      codes.delete(authorizationCode),
    saveToken: async (token: Token, client: Client, owner: User) => {
      const saved = { ...token, client, user: owner };
      access.set(token.accessToken, saved);
      if (token.refreshToken !== undefined) refresh.set(token.refreshToken, saved);
      return saved;
    },
    getAccessToken: async (token: string) => access.get(token),
    getRefreshToken: async (token: string) => refresh.get(token),
    revokeToken: async ({ refreshToken = "" }: Token) => refresh.delete(refreshToken),
  };
}

/** Somebody has to sign in first. */
class NotSignedIn extends Error {}

const { Request, Response } = OAuth2Server;

/** Sends the response that the library prepared, or one made of the error that it threw, as its guide does. */
async function answered(
  outgoing: ServerResponse,
  run: (answer: OAuth2Server.Response) => Promise<unknown>,
  signIn?: () => void,
): Promise<void> {
  const answer = new Response();
  const error = await run(answer).then(
    () => undefined,
    (one: Error & { readonly code?: number }) => one,
  );
  if (error instanceof NotSignedIn) return signIn?.();
  const isPrepared = error === undefined || answer.status === 302 || "error" in (answer.body ?? {});
  const body = isPrepared ? answer.body : { error: error.name, error_description: error.message };
  const status = isPrepared ? answer.status : (error.code ?? 500);
  outgoing.writeHead(status ?? 500, { ...answer.headers, "content-type": "application/json" });
  outgoing.end(JSON.stringify(body));
}

const PAGE = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

function signInPage(outgoing: ServerResponse, to: string): void {
  outgoing.writeHead(200, PAGE);
  outgoing.end(
    `<form method="post" action="/sign-in?${new URLSearchParams({ to })}"><input name="username"><input name="password" type="password"><button>Sign in</button></form>`,
  );
}

async function start(): Promise<RunningServer> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const sessions = new Set<string>();
  const oauth = new OAuth2Server({ model: model() as never, requireClientAuthentication: { refresh_token: false } });
  const authenticateHandler = {
    handle: ({ headers }: OAuth2Server.Request) => {
      if (!sessions.has(/session=([\w-]+)/.exec(headers?.cookie ?? "")?.[1] ?? "")) throw new NotSignedIn();
      return user;
    },
  };

  const app = express();
  app.use(express.urlencoded({ extended: false }));
  const authorize: Parameters<typeof app.get>[1] = (incoming, outgoing) =>
    void answered(
      outgoing,
      (answer) => oauth.authorize(new Request(incoming as never), answer, { authenticateHandler }),
      () => signInPage(outgoing, incoming.url ?? "/"),
    );
  app.get("/authorize", authorize);
  app.post("/authorize", authorize);
  app.post("/sign-in", ({ url = "/", body }, outgoing) => {
    const { username, password } = body as Readonly<Record<string, string>>;
    if (username !== user.username || password !== user.password) return void outgoing.writeHead(401).end();
    const session = randomBytes(16).toString("base64url");
    sessions.add(session);
    const location = new URL(url, issuer).searchParams.get("to") ?? "/";
    outgoing.writeHead(303, { location, "set-cookie": `session=${session}; HttpOnly; SameSite=Lax` }).end();
  });
  app.use(
    "/token",
    (incoming, outgoing) => void answered(outgoing, (answer) => oauth.token(new Request(incoming as never), answer)),
  );
  const metadata = {
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: [...GRANTS, "client_credentials"],
    code_challenge_methods_supported: ["S256"],
    response_modes_supported: ["query"],
  };
  return { issuer, options: { clients, user, metadata }, close: await listen(port, app) };
}

const basic = (id: string) => ({
  client_id: id,
  client_secret: secretOf(id),
  token_endpoint_auth_method: "client_secret_basic" as const,
});
const coded = { redirect_uri: CALLBACK, scope: "read offline_access" };
const clients = {
  web: { ...basic("web"), ...coded },
  other: { ...basic("other"), ...coded },
  public: { client_id: "app", token_endpoint_auth_method: "none" as const, ...coded },
  service: { ...basic("service"), scope: "read" },
};

export const NODE_OAUTH2_SERVER: Checkable = {
  name: "@node-oauth/oauth2-server",
  configuration: "in an Express app; its model keeps everything in memory and knows two scopes",
  start,
  broken: {
    ...each(
      ["client-secret/one-method", "client-secret/one-client"],
      "With an Authorization header, `client_id` and `client_secret` in the form aren't looked at.",
    ),
    "token/error-no-store": "Only responses with tokens get Cache-Control.",
    "authorization/no-repeated-parameter":
      "Express makes a list of a repeated parameter. The library refuses it for its form, as `invalid_scope`.",
    "pkce/public-clients": "`code_challenge` may be left out, and no option requires it.",
    "pkce/malformed-challenge": "The challenge is stored as it comes. Only the verifier is checked.",
    "code/bound-to-redirect-uri": "Another redirect URI is refused as `invalid_request`.",
    "code/twice-revokes-refresh-token":
      "A code that was redeemed is unknown. The model never learns that it came again.",
    "refresh/reuse-revokes-successor":
      "A replaced refresh token is unknown. The model never learns that it came again.",
  },
};
