/** `candor export --everything`: all that is stored, in JSON Lines. A server may use it at the same time. */
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { systemClock } from "../../adapters/clock/system.ts";
import { unfinished } from "../../adapters/unfinished.ts";
import { itemsIn } from "../../declared/carry-out.ts";
import { exported } from "../../declared/export.ts";
import { type ClientRecord, EXPORT_VERSION, type GrantLine, type UserLine } from "../../exporting/lines.ts";
import type { Consent, ListedGrant } from "../../ports/holdings.ts";
import { contentOf, type StoredApplication } from "../../ports/registered.ts";
import type { Account, LeftName, Storage } from "../../ports/storage.ts";
import type { RefreshState } from "../../protocol/grant.ts";
import { visible } from "../../render/characters.ts";
import { VERSION } from "../../version.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { onStorage } from "../place.ts";
import type { ExportOptions } from "./options.ts";

const PAGE = 500;

/** Writes the lines, and sets the exit code. */
export async function exportEverything(options: ExportOptions): Promise<void> {
  const { out, passwordHashes = false } = options;
  const half = out === undefined ? undefined : unfinished(out);
  try {
    const file = half === undefined ? undefined : openSync(half.file, "wx", 0o600);
    try {
      await onStorage(options, async (storage) => {
        for await (const line of linesOf(storage, { passwordHashes, now: systemClock() })) await write(file, line);
      });
      if (file !== undefined) fsyncSync(file);
    } finally {
      if (file !== undefined) closeSync(file);
    }
    // Whoever reads the file meanwhile gets the one before, and never half of it.
    if (half !== undefined && out !== undefined) renameSync(half.file, out);
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`${visible(said(error))}\n`);
  } finally {
    half?.end();
  }
}

async function write(file: number | undefined, line: object): Promise<void> {
  const text = `${JSON.stringify(line)}\n`;
  // Other than `writeSync`, it goes on after a part of the text was written, until all is or the disk is full.
  if (file !== undefined) writeFileSync(file, text);
  else if (!process.stdout.write(text)) await new Promise<void>((resume) => process.stdout.once("drain", resume));
}

/** Every line, in an order in which each refers only to those before it. `now` in milliseconds. */
export async function* linesOf(
  storage: Storage,
  { passwordHashes, now }: { readonly passwordHashes: boolean; readonly now: number },
): AsyncGenerator<object> {
  let lines = 0;
  for await (const line of contentsOf(storage, passwordHashes, now)) {
    lines++;
    yield line;
  }
  yield { is: "end", lines };
}

async function* contentsOf(storage: Storage, passwordHashes: boolean, now: number): AsyncGenerator<object> {
  const { registrations, people, holdings, audit } = storage;
  yield { is: "candor", export: EXPORT_VERSION, version: VERSION, exportedAt: now };
  for (const one of await registrations.list({ kind: "settings", limit: 1 }))
    yield { is: "settings", settings: contentOf({ ...one, kind: "settings" }).settings };
  for await (const one of paged(
    (after: string | undefined) => registrations.list({ kind: "team", after, limit: PAGE }),
    ({ id }) => id,
  ))
    yield { is: "team", team: contentOf({ ...one, kind: "team" }).team };
  const items = await itemsIn(registrations);
  const { apis = [], scopes = [], clients = [], trustedIssuers = [] } = exported(items).file;
  const applications = new Map(
    items.flatMap(({ kind, id, content }) => (kind === "application" ? [[id, content as StoredApplication]] : [])),
  );
  for (const api of apis) yield { is: "api", api };
  for (const scope of scopes) yield { is: "scope", scope };
  for (const client of clients) {
    const stored = applications.get(client.id);
    const { owner, ...unowned } = client;
    const isStale = owner !== undefined && stored?.ownedBy !== undefined && (await isLeft(people, owner));
    yield { is: "client", client: isStale ? unowned : client };
    const record = stored && recordOf(stored);
    if (record !== undefined) yield { is: "client-record", "client-record": record };
  }
  for (const issuer of trustedIssuers) yield { is: "trusted-issuer", "trusted-issuer": issuer };
  for await (const one of paged(
    (after: string | undefined) => people.list(after, PAGE),
    ({ username }) => username,
  ))
    yield { is: "user", user: userLine(one, passwordHashes) };
  for await (const name of paged(
    (after: LeftName | undefined) => people.leftNames(after, PAGE),
    (one) => one,
  ))
    yield { is: "left-name", "left-name": name };
  for await (const consent of paged(
    (after: Consent | undefined) => holdings.consents({ after, limit: PAGE }),
    (one) => one,
  ))
    yield { is: "consent", consent };
  for await (const one of paged(
    (before: number | undefined) => holdings.grants({ before, limit: PAGE }),
    ({ grant }) => grant.id,
  ))
    yield { is: "grant", grant: grantLine(one) };
  for await (const entry of paged(
    (last: number | undefined) => audit.read((last ?? 0) + 1, PAGE),
    ({ number }) => number,
  ))
    yield { is: "audit", audit: entry };
}

