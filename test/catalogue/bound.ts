/** Tokens that are bound to a key, as an endpoint that checks proofs would issue them. */
import { readCredential } from "../../src/protocol/credential.ts";
import type { Deps } from "../../src/service/deps.ts";
import { PROOF_JKT } from "./proofs.ts";

/** The thumbprint of RFC 9449 6.1. */
export const CNF = { jkt: PROOF_JKT };

/** The same JWT access token, bound. */
export function boundAccessToken({ keys }: Pick<Deps, "keys">, text: string): string {
  const jwt = keys.verify(text);
  if (jwt === undefined) throw new Error("It isn't a JWT of this server.");
  return keys.sign("ES256", jwt.typ, { ...jwt.claims, cnf: CNF });
}

/** Binds a refresh token, which stays the same. */
export async function bindRefreshToken({ storage: { grants } }: Pick<Deps, "storage">, text: string): Promise<void> {
  const credential = readCredential("refresh", text);
  if ("is" in credential) throw new Error("It isn't a refresh token.");
  const state = (await grants.find(credential.id))?.refresh;
  if (state === undefined) throw new Error("It isn't stored.");
  const issued = { accessToken: undefined, forgetAfter: state.startedAt + 90 * 86_400_000 };
  await grants.rotate(credential.id, state.generation, { ...issued, refresh: { ...state, cnf: CNF } });
}
