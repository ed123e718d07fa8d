/** JWTs of clients, signed with keys that they registered or publish. */
import { KeyObject, sign } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { type Outbound, OutboundError, type OutboundResponse } from "../../ports/outbound.ts";
import { CLIENT_SIGNING_ALGS, type Jwk } from "../../protocol/jwk.ts";
import { clientKeys, FRESH, PAUSE, STALE } from "./client-keys.ts";
import { verifySentJwt } from "./verify.ts";

const T = Date.UTC(2026, 5, 15);
const URI = "https://app.example/keys";

interface Pair {
  readonly alg: string;
  readonly jwk: Jwk;
  readonly key: KeyObject;
  readonly sign: (header?: object) => Promise<string>;
}

async function pair(alg: string, kid: string): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const sign = (header = {}) =>
    new SignJWT({ iss: "photos", exp: 1 }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
  return { alg, key: KeyObject.from(privateKey), jwk: { ...(await exportJWK(publicKey)), kid }, sign };
}

let one: Pair;
let two: Pair;
beforeAll(async () => {
  [one, two] = await Promise.all([pair("ES256", "one"), pair("ES256", "two")]);
});

/** A host that publishes this, and counts how often it is asked. */
function host(publishes: () => object | OutboundError | string, status = 200) {
  const asked: string[] = [];
  const send: Outbound["send"] = async ({ url }): Promise<OutboundResponse> => {
    asked.push(url.href);
    const now = publishes();
    if (now instanceof OutboundError) throw now;
    return { status, headers: {}, text: typeof now === "string" ? now : JSON.stringify(now) };
  };
  return { asked, keys: clientKeys({ send }) };
}

const noHost = () => host(() => expect.fail("nothing is fetched")).keys;

const verify = (text: string, jwks: readonly Jwk[] | undefined, algs: readonly string[] = ["ES256"]) =>
  verifySentJwt(text, { clientKeys: noHost(), client: { jwks: jwks && { keys: jwks } }, algs }, T);

