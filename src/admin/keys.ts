/** What the admin API does with signing keys. */
import { z } from "zod";
import { ADDITIONAL_KEYS } from "../protocol/encryption.ts";
import type { Operation } from "./operation.ts";

const ALG = z.enum(["ES256", "RS256", "EdDSA", ...ADDITIONAL_KEYS]);
const time = z.iso.datetime();

const key = {
  title: "Key",
  schema: z.strictObject({
    id: z.string().describe("Its `kid` in the JWKS."),
    alg: ALG.describe(
      "The algorithm that it signs with. With RSA-OAEP-256 and ECDH-ES, it decrypts what clients encrypt to it instead.",
    ),
    state: z.enum(["signing", "next", "former"]).describe("`next`: published, and signs later. `former`: has signed."),
    created_at: time.describe("Since when it is in the JWKS."),
    signs_from: time.describe("When it signs for the first time."),
    signs_until: time.optional().describe("When the next key takes over; missing if there is none yet."),
    published_until: time.optional().describe("When it leaves the JWKS. Everything that it signed has then expired."),
    signs: z
      .strictObject({
        apis: z.array(z.string()).describe("Resource identifiers of APIs whose JWT access tokens use its algorithm."),
        applications: z.int().describe("How many applications get ID tokens with its algorithm."),
      })
      .describe("What the key signs, will sign, or has signed."),
  }),
} as const;

const common = { kind: "key", scope: "candor:keys" } as const;

export const listKeys = {
  ...common,
  ...{ id: "listKeys", method: "GET", path: "/keys", says: "The published signing keys, in the order of the JWKS." },
  lists: key,
} as const satisfies Operation;

export const showKey = {
  ...common,
  ...{ id: "getKey", method: "GET", path: "/keys/{id}", says: "One signing key." },
  shows: key,
} as const satisfies Operation;

export const rotateKeys = {
  ...common,
  ...{ id: "rotateKeys", method: "POST", path: "/keys", status: 201 },
  says: "Makes new keys, which are in the JWKS before they sign. If a key waits already, it is used instead.",
  sends: {
    title: "Rotation",
    schema: z.strictObject({
      algs: z.array(ALG).min(1).optional().describe("The algorithms whose keys are replaced. The default is all."),
      soon: z
        .boolean()
        .default(false)
        .describe(
          "Signs as soon as everyone who caches the JWKS knows the keys, a few minutes later, and not only after key_rotation_ahead.",
        ),
      another: z
        .boolean()
        .default(false)
        .describe("Makes new keys even if some wait already. They take over after those, whatever `soon` says."),
    }),
  },
  shows: {
    title: "RotatedKeys",
    schema: z.strictObject({ items: z.array(key.schema).describe("The keys that sign next.") }),
  },
} as const satisfies Operation;

export const revokeKey = {
  ...common,
  ...{ id: "revokeKey", method: "DELETE", path: "/keys/{id}" },
  says: "Deletes a key at once. Nothing that it signed is accepted any more. If it signs, the waiting key takes over, or a new one.",
  tries: true,
  shows: {
    title: "RevokedKey",
    schema: z.strictObject({
      id: z.string().describe("Of the key that is deleted, or would be."),
      state: key.schema.shape.state,
      signs: key.schema.shape.signs,
      successor: z
        .string()
        .optional()
        .describe(
          "The key that signs instead. Missing if the deleted one didn't sign, and in a dry run if it would be a new one.",
        ),
      unknown_until: time
        .optional()
        .describe(
          "Until then, apps and APIs that cache the JWKS may refuse what the successor signs, because they don't know it yet. Missing if everyone knows it.",
        ),
    }),
  },
} as const satisfies Operation;

export const KEYS: readonly Operation[] = [listKeys, showKey, rotateKeys, revokeKey] as readonly Operation[];
