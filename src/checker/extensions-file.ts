/** Members of a check file for grants by tokens and assertions, for attested clients and for clients that publish their own metadata. */
import { z } from "zod";
import { signingKey } from "./sign.ts";

const text = () => z.string().min(1);

export const toExchange = z
  .strictObject({
    subject_token: text().optional().describe("an access token that the check gets itself, unless given"),
    subject_token_type: text().optional(),
    expired_subject_token: text().optional().describe("one that was good once"),
    actor_token: text().optional(),
    actor_token_type: text().optional(),
    audience: text().optional(),
    resource: text().optional(),
    scope: z.string().optional(),
  })
  .describe("what there is to exchange (RFC 8693)");

const key = z.union([text(), z.record(z.string(), z.unknown())]).refine(isKey, "It is neither PEM nor a JWK.");

function isKey(given: string | Record<string, unknown>): boolean {
  try {
    return signingKey(given) !== undefined;
  } catch {
    return false;
  }
}

export const attester = z
  .strictObject({
    issuer: text().optional().describe("what its attestations have as iss; none unless given"),
    private_key: key.describe("PEM or a JWK"),
    signing_alg: text().optional(),
  })
  .describe("who attests the client's instance, whose key is private_key");

export const assertionIssuer = z
  .strictObject({
    issuer: text(),
    subject: text().describe("somebody it may speak of"),
    private_key: key.describe("PEM or a JWK"),
    signing_alg: text().optional(),
    audience: text().optional().describe("what the server is called in assertions, if not by its issuer"),
    claims: z.record(z.string(), z.unknown()).optional(),
  })
  .describe("whose assertions the server accepts as grants (RFC 7523), and identity assertions (ID-JAG)");

export const clientDocuments = z
  .strictObject({
    url: z.url({ protocol: /^https$/ }).describe("the https URL below which the server finds them"),
    port: z.int().min(1).max(65_535).describe("the port on loopback to which that URL leads"),
    certificate: text().optional().describe("PEM"),
    private_key: text().optional().describe("PEM"),
  })
  .refine((one) => (one.certificate === undefined) === (one.private_key === undefined), {
    error: "A certificate needs its key.",
    path: ["private_key"],
  })
  .describe("where the check publishes the metadata of clients (Client ID Metadata Documents)");
