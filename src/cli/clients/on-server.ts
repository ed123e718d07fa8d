/** `candor clients` on a running server. */
import { CLIENTS } from "../registry/kinds.ts";
import { change, create, list, remove, show } from "../registry/run.ts";
import type { ClientsAct, ClientsOptions } from "./options.ts";

/** How many are listed: more than anyone reads. */
const MOST = 10_000;

const ACTS: Readonly<Record<ClientsAct, (id: string | undefined, options: ClientsOptions) => Promise<void>>> = {
  list: (_, options) => list(CLIENTS, { limit: MOST, ...options }),
  show: (id = "", options) => show(CLIENTS, id, options),
  create: (id, options) => create(CLIENTS, id, options),
  change: (id = "", options) => change(CLIENTS, id, options),
  remove: (id = "", options) => remove(CLIENTS, id, options),
};

export const onServer = (act: ClientsAct, id: string | undefined, options: ClientsOptions): Promise<void> =>
  ACTS[act](id, options);
