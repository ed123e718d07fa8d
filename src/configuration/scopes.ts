/** The part of the configuration that says which scopes and APIs there are. */
import { z } from "zod";
import { apiClaims, scopeClaims } from "./claims.ts";

export const api = z.strictObject({
  resource: z.url().describe("Resource identifier: the audience of its access tokens."),
  name: z.string().min(1).describe("Name on the consent page."),
  tokens: z
    .enum(["jwt", "opaque"])
    .default("jwt")
    .describe("Kind of its access tokens: JWT (RFC 9068), or opaque ones that the API introspects."),
  alg: z
    .enum(["ES256", "EdDSA", "RS256", "PS256"])
    .default("ES256")
    .describe("Algorithm that signs its JWT access tokens. `PS256` needs a key in `additionalKeys`."),
  typ: z
    .enum(["at+jwt", "JWT"])
    .default("at+jwt")
    .describe(
      "Type in the header of its JWT access tokens. `JWT` for libraries that refuse `at+jwt`: the API must then tell ID tokens apart by their audience.",
    ),
  lifetime: z.number().int().min(1).max(86_400).default(600).describe("Lifetime of its access tokens, in seconds."),
  claims: apiClaims,
});

export const scope = z.strictObject({
  name: z
    .string()
    .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/)
    .meta({ expected: "printable ASCII without space, double quote and backslash" })
    .describe("Name, case-sensitive."),
  description: z.string().min(1).describe("What it allows, in words for the consent page."),
  descriptions: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/)
        .meta({ expected: "a language tag such as de or pt-BR" }),
      z.string().min(1).max(300),
    )
    .optional()
    .describe("The same in other languages, by language tag (BCP 47), such as `de` or `pt-BR`."),
  api: z.string().optional().describe("Resource identifier of the API that it belongs to."),
  sensitive: z.boolean().default(false).describe("Whether it is marked as sensitive on the consent page."),
  deprecated: z
    .strictObject({ since: z.iso.date(), sunset: z.iso.date().optional(), replacement: z.string().optional() })
    .optional()
    .describe(
      "The scope is still granted, but responses announce its removal: since when it is deprecated, when it will be removed, and what replaces it.",
    ),
  removed: z
    .strictObject({ replacement: z.string().optional() })
    .optional()
    .describe("The scope is no longer granted. Refusals name the replacement."),
  claims: scopeClaims,
});

export const publicScopes = z
  .boolean()
  .default(false)
  .describe(
    "Publishes all scopes and APIs for developers, with description and state: as a page at `/scopes`, and as JSON at `/scopes.json`.",
  );
