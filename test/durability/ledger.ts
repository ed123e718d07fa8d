/** What the killed programs said that they did, in one ledger across all of their runs, to hold the database against. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Storage } from "../../src/ports/storage.ts";
import { codeOf } from "../storage-contract/samples.ts";

/** Ids of run n start at n times this, so that no id is used for two things. */
export const IDS_PER_RUN = 1_000_000;

/** The hash of the refresh token that was issued along with an access token. */
export const hashOf = (tokenId: number): Uint8Array =>
  new Uint8Array(createHash("sha256").update(String(tokenId)).digest());

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Ledger {
  /** Enters the output of a program. Throws where it claims what another operation has claimed before. */
  enter(output: string): void;
  /** Everything that is wrong with the database, by its own account and by the ledger's. */
  faults(storage: Storage, file: string): Promise<string[]>;
  readonly counts: () => { grants: number; redeemed: number; rotated: number; refused: number; tokens: number };
}

/** Makes an empty ledger. */
export function ledger(): Ledger {
  const grants = new Set<number>();
  /** The access token that was issued to the winner, by grant, and by grant and generation. */
  const redeemed = new Map<number, number>();
  const rotated = new Map<string, { id: number; from: number; tokenId: number }>();
  const tokens = new Set<number>();
  /** Access tokens that were to be issued by whoever lost. */
  const refused = new Set<number>();

  function enterLine(line: string): void {
    const [kind, ...words] = line.split(" ");
    const numbers = words.map(Number);
    if (kind === "grant") grants.add(numbers[0] ?? 0);
    if (kind === "token") tokens.add(numbers[0] ?? 0);
    if (kind === "redeem") {
      const [id = 0, , tokenId = 0] = numbers;
      if (words[1] !== "true") refused.add(tokenId);
      else if (redeemed.has(id)) throw new Error(`The code of grant ${id} was redeemed twice.`);
      else redeemed.set(id, tokenId);
    }
    if (kind === "rotate") {
      const [id = 0, from = 0, , tokenId = 0] = numbers;
      const key = `${id}/${from}`;
      if (words[2] !== "true") refused.add(tokenId);
      else if (rotated.has(key)) throw new Error(`Generation ${from} of grant ${id} was rotated twice.`);
      else rotated.set(key, { id, from, tokenId });
    }
  }

  async function faultsOfAcknowledged({ grants: store, accessTokens }: Storage): Promise<string[]> {
    const faults: string[] = [];
    const hold = (good: boolean, fault: string) => {
      if (!good) faults.push(fault);
    };
    const sameHash = (hash: Uint8Array | undefined, tokenId: number) =>
      hash !== undefined && Buffer.compare(hash, hashOf(tokenId)) === 0;
    for (const id of grants) hold((await store.find(id)) !== undefined, `Grant ${id} is lost.`);
    for (const [id, tokenId] of redeemed) {
      const kept = await store.find(id);
      hold(codeOf(kept)?.redeemedAt !== undefined, `The redemption of grant ${id} is lost.`);
      hold(
        kept?.refresh?.generation !== 0 || sameHash(kept.refresh.hash, tokenId),
        `Grant ${id} has the refresh token of one that lost the race to redeem it.`,
      );
      hold((await accessTokens.find(tokenId))?.grantId === id, `Access token ${tokenId} of grant ${id} is lost.`);
    }
    for (const { id, from, tokenId } of rotated.values()) {
      const state = (await store.find(id))?.refresh;
      hold(state !== undefined && state.generation > from, `A rotation of grant ${id} from ${from} is lost.`);
      hold(
        state?.generation !== from + 1 || sameHash(state.hash, tokenId),
        `Grant ${id} has the refresh token of one that lost the race to rotate it from ${from}.`,
      );
      hold((await accessTokens.find(tokenId))?.grantId === id, `Access token ${tokenId} of grant ${id} is lost.`);
    }
    for (const id of tokens) hold((await accessTokens.find(id)) !== undefined, `Access token ${id} is lost.`);
    for (const id of refused)
      hold((await accessTokens.find(id)) === undefined, `Access token ${id} was refused and is there.`);
    return faults;
  }

  return {
    enter(output) {
      // What follows the last line's end was cut off by the kill.
      for (const line of output.split("\n").slice(0, -1)) enterLine(line);
    },
    faults: async (storage, file) => [...(await faultsOfAcknowledged(storage)), ...faultsOfFile(file)],
    counts: () => ({
      grants: grants.size,
      redeemed: redeemed.size,
      rotated: rotated.size,
      refused: refused.size,
      tokens: tokens.size,
    }),
  };
}

/** Faults that show without the ledger, also in what was under way: a redemption or rotation and its access token are one step. */
function faultsOfFile(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const integrity = database.prepare("pragma integrity_check").all();
  const halves = database
    .prepare(
      `select g.id from grants g
       left join (select grant_id, count(*) as issued from access_tokens group by grant_id) t on t.grant_id = g.id
       where coalesce(t.issued, 0) <> (g.redeemed_at is not null) + coalesce(g.refresh_generation, 0)`,
    )
    .all();
  database.close();
  return [
    ...integrity.map((row) => `integrity_check: ${row.integrity_check}`).filter((fault) => !fault.endsWith(": ok")),
    ...halves.map(({ id }) => `Grant ${id} has as many access tokens as it should not.`),
  ];
}
