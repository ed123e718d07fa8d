/** What each measured software does for its rate and what it does not: without that, no ratio is fair. docs/benchmark.md shows it. */

export interface Software {
  readonly name: string;
  /** Its package, for its version; absent where it isn't a package of npm. */
  readonly npm?: string;
  readonly does: Readonly<Record<Work, string>>;
  /** By the name of a scenario: why it takes no part. */
  readonly lacks?: Readonly<Record<string, string>>;
}

/** What is done in one server and not in another, as headings. */
export const WORK = {
  runs: "served by",
  stored: "a token is stored as",
  secrets: "client secrets are stored as",
  acknowledged: "acknowledged",
  signature: "JWTs are signed with",
  pkce: "PKCE (S256)",
  rotation: "refresh tokens",
  consent: "of each authorization",
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
      stored: "it is, with a JSON payload",
      secrets: "they are",
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
} as const satisfies Record<string, Software>;
