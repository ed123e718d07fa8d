import { describe, expect, it } from "vitest";
import {
  CHALLENGE,
  catalogue,
  client,
  grant,
  SECOND,
  settings,
  T,
  VERIFIER,
} from "../../../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { firstRefusal } from "../../decision.ts";
import type { Origin } from "../../origin.ts";
import { challengeOf, compareVerifier } from "../../pkce.ts";
import { type CodeCase, codeChecks, grantOf } from "./checks.ts";
import type { CodeFacts } from "./facts.ts";

const found = (given: Parameters<typeof grant>[0] = {}): Pick<CodeFacts, "code"> => ({
  code: { is: "found", grant: grant(given) },
});
const request = { grantType: "authorization_code", code: "c" } as const;
const right = { ...request, redirectUri: "https://photos.example/callback", codeVerifier: VERIFIER };
const other = client({ id: "thief" });
const other_verifier = "x".repeat(43);

function given(row: Partial<CodeCase>): CodeCase {
  const facts: Omit<CodeCase, "verifier"> & Partial<CodeCase> = {
    ...found(),
    client: { method: "client_secret_basic", clientId: "photos", client: client(), secret: { is: "right" } },
    catalogue,
    settings: settings(),
    sessionLives: true,
    accountEnabled: true,
    request: right,
    now: T,
    by: undefined,
    ...row,
  };
  const challenge = facts.code.is === "found" ? facts.code.grant.source.challenge : undefined;
  return { verifier: compareVerifier(challenge, facts.request.codeVerifier), ...facts };
}
const as = (of: typeof other): Partial<CodeCase> => ({
  client: { method: "client_secret_basic", clientId: of.id, client: of, secret: { is: "right" } },
});

