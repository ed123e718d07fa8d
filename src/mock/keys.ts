/** The signing keys in a test's hands: replaced at once, or published wrongly. */
import { randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import { makePrivateKey, publicJwk, signingKeyOf } from "../adapters/keys/signing-key.ts";
import type { Clock } from "../ports/clock.ts";
import type { KeyAlg, Keys, PublicJwk } from "../ports/keys.ts";
import type { MockFailure } from "./failures.ts";

/** What is wrong with the JWKS. `unreachable` closes the connection. */
export type MockJwksFault =
  | "empty"
  | "unknown-kid"
  | "wrong-key"
  | "no-kid"
  | "malformed"
  | "server-error"
  | "unreachable";

/** What can be wrong with it, in words. */
export const JWKS_FAULTS: Readonly<Record<MockJwksFault, string>> = {
  empty: "it has no keys",
  "unknown-kid": "its keys have other ids than the tokens name",
  "wrong-key": "its keys have the right ids, and other values, so no signature is valid",
  "no-kid": "its keys have no ids",
  malformed: "it isn't JSON",
  "server-error": "the response is 500",
  unreachable: "the connection is closed",
};

/** The signing keys. */
export interface MockKeys {
  /**
   * Makes new keys that sign from now on, and returns their ids. The former ones stay in the JWKS, unless `forget` is set. Then
   * nothing that they signed is accepted any more.
   */
  rotate(options?: { readonly forget?: boolean }): Promise<readonly string[]>;
  /** Publishes the JWKS wrongly from now on, until `mendJwks` or `reset`. */
  breakJwks(how: MockJwksFault): Promise<void>;
  /** Publishes the JWKS as it is. */
  mendJwks(): void;
  /** The published keys, in the order of the JWKS. */
  readonly jwks: readonly PublicJwk[];
}

/** How the JWKS is sent instead; `undefined` if nothing is wrong with it. */
export type BrokenJwks = { readonly fails: MockFailure } | { readonly body: string };

/** The keys, and what the JWKS endpoint has to know. */
export function mockKeys(
  keys: Keys,
  clock: Clock,
): { readonly keys: MockKeys; readonly broken: () => BrokenJwks | undefined } {
  let broken: BrokenJwks | undefined;
  return {
    broken: () => broken,
    keys: {
      async rotate({ forget = false } = {}) {
        const former = keys.standing().filter(({ state }) => state === "signing");
        const made: string[] = [];
        for (const { alg, signsFrom } of former) {
          const kid = await keys.add(alg as KeyAlg, Math.max(clock(), signsFrom + 1));
          if (kid !== undefined) made.push(kid);
        }
        if (forget) for (const { kid } of former) await keys.revoke(kid, clock());
        return made;
      },
      async breakJwks(how) {
        broken = await brokenJwks(how, keys.jwks);
      },
      mendJwks() {
        broken = undefined;
      },
      get jwks() {
        return keys.jwks;
      },
    },
  };
}

async function brokenJwks(how: MockJwksFault, jwks: readonly PublicJwk[]): Promise<BrokenJwks> {
  const of = (keys: readonly object[]): BrokenJwks => ({ body: JSON.stringify({ keys }) });
  switch (how) {
    case "empty":
      return of([]);
    case "unknown-kid":
      return of(jwks.map((key) => ({ ...key, kid: randomBytes(32).toString("base64url") })));
    case "wrong-key":
      return of(await Promise.all(jwks.map(async (key) => ({ ...(await otherKey(key.alg as KeyAlg)), kid: key.kid }))));
    case "no-kid":
      return of(jwks.map(({ kid: _, ...key }) => key));
    case "malformed":
      return { body: '{"keys": [{"kty": ' };
    case "server-error":
      return { fails: "server-error" };
    case "unreachable":
      return { fails: "drop" };
  }
}

const otherKey = async (alg: KeyAlg): Promise<PublicJwk> => publicJwk(signingKeyOf(alg, await makePrivateKey(alg)));

/** Not cached, so that a client that asks again once it is mended gets the right one. */
export const sendJwks = (reply: FastifyReply, body: string): FastifyReply =>
  reply
    .code(200)
    .headers({ "content-type": "application/json; charset=utf-8", "cache-control": "no-store" })
    .send(body);
