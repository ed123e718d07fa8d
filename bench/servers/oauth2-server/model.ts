/**
 * What @node-oauth/oauth2-server leaves to those who use it: clients, the keeping of tokens by their hashes, and JWTs, which its hooks
 * leave room for. ID tokens are not the library's work, but without them it would be spared a signature that its peers make.
 */
import { hash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import type { AuthorizationCode, Client, RefreshToken, Token, User } from "@node-oauth/oauth2-server";
import { type CryptoKey, SignJWT } from "jose";
import { type BenchClient, JWT_API, JWT_SERVICE, OPAQUE_API, PERSON, SERVICE, WEB } from "../../world.ts";
import type { Item, Store } from "./stores.ts";

const random = (): string => randomBytes(32).toString("base64url");
const digest = (text: string): string => hash("sha256", text);

const known = ({ id, secret }: BenchClient, scopes: readonly string[], more: Partial<Client> = {}) => ({
  ...{ id, scopes, secret: digest(secret), grants: ["client_credentials"] },
  ...more,
});
const WEB_SCOPES = ["openid", "offline_access", OPAQUE_API.scope];
const CLIENTS: ReadonlyMap<string, ReturnType<typeof known>> = new Map(
  [
    known(SERVICE, [OPAQUE_API.scope]),
    known(JWT_SERVICE, [JWT_API.scope]),
    known(WEB, WEB_SCOPES, { grants: ["authorization_code", "refresh_token"], redirectUris: [WEB.redirectUri] }),
  ].map((client) => [client.id, client]),
);

/** The library's model, on a store, with a key for ES256. */
export function modelOf(store: Store, key: CryptoKey, issuer: string) {
  const sign = (claims: Record<string, unknown>, typ: string) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", typ, kid: "bench" })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(key);

  return {
    /** `secret` is null at the authorization endpoint. */
    async getClient(id: string, secret: string | null) {
      const client = CLIENTS.get(id);
      const isRight =
        secret === null || timingSafeEqual(Buffer.from(client?.secret ?? digest("")), Buffer.from(digest(secret)));
      return isRight && client;
    },
    validateScope: async (_: User, client: Client, scope?: string[]) =>
      scope?.every((one) => client.scopes.includes(one)) && scope,
    getUserFromClient: async ({ id }: Client) => ({ id }),

    async saveAuthorizationCode({ authorizationCode, expiresAt, scope, ...code }: Code, client: Client, user: User) {
      await store.put({ [digest(authorizationCode)]: { ...itemOf(client, user, scope, expiresAt), code } });
      return { authorizationCode };
    },
    async getAuthorizationCode(authorizationCode: string) {
      const item = await store.find(digest(authorizationCode));
      return item?.code && { authorizationCode, ...item.code, ...foundIn(item), expiresAt: new Date(item.expiresAt) };
    },
    revokeAuthorizationCode: ({ authorizationCode }: AuthorizationCode) => store.take(digest(authorizationCode)),

    async generateAccessToken({ id }: Client, user: User, scope?: string[]) {
      if (!scope?.includes(JWT_API.scope)) return random();
      const claims = { sub: user.id, client_id: id, aud: JWT_API.resource, scope: scope.join(" "), jti: randomUUID() };
      return sign(claims, "at+jwt");
    },
    generateRefreshToken: async (_: Client, __: User, scope?: string[]) =>
      scope?.includes("offline_access") ? random() : undefined,
    async saveToken(token: Token, client: Client, user: User) {
      const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt, scope = [] } = token;
      const kept: Record<string, Item> = {};
      // A JWT says everything itself.
      if (!scope.includes(JWT_API.scope)) kept[digest(accessToken)] = itemOf(client, user, scope, accessTokenExpiresAt);
      if (refreshToken) kept[digest(refreshToken)] = itemOf(client, user, scope, refreshTokenExpiresAt);
      await store.put(kept);
      const { id: sub, nonce } = user;
      return {
        ...{ accessToken, accessTokenExpiresAt, refreshToken, scope, client, user },
        ...(scope.includes("openid") && { id_token: await sign({ sub, nonce, aud: client.id }, "JWT") }),
      };
    },
    async getRefreshToken(refreshToken: string) {
      const item = await store.find(digest(refreshToken));
      return item && { refreshToken, ...foundIn(item), refreshTokenExpiresAt: new Date(item.expiresAt) };
    },
    revokeToken: ({ refreshToken }: RefreshToken) => store.take(digest(refreshToken)),
    // The library wants it there, and calls it only for resources of its own.
    getAccessToken: async () => undefined,

    /** Keeps a session of the one user; its id, for a cookie. */
    async startSession() {
      const session = randomUUID();
      const expiresAt = Date.now() + 1_209_600_000;
      await store.put({ [digest(session)]: { user: { id: PERSON.username }, clientId: "", scope: [], expiresAt } });
      return session;
    },
    async userOf(session: string): Promise<User | undefined> {
      const item = await store.find(digest(session));
      return item && item.expiresAt > Date.now() ? item.user : undefined;
    },
  };
}

type Code = Pick<AuthorizationCode, "authorizationCode" | "expiresAt" | "redirectUri" | "scope" | "codeChallenge">;

function itemOf({ id: clientId }: Client, { id, nonce }: User, scope: readonly string[] = [], at = new Date()): Item {
  return { clientId, user: { id, nonce }, scope, expiresAt: at.getTime() };
}

const foundIn = ({ clientId, user, scope }: Item) => ({ client: CLIENTS.get(clientId), user, scope: [...scope] });