describe("a signature", () => {
  it.each(["RS256", "PS256"])("with %s is as long as the modulus, even if it begins with zeros", async (alg) => {
    const signing = await pair(alg, "k");
    for (let iat = 0; iat < 20_000; iat++) {
      const text = await new SignJWT({ iat }).setProtectedHeader({ alg, kid: "k" }).sign(signing.key);
      const end = text.lastIndexOf(".") + 1;
      const signature = Buffer.from(text.slice(end), "base64url");
      if (signature[0] !== 0) continue;
      expect(await verify(text, [signing.jwk], [alg])).toMatchObject({ is: "verified" });
      const shorter = text.slice(0, end) + signature.subarray(1).toString("base64url");
      expect(await verify(shorter, [signing.jwk], [alg])).toMatchObject({ because: "signature" });
      return;
    }
    throw new Error("no signature began with a zero");
  });

  it.each(["ES256", "ES384", "ES512"])("with %s is verified whatever its numbers begin with", async (alg) => {
    const signing = await pair(alg, "k");
    // About one in 128 of them has a zero in front.
    for (let times = 0; times < 300; times++)
      expect(await verify(await signing.sign(), [signing.jwk], [alg])).toMatchObject({ is: "verified" });
    const text = await signing.sign();
    for (const wrong of [text.slice(0, -4), `${text}AAAA`, `${text.slice(0, text.lastIndexOf(".") + 1)}`])
      expect(await verify(wrong, [signing.jwk], [alg])).toMatchObject({ because: "signature" });
  });

  it("of a JWT with extensions that must be understood isn't accepted (RFC 7515 4.1.11)", async () => {
    const [, claims = ""] = (await one.sign()).split(".");
    const header = { alg: "ES256", kid: "one", crit: ["exp"], exp: 1 };
    const signing = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${claims}`;
    const signature = sign("sha256", Buffer.from(signing), { key: one.key, dsaEncoding: "ieee-p1363" });
    const text = `${signing}.${signature.toString("base64url")}`;
    expect(await verify(text, [one.jwk])).toMatchObject({ is: "unverified", because: "signature" });
  });

  it.each(CLIENT_SIGNING_ALGS)("with %s is verified with the key that was registered", async (alg) => {
    const signing = await pair(alg, "k");
    const text = await signing.sign();
    const header = { alg, kid: "k", typ: undefined };
    expect(await verify(text, [one.jwk, signing.jwk], [alg])).toEqual({
      ...{ is: "verified", header, claims: { iss: "photos", exp: 1 } },
    });
    const changed = text.replace(/\.[^.]+\./, `.${btoa('{"iss":"other"}').replaceAll("=", "")}.`);
    expect(await verify(changed, [signing.jwk], [alg])).toMatchObject({
      ...{ is: "unverified", because: "signature", claims: { iss: "other" } },
    });
  });

  it("isn't accepted for what it isn't", async () => {
    const text = await one.sign();
    const [, claims] = text.split(".");
    const none = `${btoa('{"alg":"none"}').replaceAll("=", "")}.${claims}.`;
    const hs = `${btoa('{"alg":"HS256","kid":"one"}').replaceAll("=", "")}.${claims}.${"A".repeat(43)}`;
    for (const forged of [none, hs]) {
      expect(await verify(forged, [one.jwk])).toMatchObject({ is: "unverified", because: "alg" });
      expect(await verify(forged, [one.jwk], ["ES256", "none", "HS256"])).toMatchObject({ is: "unverified" });
    }
    expect(await verify(text, [two.jwk])).toMatchObject({ because: "no-key-fits", header: { kid: "one" } });
    expect(await verify(text, [{ ...two.jwk, kid: "one" }])).toMatchObject({ because: "signature" });
    expect(await verify(text, [{ ...one.jwk, use: "enc" }])).toMatchObject({ because: "no-key-fits" });
    expect(await verify(text, [{ ...one.jwk, alg: "ES384" }])).toMatchObject({ because: "no-key-fits" });
    expect(await verify(text, [{ kty: "EC", crv: "P-256", x: "?", y: "?" }])).toMatchObject({ because: "signature" });
    expect(await verify(text, [])).toMatchObject({ because: "no-keys" });
    expect(await verify(text, undefined)).toMatchObject({ because: "no-keys" });
  });

  it("may be by any key that could be the one", async () => {
    const { kid: _, ...unnamed } = one.jwk;
    expect(await verify(await one.sign(), [two.jwk, unnamed])).toMatchObject({ is: "verified" });
    expect(await verify(await one.sign({ kid: undefined }), [two.jwk, one.jwk])).toMatchObject({ is: "verified" });
  });

  it.each<[text: string, looks: RegExp]>([
    ["", /no dots/],
    ["nonsense", /no dots/],
    ["a.b", /2 parts/],
    ["a.b.c.d.e", /encrypted/],
    ["e30.e30.a b", /white space/],
    ["e30.e30.a+b", /aren't base64url/],
    ["e.e30.", /header/],
    ["e30.W10.", /claims/],
    ["e30.bnVsbA.", /claims/],
    ["e30._w.", /claims/],
  ])("isn't looked for in %j", async (text, looks) => {
    expect(await verify(text, [one.jwk])).toEqual({
      ...{ is: "malformed", looks: expect.stringMatching(looks), length: text.length },
    });
  });
});

describe("keys at a URL", () => {
  const at = (keys: ReturnType<typeof clientKeys>, text: string, now: number) =>
    verifySentJwt(text, { clientKeys: keys, client: { jwksUri: URI }, algs: ["ES256"] }, now);

  it("are fetched once, also for many at once, and again when they aren't fresh any more", async () => {
    const { asked, keys } = host(() => ({ keys: [one.jwk] }));
    const text = await one.sign();
    const all = await Promise.all(Array.from({ length: 20 }, () => at(keys, text, T)));
    expect(all.every(({ is }) => is === "verified")).toBe(true);
    await at(keys, text, T + FRESH - 1);
    expect(asked).toEqual([URI]);
    await at(keys, text, T + FRESH);
    expect(asked.length).toBe(2);
  });

  it("are fetched again when a key is new, but not for each that is made up", async () => {
    let published = [one.jwk];
    const { asked, keys } = host(() => ({ keys: published }));
    await at(keys, await one.sign(), T);
    published = [two.jwk];
    expect(await at(keys, await two.sign(), T + 1)).toMatchObject({ because: "no-key-fits" });
    expect(asked.length).toBe(1);
    expect(await at(keys, await two.sign(), T + PAUSE)).toMatchObject({ is: "verified" });
    expect(await at(keys, await one.sign(), T + PAUSE + 1)).toMatchObject({ because: "no-key-fits" });
    expect(asked.length).toBe(2);
    // The clock was set back.
    expect(await at(keys, await one.sign(), T - 1)).toMatchObject({ because: "no-key-fits" });
    expect(asked.length).toBe(3);
  });

  it("are used for a while when their host doesn't respond", async () => {
    let fails = false;
    const { asked, keys } = host(() => (fails ? new OutboundError("too-slow") : { keys: [one.jwk] }));
    const text = await one.sign();
    await at(keys, text, T);
    fails = true;
    expect(await at(keys, text, T + STALE - 1)).toMatchObject({ is: "verified" });
    expect(await at(keys, text, T + STALE)).toMatchObject({ because: "keys-unavailable", detail: "too-slow" });
    expect(asked.length).toBe(2);
  });

  it.each<[what: string, publishes: () => object | OutboundError | string, status: number, detail: string]>([
    ["a redirect", () => ({}), 302, "status 302"],
    ["an error", () => "no", 500, "status 500"],
    ["a page", () => "<html>", 200, "not-keys"],
    ["nothing", () => "null", 200, "not-keys"],
    ["something else", () => ({ keys: "no" }), 200, "not-keys"],
    ["what must not be asked", () => new OutboundError("not-public"), 200, "not-public"],
  ])("can't be used: %s", async (_, publishes, status, detail) => {
    const { keys } = host(publishes, status);
    expect(await at(keys, await one.sign(), T)).toMatchObject({ because: "keys-unavailable", detail });
  });

  it("that aren't objects are left out", async () => {
    const { keys } = host(() => ({ keys: [null, 1, "x", one.jwk] }));
    expect(await at(keys, await one.sign(), T)).toMatchObject({ is: "verified" });
  });
});
