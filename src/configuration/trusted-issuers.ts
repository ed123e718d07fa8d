/** The settings for issuers whose assertions are grants (RFC 7523), and for those who attest instances of clients. */
import { z } from "zod";

export const trustedIssuer = z.strictObject({
  issuer: z.string().min(1).describe("What its assertions have as `iss`, exactly."),
  jwks: z
    .strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(50) })
    .optional()
    .describe("Its public keys, as a JWK set."),
  jwksUri: z.string().optional().describe("URL where it publishes them, in place of `jwks`."),
  identityAssertions: z
    .boolean()
    .default(false)
    .describe(
      "Accepts only identity assertions of it (ID-JAG): JWTs of the type `oauth-id-jag+jwt`, for one client, with the scopes that another domain's administrator allows.",
    ),
  clients: z.array(z.string()).min(1).describe("Ids of the clients that may send its assertions."),
  scopes: z.array(z.string()).min(1).describe("Scopes that it may vouch for."),
  subjects: z
    .enum(["own", "users"])
    .default("own")
    .describe(
      "Who its assertions are about. `own`: its users, whose `sub` here is `issuer|sub`. `users`: users of this server, by subject or user name; the issuer can then get tokens for each of them.",
    ),
});

export const trustedIssuers = z
  .array(trustedIssuer)
  .default([])
  .describe("Issuers whose JWTs are exchanged for access tokens (RFC 7523, section 2.1).");

export const clientAttestation = z
  .strictObject({
    attesters: z
      .array(
        z.strictObject({
          issuer: z
            .string()
            .min(1)
            .describe("What its attestations have as `iss`, exactly. One without `iss` is tried with its keys too."),
          jwks: z
            .strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(50) })
            .optional()
            .describe("Its public keys, as a JWK set."),
          jwksUri: z.string().optional().describe("URL where it publishes them, in place of `jwks`."),
          clients: z.array(z.string()).min(1).describe("Ids of the clients that it may attest."),
        }),
      )
      .max(100)
      .default([])
      .describe(
        "Who attests that an instance of a client is genuine, usually the app's developer. An app may also have its own: `clients[].attesterJwks`.",
      ),
    challenges: z
      .boolean()
      .default(false)
      .describe(
        "Accepts only proofs with a challenge that the server sent in the last minutes, at `/challenge` or in a response, so that nobody can make proofs in advance.",
      ),
    maxAge: z
      .number()
      .int()
      .min(60)
      .max(31_536_000)
      .optional()
      .describe(
        "How old an attestation may be, in seconds since its `iat`, which it must then have. Without it, an attestation is accepted until it expires.",
      ),
  })
  .optional()
  .describe(
    "Lets clients authenticate with an attestation of their instance (`attest_jwt_client_auth`), such as an app that proves on each phone that it is genuine.",
  );
