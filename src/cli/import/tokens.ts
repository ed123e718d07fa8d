/** Refresh tokens of an import, which their clients may present here. */
import type { Found, MovedToken } from "../../importing/found.ts";
import { type Note, note } from "../../importing/notes.ts";
import { defined } from "../../importing/read-as.ts";
import { contentOf } from "../../ports/registered.ts";
import type { Storage } from "../../ports/storage.ts";
import { isPublic } from "../../protocol/client.ts";
import { movedToken } from "../../service/moved-tokens.ts";
import { inGroups } from "./in-groups.ts";

export type PlacedToken = Extract<Found, { readonly is: "token" }>;

/** What is here already that an import names. */
export interface Subjects {
  /** Whether a subject is another user here than in the source. */
  readonly isOther: (subject: string) => boolean;
  /** Apps of the configuration file. */
  readonly apps: readonly string[];
}

/** Keeps the tokens that can be honored, and says of the others why not. Returns how many are new. `now` in milliseconds. */
export async function addTokens(
  { grants, people, registrations }: Storage,
  tokens: AsyncIterable<PlacedToken>,
  say: (one: Note) => void,
  now: number,
  { isOther, apps: inFile }: Subjects,
): Promise<number> {
  let added = 0;
  async function take({ at, token }: PlacedToken): Promise<Note | undefined> {
    const { clientId, subject, scopes, expiresAt, confidential = false } = token;
    const refused = (why: string): Note => note("import/token-unusable", at, { why });
    const registered = await registrations.find("application", clientId);
    const client = registered && contentOf({ ...registered, kind: "application" }).client;
    const { id, hash } = placeOf(token);
    const here = await grants.find(id);
    if (expiresAt <= now) return refused("it has expired");
    if (!inFile.includes(clientId) && client?.grantTypes.includes("refresh_token") !== true)
      return refused("its app isn't here, or may not use refresh tokens");
    if (confidential && client !== undefined && isPublic(client))
      return refused("its app doesn't authenticate, and whoever has read the other server's database could use it");
    if ((await people.find(subject)) === undefined) return refused("its user isn't here");
    if (isOther(subject)) return refused("its subject is another user here");
    if (here !== undefined) {
      const isSame = here.clientId === clientId && here.subject === subject;
      return isSame ? undefined : refused("another token has its place");
    }
    const { createdAt = now, startedAt = now, rotatedAt = now, cnf, authTime, nonce } = token;
    const { audience, authorizationDetails, requestedClaims } = token;
    const refresh = {
      ...{ generation: 0, hash, rotatedAt, startedAt, by: undefined },
      ...(cnf !== undefined && { cnf }),
    };
    await grants.insert(
      {
        ...{ id, clientId, subject, source: { kind: "moved" }, sessionId: undefined, scopes, createdAt },
        ...{ authTime, nonce, refresh, revokedAt: undefined, revokedBecause: undefined },
        ...defined({ audience, authorizationDetails, requestedClaims }),
      },
      { accessToken: undefined, forgetAfter: expiresAt },
    );
    added++;
    return undefined;
  }
  const keyOf = ({ token }: PlacedToken): string => String(placeOf(token).id);
  for await (const refused of inGroups(tokens, keyOf, take)) if (refused !== undefined) say(refused);
  return added;
}

/** The grant that a token gets, and what is compared of it. */
function placeOf({ kept, sha256: text }: MovedToken): { readonly id: number; readonly hash: Uint8Array } {
  const sha256 = Buffer.from(text, "hex");
  return kept === undefined ? movedToken(sha256) : { id: kept, hash: sha256 };
}
