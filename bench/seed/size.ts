/** How much is made. The world of the issue is scale 1. */
export interface Size {
  readonly applications: number;
  readonly scopes: number;
  readonly apis: number;
  readonly teams: number;
  readonly users: number;
  readonly refusals: number;
  /** Grants, each with a consent and an event; every fourth has a session. */
  readonly holdings: number;
  /** Uses of a scope by an application. */
  readonly uses: number;
  readonly requests: number;
  /** Of the audit log. */
  readonly entries: number;
}

export const sizeOf = (scale: number): Size => {
  const of = (count: number, least: number): number => Math.max(least, Math.round(count * scale));
  return {
    applications: of(10_000, 20),
    scopes: of(1_000, 20),
    apis: of(50, 2),
    teams: of(200, 2),
    users: of(1_000_000, 100),
    refusals: of(1_000_000, 200),
    holdings: of(1_000_000, 200),
    uses: of(60_000, 100),
    requests: of(2_000, 10),
    entries: of(200_000, 100),
  };
};

export const DAY = 86_400_000;
/** The end of what has happened, so that the same seed makes the same world. Milliseconds. */
export const NOW = Date.UTC(2026, 10, 29, 12);
/** Days of refusals before it. */
export const DAYS = 30;

/** The user that signs in to the console, and the client of the admin API. */
export const ROOT = { username: "root", password: "open-the-console" } as const;
/** Owners of applications, with the same password: of one, and of 500 with a team. */
export const ONE = { username: "one" } as const;
export const MANY = { username: "many", team: "team-of-many" } as const;
export const ROBOT = { id: "bench-admin", secret: "bench-admin-secret-Zp6Kd3Wm9" } as const;
/** What the hot paths are measured with. */
export const SERVICE = { id: "bench-service", secret: "bench-service-secret-5Zt1kQ0wV8", scope: "bench.read" } as const;

/** An issuer whose assertions are grants. */
export const ISSUER = "https://idp.example";
