/** Finds what is registered: in the storage, by the configuration file, or built in. */
import { type Contents, contentOf, SETTINGS_ID } from "../../ports/registered.ts";
import type { ListedBy, OwnedBy, Registration } from "../../ports/registrations.ts";
import { foldUsername } from "../../ports/username.ts";
import type { AdminKind, FoundBy } from "../../protocol/admin/occasion.ts";
import type { TrustedIssuer } from "../../protocol/settings.ts";
import type { Deps } from "../deps.ts";
import { type Caller, isWithinReach } from "./caller.ts";

export interface Found<Kind extends AdminKind> {
  readonly id: string;
  readonly by: FoundBy;
  readonly content: Contents[Kind];
  /** What is in the storage has one. */
  readonly version: number | undefined;
}

type Where = Pick<Deps, "registry" | "registries" | "storage">;

/** As an entity tag (RFC 9110 8.8.3); `undefined` for what isn't changed here. */
export const etagOf = ({ version }: Pick<Found<AdminKind>, "version">): string | undefined =>
  version === undefined ? undefined : `"${version}"`;

export async function findRegistered<Kind extends AdminKind>(
  deps: Where,
  kind: Kind,
  id: string,
): Promise<Found<Kind> | undefined> {
  const stored = deps.registries.inFile(kind, id) ? undefined : await deps.storage.registrations.find(kind, id);
  if (stored === undefined && kind === "settings" && id === SETTINGS_ID) return NO_SETTINGS as Found<never>;
  if (stored === undefined) return notStored(deps, kind, id);
  return storedAs(kind, stored);
}

/** All of them are those of the configuration, and can be changed from there. */
const NO_SETTINGS: Found<"settings"> = { id: SETTINGS_ID, by: "storage", content: { settings: {} }, version: 0 };

/** What a file was applied from is changed only there. */
function storedAs<Kind extends AdminKind>(kind: Kind, row: Registration): Found<Kind> {
  const content = contentOf({ ...row, kind });
  return { id: row.id, by: content.ownedBy === undefined ? "storage" : "file", content, version: row.version };
}

/** What the configuration file registers, and what is built in. */
async function notStored<Kind extends AdminKind>(
  { registry, registries }: Where,
  kind: Kind,
  id: string,
): Promise<Found<Kind> | undefined> {
  const { scopes, apis } = registry.catalogue;
  const found = async (): Promise<Contents[AdminKind] | undefined> => {
    if (kind === "application") {
      const registered = registries.inFile(kind, id) ? await registry.client(id) : undefined;
      return registered && { client: registered.client, secrets: [], ownedBy: CONFIGURATION };
    }
    if (kind === "trusted-issuer") {
      const trusted = trustedInFile(registries).find(({ issuer }) => issuer === id);
      return trusted && { trusted };
    }
    if (kind !== "scope" && kind !== "api") return undefined;
    const [scope, api] = [scopes.get(id), apis.get(id)];
    return kind === "scope" ? scope && { scope } : api && { api };
  };
  const content = (await found()) as Contents[Kind] | undefined;
  return content && { id, by: "file", content, version: undefined };
}

export interface Listed<Kind extends AdminKind = AdminKind> {
  /** The id after which the list continues. */
  readonly after?: string | undefined;
  readonly limit: number;
  /** Only what has this in its id or name, ignoring case. */
  readonly text?: string | undefined;
  /** Only what is within the reach of the caller; without one, everything. */
  readonly caller?: Caller | undefined;
  /** What the storage is asked for, beside what is within the reach of the caller. What isn't stored is selected by `holds`. */
  readonly ownedBy?: OwnedBy | undefined;
  readonly uses?: ListedBy["uses"];
  /** Only those for which it holds. */
  readonly holds?: ((content: Contents[Kind]) => boolean) | undefined;
}

/** In the order of their ids. */
export async function listRegistered<Kind extends AdminKind>(
  deps: Where,
  kind: Kind,
  { holds = () => true, ...listed }: Listed<Kind>,
): Promise<readonly Found<Kind>[]> {
  const { caller, limit } = listed;
  const found: Found<Kind>[] = [];
  for (let { after } = listed; ; ) {
    const { page, until } = await pageOf(deps, kind, { ...listed, after });
    found.push(
      ...page.filter(({ content }) => (caller === undefined || isWithinReach(caller, content)) && holds(content)),
    );
    if (until === undefined || found.length >= limit) return found.slice(0, limit);
    after = until;
  }
}

/** What is stored and what isn't, and up to which id; `undefined` if nothing follows. */
async function pageOf<Kind extends AdminKind>(
  deps: Where,
  kind: Kind,
  { after, limit, text, caller, uses, ...wanted }: Listed<Kind>,
): Promise<{ readonly page: readonly Found<Kind>[]; readonly until: string | undefined }> {
  const ownedBy = (kind === "application" ? ownedIn(caller) : undefined) ?? wanted.ownedBy;
  const rows = await deps.storage.registrations.list({ kind, after, limit, text, ownedBy, uses });
  const last = rows.length < limit ? undefined : rows.at(-1)?.id;
  const stored = rows.filter(({ id }) => !deps.registries.inFile(kind, id)).map((row) => storedAs(kind, row));
  const ids = new Set(stored.map(({ id }) => id));
  const others = othersOf(deps, kind)
    .filter((id) => !ids.has(id) && (after === undefined || id > after) && (last === undefined || id <= last))
    .sort();
  const found: Found<Kind>[] = [];
  for (const id of others) {
    if (found.length > limit) break;
    const one = await notStored(deps, kind, id);
    if (one !== undefined && isListed(one, text)) found.push(one);
  }
  const all = [...stored, ...found].sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = all.slice(0, limit);
  return { page, until: all.length > limit ? page.at(-1)?.id : last };
}

/** The ids of what isn't only in the storage. */
function othersOf({ registry, registries }: Where, kind: AdminKind): readonly string[] {
  if (kind === "application") return registries.clientsInFile;
  if (kind === "trusted-issuer") return trustedInFile(registries).map(({ issuer }) => issuer);
  if (kind !== "scope" && kind !== "api") return [];
  return [...(kind === "scope" ? registry.catalogue.scopes : registry.catalogue.apis).keys()];
}

const trustedInFile = ({ settingsInFile }: Where["registries"]): readonly TrustedIssuer[] =>
  settingsInFile.settings.trustedIssuers ?? [];

/** What the configuration file registers belongs to it, like what another file was applied from. */
const CONFIGURATION = { file: "" };

/** How many are read at once. */
const PAGE = 200;

/** Every one of a kind. */
export async function* everyRegistered<Kind extends AdminKind>(deps: Where, kind: Kind): AsyncGenerator<Found<Kind>> {
  for (let after: string | undefined; ; ) {
    const page = await listRegistered(deps, kind, { after, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

const isListed = ({ id, content }: Found<AdminKind>, text: string | undefined): boolean =>
  text === undefined || `${id}\n${nameIn(content)}`.toLowerCase().includes(text.toLowerCase());

function nameIn(content: Contents[AdminKind]): string {
  if ("client" in content) return content.client.name;
  if ("scope" in content) return content.scope.description;
  return "api" in content ? content.api.name : "";
}

/** Whose applications a caller sees. */
function ownedIn(caller: Caller | undefined): OwnedBy | undefined {
  const own = caller?.own;
  return own && { owner: foldUsername(own.username), teams: [...own.teams] };
}
