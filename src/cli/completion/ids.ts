/** Ids of what is registered, for a completion: of the server or the data directory that the command line names. Quick or not at all. */
import { listed } from "../registry/admin-api.ts";
import { openApi } from "../registry/backend.ts";
import { APIS, CLIENTS, KEYS, type Kind, REQUESTS, SCOPES } from "../registry/kinds.ts";
import type { RegistryOptions } from "../registry/options.ts";
import { GRANTS, INITIAL_TOKENS, SESSIONS, TEAMS, USERS } from "../registry/people-kinds.ts";

export interface Candidate {
  readonly word: string;
  readonly says?: string | undefined;
}

/** Milliseconds: somebody has pressed a key and waits. */
const PATIENCE = 2_000;
const MOST = 100;

const KINDS: readonly Kind[] = [CLIENTS, SCOPES, APIS, REQUESTS, GRANTS, SESSIONS, TEAMS, INITIAL_TOKENS, KEYS];

/** Options and arguments whose value is an id, whatever the command. */
const OF_NAMES: Readonly<Record<string, Kind>> = {
  "--client": CLIENTS,
  "--application": CLIENTS,
  "--scope": SCOPES,
  "--revoke": KEYS,
  user: USERS,
};

interface Asked {
  readonly path: readonly string[];
  /** Of the argument or option. */
  readonly name: string;
  readonly given: Readonly<Record<string, string | boolean>>;
  readonly last: string;
}

export async function idsFor({ path: [command, act], name, given, last }: Asked): Promise<readonly Candidate[]> {
  const kind = name === "id" ? KINDS.find((one) => one.command === command) : OF_NAMES[name];
  // The id of what is new isn't one that exists.
  if (kind === undefined || (act === "create" && name === "id")) return [];
  const none = new Promise<readonly Candidate[]>((resolve) => setTimeout(resolve, PATIENCE, []).unref());
  return Promise.race([none, idsOf(kind, given as RegistryOptions, last).catch(() => [])]);
}

async function idsOf(kind: Kind, options: RegistryOptions, last: string): Promise<readonly Candidate[]> {
  const api = await openApi(options, kind.opening);
  try {
    const q = kind.isSearched === true && last !== "" ? last : undefined;
    const { items } = await listed(api, kind.path, { q }, MOST);
    const [, second] = kind.columns;
    return items.map((item) => {
      const says = typeof second?.of === "string" ? item[second.of] : undefined;
      return { word: String(item[kind.completes ?? kind.idMember]), says: typeof says === "string" ? says : undefined };
    });
  } finally {
    await api.close();
  }
}
