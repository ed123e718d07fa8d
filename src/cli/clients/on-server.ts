/** `candor clients` on a running server. */
import { CLIENTS } from "../registry/kinds.ts";
import { change, create, list, remove, show } from "../registry/run.ts";
import type { ClientsAct, ClientsOptions } from "./options.ts";

const ACTS: Readonly<Record<ClientsAct, (id: string | undefined, options: ClientsOptions) => Promise<void>>> = {
  list: (_, options) => list(CLIENTS, { limit: 100, ...options }),
  show: (id = "", options) => show(CLIENTS, id, options),
  create: (id, options) => create(CLIENTS, id, options),
  change: (id = "", options) => change(CLIENTS, id, options),
  remove: (id = "", options) => remove(CLIENTS, id, options),
};

/** @throws in words if an option is only for data directories. */
export function onServer(act: ClientsAct, id: string | undefined, options: ClientsOptions): Promise<void> {
  const { newSecret, removeSecret, why } = options;
  if (newSecret === true || removeSecret !== undefined || why !== undefined)
    throw new Error(
      "--new-secret, --remove-secret and --why are only for data directories: add --data, --config or --demo.",
    );
  return ACTS[act](id, options);
}
