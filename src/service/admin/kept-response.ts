/**
 * Responses to requests with an Idempotency-Key, as they are stored: encrypted with a key that follows from the server's secret and from
 * the Idempotency-Key, which isn't stored. A response may have a client secret, and only whoever knows the key reads it again.
 */
import { createCipheriv, createDecipheriv, hash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { KeyedRequest } from "../../ports/idempotency.ts";
import type { Deps } from "../deps.ts";
import type { Caller } from "./caller.ts";

/** A response as plain values, so that it can be kept. */
export interface Made {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const [smaller, larger] = [promisify(deflateRaw), promisify(inflateRaw)];

/** Bytes of a response that is kept. */
const LARGEST = 8_000_000;
const [IV, TAG] = [12, 16];

export interface KeyNames {
  readonly stored: Pick<KeyedRequest, "id" | "caller" | "request">;
  /** Encrypts the response. */
  readonly secret: Uint8Array;
}

/** Keys of one caller say nothing about those of another. */
export const callerOfKey = ({ actor, clientId }: Pick<Caller, "actor" | "clientId">): string =>
  JSON.stringify([actor.is, actor.id, clientId]);

/** Only with the key can anybody guess what the request was: it may have had a password. */
export function namesOf(keys: Deps["keys"], caller: string, key: string, request: readonly string[]): KeyNames {
  const named = JSON.stringify([caller, key]);
  const tagged = (use: string, text: string, length: number): Uint8Array =>
    keys.tag(`idempotency ${use}`, Buffer.from(text), length);
  const text = (use: string, of: string): string => Buffer.from(tagged(use, of, 24)).toString("base64url");
  const digest = hash("sha256", JSON.stringify(request), "base64url");
  return {
    stored: { id: text("key", named), caller, request: text("request", named + digest) },
    secret: tagged("response", named, 32),
  };
}

/** `undefined` if it is too large to be kept. */
export async function sealed(
  { secret, stored }: KeyNames,
  made: Made,
  random: Deps["random"],
): Promise<Uint8Array | undefined> {
  const text = await smaller(JSON.stringify(made));
  if (text.length > LARGEST) return undefined;
  const iv = random(IV);
  const cipher = createCipheriv("aes-256-gcm", secret, iv).setAAD(Buffer.from(stored.request));
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** `undefined` if the server has another secret now. */
export async function open({ secret, stored }: KeyNames, kept: Uint8Array): Promise<Made | undefined> {
  const decipher = createDecipheriv("aes-256-gcm", secret, kept.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(stored.request)).setAuthTag(kept.subarray(-TAG));
  try {
    const text = Buffer.concat([decipher.update(kept.subarray(IV, -TAG)), decipher.final()]);
    return JSON.parse((await larger(text)).toString()) as Made;
  } catch {
    return undefined;
  }
}
