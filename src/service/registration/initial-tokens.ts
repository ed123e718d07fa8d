/** Initial access tokens (RFC 7591 3): found by their hash, and used in the step that registers an application. */
import { contentOf, initialTokenChange, type StoredInitialToken } from "../../ports/registered.ts";
import type { Change } from "../../ports/registrations.ts";
import type { Deps } from "../deps.ts";
import { hashOf } from "./request.ts";

export interface FoundToken {
  readonly id: string;
  readonly content: StoredInitialToken["token"];
  readonly version: number;
}

/** A token that is valid; `undefined` if it is unknown, has expired or is used up. `now` in milliseconds. */
export async function findInitialToken(
  { storage }: Pick<Deps, "storage">,
  sent: string,
  now: number,
): Promise<FoundToken | undefined> {
  const hash = hashOf(sent);
  const row = await storage.registrations.find("initial-token", idOfHash(hash));
  if (row === undefined) return undefined;
  const { token } = contentOf({ ...row, kind: "initial-token" });
  const isValid = token.hash === hash && token.usesLeft > 0 && now < token.expiresAt;
  return isValid ? { id: row.id, content: token, version: row.version } : undefined;
}

/** A token is found without an index: its id follows from its hash, and shows nothing of the token. */
export const idOfHash = (hash: string): string => hash.slice(0, 16).replaceAll(/[-_]/g, "0");

/** One use less: if another request has used it meanwhile, nothing is changed. */
export const used = ({ content, version }: FoundToken): Change =>
  initialTokenChange({ token: { ...content, usesLeft: content.usesLeft - 1 } }, version);
