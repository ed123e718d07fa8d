/** The scope of an access token that hangs on a grant: what was granted at first, or less (RFC 6749 6). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { type Catalogue, stateAt } from "./catalogue.ts";
import { grantedOf, refuseTooMany, type ScopeGranted } from "./resolve.ts";

/** What the access token of a refresh carries: what was granted, or less (RFC 6749 6). */
export function narrowScope(
  sent: string | undefined,
  granted: readonly string[],
  client: Client,
  catalogue: Catalogue,
  now: number,
): ScopeGranted | Refusal {
  // A scope that was withdrawn since, or unticked for the client, is not issued again; the response's scope says so.
  const live = granted.filter((name) => {
    const scope = catalogue.scopes.get(name);
    return scope !== undefined && stateAt(scope, now).is !== "removed" && client.scopes.includes(name);
  });
  if (live.length === 0 && granted.length > 0)
    return refuse("grant/scopes-withdrawn", { clientId: client.id, granted });
  if (sent === undefined) return grantedOf(live, { catalogue }, "", now);
  const words = [...new Set(sent.split(" "))];
  const tooMany = refuseTooMany(words, sent);
  if (tooMany !== undefined) return tooMany;
  const beyond = words.filter((word) => !live.includes(word));
  if (beyond.length > 0) {
    const kept = words.filter((word) => live.includes(word));
    return refuse("scope/exceeds-grant", {
      sent,
      words: beyond,
      offenders: beyond.map((word) =>
        granted.includes(word) ? `'${word}' has been withdrawn since` : `'${word}' was not granted at first`,
      ),
      repaired: kept.length > 0 ? kept.join(" ") : undefined,
      granted,
    });
  }
  return grantedOf(words, { catalogue }, sent, now);
}
