/** What each measured software does for its rate and what it does not: without that, no ratio is fair. docs/benchmark.md shows it. */

export interface Software {
  readonly name: string;
  /** What it is measured as: a package of npm, whose version is what is installed, or a version. */
  readonly npm?: string;
  readonly version?: string;
  readonly does: Readonly<Record<Work, string>>;
  /** By the name of a scenario: why it takes no part. */
  readonly lacks?: Readonly<Record<string, string>>;
}

/** What is done in one server and not in another, as headings. */
export const WORK = {
  runs: "Served by",
  acknowledged: "Responds",
  stored: "Stores a token as",
  secrets: "Stores a client secret as",
  signature: "Signs JWTs with",
  pkce: "PKCE (S256)",
  rotation: "Refresh tokens",
  consent: "For each authorization",
} as const;

export type Work = keyof typeof WORK;

export const SOFTWARE = {
  candor: {
    name: "Candor",
    does: {
      runs: "itself (Fastify)",
      stored: "a hash",
      secrets: "SHA-256",
      acknowledged: "after the commit; those of one turn of the loop commit together",
      signature: "ES256",
      pkce: "required",
      rotation: "rotated; reuse ends the grant",
      consent: "session and consent are read",
    },
  },
  oidcProvider: {
    name: "oidc-provider",
    npm: "oidc-provider",
    does: {
      runs: "itself (Koa)",
      stored: "itself, with a JSON payload",
      secrets: "themselves",
      acknowledged: "after the commit of each statement; Map: nothing is durable",
      signature: "ES256",
      pkce: "required",
      rotation: "rotated; reuse ends the grant",
      consent: "session and consent are read",
    },
  },
  oauth2Server: {
    name: "oauth2-server",
    npm: "@node-oauth/oauth2-server",
    does: {
      runs: "60 lines on `node:http`: the library is grant logic alone",
      stored: "a hash, by the bench's model",
      secrets: "SHA-256, by the bench's model",
      acknowledged: "after the commit of each statement; Map: nothing is durable",
      signature: "ES256, by the bench's model: the library makes neither JWTs nor ID tokens",
      pkce: "checked where it is sent",
      rotation: "rotated; reuse is refused, the grant goes on",
      consent: "the session is read; the library knows no consent",
    },
    lacks: {
      ...{ introspection: "no introspection", "introspection-jwt": "no introspection" },
      ...{ "par-code": "no PAR", "dpop-code": "no DPoP", "dpop-refresh": "no DPoP" },
      ...{ "private-key-jwt": "secrets only", exchange: "no token exchange" },
    },
  },
  betterAuth: {
    name: "Better Auth",
    npm: "better-auth",
    does: {
      runs: "its own handler on `node:http`, with its OAuth provider plugin",
      stored: "a hash",
      secrets: "SHA-256",
      acknowledged: "after the commit of each statement",
      signature: "ES256, with a key that is read from the database each time",
      pkce: "required",
      rotation: "rotated; reuse ends the grant",
      consent: "session and consent are read",
    },
    lacks: {
      introspection: "only by the client that has the token",
      ...{ "introspection-jwt": "JSON only", "par-code": "no PAR", exchange: "no token exchange" },
    },
  },
  hydra: {
    name: "Ory Hydra",
    version: "2.3.0",
    does: {
      runs: "itself (Go, one core)",
      stored: "a signature (HMAC), with the encrypted request",
      secrets: "PBKDF2, set to one iteration",
      acknowledged: "after the commit of each statement or transaction",
      signature: "ES256, with a key that is read from the database each time",
      pkce: "required",
      rotation: "rotated; reuse ends the grant",
      consent: "another server is asked, and responds at once: five redirects and three calls",
    },
    lacks: {
      introspection: "at a port of its own, without authentication",
      ...{ "introspection-jwt": "JSON only", "par-code": "no PAR", exchange: "no token exchange" },
      ...{ "dpop-code": "no DPoP", "dpop-refresh": "no DPoP" },
      "private-key-jwt": "the assertion's aud must be its token endpoint",
    },
  },
} as const satisfies Record<string, Software>;