/** Whether the name of an owner in a file is the one of a user who was there before: elsewhere, it would give the app to the next. */
async function isLeft(people: Storage["people"], owner: string): Promise<boolean> {
  const holder = await people.findByUsername(owner);
  return people.isSecondHand(owner, holder?.subject ?? "");
}

function recordOf({ client: { id }, registration, secrets }: StoredApplication): ClientRecord | undefined {
  if (registration === undefined && secrets.length === 0) return undefined;
  const about = secrets.map(({ id, label, createdAt, guessable, cameAs }) => ({
    ...{ id, createdAt },
    ...(label !== undefined && { label }),
    ...(guessable && { guessable }),
    ...(cameAs !== undefined && { cameAs }),
  }));
  return {
    id,
    ...(registration !== undefined && { registration: { ...registration } }),
    ...(about.length > 0 && { secrets: about }),
  };
}

/** Page after page, until one isn't full. */
async function* paged<T, Place>(
  read: (after: Place | undefined) => Promise<readonly T[]>,
  placeOf: (last: T) => Place,
): AsyncGenerator<T> {
  for (let after: Place | undefined; ; ) {
    const page = await read(after);
    yield* page;
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return;
    after = placeOf(last);
  }
}

function userLine({ passwordHash, ended: _, ...account }: Account, withHash: boolean): UserLine {
  return { ...account, claims: { ...account.claims }, ...(withHash && { passwordHash }) };
}

function grantLine({ grant, forgetAfter }: ListedGrant): GrantLine {
  const { id, clientId, subject, source, scopes, createdAt, authTime, refresh, revokedAt, revokedBecause } = grant;
  const { audience, authorizationDetails, requestedClaims, nonce } = grant;
  return {
    ...{
      id,
      clientId,
      subject,
      from: source.kind,
      scopes: [...scopes],
      createdAt,
      refreshes: refresh !== undefined,
      forgetAfter,
    },
    ...(refresh !== undefined && { refresh: refreshOf(refresh) }),
    ...(authTime !== undefined && { authTime }),
    ...(audience !== undefined && { audience: [...audience] }),
    ...(authorizationDetails !== undefined && {
      authorizationDetails: authorizationDetails.map((one) => ({ ...one })),
    }),
    ...(requestedClaims !== undefined && { requestedClaims: { ...requestedClaims } }),
    ...(nonce !== undefined && { nonce }),
    ...(revokedAt !== undefined && { revokedAt }),
    ...(revokedBecause !== undefined && { revokedBecause }),
  };
}

/** A hash of a token's 176 random bits gives nobody the token. */
const refreshOf = ({
  hash,
  generation,
  startedAt,
  rotatedAt,
  cnf,
}: RefreshState): NonNullable<GrantLine["refresh"]> => ({
  ...{ sha256: Buffer.from(hash).toString("hex"), generation, startedAt, rotatedAt },
  ...(cnf !== undefined && { cnf: { ...cnf } }),
});