describe("authorization code", () => {
  it.each<[row: Partial<CodeCase>, is: Refusal | "granted"]>([
    [{}, "granted"],
    [{ ...found({ expiresAt: T + 1 }) }, "granted"],
    [{ ...found({ redirectUriSent: false }), request: { ...right, redirectUri: undefined } }, "granted"],
    // The challenge binds the code: OAuth 2.1 sends no redirect_uri here.
    [{ request: { ...right, redirectUri: undefined } }, "granted"],
    [{ ...found({ redirectUriSent: false }) }, "granted"],
    [{ ...found({ challenge: undefined }), request: { ...right, codeVerifier: undefined } }, "granted"],

    [{ code: { is: "foreign", length: 9 } }, refuse("code/unknown", { length: 9, issuedHere: false })],
    [{ code: { is: "gone", length: 68 } }, refuse("code/unknown", { length: 68, issuedHere: true })],
    [{ code: { is: "wrong-kind", looks: "a JWT" } }, refuse("code/wrong-kind", { looks: "a JWT" })],
    [
      { code: { is: "corrupted", looks: "cut off", length: 20, expected: 68 } },
      refuse("code/corrupted", { length: 20, expected: 68, looks: "cut off" }),
    ],

    [as(other), refuse("code/of-other-client", { clientId: "thief", issuedTo: "photos" })],
    // The thief learns nothing of what became of the code, and cannot have it revoked.
    [
      { ...as(other), ...found({ redeemedAt: T, revokedAt: T, expiresAt: T }) },
      refuse("code/of-other-client", { clientId: "thief", issuedTo: "photos" }),
    ],
    [
      found({ redeemedAt: T - 90 * SECOND }),
      refuse("code/already-used", { usedAt: T - 90 * SECOND, millisecondsAgo: 90_000 }),
    ],
    [found({ redeemedAt: T - 7 }), refuse("code/already-used", { usedAt: T - 7, millisecondsAgo: 7 })],
    [
      found({ redeemedAt: T, revokedAt: T, revokedBecause: "x", expiresAt: T }),
      refuse("code/already-used", { usedAt: T, millisecondsAgo: 0 }),
    ],
    [found({ redeemedAt: T + 900 }), refuse("code/already-used", { usedAt: T + 900, millisecondsAgo: 0 })],
    [
      found({ revokedAt: T - 1, revokedBecause: "the person withdrew it", expiresAt: T }),
      refuse("code/revoked", { at: T - 1, because: "the person withdrew it" }),
    ],
    [found({ revokedAt: 5 }), refuse("code/revoked", { at: 5 })],
    [found({ createdAt: T - 60_000, expiresAt: T }), refuse("code/expired", { lifetime: 60, age: 60 })],
    [
      found({ createdAt: T - 3_600_000, expiresAt: T - 3_000_000 }),
      refuse("code/expired", { lifetime: 600, age: 3_600 }),
    ],
    [found({ createdAt: T, expiresAt: T }), refuse("code/expired", { lifetime: 0, age: 0 })],
    [
      { ...found({ createdAt: T - 61_400, expiresAt: T - 1400 }), sessionLives: false },
      refuse("code/expired", { lifetime: 60, age: 61 }),
    ],
    [{ sessionLives: false, accountEnabled: false }, refuse("grant/session-ended", { clientId: "photos" })],
    [
      { accountEnabled: false, request: { ...right, redirectUri: undefined } },
      refuse("grant/account-disabled", { clientId: "photos" }),
    ],
  ])("%#: %j", (row, is) => {
    expect(firstRefusal(codeChecks, given(row)) ?? "granted").toEqual(is);
  });

  const here: Origin = { agent: "a", network: "192.0.2.0/24" };
  it.each<[by: Origin | undefined, redeemedBy: Origin | undefined, is: object]>([
    [here, here, { sameAgent: true, sameNetwork: true }],
    [{ ...here, agent: "b" }, here, { sameAgent: false, sameNetwork: true }],
    [{ ...here, network: "198.51.100.0/24" }, here, { sameAgent: true, sameNetwork: false }],
    // Nothing is said where one of the two did not tell.
    [{ agent: undefined, network: "192.0.2.0/24" }, here, { sameNetwork: true }],
    [here, { agent: "a", network: undefined }, { sameAgent: true }],
    [{ agent: undefined, network: undefined }, { agent: undefined, network: undefined }, {}],
    [undefined, here, {}],
    [here, undefined, {}],
  ])("redeemed again by %j, first by %j: %j", (by, redeemedBy, is) => {
    const refusal = firstRefusal(codeChecks, given({ ...found({ redeemedAt: T - 5, redeemedBy }), by }));
    expect(refusal).toEqual(refuse("code/already-used", { usedAt: T - 5, millisecondsAgo: 5, ...is }));
  });

  // A code from a log, without what binds it, says nothing of what became of it and ends nothing.
  const spent = { redeemedAt: T - 5, revokedAt: T - 4, expiresAt: T - 3 };
  it.each<[row: Partial<CodeCase>, refused: Refusal["refused"]]>([
    [{ request: { ...right, codeVerifier: undefined } }, "pkce/verifier-missing"],
    [{ request: { ...request, redirectUri: undefined, codeVerifier: undefined } }, "pkce/verifier-missing"],
    [{ request: { ...right, codeVerifier: "short" } }, "pkce/verifier-malformed"],
    [{ request: { ...right, codeVerifier: CHALLENGE } }, "pkce/verifier-mismatch"],
    [{ request: { ...right, codeVerifier: other_verifier } }, "pkce/verifier-mismatch"],
    [{ request: { ...right, redirectUri: "https://evil.example" } }, "code/redirect-uri-mismatch"],
  ])("spent, revoked and expired, and %j: %s", (row, refused) => {
    for (const state of [{}, spent, { redeemedAt: T }, { revokedAt: T }, { expiresAt: T - 3 }])
      expect(firstRefusal(codeChecks, given({ ...found(state), ...row }))?.refused).toBe(refused);
  });

  it("without a challenge, the client that authenticated is responsible for a second use", () => {
    const bare = { ...right, codeVerifier: undefined };
    const row = { ...found({ ...spent, challenge: undefined }), request: bare };
    expect(firstRefusal(codeChecks, given(row))?.refused).toBe("code/already-used");
    const elsewhere = { ...row, request: { ...bare, redirectUri: undefined } };
    expect(firstRefusal(codeChecks, given(elsewhere))?.refused).toBe("code/redirect-uri-mismatch");
  });

  const expected = "https://photos.example/callback";
  it.each<[sent: string | undefined, redirectUriSent: boolean, challenge: string | undefined]>([
    [undefined, true, undefined],
    [`${expected}/`, true, CHALLENGE],
    [`${expected}/`, true, undefined],
    ["https://photos.example/Callback", true, CHALLENGE],
    ["https://evil.example/callback", true, CHALLENGE],
    ["https://evil.example/callback", false, CHALLENGE],
    ["https://evil.example/callback", false, undefined],
    [`${expected}?`, true, CHALLENGE],
  ])("redirect_uri %j, sent before: %j, with challenge %j, is refused", (sent, redirectUriSent, challenge) => {
    const row = {
      ...found({ redirectUriSent, challenge }),
      request: { ...right, redirectUri: sent, codeVerifier: undefined },
    };
    expect(firstRefusal(codeChecks, given(row))).toEqual(refuse("code/redirect-uri-mismatch", { sent, expected }));
  });

  it.each<[challenge: string | undefined, codeVerifier: string | undefined, is: Refusal]>([
    [CHALLENGE, undefined, refuse("pkce/verifier-missing", { clientId: "photos" })],
    [undefined, VERIFIER, refuse("pkce/verifier-unexpected", { clientId: "photos" })],
    [CHALLENGE, "short", refuse("pkce/verifier-malformed", { length: 5 })],
    [
      CHALLENGE,
      other_verifier,
      refuse("pkce/verifier-mismatch", { challenge: CHALLENGE, computed: challengeOf(other_verifier) }),
    ],
  ])("challenge %j with verifier %j", (challenge, codeVerifier, is) => {
    const row = { ...found({ challenge }), request: { ...right, codeVerifier } };
    expect(firstRefusal(codeChecks, given(row))).toEqual(is);
  });

  it("returns the grant only if there is one", () => {
    expect(() => grantOf({ ...given({}), code: { is: "gone", length: 1 } })).toThrow("before its checks");
  });
});
