/** Rows to store, complete, with only what a test cares about given. */
import type { AuditEntry } from "../../src/ports/audit.ts";
import type { Account, Invitation, Issued, KeptRefusal, Session } from "../../src/ports/storage.ts";
import type { AccessToken } from "../../src/protocol/access-token.ts";
import type { AuthorizationCode, CodeGrant, Grant, RefreshState } from "../../src/protocol/grant.ts";
import type { Origin } from "../../src/protocol/origin.ts";

export const HOUR = 60 * 60 * 1000;
/** When everything begins. */
export const T = Date.UTC(2026, 0, 1);

/** 32 bytes, different for each number. */
export const hash = (n: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => (n * 31 + i) % 256);

/** What is given of a grant, and of its code. */
export type GivenGrant = Partial<Omit<Grant, "source">> & Partial<Omit<AuthorizationCode, "kind">>;

const CODE: AuthorizationCode = {
  kind: "code",
  hash: new Uint8Array(32),
  expiresAt: T + 60_000,
  redirectUri: "https://photos.example/callback",
  redirectUriSent: true,
  challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  redeemedAt: undefined,
  redeemedBy: undefined,
};

/** A grant that came from a code. */
export function grant(id: number, given: GivenGrant = {}): CodeGrant {
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in CODE)));
  const code = Object.fromEntries(Object.entries(given).filter(([name]) => name in CODE));
  return {
    id,
    clientId: "photos",
    subject: "usr_ada",
    source: { ...CODE, hash: hash(id % 1000), ...code },
    sessionId: 77,
    scopes: ["openid", "read_photos"],
    createdAt: T,
    authTime: T - 5000,
    nonce: undefined,
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
    ...own,
  };
}

/** A grant that came without a code. */
export const codeless = (id: number, given: Partial<Grant> = {}): Grant => ({
  ...grant(id),
  source: { kind: "device" },
  sessionId: undefined,
  authTime: undefined,
  ...given,
});

/** What few grants and tokens have. */
export const DETAILS = [{ type: "payment", amount: { currency: "EUR", value: 5 }, to: ["a", null] }] as const;
export const ACT = { sub: "usr_robot", act: { sub: "usr_boss" } } as const;
export const CNF = { jkt: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" } as const;
export const CERTIFICATE = { "x5t#S256": "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2" } as const;
export const REQUESTED = { userinfo: { email: { essential: true } }, id_token: { name: null } } as const;

/** The code of a grant, if it has one. */
export const codeOf = (grant: Grant | undefined): AuthorizationCode | undefined =>
  grant?.source.kind === "code" ? grant.source : undefined;

export const refresh = (generation: number, given: Partial<RefreshState> = {}): RefreshState => ({
  generation,
  hash: hash(generation + 500),
  rotatedAt: T + generation,
  startedAt: T,
  by: undefined,
  ...given,
});

export const token = (id: number, given: Partial<AccessToken> = {}): AccessToken => ({
  id,
  hash: hash(id % 1000),
  clientId: "photos",
  grantId: undefined,
  subject: "usr_ada",
  scopes: ["read_photos"],
  audience: ["https://api.example"],
  expiresAt: T + HOUR,
  revokedAt: undefined,
  ...given,
});

export const issued = <R extends RefreshState | undefined>(
  state: R,
  accessToken?: AccessToken,
  forgetAfter = T + 24 * HOUR,
  by?: Origin,
): Issued & { readonly refresh: R; readonly by: Origin | undefined } => ({
  refresh: state,
  accessToken,
  forgetAfter,
  by,
});

export const refusal = (ref: string, given: Partial<KeptRefusal> = {}): KeptRefusal => ({
  ref,
  at: T,
  code: "scope/unknown",
  clientId: "photos",
  endpoint: "token",
  network: "192.0.2.0/24",
  record: "x".repeat(100),
  more: 0,
  ...given,
});

export const account = (subject: string, username: string, given: Partial<Account> = {}): Account => ({
  subject,
  username,
  passwordHash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
  role: "user",
  disabled: false,
  claims: {},
  createdAt: T,
  ...given,
});

export const session = (id: number, given: Partial<Session> = {}): Session => ({
  id,
  hash: hash(id % 1000),
  subject: "usr_ada",
  authTime: T,
  expiresAt: T + HOUR,
  endedAt: undefined,
  ...given,
});

export const invitation = (id: number, given: Partial<Invitation> = {}): Invitation => ({
  id,
  hash: hash(id % 1000),
  role: "operator",
  expiresAt: T + HOUR,
  usedAt: undefined,
  ...given,
});

export const auditEntry = (id: string, given: Partial<AuditEntry> = {}): AuditEntry => ({
  at: T,
  actor: { is: "command", id: "root" },
  action: "user/change",
  target: { kind: "user", id },
  ...given,
});
