/** What `candor keys` says about what it has done. */
import type { Takeover } from "../../protocol/key-schedule.ts";

/** What the key that takes over does to apps and APIs that cache the JWKS; `undefined` if none does. */
export function consequence({ successor, unknownUntil }: Takeover): string | undefined {
  if (successor === undefined) return undefined;
  const key = successor.kid === undefined ? "a new key" : "the waiting key";
  return unknownUntil === undefined
    ? `Now ${key} signs. Every app and API that caches the JWKS as it says knows it.\n`
    : `Warning: every app and API that still uses the former JWKS refuses tokens of ${key}, which signs now: until ${new Date(unknownUntil).toISOString()}, if it caches the JWKS as it says.\n`;
}

export const WOULD = "This server and everyone who checks tokens by the JWKS would refuse everything that it signed.";

/** JWTs are checked by others, by the JWKS that they have. */
export const REVOKED =
  "This server refuses every token that it signed. Apps and APIs do too, once they fetch the JWKS again.";

export const MADE = "These keys are in the JWKS now and will sign later:";

/** The server has no key of the algorithm that was named. */
export const NONE =
  "There is no such key. additionalKeys in the configuration says which keys the server has beside ES256, RS256 and EdDSA.";
