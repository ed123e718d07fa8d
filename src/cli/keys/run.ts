/** `candor keys`: the signing keys of a data directory or a database. A server may use it at the same time. */
import { systemClock } from "../../adapters/clock/system.ts";
import { openKeys } from "../../adapters/keys/keys.ts";
import type { SigningKeyStanding } from "../../ports/keys.ts";
import { visible } from "../../render/characters.ts";
import { type SigningKeys, signingKeysOf } from "../../service/keys/rotation.ts";
import { commandActor } from "../actor.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { onStorage } from "../place.ts";
import { print } from "../print.ts";
import { secretVariable } from "../secret-variable.ts";
import type { KeysOptions } from "./options.ts";
import { scheduleOf } from "./schedule.ts";
import { keyJson, keysText } from "./show.ts";
import { consequence, MADE, NONE, REVOKED, WOULD } from "./words.ts";

export async function keys(act: "list" | "rotate", options: KeysOptions): Promise<void> {
  try {
    await onKeys(options, (all) => (act === "list" ? list(all, options) : rotate(all, options)));
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`${said(error)}\n`);
  }
}

async function onKeys(options: KeysOptions, work: (keys: SigningKeys) => Promise<void>): Promise<void> {
  await onStorage(options, async (storage) => {
    const schedule = await scheduleOf(options, storage);
    const secret = secretVariable("CANDOR_KEY_ENCRYPTION_SECRET");
    const { kept, additional } = schedule;
    const by = commandActor();
    const how = { by, clock: systemClock, kept, additional, onFault: fail };
    const opened = await openKeys(storage.keys, secret, Date.now(), how);
    await work(signingKeysOf({ keys: opened, clock: systemClock }, () => schedule, by));
  });
}

function fail(error: Error): never {
  throw error;
}

async function list(all: SigningKeys, options: KeysOptions): Promise<void> {
  show(await all.list(), options);
}

async function rotate(all: SigningKeys, options: KeysOptions): Promise<void> {
  const { alg, now = false, another = false, revoke, dryRun = false } = options;
  if (revoke !== undefined) {
    const would = await all.takeover(revoke);
    const words = would && consequence(would);
    if (would !== undefined && dryRun) {
      if (words !== undefined) process.stderr.write(words);
      return print(`Would revoke ${visible(revoke)}. ${WOULD}`);
    }
    if (!(await all.revoke(revoke))) {
      process.exitCode = EXIT.not;
      process.stderr.write(`There is no key ${JSON.stringify(revoke)}. List the keys with candor keys list.\n`);
      return;
    }
    if (words !== undefined) process.stderr.write(words);
    show(await all.list(), options, `Revoked ${revoke}. ${REVOKED}`);
    return;
  }
  const made = await all.rotate({ now, another, ...(alg !== undefined && { algs: [alg] }) });
  if (made.length === 0) {
    process.exitCode = EXIT.not;
    process.stderr.write(`${NONE}\n`);
  } else show(made, options, MADE);
}

function show(found: readonly SigningKeyStanding[], { json }: KeysOptions, heading?: string): void {
  if (json === true) process.stdout.write(`${JSON.stringify(found.map(keyJson), null, 2)}\n`);
  else process.stdout.write(`${heading === undefined ? "" : `${heading}\n`}${keysText(found)}\n`);
}
