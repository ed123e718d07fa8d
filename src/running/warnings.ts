/** The warnings of a server: found at the start, when it listens, and when another configuration is put in force. Each is logged once. */
import { exposures } from "../configuration/data-directory.ts";
import type { InForce } from "../configuration/reload.ts";
import type { StorageKind } from "../configuration/storage-kind.ts";
import {
  type ConfigurationWarning,
  certificateOf,
  type Facts,
  inWords,
  warningsOf,
} from "../configuration/warnings/index.ts";
import { accountsAmong } from "../service/accounts.ts";
import type { Shared } from "../service/deps.ts";
import { incompleteEntry, issuerEntry } from "../service/start-entries.ts";

export interface Warnings {
  readonly all: () => readonly ConfigurationWarning[];
  /** Those about the network, once it is known where the server listens. */
  readonly listening: (at: { readonly host: string; readonly port: number }) => void;
  /** Those of another configuration, in place of the former ones. */
  readonly again: (inForce: InForce) => Promise<void>;
}

/** Looks at what is served, and at the database that it is served from. `logs`: another process doesn't log the same. */
export async function openWarnings(
  shared: Shared,
  first: InForce,
  { demo, storage, logs }: { readonly demo: boolean; readonly storage: StorageKind; readonly logs: boolean },
): Promise<Warnings> {
  const incomplete = await shared.storage.isIncomplete();
  // If there is an operator, the warning is given once. Without one, nobody can be invited until somebody has looked at the
  // database.
  if (incomplete && (await shared.storage.people.hasOperator()))
    await shared.storage.acceptAsIs(incompleteEntry(shared.clock()));
  const { issuer } = first.configuration;
  const servedBefore = await shared.storage.servedAs(issuer, issuerEntry(shared.clock(), issuer));

  async function factsOf({ configuration, environment }: InForce): Promise<Facts> {
    const owners = configuration.clients.flatMap(({ owner }) => owner ?? []);
    const accounts = await accountsAmong(shared.storage, owners);
    return {
      ...{ configuration, environment, now: shared.clock(), demo, storage, incomplete, servedBefore },
      // The names of users elsewhere aren't known before they sign in.
      ...(shared.hooks?.users === undefined && { hasAccount: (username: string) => accounts.has(username) }),
      certificate: certificateOf(configuration),
      exposures: [...exposures(configuration)],
    };
  }

  let facts = await factsOf(first);
  let at: { readonly host: string; readonly port: number } | undefined;
  let given: readonly ConfigurationWarning[] = [];
  const textOf = (one: ConfigurationWarning): string => `${one.name} ${inWords(one)}`;

  function look(): void {
    const known = new Set(given.map(textOf));
    const served = { ...facts, configuration: { ...facts.configuration, ...at } };
    given = [...warningsOf(facts, { alone: false }), ...(at === undefined ? [] : warningsOf(served, { alone: true }))];
    if (!logs) return;
    for (const each of given)
      if (!known.has(textOf(each))) shared.log.warn({ warning: each.name, setting: each.key }, inWords(each));
  }

  look();
  return {
    all: () => [...given],
    listening(where) {
      at = where;
      look();
    },
    async again(inForce) {
      facts = await factsOf(inForce);
      look();
    },
  };
}
