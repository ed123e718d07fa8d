/** What applications use: scopes, by when they were last asked for, granted and refused, and a few of the requests that were granted. */
import type { Registry } from "../../ports/registry.ts";
import type { Granted, Usage } from "../../ports/usage.ts";
import { parametersOf } from "../../protocol/authorization/arrival.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { formOf } from "../../protocol/received.ts";
import { clientIdOf, isProven } from "../../protocol/replay/record.ts";
import type { Shared } from "../deps.ts";
import { openOccasionGate } from "../gate.ts";
import { perVersion } from "../per-version.ts";
import { notedIn } from "./noted.ts";
import { sampledIn } from "./sampled.ts";

/** Milliseconds between two flushes. */
export const USAGE_EVERY = 5_000;
/** Scopes of one request that are noted as asked for. */
const MOST = 100;

/** The scopes that a request names. */
const namedIn = (on: Refused["on"]): string => {
  if (on.decision === "authorization") {
    const form = parametersOf(on.received);
    return "refused" in form ? "" : (form.values.get("scope") ?? "");
  }
  return on.decision === "token" && !("refused" in on.received.body)
    ? (formOf(on.received.body).values.get("scope") ?? "")
    : "";
};

/** Those that exist. Others may be anything. */
const known = ({ catalogue }: Registry, words: readonly string[]): readonly string[] =>
  words.slice(0, MOST).filter((word) => catalogue.scopes.has(word));

function kindOf(on: Granted): string {
  if (on.decision === "authorization") return "authorization";
  return `token/${formOf(on.received.body).values.get("grant_type") ?? ""}`;
}

/** What tells apart requests of a kind: where the response goes, how the client authenticates, and the scopes. */
function varietyOf(on: Granted, scopes: readonly string[]): string {
  if (on.decision === "token") return `${on.client?.method} ${scopes.join(" ")}`;
  const form = parametersOf(on.received);
  return `${"refused" in form ? "" : form.values.get("redirect_uri")} ${scopes.join(" ")}`;
}

type Needs = Pick<Shared, "storage" | "keys" | "counts" | "log">;

export function openUsage({ storage, keys, counts, log }: Needs): Usage {
  const noted = notedIn(storage.usage);
  const sampled = sampledIn({
    store: storage.usage,
    gate: perVersion((registry) => openOccasionGate(registry, counts)),
    thumbprint: (credential) => Buffer.from(keys.tag("thumbprint", Buffer.from(credential), 6)).toString("base64url"),
  });
  let flushing: Promise<void> | undefined;

  async function flushNow(): Promise<void> {
    await noted
      .flush()
      .catch((error: Error) => log.error({ fault: error.name }, "the use of scopes could not be stored"));
    await sampled.flush().catch((error: Error) => log.error({ fault: error.name }, "a success could not be stored"));
  }
  /** Never twice at once. What was noted meanwhile is stored too. */
  async function flush(): Promise<void> {
    await flushing;
    flushing ??= flushNow().finally(() => {
      flushing = undefined;
    });
    await flushing;
  }

  return {
    granted(on, clientId, scopes, registry) {
      const named = namedIn(on);
      const kind = kindOf(on);
      const variety = varietyOf(on, scopes);
      if (noted.isKnown(clientId, `${kind} ${named} > ${variety}`, on.now)) return;
      const asked = known(registry, named.split(" "));
      const narrowed = asked.filter((name) => !scopes.includes(name));
      noted.note(clientId, { asked, granted: scopes, refused: narrowed }, on.now);
      sampled.offer({ on, clientId, kind, variety, registry });
    },
    asked(on, clientId, registry) {
      const named = namedIn(on);
      if (noted.isKnown(clientId, `asked ${named}`, on.now)) return;
      noted.note(clientId, { asked: known(registry, named.split(" ")) }, on.now);
    },
    refused({ refused, evidence, on }, registry) {
      if (!refused.startsWith("scope/") || (on.decision !== "token" && on.decision !== "authorization")) return;
      // Anybody can send a request in the name of a client, but only to where its users sign in.
      const clientId = on.decision === "authorization" || isProven(on) ? clientIdOf(on) : undefined;
      if (clientId === undefined) return;
      const { words = [] } = evidence as { readonly words?: readonly string[] };
      const happened = { asked: known(registry, namedIn(on).split(" ")), refused: known(registry, words) };
      noted.note(clientId, happened, on.now);
    },
    async uses(by) {
      await flush();
      return storage.usage.uses(by);
    },
    async lastAsked(scope) {
      await flush();
      return storage.usage.lastAsked(scope);
    },
    async successes(clientId, limit) {
      await flush();
      return storage.usage.successes(clientId, limit);
    },
    flush,
  };
}
