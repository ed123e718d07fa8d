/** Runs a reader over a fixture, as `candor import` does, but for the storage. */
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { piecesOf } from "../../src/cli/import/read-files.ts";
import type { SourceName } from "../../src/cli/import/source-names.ts";
import { sourceNamed } from "../../src/cli/import/sources.ts";
import { applicationForm } from "../../src/declared/forms.ts";
import { checkUser, type NewAccount } from "../../src/importing/check-user.ts";
import type { MovedToken } from "../../src/importing/found.ts";
import { filled, NOTES, noteCollector } from "../../src/importing/notes.ts";
import { type FoundItem, planImport } from "../../src/importing/plan.ts";
import { NO_PASSWORD } from "../../src/ports/password-hash.ts";
import type { StoredApplication } from "../../src/ports/registered.ts";

export const fixture = (name: string): string =>
  isAbsolute(name) ? name : join(import.meta.dirname, "fixtures", name);
export const textOf = (name: string): string => readFileSync(fixture(name), "utf8");

const T = 1_800_000_000_000;

export async function imported(source: SourceName, files: readonly string[], redirectUris: readonly string[] = []) {
  const { read, ...manner } = await sourceNamed(source);
  const notes = noteCollector();
  const items: FoundItem[] = [];
  const users: NewAccount[] = [];
  const tokens: MovedToken[] = [];
  for await (const found of read(piecesOf(files.map(fixture), manner), { redirectUris })) {
    if (found.is === "note") notes.add(found.note);
    else if (found.is === "token") tokens.push(found.token);
    else if (found.is === "team" || found.is === "settings" || found.is === "consent" || found.is === "audit") continue;
    else if (found.is === "left-name" || found.is === "client-record") continue;
    else if (found.is !== "user") items.push(found);
    else {
      const { account, notes: said } = checkUser(found.at, found.user, [], T);
      for (const one of said) notes.add(one);
      if (account !== undefined) users.push(account);
    }
  }
  const nothing = { application: [], scope: [], api: [], "trusted-issuer": [] };
  const random = (length: number) => new Uint8Array(length).fill(7);
  const plan = planImport(items, { current: [], configured: nothing, now: T, random });
  for (const one of plan.notes) notes.add(one);
  return { plan, users, tokens, notes: notes.all() };
}

/** What came of a fixture, to be read and compared: of secrets and hashes only that there is one. */
export function shown({ plan, users, tokens, notes }: Awaited<ReturnType<typeof imported>>) {
  return {
    registered: plan.changes.map(({ kind, id, content }) => {
      if (kind !== "application") return { kind, id, ...(content as object) };
      const { secrets = [], ...form } = applicationForm(content as StoredApplication);
      return { kind, ...form, ...(secrets.length > 0 && { secrets: secrets.length }) };
    }),
    users: users.map(({ passwordHash, ...user }) => ({
      ...user,
      passwordHash: passwordHash === NO_PASSWORD ? "none" : passwordHash.replace(/\$[^$]+\$[^$]+$/, "$…"),
    })),
    ...(tokens.length > 0 && { tokens: tokens.map(({ sha256: _, ...token }) => token) }),
    notes: notes.map(({ id, at, count, values }) => `${id} at ${at} (${count}): ${filled(NOTES[id].says, values)}`),
  };
}
