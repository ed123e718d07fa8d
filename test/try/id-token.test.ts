/** An ID token that a client must refuse is found, by the claim that is wrong. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { decodeJwt, exportJWK, SignJWT } from "jose";
import { expect, it } from "vitest";
import { discover } from "../../src/checker/discover.ts";
import type { Exchange } from "../../src/checker/exchange.ts";
import { checkIdToken } from "../../src/checker/flow/id-token.ts";
import { keeping } from "../../src/checker/flow/reporter.ts";
import { Lab } from "../../src/checker/lab.ts";

const ISSUER = "https://login.example";
const NOW = 1_800_000_000;
const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ACCESS = "an-access-token";
const hash = (text: string): string => createHash("sha256").update(text).digest().subarray(0, 16).toString("base64url");

const FINE = { iss: ISSUER, aud: "app", sub: "ada", nonce: "n", exp: NOW + 60, iat: NOW, at_hash: hash(ACCESS) };

const send = async ({ url }: { url: string }): Promise<Exchange> => {
  const body = url.endsWith("/jwks")
    ? { keys: [{ ...(await exportJWK(own.publicKey)), alg: "ES256", kid: "one" }] }
    : { issuer: ISSUER, jwks_uri: `${ISSUER}/jwks`, id_token_signing_alg_values_supported: ["ES256"] };
  return { sent: { method: "GET", url, headers: [] }, came: { status: 200, headers: [], body: JSON.stringify(body) } };
};

/** The names of the checks that fail. */
async function failing(claims: object, key = own.privateKey, secret?: string): Promise<readonly string[]> {
  const client = { client_id: "app", token_endpoint_auth_method: "none", client_secret: secret } as const;
  const target = await discover(ISSUER, send, { web: client });
  const signIn = { visit: async () => ({ exchanges: [] }) };
  const lab = new Lab({
    target,
    send,
    rush: (all) => Promise.all(all.map(send)),
    signIn,
    stranger: () => signIn,
    now: () => NOW * 1_000,
    random: (n) => new Uint8Array(n),
  });
  const report = keeping();
  const trial = {
    lab,
    client,
    parameters: {},
    report,
    listening: undefined,
    dpop: undefined,
    wait: async () => {},
  };
  const options = { clientId: "app" };
  const alg = secret === undefined ? "ES256" : "HS256";
  const signer = new SignJWT({ ...claims }).setProtectedHeader({ alg, ...(secret === undefined && { kid: "one" }) });
  const token = await signer.sign(secret === undefined ? key : new TextEncoder().encode(secret));
  expect(decodeJwt(token)).toEqual(JSON.parse(JSON.stringify(claims)));
  const isFine = await checkIdToken({ ...trial, options }, token, ACCESS, "n");
  const checks = report.sections.flatMap(({ items }) =>
    items.flatMap(({ checks = [] }) => checks as { what: string; fine: boolean }[]),
  );
  const failed = checks.filter(({ fine }) => !fine).map(({ what }) => what);
  expect(isFine).toBe(failed.length === 0);
  expect(checks.length).toBeGreaterThan(5);
  return failed;
}

it.each<[what: string, change: object, fails: readonly string[]]>([
  ["fine", {}, []],
  ["for several, with azp", { aud: ["app", "api"], azp: "app" }, []],
  ["without at_hash", { at_hash: undefined }, []],
  ["of another issuer", { iss: `${ISSUER}/` }, ["iss"]],
  ["for another client", { aud: "other" }, ["aud"]],
  ["authorized for another", { aud: ["app", "api"], azp: "api" }, ["aud"]],
  ["of another request", { nonce: "m" }, ["nonce"]],
  ["without a nonce", { nonce: undefined }, ["nonce"]],
  ["expired", { exp: NOW - 1 }, ["exp"]],
  ["without exp", { exp: undefined }, ["exp"]],
  ["from the future", { iat: NOW + 3_600 }, ["iat"]],
  ["of another access token", { at_hash: hash("another") }, ["at_hash"]],
])("%s", async (_, change, fails) => expect(await failing({ ...FINE, ...change })).toEqual(fails));

it("a signature of another key is found", async () => {
  expect(await failing(FINE, other.privateKey)).toEqual(["signature"]);
});

it("one with the client's secret is verified, and isn't what the metadata says", async () => {
  expect(await failing(FINE, own.privateKey, "a-secret-that-has-enough-bytes-for-it")).toEqual(["alg"]);
});
