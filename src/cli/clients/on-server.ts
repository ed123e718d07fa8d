/** `candor clients` on a running server. */
import { carryOutAct, pathTo } from "../registry/act.ts";
import type { Members } from "../registry/admin-api.ts";
import { CLIENTS } from "../registry/kinds.ts";
import { change, create, list, remove, show } from "../registry/run.ts";
import type { ClientsAct, ClientsOptions } from "./options.ts";

const ACTS: Readonly<Record<ClientsAct, (id: string | undefined, options: ClientsOptions) => Promise<void>>> = {
  list: (_, options) => list(CLIENTS, { limit: 100, ...options }),
  show: (id = "", options) => show(CLIENTS, id, options),
  create: (id, options) => create(CLIENTS, id, options),
  change: (id = "", options) => (withSecrets(options) ? changeSecret(id, options) : change(CLIENTS, id, options)),
  remove: (id = "", options) => remove(CLIENTS, id, options),
};

const withSecrets = ({ newSecret, removeSecret }: ClientsOptions): boolean =>
  newSecret === true || removeSecret !== undefined;

/** Makes a secret beside the others, or removes one: each is a request of its own. */
function changeSecret(id: string, { newSecret, removeSecret, ...options }: ClientsOptions): Promise<void> {
  if (options.set !== undefined || options.from !== undefined || (newSecret === true && removeSecret !== undefined))
    throw new Error(
      "On a server, use --new-secret and --remove-secret each in a command of its own, without --set or --from.",
    );
  const path = `${pathTo(CLIENTS.path, id)}/secrets`;
  if (removeSecret !== undefined)
    return carryOutAct(
      {
        method: "DELETE",
        path: pathTo(path, removeSecret),
        done: () => `Removed the secret ${removeSecret} of ${id}.`,
      },
      options,
    );
  const done = (made: Members) =>
    `Added the secret ${made.id} to ${id}. Its other secrets stay valid.\nSecret (shown only once): ${made.client_secret}`;
  return carryOutAct({ method: "POST", path, body: {}, done }, options);
}

/** @throws in words if an option is only for data directories. */
export async function onServer(act: ClientsAct, id: string | undefined, options: ClientsOptions): Promise<void> {
  if (options.why !== undefined) throw new Error("--why is only for data directories: add --data, --config or --demo.");
  return ACTS[act](id, options);
}
