/** What token requests say, and what their responses have (RFC 6749 4.1.3, 5.1). */
import { createHash } from "node:crypto";
import { CannotTell } from "./cannot-tell.ts";
import { briefly, type Exchange, jsonOf, statusOf } from "./exchange.ts";

/** Changes of parameters: another value, several of them, or none. */
export type Changes = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Redeemable {
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: string;
}

/** The tokens of a response. */
export interface Granted {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly id: string | undefined;
  readonly exchange: Exchange;
}

/** What redeems a code. */
export const redemptionOf = ({ code, redirectUri, verifier }: Redeemable): Changes => ({
  grant_type: "authorization_code",
  code,
  redirect_uri: redirectUri,
  code_verifier: verifier,
});

/** RFC 7636 4.2. */
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/** Parameters with the changes, in their order. */
export function pairsOf(usual: Changes, changes: Changes = {}): readonly (readonly [string, string])[] {
  return Object.entries({ ...usual, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one] as const),
  );
}

/** The tokens of a response. Throws `CannotTell` if it has none. */
export function tokensIn(exchange: Exchange): Granted {
  const { access_token, refresh_token, id_token } = jsonOf(exchange) ?? {};
  if (statusOf(exchange) !== 200 || typeof access_token !== "string")
    throw new CannotTell(`The token request was refused: ${briefly(exchange)}.`, [exchange]);
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  return { access: access_token, refresh: text(refresh_token), id: text(id_token), exchange };
}
