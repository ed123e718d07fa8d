/** Initial access tokens: those of the storage, which are made and ended here, and those of the configuration file. Only hashes are kept. */
import { addInitialToken, endInitialToken, listInitialTokens, MOST } from "../../admin/initial-tokens.ts";
import { invalid } from "../../admin/representation.ts";
import { contentOf, type InitialToken, initialTokenChange } from "../../ports/registered.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { FieldFault } from "../../protocol/admin/occasion.ts";
import type { Deps } from "../deps.ts";
import { hasUser } from "../hooks/users.ts";
import { fileTokenId, idOfHash } from "../registration/initial-tokens.ts";
import { hashOf } from "../registration/request.ts";
import { type Handled, handled, pageOf } from "./operate.ts";

/** Tokens that are kept. With more, nobody would know any more what each is for. */
const MOST_TOKENS = 1_000;
const DAY = 86_400_000;
const USUAL_DAYS = 30;

/** A token as it is listed. Times are milliseconds. */
export interface ListedToken extends Pick<InitialToken, "id" | "label" | "owner"> {
  /** Unknown for one of the configuration file, which also has no number of uses. */
  readonly createdAt?: number;
  readonly uses?: number;
  readonly usesLeft?: number;
  readonly expiresAt?: number | undefined;
  readonly state: "valid" | "expired" | "used-up";
  /** It is one of the configuration file. */
  readonly inFile: boolean;
}

/** All tokens, the newest first, then those of the configuration file. `now` in milliseconds. */
export async function allInitialTokens(
  { storage, registry }: Pick<Deps, "storage" | "registry">,
  now: number,
): Promise<readonly ListedToken[]> {
  const rows = await storage.registrations.list({ kind: "initial-token", limit: MOST_TOKENS });
  const stored = rows.map((row): ListedToken => {
    const { hash: _, ...token } = contentOf({ ...row, kind: "initial-token" }).token;
    const state = now >= token.expiresAt ? "expired" : token.usesLeft > 0 ? "valid" : "used-up";
    return { ...token, state, inFile: false };
  });
  const inFile = (registry.settings.registration.tokens ?? []).map(({ label, expiresAt }): ListedToken => {
    const end = expiresAt === undefined ? undefined : Date.parse(expiresAt);
    const state = end !== undefined && now >= end ? "expired" : "valid";
    return { id: fileTokenId(label), label, expiresAt: end, state, inFile: true };
  });
  return [...stored.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || (a.id < b.id ? -1 : 1)), ...inFile];
}

/** How many applications registered with a token. */
export const registeredWith = ({ storage }: Pick<Deps, "storage">, id: string): Promise<number> =>
  storage.registrations.countUsing({ kind: "initial-token", id }, "application");

const iso = (at: number): string => new Date(at).toISOString();

const shown = ({ id, label, owner, createdAt, expiresAt, uses, usesLeft }: Omit<ListedToken, "state">) => ({
  ...{ id, label },
  ...(owner !== undefined && { owner }),
  ...(createdAt !== undefined && { created_at: iso(createdAt) }),
  ...(expiresAt !== undefined && { expires_at: iso(expiresAt) }),
  ...(uses !== undefined && { uses }),
  ...(usesLeft !== undefined && { uses_left: usesLeft }),
});

function faultsOf(
  owner: string | undefined,
  isThere: boolean,
  expiresAt: number,
  now: number,
  has: number,
): readonly FieldFault[] {
  return [
    ...(isThere ? [] : [invalid("/owner", JSON.stringify(owner), "the user name of an existing user")]),
    ...(expiresAt > now && expiresAt <= now + MOST.days * DAY
      ? []
      : [invalid("/expires_at", iso(expiresAt), `a time within the next ${MOST.days} days`)]),
    ...(has < MOST_TOKENS
      ? []
      : [invalid("/label", `one more than ${has} tokens`, `at most ${MOST_TOKENS}. End one first`)]),
  ];
}

export const INITIAL_TOKENS = {
  list: handled(listInitialTokens, async ({ deps, after, limit, now }) => {
    const all = await allInitialTokens(deps, now);
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const page = all.slice(from, from + limit + 1);
    const counts = new Map(
      await Promise.all(page.map(async ({ id }) => [id, await registeredWith(deps, id)] as const)),
    );
    return pageOf(
      page,
      limit,
      (one) => ({
        ...shown(one),
        state: one.state,
        applications: counts.get(one.id) ?? 0,
        ...(one.inFile && { owned_by: "file" }),
      }),
      ({ id }) => id,
    );
  }),
  add: handled(addInitialToken, async ({ deps, caller, body, now, judge }) => {
    const { label, owner, uses } = body;
    const expiresAt = body.expires_at === undefined ? now + USUAL_DAYS * DAY : Date.parse(body.expires_at);
    const has = (await deps.storage.registrations.list({ kind: "initial-token", limit: MOST_TOKENS })).length;
    const isThere = owner === undefined || (await hasUser(deps, owner));
    const faults = faultsOf(owner, isThere, expiresAt, now, has);
    const refused = await judge({ faults });
    if (refused !== undefined) return refused;
    const secret = Buffer.from(deps.random(32)).toString("base64url");
    const hash = hashOf(secret);
    const token: InitialToken = {
      ...{ id: idOfHash(hash), label, hash, createdAt: now, expiresAt, uses, usesLeft: uses },
      ...(owner !== undefined && { owner }),
    };
    const { id } = token;
    await deps.storage.registrations.change([initialTokenChange({ token }, 0)], {
      ...{ at: now, actor: caller.actor, action: "initial-token/add", target: { kind: "initial-token", id } },
      after: { label, owner, uses, expires_at: iso(expiresAt) },
    });
    return { body: { ...shown({ ...token, inFile: false }), token: secret } };
  }),
  end: handled(endInitialToken, async ({ deps, caller, at, now, judge }) => {
    const { id = "" } = at;
    // A registration may use it at the same time. What it registers then stays.
    for (let attempt = 0; ; attempt++) {
      const row = await deps.storage.registrations.find("initial-token", id);
      const isInFile = (deps.registry.settings.registration.tokens ?? []).some(
        ({ label }) => fileTokenId(label) === id,
      );
      const refused = await judge({ found: row !== undefined ? "storage" : isInFile ? "file" : undefined });
      if (refused !== undefined || row === undefined) return refused ?? "nothing";
      const { label, usesLeft } = contentOf({ ...row, kind: "initial-token" }).token;
      const ended = await deps.storage.registrations.change(
        [{ kind: "initial-token", id, from: row.version, content: undefined }],
        {
          ...{ at: now, actor: caller.actor, action: "initial-token/end", target: { kind: "initial-token", id } },
          before: { label, uses_left: usesLeft },
        },
      );
      if (typeof ended === "number") return "nothing";
      if (attempt >= 5) throw new StorageUnavailable("busy", "the token is used too often");
    }
  }),
} as const;

export const INITIAL_TOKENS_HANDLED: readonly Handled[] = [INITIAL_TOKENS.list, INITIAL_TOKENS.add, INITIAL_TOKENS.end];
