/** What must hold for each reason about a code, a token, a user or the server: of the request, and of what was loaded for it. */
import { hash } from "node:crypto";
import { expect } from "vitest";
import { type AuthorizationCode, type Grant, hasCode } from "../../../src/protocol/grant.ts";
import type { CodeFacts } from "../../../src/protocol/grants/authorization-code/facts.ts";
import { authorizationCode } from "../../../src/protocol/grants/authorization-code/grant.ts";
import { factsOf } from "../../../src/protocol/grants/grant-type.ts";
import type { RefreshFacts } from "../../../src/protocol/grants/refresh-token/facts.ts";
import { refreshToken } from "../../../src/protocol/grants/refresh-token/grant.ts";
import type { Occasion } from "../../../src/protocol/occasion.ts";
import type { Holds } from "./of-requests.ts";
import { isMissing } from "./of-requests.ts";
import { count, expectSent, type Sent } from "./sent.ts";

/** What was loaded for a code, and for a refresh token. */
const codeFacts = (on: Occasion) => (on.decision === "token" ? factsOf<CodeFacts>(authorizationCode, on) : undefined);
const refreshFacts = (on: Occasion) => (on.decision === "token" ? factsOf<RefreshFacts>(refreshToken, on) : undefined);

/** The grant that was loaded. */
function grantOf({ on }: Sent): Grant {
  const found = codeFacts(on)?.code ?? refreshFacts(on)?.token;
  return found?.is === "found" ? found.grant : expect.fail("No grant was loaded.");
}

/** The code that was loaded. */
function codeOf(sent: Sent): AuthorizationCode {
  const grant = grantOf(sent);
  return hasCode(grant) ? grant.source : expect.fail("The grant has no code.");
}

/** What was found of a code or a refresh token that is not one. */
const isBut = (name: string, { value }: Sent, length: number) => expect(count(value(name) ?? "")).toBe(length);

/** With something around it, a credential of ours is no foreign one. */
function isForeign(name: string, sent: Sent, length: number): void {
  isBut(name, sent, length);
  const text = sent.value(name) ?? "";
  if (!/^candor_(code|refresh)_[\w-]{56}$/.test(text)) expect(text).not.toMatch(/candor_(code|refresh|access)_/i);
}

