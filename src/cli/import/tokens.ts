/** Refresh tokens of an import, which their clients may present here. */
import type { Found } from "../../importing/found.ts";
import { type Note, note } from "../../importing/notes.ts";
import { defined } from "../../importing/read-as.ts";
import { contentOf } from "../../ports/registered.ts";
import type { Storage } from "../../ports/storage.ts";
import { isPublic } from "../../protocol/client.ts";
import { movedToken } from "../../service/moved-tokens.ts";

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
  for await (const { at, token } of tokens) {
    const { clientId, subject, scopes, expiresAt, confidential = false } = token;
    const refused = (why: string): void => say(note("import/token-unusable", at, { why }));
    const registered = await registrations.find("application", clientId);
    const client = registered && contentOf({ ...registered, kind: "application" }).client;
    const sha256 = Buffer.from(token.sha256, "hex");
    const { id, hash } = token.kept === undefined ? movedToken(sha256) : { id: token.kept, hash: sha256 };
    const here = await grants.find(id);
    if (expiresAt <= now) refused("it has expired");
    else if (!inFile.includes(clientId) && client?.grantTypes.includes("refresh_token") !== true)
      refused("its app isn't here, or may not use refresh tokens");
    else if (confidential && client !== undefined && isPublic(client))
      refused("its app doesn't authenticate, and whoever has read the other server's database could use it");
    else if ((await people.find(subject)) === undefined) refused("its user isn't here");
    else if (isOther(subject)) refused("its subject is another user here");
    else if (here !== undefined) {
      if (here.clientId !== clientId || here.subject !== subject) refused("another token has its place");
    } else {
      const { startedAt = now, rotatedAt = now, cnf, authTime, nonce } = token;
      const { audience, authorizationDetails, requestedClaims } = token;
      const refresh = {
        ...{ generation: 0, hash, rotatedAt, startedAt, by: undefined },
        ...(cnf !== undefined && { cnf }),
      };
      await grants.insert(
        {
          ...{ id, clientId, subject, source: { kind: "moved" }, sessionId: undefined, scopes, createdAt: now },
          ...{ authTime, nonce, refresh, revokedAt: undefined, revokedBecause: undefined },
          ...defined({ audience, authorizationDetails, requestedClaims }),
        },
        { accessToken: undefined, forgetAfter: expiresAt },
      );
      added++;
    }
  }
  return added;
}
