/** Signing keys as a terminal shows them, and as JSON. */
import type { SigningKeyStanding } from "../../ports/keys.ts";

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

/** JSON for programs, with dates in ISO 8601. */
export const keyJson = (key: SigningKeyStanding): object => ({
  kid: key.kid,
  alg: key.alg,
  state: key.state,
  createdAt: iso(key.createdAt),
  signsFrom: iso(key.signsFrom),
  signsUntil: iso(key.signsUntil),
  publishedUntil: iso(key.publishedUntil),
});

const day = (at: number | undefined): string => iso(at)?.replace(/:\d\d\.\d{3}Z$/, "Z") ?? "";

function stateOf({ state, signsFrom, signsUntil, publishedUntil }: SigningKeyStanding): string {
  if (state === "next") return `signs from ${day(signsFrom)}`;
  if (state === "former") return `published until ${day(publishedUntil)}`;
  return signsUntil === undefined ? `signs since ${day(signsFrom)}` : `signs until ${day(signsUntil)}`;
}

const widest = (keys: readonly SigningKeyStanding[]): number => Math.max(5, ...keys.map(({ alg }) => alg.length));

/** One key per line, in the order of the JWKS. */
export const keysText = (keys: readonly SigningKeyStanding[]): string =>
  keys.map((key) => `${key.alg.padEnd(widest(keys))}  ${key.kid}  ${key.state.padEnd(7)}  ${stateOf(key)}`).join("\n");