const LOOKS: Readonly<Record<string, RegExp>> = {
  "an authorization code": /candor_code_/,
  "a refresh token": /candor_refresh_/,
  "an access token": /candor_access_/,
  "a JWT": /(?<![\w.-])ey[\w-]+\.[\w-]+\.[\w-]*(?![\w.-])/,
  "in quotation marks": /["'`]\s*(candor_|ey)/i,
  "extra characters before it": /\S\s*(candor_|ey)/i,
  "in another letter case": /^(?!candor_[a-z]+_)candor_/i,
  "percent-encoded too many times": /%[0-9A-F]{2}/i,
  "contains white space": /\s/,
  "contains invalid characters": /[^\w-]/,
};

/** Of a credential in another form than it was issued in. */
function looks(said: string, text: string, expected: number): void {
  if (said === "cut off") expect(text.length).toBeLessThan(expected);
  else if (said === "extra characters at the end") expect(text.length).toBeGreaterThan(expected);
  else expect(text).toMatch(LOOKS[said] ?? /no such look/);
}

const seconds = (from: number, to: number) => Math.max(0, Math.round((to - from) / 1000));

/** The access token that was sent: in the header, or in a form that was posted (RFC 6750 2.2). */
function bearer({ headers, form, method, bodyText }: Sent): string {
  const inHeader = /^bearer +(.*?) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  const isForm =
    /^application\/x-www-form-urlencoded/i.test(headers.get("content-type") ?? "") && !bodyText.startsWith("{");
  const posted = method === "POST" && isForm ? form.find(([name]) => name === "access_token")?.[1] : undefined;
  return inHeader || posted || "";
}

const claims = ({ on }: Sent) =>
  on.decision === "bearer" && on.token?.is === "found" ? on.token : expect.fail("No token was loaded.");

export const ofGrants = {
  "pkce/verifier-missing": (e, sent) => {
    isMissing("code_verifier", e.near, sent);
    expect(codeOf(sent).challenge).toBeDefined();
  },
  "pkce/verifier-malformed": (e, { value }) => {
    const verifier = value("code_verifier") ?? "";
    expect(e.length).toBe(count(verifier));
    if (e.character === undefined) expect(e.length < 43 || e.length > 128).toBe(true);
    else expect([[...verifier].includes(e.character), /[\w.~-]/.test(e.character)]).toEqual([true, false]);
  },
  "pkce/verifier-mismatch": (e, sent) => {
    const verifier = sent.value("code_verifier") ?? "";
    expect([e.challenge, e.computed]).toEqual([codeOf(sent).challenge, hash("sha256", verifier, "base64url")]);
    expect(e.computed).not.toBe(e.challenge);
    expect(e.hint !== undefined).toBe(verifier === e.challenge);
  },
  "pkce/verifier-unexpected": (_, sent) =>
    expect([sent.value("code_verifier") !== undefined, codeOf(sent).challenge]).toEqual([true, undefined]),
  "code/unknown": (e, sent) => isForeign("code", sent, e.length),
  "code/corrupted": (e, sent) => {
    isBut("code", sent, e.length);
    looks(e.looks, sent.value("code") ?? "", e.expected);
  },
  "code/wrong-kind": (e, { value }) => looks(e.looks, value("code") ?? "", 0),
  "code/of-other-client": (e, sent) =>
    expect([e.issuedTo, e.issuedTo === e.clientId]).toEqual([grantOf(sent).clientId, false]),
  "code/already-used": (e, sent) => {
    const { redeemedAt = Number.NaN } = codeOf(sent);
    expect([e.usedAt, e.millisecondsAgo]).toEqual([redeemedAt, Math.max(0, sent.now - redeemedAt)]);
  },
  "code/expired": (e, sent) => {
    const { createdAt } = grantOf(sent);
    const { expiresAt } = codeOf(sent);
    expect(sent.now).toBeGreaterThanOrEqual(expiresAt);
    expect([e.age, e.lifetime]).toEqual([seconds(createdAt, sent.now), seconds(createdAt, expiresAt)]);
  },
  "code/revoked": (e, sent) => expect(e.at).toBe(grantOf(sent).revokedAt),
  "code/redirect-uri-mismatch": (e, sent) => {
    if (e.sent === undefined) isMissing("redirect_uri", e.near, sent);
    else expectSent(e.sent, sent.value("redirect_uri"));
    expect(e.expected).toBe(codeOf(sent).redirectUri);
    expect(e.sent).not.toBe(e.expected);
  },
  "code/key-unproved": (e, sent) =>
    expect(e.bound).toEqual(Object.keys(codeOf(sent).cnf ?? expect.fail("It isn't bound."))),
  "refresh-token/unknown": (e, sent) => isForeign("refresh_token", sent, e.length),
  "refresh-token/corrupted": (e, sent) => {
    isBut("refresh_token", sent, e.length);
    looks(e.looks, sent.value("refresh_token") ?? "", e.expected);
  },
  "refresh-token/wrong-kind": (e, { value }) => looks(e.looks, value("refresh_token") ?? "", 0),
  "refresh-token/of-other-client": (e, sent) =>
    expect([e.issuedTo, e.issuedTo === e.clientId]).toEqual([grantOf(sent).clientId, false]),
  "refresh-token/revoked": (e, sent) => expect(e.at).toBe(grantOf(sent).revokedAt),
  "refresh-token/key-unproved": (e, sent) =>
    expect(e.bound).toEqual(Object.keys(grantOf(sent).refresh?.cnf ?? expect.fail("It isn't bound."))),
  "refresh-token/reused": (e, sent) => {
    const { rotatedAt = Number.NaN } = grantOf(sent).refresh ?? {};
    expect(e.millisecondsAgo).toBe(sent.now - rotatedAt);
    if (e.generationsBehind === 1 && e.elsewhere !== true)
      expect(e.millisecondsAgo).toBeGreaterThanOrEqual(e.grace * 1000);
  },
  "refresh-token/expired": (e, sent) => {
    const { rotatedAt = 0, startedAt = 0 } = grantOf(sent).refresh ?? {};
    const from = e.limit === "idle" ? rotatedAt : startedAt;
    expect([e.expiredAt, e.expiredAt <= sent.now]).toEqual([from + e.lifetime * 1000, true]);
  },
  "grant/session-ended": ({ clientId }, { on }) =>
    expect([clientId, codeFacts(on)?.sessionLives]).toEqual(["demo-web", false]),
  "grant/account-disabled": (_, { on }) => expect((codeFacts(on) ?? refreshFacts(on))?.accountEnabled).toBe(false),
  "grant/id-unknown": ({ clientId, endpoint }, { on, value }) => {
    const isCall = on.decision === "bearer";
    expect([clientId === "", endpoint ?? false]).toEqual([false, isCall]);
    if (!isCall) expect(value("grant_id")).toBeDefined();
    expect(isCall || on.decision === "authorization" ? on.managed : undefined).toEqual({ is: "unknown" });
  },
  "grant/scopes-withdrawn": ({ granted }, sent) => expect(granted).toEqual(grantOf(sent).scopes),
  "token/absent": (e, sent) => {
    expect(bearer(sent)).toBe("");
    const names = [...sent.form, ...sent.query].map(([name]) => name);
    if (e.near !== undefined) expect(names).toContain(e.near);
    const header = sent.headers.get("authorization");
    if (e.scheme !== undefined) expect([header !== null, /^bearer( |$)/i.test(header ?? "")]).toEqual([true, false]);
    if (e.scheme !== undefined && e.scheme !== "none") expect(header?.toLowerCase()).toContain(e.scheme.toLowerCase());
  },
  "token/repeated": (_, sent) =>
    expect([
      /^bearer ./i.test(sent.headers.get("authorization") ?? ""),
      sent.form.some(([name]) => name === "access_token"),
    ]).toEqual([true, true]),
  "token/malformed": (e, sent) => {
    expect(e.length).toBe(count(bearer(sent)));
    if (e.looks in LOOKS) expect(bearer(sent)).toMatch(LOOKS[e.looks] as RegExp);
    else if (e.looks === "not a token of this server")
      expect(bearer(sent)).not.toMatch(/candor_(code|access|refresh)_|(?<![\w.-])ey[\w-]+\.[\w-]+\.[\w-]+(?![\w.-])/i);
  },
  "token/unknown": (_, sent) => expect(bearer(sent)).toMatch(/^(candor_access_|ey)[\w.-]*$/),
  "token/expired": (e, sent) => {
    expect(e.expiredAt).toBe(claims(sent).claims.expiresAt);
    expect([e.secondsAgo, e.expiredAt <= sent.now]).toEqual([seconds(e.expiredAt, sent.now), true]);
  },
  "token/revoked": (_, sent) => {
    const { revoked } = claims(sent);
    expect(revoked || (sent.on.decision === "bearer" && sent.on.accountEnabled === false)).toBe(true);
  },
  "token/key-unproved": (e, sent) =>
    expect(e.bound).toEqual(Object.keys(claims(sent).claims.cnf ?? expect.fail("It isn't bound."))),
  "token/wrong-scheme": (e, sent) => {
    const [scheme = ""] = (sent.headers.get("authorization") ?? "Bearer").split(" ");
    expect([e.sent.toLowerCase(), e.sent === e.expected]).toEqual([scheme.toLowerCase(), false]);
    expect(e.expected).toBe(claims(sent).claims.cnf?.jkt === undefined ? "Bearer" : "DPoP");
  },
  "token/wrong-audience": (e, sent) => {
    expect(e.audience).toEqual(claims(sent).claims.audience);
    expect(e.audience).not.toContain(e.expected);
  },
  "token/insufficient-scope": (e, sent) => {
    expect(e.granted).toEqual(claims(sent).claims.scopes);
    expect(e.granted).not.toContain(e.needed);
  },
  "token/no-openid": (e, sent) => {
    expect(e.granted).toEqual(claims(sent).claims.scopes);
    expect([e.granted.includes("openid"), e.person]).toEqual([false, claims(sent).claims.grantId !== undefined]);
  },
  "token/of-other-client": (e) => expect(e.issuedTo).not.toBe(e.clientId),
  "user/denied": (_, { form }) => expect(form.find(([name]) => name === "answer")?.[1]).toBe("deny"),
  "user/login-required": (e, { value, on }) => {
    expect(new Set(value("prompt")?.split(" "))).toEqual(new Set(["none"]));
    if (on.decision === "authorization" && e.because === "session") expect(on.person).toBeUndefined();
    else if (e.because === "recent sign-in") expect(value("max_age")).toBeDefined();
  },
  "user/acr-unmet": (e, { value }) => {
    const { acr } = JSON.parse(value("claims") ?? "{}").id_token;
    expect(acr.essential).toBe(true);
    expect([acr.value, ...(acr.values ?? [])]).toEqual(expect.arrayContaining([...e.required]));
    for (const one of e.required) expect(e.offered).not.toContain(one);
  },
  "user/consent-required": (e, { value, on }) => {
    expect(new Set(value("prompt")?.split(" "))).toEqual(new Set(["none"]));
    const consented = on.decision === "authorization" ? on.person?.consented : undefined;
    for (const scope of e.scopes) expect(consented).not.toContain(scope);
  },
  "user/prompt-conflict": (e, { value }) => {
    const words = new Set(value("prompt")?.split(" ").filter(Boolean));
    expect([words.has("none"), words.size > 1]).toEqual([true, true]);
    expect(new Set(e.sent.split(" "))).toEqual(words);
  },
  "user/hint-invalid": (e, { value, world }) => {
    const jwt = world.deps.keys.verify(value("id_token_hint") ?? "");
    expect(jwt === undefined).toBe(e.because === "it is not signed by this issuer");
  },
  "user/hint-mismatch": (_, { on }) => {
    const { hint, person } = on.decision === "authorization" ? on : expect.fail("It is another decision.");
    expect(hint.is === "valid" && person !== undefined && hint.subject !== person.subject).toBe(true);
  },
  "user/credentials-wrong": (_, { form, world }) => {
    expect(world).toBeDefined();
    expect(form.find(([name]) => name === "password")?.[1]).not.toBe("correct-horse-battery");
  },
  "user/throttled": (e) => expect(e.retryAfter).toBeGreaterThan(0),
  "user/queue-full": (e) => expect(e.retryAfter).toBeGreaterThan(0),
  "user/form-foreign": (_, { headers }) => expect(headers.get("origin")).not.toBe("https://id.example"),
  "user/form-cookie-absent": (_, { headers }) => expect(headers.get("cookie") ?? "").not.toContain("candor_browser_"),
  "user/form-stale": (_, { form }) => expect(form.find(([name]) => name === "csrf")?.[1]).not.toMatch(/^candor_form_/),
  "user/invitation-invalid": (_, { url }) => expect(url.pathname).toBe("/welcome/operator"),
  "server/fault": (_, { on }) => expect(on).toMatchObject({ decision: "http", found: { is: "fault" } }),
  "server/storage-unavailable": (_, { on }) => expect(on).toMatchObject({ found: { is: "storage", storage: "full" } }),
  "server/keys-unusable": (e, { on }) => expect(on).toMatchObject({ found: { is: "keys", keys: e.keys } }),
  "server/hook-failed": (_, { on }) => expect(on).toMatchObject({ found: { is: "hook", failure: "threw" } }),
  "server/hook-timed-out": (_, { on }) =>
    expect(on).toMatchObject({ found: { is: "hook", failure: "timed-out", timeout: 20 } }),
  "server/hook-result-invalid": (e) => expect(e.because).toContain("sub"),
  "client/encryption-key-absent": (e, { on }) =>
    expect(on).toMatchObject({ found: { is: "no-key", alg: e.alg, because: e.because } }),
  "server/body-consumed": (_, { world }) => expect(world.host.readsBodies).toBe(true),
  "server/closing": (_, { world }) => expect(world.life.closing).toBe(true),
} satisfies Holds;
