/** What `candor users consents` and `candor users withdraw` do, by the admin API of a server or of a data directory. */
import { visible } from "../../render/characters.ts";
import { print, readerOf } from "../print.ts";
import { type AdminApi, everyItem, type Members, pathTo, succeed } from "../registry/admin-api.ts";
import { ArgumentFault } from "../registry/assignments.ts";
import type { RegistryOptions } from "../registry/options.ts";
import { onApi } from "../registry/run.ts";
import { tableText } from "../registry/show.ts";
import { found } from "./on-server.ts";

const scopesOf = ({ scopes }: Members): string =>
  (scopes as readonly { readonly scope: string }[]).map(({ scope }) => scope).join(" ");

const COLUMNS = [
  { head: "application", of: "client_id" },
  { head: "scopes", of: scopesOf },
] as const;

async function consentsOf(api: AdminApi, path: string): Promise<readonly Members[]> {
  const items: Members[] = [];
  for await (const one of everyItem(api, `${path}/consents`, {})) items.push(one);
  return items;
}

export async function consents(who: string, options: RegistryOptions): Promise<void> {
  await onApi(options, async (api) => {
    const items = await consentsOf(api, (await found(api, who)).path);
    if (options.json === true) print(JSON.stringify(items, null, 2));
    else if (items.length > 0) print(tableText(items, COLUMNS, readerOf().width));
    else process.stderr.write(`${visible(`${who} has allowed no application anything.`)}\n`);
  });
}

interface WithdrawOptions extends RegistryOptions {
  readonly all?: boolean;
}

/** Each application's in one step. */
export async function withdrawConsents(who: string, clientId: string | undefined, options: WithdrawOptions) {
  await onApi(options, async (api) => {
    if ((clientId === undefined) !== (options.all === true))
      throw new ArgumentFault("Name one application, or use --all.");
    const { path } = await found(api, who);
    const ids = clientId === undefined ? (await consentsOf(api, path)).map((one) => String(one.client_id)) : [clientId];
    const done: Members[] = [];
    for (const id of ids) {
      const { body } = await succeed(api, { method: "DELETE", path: pathTo(`${path}/consents`, id) });
      done.push({ client_id: id, ...body });
    }
    if (options.json === true) print(JSON.stringify(done, null, 2));
    else if (done.length === 0) process.stderr.write(`${visible(`${who} has allowed no application anything.`)}\n`);
    else
      for (const { client_id, scopes, grants } of done)
        print(visible(`Withdrew what ${who} allowed ${client_id}: ${scopes} scopes and ${grants} grants have ended.`));
  });
}
