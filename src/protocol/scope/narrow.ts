/** The scope of an access token of a grant: what was originally granted, or less (RFC 6749 6). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { type Client, mayRequest } from "../client.ts";
import type { ScopeGranted } from "./catalogue.ts";
import { type Catalogue, stateAt } from "./catalogue.ts";
import { diagnose, type Offence } from "./diagnose.ts";
import { grantedOf, isPointless, refuseOffences, refuseTooMany } from "./resolve.ts";

/** The scope of a refresh's access token: what was granted, or less (RFC 6749 6). `several`: the APIs that it may be for together. */
export function narrowScope(
  sent: string | undefined,
  granted: readonly string[],
  client: Client,
  catalogue: Catalogue,
  now: number,
  several: readonly string[] = [],
): ScopeGranted | Refusal {
  // A scope that was withdrawn, or that the client has lost, isn't issued again. The response's scope says so.
  const live = granted.filter((name) => {
    const scope = catalogue.scopes.get(name);
    return scope !== undefined && stateAt(scope, now).is !== "removed" && mayRequest(client, name);
  });
  // What only kept the others alive gives access to nothing.
  if (isPointless(live) && !isPointless(granted))
    return refuse("grant/scopes-withdrawn", { clientId: client.id, granted });
  const target = several.length > 1 ? ({ parameter: "resource", named: several } as const) : undefined;
  if (sent === undefined) return grantedOf(live, { catalogue, target }, "", now);
  const tooMany = refuseTooMany(sent.split(" "), sent);
  if (tooMany !== undefined) return tooMany;
  const words = [...new Set(sent.split(" "))];
  const offences = words.flatMap((word) =>
    live.includes(word) ? [] : [offenceOf(word, { granted, live, catalogue, now })],
  );
  if (offences.length === 0) return grantedOf(words, { catalogue }, sent, now);
  const right = [...new Set(words.flatMap((word) => offences.find((one) => one.word === word)?.instead ?? [word]))];
  const isLive = right.every((word) => live.includes(word));
  const repaired = isLive ? worthAsking(right, catalogue, now) : undefined;
  const offered = { sent, repaired, without: repaired === undefined ? worthAsking(live, catalogue, now) : undefined };
  return refuseOffences(offences, offered, { client, catalogue }, granted);
}

/** The scopes as a parameter, if they can be granted together and give access to something. */
function worthAsking(scopes: readonly string[], catalogue: Catalogue, now: number): string | undefined {
  const text = scopes.join(" ");
  const isGranted = !("refused" in grantedOf(scopes, { catalogue }, "", now));
  return isGranted && !isPointless(scopes) && text.length < 1_000 ? text : undefined;
}

interface Granted {
  readonly granted: readonly string[];
  /** The part that would still be issued. */
  readonly live: readonly string[];
  readonly catalogue: Catalogue;
  readonly now: number;
}

/** What is wrong with an unavailable word: it is beyond the grant, or it isn't a scope and another one was meant. */
function offenceOf(word: string, { granted, live, catalogue, now }: Granted): Offence {
  const scope = catalogue.scopes.get(word);
  if (granted.includes(word))
    return { word, fault: "exceeds-grant", says: `'${word}' has been withdrawn since`, instead: [] };
  if (scope !== undefined && stateAt(scope, now).is !== "removed")
    return { word, fault: "exceeds-grant", says: `'${word}' was not granted at first`, instead: [] };
  if (word === "") return { word, fault: "malformed", says: "scopes are separated by exactly one space", instead: [] };
  return diagnose(word, catalogue, live, now);
}
