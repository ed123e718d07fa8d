/** A world for pairs of features: clients that have several at once, and a user who is signed in. */
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Config } from "../../src/index.ts";
import { type Answer, Application } from "../blackbox/application.ts";
import { REDIRECT, SECRET, startWorld, type World } from "../blackbox/world.ts";

export type Client = NonNullable<Config["clients"]>[number];

export const type = (name: string): string => `urn:ietf:params:oauth:token-type:${name}`;
export const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
export const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
export const ORDERS = "https://orders.example";
export const STOCK = "https://stock.example";

/** What most of them are. */
export const web = {
  secrets: [{ value: SECRET }],
  grantTypes: ["authorization_code", "refresh_token"],
  redirectUris: [REDIRECT],
  scopes: ["openid", "profile", "offline_access", "orders"],
  firstParty: true,
} satisfies Partial<Client>;

export interface PairWorld extends World {
  /** A request as a client, which authenticates unless it is public. */
  readonly post: (path: string, id: string, form: Record<string, string>, headers?: object) => Promise<Answer>;
}

export async function startPairs(clients: readonly Client[], more: Partial<Config> = {}): Promise<PairWorld> {
  const world = await startWorld({
    apis: [
      { resource: ORDERS, name: "Orders" },
      { resource: STOCK, name: "Stock", tokens: "opaque" },
    ],
    scopes: [
      { name: "orders", description: "Orders", api: ORDERS },
      { name: "stock", description: "Stock", api: STOCK },
    ],
    clients: [...clients],
    ...more,
  });
  const isPublic = (id: string): boolean =>
    clients.find((one) => one.id === id)?.authMethods?.includes("none") === true;
  return {
    ...world,
    post: (path, id, form, headers = {}) =>
      new Application(world.issuer, { id, ...(!isPublic(id) && { secret: SECRET }) }).post(path, form, { ...headers }),
  };
}

/** A key of a client, and what it registers. */
export async function makeKey(alg: string, kid = "key"): Promise<{ readonly key: CryptoKey; readonly jwk: object }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

/** A DPoP proof with a key of any algorithm. */
export async function proofBy(alg: string, url: string, more: object = {}): Promise<string> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return new SignJWT({ jti: crypto.randomUUID(), htm: "POST", htu: url, ...more })
    .setIssuedAt()
    .setProtectedHeader({ typ: "dpop+jwt", alg, jwk: await exportJWK(publicKey) })
    .sign(privateKey);
}
