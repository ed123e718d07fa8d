/** A JWT alone: what it says, and what is wrong in it by the time of whoever asks. */
import { describe, expect, it } from "vitest";
import { decodedJwt } from "./decoded.ts";
import { explain } from "./explain.ts";
import type { Jwt } from "./material.ts";
import { decodeJwt } from "./readers/jwt.ts";

const NOW = Date.UTC(2026, 10, 28, 12);
const at = (seconds: number) => NOW / 1000 + seconds;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const GOOD = { iss: "https://id.example", sub: "ada", aud: "https://api.example", iat: at(-60), exp: at(3600) };
const token = (
  claims: object,
  header: object = { alg: "RS256", kid: "k1" },
  signature = "c2lnbmF0dXJlLW9mLXRoZS10b2tlbg",
) => `${encoded(header)}.${encoded(claims)}.${signature}`;
const decoded = (text: string, found = "input") => decodedJwt(decodeJwt(text, found) as Jwt, NOW);

describe("what is wrong", () => {
  it.each<[string, string, readonly string[]]>([
    ["nothing", token(GOOD), []],
    [
      "expired",
      token({ ...GOOD, iat: at(-7200), exp: at(-3600) }),
      ["It expired 1 hour ago, at 2026-11-28T11:00:00Z."],
    ],
    ["expires now", token({ ...GOOD, exp: at(0) }), ["It expired less than a second ago, at 2026-11-28T12:00:00Z."]],
    ["no exp", token({ ...GOOD, exp: undefined }), ["It has no exp, so it never expires. Most verifiers reject it."]],
    [
      "not valid yet",
      token({ ...GOOD, nbf: at(5400) }),
      ["It isn't valid yet: nbf is in 1 hour 30 minutes, at 2026-11-28T13:30:00Z."],
    ],
    [
      "issued in the future",
      token({ ...GOOD, iat: at(120) }),
      ["It was issued in the future: iat is in 2 minutes, at 2026-11-28T12:02:00Z. A clock is wrong."],
    ],
    [
      "never valid",
      token({ ...GOOD, iat: at(-60), exp: at(-60) }),
      ["It expired 1 minute ago, at 2026-11-28T11:59:00Z.", "exp isn't after iat, so it was never valid."],
    ],
    [
      "in milliseconds",
      token({ ...GOOD, exp: at(3600) * 1000 }),
      ["exp is in milliseconds. Times in a JWT are seconds since 1970."],
    ],
    [
      "a time in quotes",
      token({ ...GOOD, exp: String(at(3600)) }),
      ["exp must be a number of seconds since 1970, and is string."],
    ],
    ["alg none", token(GOOD, { alg: "none" }, ""), ["It isn't signed: alg is none. Verifiers must reject it."]],
    ["alg NONE", token(GOOD, { alg: "NONE" }), ["It isn't signed: alg is none. Verifiers must reject it."]],
    ["no alg", token(GOOD, { typ: "JWT" }), ["The header has no alg."]],
    [
      "cut off",
      `${encoded({ alg: "RS256" })}.${encoded(GOOD)}`,
      ["The signature is missing. Only two of three parts are here."],
    ],
    [
      "encrypted",
      `${encoded({ alg: "RSA-OAEP", enc: "A256GCM" })}.key.iv.text.tag`,
      ["It is encrypted. Only its recipient can read the claims."],
    ],
    ["for no one", token({ ...GOOD, aud: [] }), ["aud is empty, so it is for no one."]],
  ])("%s", (_, text, wrong) => expect(decoded(text).wrong).toEqual(wrong));

  it("several audiences of an ID token need azp", () => {
    const many = token({ ...GOOD, aud: ["shop", "desk"] });
    expect(decoded(many, "id_token").wrong).toHaveLength(1);
    expect(decoded(many, "access_token").wrong).toEqual([]);
    expect(decoded(token({ ...GOOD, aud: ["shop", "desk"], azp: "shop" }), "id_token").wrong).toEqual([]);
  });
});

