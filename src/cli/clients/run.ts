/** `candor clients`: the applications that a data directory registers. A server may use it at the same time. */
import { ConfigurationError } from "../../configuration/fault.ts";
import { carryOut, itemsIn } from "../../declared/carry-out.ts";
import type { PlannedChange } from "../../declared/items.ts";
import { conflictText } from "../../declared/plan-file.ts";
import { differenceText } from "../../declared/show.ts";
import type { RegistrationStore } from "../../ports/registrations.ts";
import { visible } from "../../render/characters.ts";
import { commandActor } from "../actor.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { onRegistry } from "../on-registry.ts";
import { print } from "../print.ts";
import { configuredIds } from "../registered-elsewhere.ts";
import { isOnServer } from "../registry/backend.ts";
import { CLIENTS } from "../registry/kinds.ts";
import { printPages } from "../registry/pages.ts";
import { list as listAmong } from "../registry/run.ts";
import { type Application, applicationsAmong, changed, created, Refused, removed } from "./acts.ts";
import type { ClientsAct, ClientsOptions } from "./options.ts";
import { applicationPage } from "./page.ts";
import { applicationJson, applicationLines, applicationText } from "./show.ts";

/** Does one thing with the applications. The exit code is 1 if it is refused, and 2 if there is nothing to work on. */
export async function clients(act: ClientsAct, id: string | undefined, options: ClientsOptions): Promise<void> {
  try {
    if (isOnServer(options)) await (await import("./on-server.ts")).onServer(act, id, options);
    else if (id === undefined && act !== "list") throw new Error("In a data directory, name the client_id.");
    else await ACTS[act](id ?? "", options);
  } catch (error) {
    process.exitCode = error instanceof Refused ? EXIT.not : EXIT.usage;
    const faults = error instanceof ConfigurationError ? error.faults : undefined;
    // The only application of what was checked.
    const lines = faults?.map(
      ({ key, is, expected }) => `${key.replace(/^clients\[0\]\.?/, "")} is ${is}; expected ${expected}`,
    );
    process.stderr.write(`${(lines ?? [said(error)]).map(visible).join("\n")}\n`);
  }
}

type Act = (id: string, options: ClientsOptions) => Promise<void>;

const ACTS: Readonly<Record<ClientsAct, Act>> = {
  async list(_, options) {
    const { limit = 100, search, where } = options;
    // What searches is the admin API, wherever it is.
    if (search !== undefined || where !== undefined) return listAmong(CLIENTS, { ...options, limit });
    await onRegistry(options, (store) =>
      printPages(
        (after, most) => applicationPage(store, after, most),
        { ...options, limit },
        {
          lines: applicationLines(),
          json: applicationJson,
          none: "There are no stored applications.",
          narrower: "--search",
        },
      ),
    );
  },
  async show(id, options) {
    const found = await onRegistry(options, async (store) => named(applicationsAmong(await itemsIn(store)), id));
    print(options.json === true ? JSON.stringify(applicationJson(found), null, 2) : applicationText(found));
  },
  async create(id, options) {
    const configured = await configuredIds(options);
    if (configured.application.includes(id))
      throw new Refused(`The configuration file registers the application ${id}. Change it there.`);
    const { change, secret } = await onRegistry(
      options,
      async (store) => {
        const items = await itemsIn(store);
        if (applicationsAmong(items).some((one) => one.id === id))
          throw new Refused(`There is an application ${id} already. To change it, use candor clients change.`);
        return done(store, created(id, options, { items, configured, now: Date.now() }), options);
      },
      true,
    );
    tell(options, change, [`Registered ${id}.`], secret);
  },
  async change(id, options) {
    const configured = await configuredIds(options);
    const { change, secret } = await onRegistry(options, async (store) => {
      const items = await itemsIn(store);
      const before = named(applicationsAmong(items), id);
      return done(store, changed(before, options, { items, configured, now: Date.now() }), options);
    });
    const lines = change.differences.map((one) => `~ application ${id}: ${differenceText(one)}`);
    tell(options, change, lines.length === 0 ? ["Nothing to do."] : lines, secret);
  },
  async remove(id, options) {
    const change = await onRegistry(options, async (store) => {
      const before = named(applicationsAmong(await itemsIn(store)), id);
      return (await done(store, { change: removed(before, options) }, options)).change;
    });
    tell(options, change, [`Removed ${id}.`, ...change.consequences]);
  },
};

function named(all: readonly Application[], id: string): Application {
  const found = all.find((one) => one.id === id);
  if (found === undefined) throw new Refused(`There is no stored application ${id}.`);
  return found;
}

/** Carries out one change, if it changes anything. */
async function done<T extends { readonly change: PlannedChange }>(
  store: RegistrationStore,
  made: T,
  { why }: ClientsOptions,
): Promise<T> {
  const { change } = made;
  if (change.does === "change" && change.differences.length === 0) return made;
  const outcome = await carryOut(store, [change], {
    actor: commandActor(),
    action: `application/${change.does}`,
    target: { kind: "application", id: change.id },
    why,
    now: Date.now(),
  });
  if (typeof outcome === "number") return made;
  throw new Refused(conflictText({ changes: [change] }, "application", change.id, outcome.current !== undefined));
}

/** Prints the result. A new secret is shown here and nowhere else. */
function tell({ json }: ClientsOptions, change: PlannedChange, lines: readonly string[], secret?: string): void {
  const { does, id, differences, consequences } = change;
  if (json === true)
    print(JSON.stringify({ does, id, differences, consequences, ...(secret !== undefined && { secret }) }, null, 2));
  else
    print([...lines.map(visible), ...(secret === undefined ? [] : [`Secret (shown only once): ${secret}`])].join("\n"));
}
