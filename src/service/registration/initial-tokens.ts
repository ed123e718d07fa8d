/**
 * Initial access tokens (RFC 7591 3): those of the configuration file, and those of the storage, which are used up in the step that registers an
 * application. They are found by their hash.
 */
import { hash as digest } from "node:crypto";
import { contentOf, initialTokenChange } from "../../ports/registered.ts";
import type { Change } from "../../ports/registrations.ts";
import type { Deps } from "../deps.ts";
import { hashOf } from "./request.ts";

export interface FoundToken {
  readonly id: string;
  readonly label: string;
  /** Whom the application belongs to. */
  readonly owner?: string | undefined;
  /** One use less: if another request has used it meanwhile, nothing is changed. None if it may be used any number of times. */
  readonly use: Change | undefined;
}

/** A token that is valid; `undefined` if it is unknown, has expired or is used up. `now` in milliseconds. */
export async function findInitialToken(
  { storage, registry }: Pick<Deps, "storage" | "registry">,
  sent: string,
  now: number,
): Promise<FoundToken | undefined> {
  const hex = digest("sha256", sent, "hex");
  const { tokens = [] } = registry.settings.registration;
  const inFile = tokens.find(({ sha256 }) => sha256 === hex);
  if (inFile !== undefined) {
    const { label, expiresAt } = inFile;
    const isValid = expiresAt === undefined || now < Date.parse(expiresAt);
    return isValid ? { id: fileTokenId(label), label, use: undefined } : undefined;
  }
  const hash = hashOf(sent);
  const row = await storage.registrations.find("initial-token", idOfHash(hash));
  if (row === undefined) return undefined;
  const { token } = contentOf({ ...row, kind: "initial-token" });
  if (token.hash !== hash || token.usesLeft <= 0 || now >= token.expiresAt) return undefined;
  const { id, version } = row;
  const use = initialTokenChange({ token: { ...token, usesLeft: token.usesLeft - 1 } }, version);
  return { id, label: token.label, owner: token.owner, use };
}

/** The id of a token of the configuration file. No token of the storage has one like it. */
export const fileTokenId = (label: string): string => `file:${label}`;

/** A token is found without an index: its id follows from its hash, and shows nothing of the token. */
export const idOfHash = (hash: string): string => hash.slice(0, 16).replaceAll(/[-_]/g, "0");
