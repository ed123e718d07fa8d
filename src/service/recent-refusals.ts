/**
 * What each client was just refused for, by what it wanted to exchange. A library that doesn't know how to authenticate tries
 * one method and then another. The second refusal, for the method, would hide the first one, which needs the fix.
 */
import { hash } from "node:crypto";
import type { Earlier } from "../protocol/client-authentication/checks.ts";
import type { Refused } from "../protocol/occasion.ts";
import { formOf } from "../protocol/received.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import { faceOf, reasonOf } from "../reasons/index.ts";

const WINDOW = 10_000;
/** How many refusals are remembered. The oldest go first. */
const CAPACITY = 1_000;

export interface RecentRefusals {
  /** Keeps a refusal of the token endpoint under its reference. `now` in milliseconds. */
  keep(refused: Refused, ref: string, now: number): void;
  /** The refusal of the same client for the same code, refresh token or scope, within 10 seconds. */
  before(on: TokenOccasion): Earlier | undefined;
}

/** This is in the memory of one process. In another process, the second refusal appears alone and is still true. */
export function recentRefusals(): RecentRefusals {
  const kept = new Map<string, Earlier & { readonly until: number }>();
  return {
    keep(refused, ref, now) {
      const { on } = refused;
      if (on.decision !== "token" || refused.refused === "client-auth/method-mismatch") return;
      const key = keyOf(on);
      if (key === undefined) return;
      const code = faceOf(refused);
      kept.delete(key);
      kept.set(key, { code, title: reasonOf(code).title, ref, until: now + WINDOW });
      const oldest = kept.size <= CAPACITY ? undefined : kept.keys().next().value;
      if (oldest !== undefined) kept.delete(oldest);
    },
    before(on) {
      const key = kept.size === 0 ? undefined : keyOf(on);
      const found = key === undefined ? undefined : kept.get(key);
      if (found === undefined || on.now >= found.until || on.now < found.until - WINDOW) return undefined;
      const { code, title, ref } = found;
      return { code, title, ref };
    },
  };
}

/** The client and what it wants to exchange, hashed, so that no code or token is kept. Only for existing clients. */
function keyOf({ client, received: { body } }: TokenOccasion): string | undefined {
  if (client?.client === undefined || "refused" in body) return undefined;
  const { values } = formOf(body);
  const wanted = ["grant_type", "code", "refresh_token", "scope"].map((name) => values.get(name));
  return hash("sha256", JSON.stringify([client.client.id, ...wanted]), "base64url");
}
