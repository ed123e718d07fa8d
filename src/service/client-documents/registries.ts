/**
 * A registry in which the URL of a client's document is the client's id. What is registered wins. Documents are kept in memory, for as long as their
 * responses allow, within bounds. One that can't be had again is used for another day, so that an application doesn't stop with its web server.
 */
import type { Outbound } from "../../ports/outbound.ts";
import type { Credentials, Registries, Registry, SeenDocument } from "../../ports/registry.ts";
import { once, type Soon } from "../../ports/soon.ts";
import type { Client } from "../../protocol/client.ts";
import { type DocumentFault, idFault, isDocumentId, isTrusted } from "../../protocol/client-document.ts";
import { perVersion } from "../per-version.ts";
import { isWorthNoting, seenDocuments } from "./seen.ts";

/** Milliseconds. */
const [SHORTEST, LONGEST, FAULTY, STALE] = [60_000, 86_400_000, 30_000, 86_400_000];
const KEPT = 1_000;
/** Documents that are requested in a minute, so that nobody makes this server request URLs for them. */
const [MINUTE, PER_MINUTE] = [60_000, 300];

interface Known {
  readonly until: number;
  readonly readAt: number;
  readonly client?: Client | undefined;
  readonly logoUri?: string | undefined;
  readonly fault?: DocumentFault | undefined;
}

/** Nothing that it sends is a secret of it. */
const NO_SECRETS: Credentials = {
  matchSecret: () => undefined,
  matchMac: async () => "none",
  async matchSlowly(sent, passwords, like) {
    await passwords.verify(sent, undefined, like);
    return undefined;
  },
};

export function withDocuments(registries: Registries, outbound: Outbound, clock: () => number): Registries {
  const seen = seenDocuments();
  const documentsOf = perVersion((registry) => documentsIn(registry, outbound, clock, seen.note));
  const wrapped = perVersion((registry) => {
    const documents = documentsOf(registry);
    return {
      ...registry,
      client: (id: string) =>
        once(registry.client(id), (found) => {
          if (found !== undefined || !isDocumentId(id)) return found;
          return once(documents.find(id), ({ client }) => client && { client, credentials: NO_SECRETS });
        }),
      logo: (id: string) => once(registry.logo(id), (logo) => logo ?? documents.seen(id)?.logoUri),
      unusable: (id: string) => documents.seen(id)?.fault,
      secrets: {
        ...registry.secrets,
        clientsAmong: (texts: readonly string[]) =>
          once(registry.secrets.clientsAmong(texts), (ids) => {
            const more = texts.filter((text) => documents.seen(text)?.client !== undefined);
            return more.length === 0 ? ids : new Set([...ids, ...more]);
          }),
      },
    };
  });
  return {
    refresh: () => registries.refresh(),
    inFile: (kind, id) => registries.inFile(kind, id),
    // The file may be read again.
    get clientsInFile() {
      return registries.clientsInFile;
    },
    get settingsInFile() {
      return registries.settingsInFile;
    },
    documents: {
      list: seen.list,
      refresh: (id) => documentsOf(registries.current()).refresh(id),
    },
    current() {
      const registry = registries.current();
      return registry.settings.clientDocuments.mode === "off" ? registry : wrapped(registry);
    },
  };
}

/** Scopes and policy are those of one version, so each version reads documents itself. */
function documentsIn(registry: Registry, outbound: Outbound, clock: () => number, note: (seen: SeenDocument) => void) {
  const read = new Map<string, Known>();
  // Apart, so that nobody pushes documents out with URLs that are none.
  const faulty = new Map<string, Known>();
  const asking = new Map<string, Promise<Known>>();
  const policy = registry.settings.clientDocuments;
  let [minute, requested] = [0, 0];

  const asSeen = (id: string, { client, readAt, until, fault }: Known): SeenDocument => ({
    ...{ id, name: client?.name, readAt, until, fault },
  });

  function keep(id: string, one: Known): Known {
    if (isWorthNoting(one.fault)) note(asSeen(id, one));
    for (const all of [read, faulty]) all.delete(id);
    const all = one.client === undefined ? faulty : read;
    if (all.size >= KEPT) all.delete(all.keys().next().value ?? "");
    all.set(id, one);
    return one;
  }
  const seen = (id: string): Known | undefined => read.get(id) ?? faulty.get(id);
  const refused = (id: string, fault: DocumentFault, now: number, ms: number): Known =>
    keep(id, { until: now + ms, readAt: now, fault });

  async function ask(id: string, before: Known | undefined): Promise<Known> {
    const now = clock();
    const failed = (fault: DocumentFault): Known => {
      const isStale = before?.client !== undefined && now - before.readAt < STALE && fault.is === "unreachable";
      return isStale ? keep(id, { ...before, until: now + SHORTEST }) : refused(id, fault, now, FAULTY);
    };
    if (Math.floor(now / MINUTE) !== minute) [minute, requested] = [Math.floor(now / MINUTE), 0];
    if (++requested > PER_MINUTE)
      return failed({ is: "unreachable", seen: "too many such requests", expected: "fewer in a minute" });
    const { fetchDocument } = await import("./fetch.ts");
    const found = await fetchDocument({ outbound }, registry, id, now);
    if ("fault" in found) return failed(found.fault);
    const { client, logoUri, maxAge } = found;
    const until = now + Math.min(Math.max(maxAge * 1_000, SHORTEST), LONGEST);
    return keep(id, { until, readAt: now, client, logoUri });
  }

  function find(id: string, isAgain = false): Soon<Known> {
    const now = clock();
    const expected = idFault(id, policy.loopback);
    if (expected !== undefined) return refused(id, { is: "id", expected }, now, 0);
    const { hostname: host } = new URL(id);
    if (!isTrusted(policy, host)) return refused(id, { is: "untrusted" }, now, 0);
    const before = seen(id);
    if (!isAgain && before !== undefined && now < before.until && before.until - now <= LONGEST) return before;
    const running = asking.get(id) ?? ask(id, before).finally(() => asking.delete(id));
    asking.set(id, running);
    return running;
  }

  return { seen, find: (id: string) => find(id), refresh: async (id: string) => asSeen(id, await find(id, true)) };
}
