/** The part of the configuration that says which applications may register themselves (RFC 7591). */
import { z } from "zod";
import { GRANT_TYPES } from "../protocol/grants/index.ts";

/** A host, or all below one. */
export const host = z
  .string()
  .regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/)
  .meta({ expected: "a host in lower case, such as app.example, or *.app.example for every host below" });

export const registration = z
  .strictObject({
    mode: z
      .enum(["off", "initial-access-token", "open"])
      .default("off")
      .describe(
        "Who may register apps at `/register`: nobody (`off`), whoever has an initial access token that an operator has made, or anybody (`open`).",
      ),
    tokens: z
      .array(
        z.strictObject({
          label: z.string().min(1).max(100).describe("Whom it is for: the audit log and the console say so."),
          sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .meta({ expected: "64 hexadecimal digits in lower case" })
            .describe(
              "SHA-256 of the token, in hexadecimal. The token itself isn't kept: make at least 32 random bytes, such as by `openssl rand -hex 32`.",
            ),
          expiresAt: z.iso
            .datetime({ offset: true })
            .optional()
            .describe("When it stops being valid. Apps that it has registered stay."),
        }),
      )
      .max(1_000)
      .default([])
      .describe("Initial access tokens (RFC 7591, section 3). An app that registers with one is vouched for."),
    vouched: z
      .boolean()
      .default(false)
      .describe(
        "Whether every app that registers itself is vouched for, so that its errors go to its redirect URI at once. A link on this server's name can then forward users to any site: only for certification suites and closed networks.",
      ),
    softwareStatements: z
      .array(
        z.strictObject({
          issuer: z.string().min(1).describe("What its statements have as `iss`, exactly."),
          jwks: z
            .strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(50) })
            .optional()
            .describe("Its public keys, as a JWK set."),
          jwksUri: z.string().optional().describe("URL where it publishes them, in place of `jwks`."),
        }),
      )
      .max(100)
      .default([])
      .describe(
        "Who may vouch for apps by software statements (RFC 7591, section 2.3): JWTs with metadata, which takes precedence over what the app itself says. Statements of others are refused.",
      ),
    scopes: z
      .array(z.string())
      .default(["openid", "profile", "email", "offline_access"])
      .describe(
        "Scopes that such an app may have. It gets those of them that it asks for, with the others of the same APIs, or all of them. Its users allow each.",
      ),
    grantTypes: z
      .array(z.enum(GRANT_TYPES))
      .default(["authorization_code", "refresh_token"])
      .describe("Grant types that such an app may have."),
    authorizationDetailsTypes: z
      .array(z.string())
      .default([])
      .describe("Types of authorization details that such an app may ask for (RFC 9396). It gets those that it names."),
    redirectHosts: z
      .array(host)
      .optional()
      .describe(
        "Hosts that its https redirect URIs may have. `*.app.example` stands for every host below app.example. The default is any host. Loopback addresses are always allowed.",
      ),
    schemes: z
      .array(z.string())
      .default([])
      .describe(
        "Private-use URI schemes without a dot that its redirect URIs may have, such as `cursor` or `vscode`. Reversed domain names need no permission.",
      ),
    pkceRequired: z
      .boolean()
      .default(true)
      .describe(
        "Whether such an app must use PKCE even if it has a secret or a key. Public ones always must. `false` for libraries and certification suites that send none.",
      ),
    unusedDays: z
      .number()
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe("How long such an app stays registered if nobody uses it, in days."),
    applications: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe("How many such apps there may be at once."),
    perHour: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(30)
      .describe("How many apps one network may register in an hour if anybody may register apps."),
  })
  .prefault({})
  .describe("Which apps may register themselves (RFC 7591), and what they may do.");