it("shows the members as they are, and times relative and absolute", () => {
  const { title, header, claims } = decoded(
    token({ ...GOOD, aud: ["a", "b"], auth_time: at(-90_000), updated_at: at(-8e7) }),
    "access_token",
  );
  expect(title).toBe("Access token");
  expect(header).toEqual([
    { name: "alg", value: "RS256" },
    { name: "kid", value: "k1" },
  ]);
  expect(claims).toEqual([
    { name: "iss", value: "https://id.example" },
    { name: "sub", value: "ada" },
    { name: "aud", value: '["a","b"]', means: "2 audiences" },
    { name: "iat", value: String(at(-60)), means: "1 minute ago: 2026-11-28T11:59:00Z" },
    { name: "exp", value: String(at(3600)), means: "in 1 hour: 2026-11-28T13:00:00Z" },
    { name: "auth_time", value: String(at(-90_000)), means: "1 day 1 hour ago: 2026-11-27T11:00:00Z" },
    { name: "updated_at", value: String(at(-8e7)), means: "2 years ago: 2024-05-16T13:46:40Z" },
  ]);
});

it("whatever the claims are, it is bounded", () => {
  const huge = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`c${n}`, "x".repeat(50)]));
  expect(decoded(token({ ...huge })).claims).toHaveLength(60);
  expect(decoded(token({ long: "x".repeat(5_000) })).claims[0]?.value).toHaveLength(1_001);
  expect(decoded(token({ exp: 1e300, nbf: -1e300, iat: Number.MAX_SAFE_INTEGER })).claims).toHaveLength(3);
});

const first = (input: string, now?: number) => explain(input, {}, now).findings[0]?.reason;
const EXPIRED = token({ ...GOOD, iat: at(-7200), exp: at(-3600) });

describe("an expired token alone is expired, by the time of whoever asks", () => {
  it.each([
    ["as it is", EXPIRED],
    ["in a header", `Authorization: Bearer ${EXPIRED}`],
    ["in quotes", `"${EXPIRED}"`],
    ["in the response that brought it", `{"access_token":"${EXPIRED}","token_type":"Bearer"}`],
    ["in a request", `curl -H 'Authorization: Bearer ${EXPIRED}' https://api.example/orders`],
    [
      "refused without a date",
      `GET /orders HTTP/1.1\nauthorization: Bearer ${EXPIRED}\n\nHTTP/1.1 401 Unauthorized\nwww-authenticate: Bearer error="invalid_token"`,
    ],
    ["short and unsigned", `${encoded({ alg: "none" })}.${encoded({ exp: 1 })}.`],
  ])("%s", (_, text) => expect(first(text, NOW)).toBe("token/expired"));

  it("and is not without a time, or before it expires", () => {
    expect(first(EXPIRED)).toBeUndefined();
    expect(first(token(GOOD), NOW)).toBeUndefined();
    expect(first(token(GOOD), NOW + 3_700_000)).toBe("token/expired");
  });

  it("if it isn't valid yet, a clock is wrong", () => {
    expect(first(token({ ...GOOD, nbf: at(3600) }), NOW)).toBe("time/clock-skew");
  });
});

describe("an old failure keeps its own time", () => {
  const then = token({ ...GOOD, iat: at(-7200), exp: at(-3600) });
  it.each([
    ["a log line about something else", `signature invalid ${then}`, "token/signature-invalid"],
    [
      "a response with a date",
      `GET /orders HTTP/1.1\nauthorization: Bearer ${then}\n\nHTTP/1.1 401 Unauthorized\ndate: Sat, 28 Nov 2026 10:30:00 GMT\nwww-authenticate: Bearer error="invalid_token", error_description="The audience is wrong"`,
      "token/wrong-audience",
    ],
  ])("%s", (_, text, reason) => expect(first(text, NOW)).toBe(reason));
});
