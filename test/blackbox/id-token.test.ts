/** ID tokens claim by claim, and the keys that sign them (OpenID Connect Core 2, 3.1.3.6; requirements-openid.md C2, C7). */
import { hash } from "node:crypto";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secret, type Tokens } from "./application.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let keys: ReturnType<typeof createRemoteJWKSet>;
beforeAll(async () => {
  world = await startWorld();
  keys = createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
});
afterAll(() => world.close());

const claimsOf = async ({ id_token: token }: Tokens, audience = "web") =>
  (await jwtVerify(token, keys, { issuer: world.issuer, audience })).payload;

/** The left half of the SHA-256 of the access token (OpenID Connect Core 3.1.3.6). */
const atHash = (token: string) => hash("sha256", token, "buffer").subarray(0, 16).toString("base64url");

describe("an ID token", () => {
  it("has the required claims, the ones asked for, and no others", async () => {
    const nonce = secret();
    const tokens = await world.app("web").tokens(world.regular, { scope: "openid profile email", nonce });
    const claims = await claimsOf(tokens);
    const now = Date.now() / 1000;
    expect(claims).toEqual({
      iss: world.issuer,
      sub: expect.stringMatching(/^[\x21-\x7E]{1,255}$/),
      aud: "web",
      iat: expect.any(Number),
      exp: Number(claims.iat) + 3600,
      auth_time: expect.any(Number),
      at_hash: atHash(tokens.access_token),
      nonce,
    });
    for (const time of [claims.iat, claims.auth_time]) expect(Math.abs(Number(time) - now)).toBeLessThan(60);
  });

  it("has no nonce if none was sent", async () => {
    expect(await claimsOf(await world.app("web").tokens(world.regular))).not.toHaveProperty("nonce");
  });

  it("is signed with RS256 unless registered otherwise, by a key of the JWKS", async () => {
    const tokens = await world.app("web").tokens(world.regular);
    const { keys: published } = (await (await fetch(`${world.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
    const { kid, alg } = decodeProtectedHeader(tokens.id_token);
    expect(alg).toBe("RS256");
    expect(published.map((key) => key.kid)).toContain(kid);
  });

  it("is signed with ES256 if the registration says so", async () => {
    const tokens = await world.app("es256").tokens(world.regular);
    expect(decodeProtectedHeader(tokens.id_token).alg).toBe("ES256");
    expect((await claimsOf(tokens, "es256")).at_hash).toBe(atHash(tokens.access_token));
  });

  it("comes with openid only", async () => {
    const tokens = await world.app("web").tokens(world.regular, { scope: "read_profile" });
    expect(tokens).not.toHaveProperty("id_token");
  });

  it("names the same user to every client, whatever becomes of the session", async () => {
    const subjects = new Set<unknown>();
    for (const id of ["web", "two", "keeps"])
      subjects.add((await claimsOf(await world.app(id).tokens(world.regular), id)).sub);
    expect(subjects.size).toBe(1);
  });
});

describe("the keys", () => {
  it("have distinct kids, say what they are for, and hold nothing private", async () => {
    const { keys: published } = (await (await fetch(`${world.issuer}/jwks`)).json()) as { keys: object[] };
    const all = published as { kid: string; alg: string; use: string; n?: string; crv?: string }[];
    expect(new Set(all.map(({ kid }) => kid)).size).toBe(all.length);
    expect(all.map(({ alg, use }) => `${alg} ${use}`).sort()).toEqual(["ES256 sig", "EdDSA sig", "RS256 sig"]);
    for (const key of published)
      for (const name of ["d", "p", "q", "dp", "dq", "qi", "k", "oth"]) expect(key).not.toHaveProperty(name);
  });

  it("SigningKeySecure: 2048 bits and P-256", async () => {
    const { keys: published } = (await (await fetch(`${world.issuer}/jwks`)).json()) as {
      keys: Record<string, string>[];
    };
    const rsa = published.find(({ kty }) => kty === "RSA");
    expect(Buffer.from(rsa?.n ?? "", "base64url").length * 8).toBeGreaterThanOrEqual(2048);
    expect(published.find(({ kty }) => kty === "EC")?.crv).toBe("P-256");
  });
});

describe("an access token that is a JWT (RFC 9068)", () => {
  it("has its type and the required claims", async () => {
    const { access_token: token } = await world.app("web").tokens(world.regular, { scope: "openid read_profile" });
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: world.issuer,
      audience: `${world.issuer}/api`,
      typ: "at+jwt",
    });
    expect(protectedHeader.alg).toBe("ES256");
    expect(payload).toEqual({
      iss: world.issuer,
      // The API, and this issuer, whose userinfo endpoint takes the token too.
      aud: [`${world.issuer}/api`, world.issuer],
      sub: expect.any(String),
      client_id: "web",
      iat: expect.any(Number),
      exp: Number(payload.iat) + 600,
      jti: expect.any(String),
      scope: "openid read_profile",
      auth_time: expect.any(Number),
      acr: "urn:candor:acr:password",
    });
  });

  it("is opaque if its API says so", async () => {
    const { access_token: token, expires_in } = await world.app("web").tokens(world.regular, { scope: "read_opaque" });
    expect(token).toMatch(/^candor_access_[\w-]{56}$/);
    expect(expires_in).toBe(300);
  });
});
