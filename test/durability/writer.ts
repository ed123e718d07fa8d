/**
 * The program that is killed: many writers at once on one database, each line on standard output an operation that was
 * acknowledged. Arguments: the database, the number of the run (ids start from it), a seed.
 */
import { writeSync } from "node:fs";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { grant, issued, refresh, token } from "../storage-contract/samples.ts";
import { hashOf, IDS_PER_RUN, seeded } from "./ledger.ts";

const [file = "", run = "", seed = ""] = process.argv.slice(2);
const random = seeded(Number(seed));
const FIBERS = 12;

/** Straight to the descriptor: a line must not be lost in a buffer of the process that is killed. */
const say = (...words: unknown[]) => writeSync(1, `${words.join(" ")}\n`);

say("started");
const storage = await openSqlite({ file });
const first = Number(run) * IDS_PER_RUN;
let grants = first;
let tokens = first;

async function insertGrant(): Promise<number> {
  const id = ++grants;
  await storage.grants.insert(grant(id));
  say("grant", id);
  return id;
}

async function redeem(id: number): Promise<void> {
  const access = token(++tokens, { grantId: id });
  const won = await storage.grants.redeem(id, 1, issued(refresh(0, { hash: hashOf(access.id) }), access));
  say("redeem", id, won, access.id);
}

async function rotate(id: number, from: number): Promise<void> {
  const access = token(++tokens, { grantId: id });
  const won = await storage.grants.rotate(id, from, issued(refresh(from + 1, { hash: hashOf(access.id) }), access));
  say("rotate", id, from, won, access.id);
}

async function insertToken(): Promise<void> {
  const id = ++tokens;
  await storage.accessTokens.insert(token(id));
  say("token", id);
}

/** One that an earlier run made, or this one just now: half of its operations may have been under way when it was killed. */
const anyGrant = () => Math.floor(random() * (Number(run) + 1)) * IDS_PER_RUN + Math.ceil(random() * 300);

async function work(): Promise<never> {
  for (;;) {
    const id = random() < 0.6 ? await insertGrant() : anyGrant();
    await Promise.all([redeem(id), redeem(id), redeem(id)]);
    for (let times = Math.floor(random() * 4); times > 0; times--) {
      const from = (await storage.grants.find(id))?.refresh?.generation ?? 0;
      await Promise.all([rotate(id, from), insertToken(), rotate(id, from)]);
    }
  }
}

await Promise.all(Array.from({ length: FIBERS }, work));
