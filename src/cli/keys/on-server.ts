/** `candor keys` on a running server. */
import type { SigningKeyStanding } from "../../ports/keys.ts";
import { visible } from "../../render/characters.ts";
import { EXIT } from "../exit.ts";
import { print } from "../print.ts";
import { type AdminApi, listed, type Members, pathTo, succeed } from "../registry/admin-api.ts";
import { KEYS } from "../registry/kinds.ts";
import { onApi } from "../registry/run.ts";
import type { KeysOptions } from "./options.ts";
import { keysText } from "./show.ts";
import { consequence, MADE, NONE, REVOKED, WOULD } from "./words.ts";

export async function keysOnServer(act: "list" | "rotate", options: KeysOptions): Promise<void> {
  await onApi(options, async (api) => {
    if (act === "list") show(await everyKey(api), options);
    else if (options.revoke === undefined) await rotate(api, options);
    else await revoke(api, options.revoke, options);
  });
}

const everyKey = async (api: AdminApi): Promise<readonly Members[]> =>
  (await listed(api, KEYS.path, {}, Number.POSITIVE_INFINITY)).items;

async function rotate(api: AdminApi, options: KeysOptions): Promise<void> {
  const { alg, now, another } = options;
  const body = {
    ...(alg !== undefined && { algs: [alg] }),
    ...(now === true && { soon: true }),
    ...(another === true && { another: true }),
  };
  const { body: made } = await succeed(api, { method: "POST", path: KEYS.path, body });
  const items = made.items as readonly Members[];
  if (items.length > 0) return show(items, options, MADE);
  process.exitCode = EXIT.not;
  process.stderr.write(`${NONE}\n`);
}

async function revoke(api: AdminApi, kid: string, options: KeysOptions): Promise<void> {
  const path = pathTo(KEYS.path, kid);
  const query = options.dryRun === true ? { dry_run: true } : {};
  const { body: done } = await succeed(api, { method: "DELETE", path, query });
  const { state, successor, unknown_until: until } = done;
  const isSigning = state === "signing";
  const words = consequence({
    successor: isSigning ? { kid: successor === undefined ? undefined : String(successor) } : undefined,
    unknownUntil: until === undefined ? undefined : at(until),
  });
  if (words !== undefined) process.stderr.write(words);
  if (options.dryRun === true) return print(`Would revoke ${visible(kid)}. ${WOULD}`);
  show(await everyKey(api), options, `Revoked ${kid}. ${REVOKED}`);
}

function show(found: readonly Members[], { json }: KeysOptions, heading?: string): void {
  if (json === true) print(JSON.stringify(found, null, 2));
  else
    print(
      [...(heading === undefined ? [] : [heading]), ...keysText(found.map(standing)).split("\n")]
        .map(visible)
        .join("\n"),
    );
}

const at = (time: unknown): number => Date.parse(String(time));

const standing = ({ id, alg, state, created_at, signs_from, signs_until, published_until }: Members) =>
  ({
    kid: String(id),
    alg: String(alg),
    state: String(state),
    createdAt: at(created_at),
    signsFrom: at(signs_from),
    signsUntil: signs_until === undefined ? undefined : at(signs_until),
    publishedUntil: published_until === undefined ? undefined : at(published_until),
  }) as SigningKeyStanding;
