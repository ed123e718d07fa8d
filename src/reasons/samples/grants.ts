import { ISSUER, NOON, type Samples } from "./define.ts";

const [CHALLENGE, OTHER] = [
  "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  "JBbiqONGWPaAmwXk_8bT6UnlPfrn65D32eZlJS-zGG0",
];

export const pkce: Samples<"pkce"> = {
  required: { clientId: "demo-web" },
  "method-unsupported": { sent: "plain" },
  "challenge-malformed": { length: 64, looks: "hexadecimal" },
  "verifier-missing": { clientId: "demo-web" },
  "verifier-malformed": { length: 40 },
  "verifier-mismatch": { challenge: CHALLENGE, computed: OTHER },
  "verifier-unexpected": { clientId: "demo-web" },
};

export const code: Samples<"code"> = {
  unknown: { length: 22, issuedHere: false },
  corrupted: { length: 64, expected: 68, looks: "cut off" },
  "wrong-kind": { looks: "a refresh token" },
  "of-other-client": { clientId: "demo-spa", issuedTo: "demo-web" },
  "already-used": { usedAt: NOON - 340, millisecondsAgo: 340, sameAgent: true, sameNetwork: true },
  expired: { lifetime: 60, age: 75 },
  revoked: { at: NOON - 5_000, because: "the user signed out" },
  "key-unproved": { bound: ["jkt"] },
  "redirect-uri-mismatch": { sent: "http://127.0.0.1:9400/demo/callback", expected: `${ISSUER}/demo/callback` },
};

export const refreshToken: Samples<"refresh-token"> = {
  unknown: { length: 22, issuedHere: false },
  corrupted: { length: 64, expected: 71, looks: "cut off" },
  "wrong-kind": { looks: "an access token" },
  "of-other-client": { clientId: "demo-spa", issuedTo: "demo-web" },
  revoked: { at: NOON - 5_000, because: "the user signed out" },
  "key-unproved": { bound: ["jkt"] },
  reused: {
    rotatedAt: NOON - 14_000,
    millisecondsAgo: 14_000,
    sameAgent: true,
    sameNetwork: false,
    generationsBehind: 1,
    grace: 10,
  },
  expired: { limit: "idle", lifetime: 1_209_600, expiredAt: NOON - 86_400_000 },
};

export const grant: Samples<"grant"> = {
  "assertion-invalid": { member: "aud", sent: "https://staging.example", expected: ISSUER },
  "assertion-unverified": { issuer: "https://idp.example", because: "no-key-fits" },
  "assertion-not-allowed": { clientId: "demo-service", issuer: "https://idp.example", because: "client" },
  "session-ended": { clientId: "demo-web" },
  "account-disabled": { clientId: "demo-web" },
  "scopes-withdrawn": { clientId: "demo-web", granted: ["openid", "read_profile"] },
  "id-unknown": { clientId: "demo-web" },
};

export const dpop: Samples<"dpop"> = {
  malformed: { looks: "several values", length: 1_026 },
  "header-wrong": { member: "typ", sent: "JWT", expected: "dpop+jwt" },
  "claim-wrong": { claim: "htu", sent: `${ISSUER}/authorize`, expected: `${ISSUER}/token` },
  "signature-wrong": { alg: "ES256" },
  "not-timely": { madeAt: NOON - 3_600_000, seconds: 3_600, early: false },
  "used-before": {},
  "nonce-required": { sent: false },
  "proof-absent": { clientId: "demo-service" },
};

export const token: Samples<"token"> = {
  absent: {},
  repeated: {},
  malformed: { looks: "an ID token", length: 812 },
  unknown: {},
  expired: { expiredAt: NOON - 12_000, secondsAgo: 12 },
  revoked: {},
  "key-unproved": { bound: ["jkt"] },
  "wrong-scheme": { sent: "Bearer", expected: "DPoP" },
  "wrong-audience": { audience: ["https://bills.example"], expected: `${ISSUER}/api` },
  "insufficient-scope": { needed: "write_multipass", granted: ["read_profile"] },
  "of-other-client": { clientId: "demo-service", issuedTo: "demo-web" },
  "no-openid": { granted: ["read_profile"] },
};

export const user: Samples<"user"> = {
  denied: { clientId: "demo-web" },
  "login-required": { because: "session" },
  "acr-unmet": { required: ["urn:mace:incommon:iap:silver"], offered: ["urn:candor:acr:password"] },
  "consent-required": { scopes: ["openid", "read_profile"] },
  "prompt-conflict": { sent: "none login" },
  "hint-invalid": { because: "it is an access token" },
  "hint-mismatch": {},
  "credentials-wrong": {},
  throttled: { retryAfter: 42 },
  "queue-full": { retryAfter: 5 },
  "form-foreign": { header: "Origin", expected: ISSUER },
  "form-cookie-absent": {},
  "form-stale": {},
  "invitation-invalid": {},
};

export const server: Samples<"server"> = {
  fault: { endpoint: "token" },
  "storage-unavailable": { retryAfter: 5, storage: "full" },
  "keys-unusable": { retryAfter: 5, keys: "a key in the database can't be decrypted" },
  "hook-failed": { hook: "claims" },
  "hook-timed-out": { retryAfter: 5, hook: "users.find", timeout: 2_000 },
  "hook-result-invalid": { hook: "claims", because: 'the claim "sub" is reserved' },
  "body-consumed": {},
  closing: {},
};
