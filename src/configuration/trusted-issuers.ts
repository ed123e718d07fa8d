/** The setting for issuers whose assertions are grants (RFC 7523), and what is wrong with it. */
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
