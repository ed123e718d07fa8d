/** Lists, shows, creates, changes and removes what is registered: through the admin API, wherever that is. */
import { ConfigurationError } from "../../configuration/fault.ts";
import { visible } from "../../render/characters.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import { readText } from "../read-text.ts";
import { objectIn } from "../remote/exchange.ts";
import { type AdminApi, type Members, Problem, pageOf, pathTo, succeed } from "./admin-api.ts";
import { ArgumentFault, assigned } from "./assignments.ts";
import { openApi } from "./backend.ts";
import type { Opening } from "./compose-offline.ts";
import { consequencesText } from "./consequences.ts";
import { descriptions } from "./described.ts";
import type { Kind } from "./kinds.ts";
import type { ChangeOptions, ListOptions, RegistryOptions } from "./options.ts";
import { printPages } from "./pages.ts";
import { problemText } from "./problem.ts";
import { differencesText, membersText, tableOf } from "./show.ts";

export const say = (text: string): void => void process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`);

/** Runs a command on an admin API. The exit code is 1 if it is refused, and 2 if it can't be understood or there is nothing to work on. */
export async function onApi(
  options: RegistryOptions,
  work: (api: AdminApi) => Promise<void>,
  opening?: Opening,
): Promise<void> {
  let api: AdminApi | undefined;
  try {
    api = await openApi(options, opening);
    await work(api);
  } catch (error) {
    report(error, options);
  } finally {
    await api?.close();
  }
}

/** Statuses of requests that were understood and still refused. */
const NOT_DONE = new Set([403, 404, 409, 412, 428]);

function report(error: unknown, { json }: RegistryOptions): void {
  if (error instanceof Problem) {
    process.exitCode = NOT_DONE.has(error.status) ? EXIT.not : EXIT.usage;
    if (json === true) print(JSON.stringify(error.document, null, 2));
    else process.stderr.write(`${problemText(error)}\n`);
    return;
  }
  process.exitCode = EXIT.usage;
  if (error instanceof TypeError && !(error instanceof ConfigurationError)) throw error;
  say(said(error));
}

export async function list(kind: Kind, options: ListOptions): Promise<void> {
  const work = async (api: AdminApi): Promise<void> => {
    const { search: q, where } = options;
    const filter = { q, ...filterOf(where) };
    await printPages((after, limit) => pageOf(api, kind.path, { ...filter, limit, next: after }), options, {
      lines: tableOf(kind.columns, readerOf().width),
      json: (item) => item,
      none: `There are no ${plural(kind)}${q === undefined && where === undefined ? "" : " that match"}.`,
      ...(kind.isSearched === true && { narrower: "--search" }),
    });
  };
  await onApi(options, work, kind.opening);
}

/** Parameters of the list, as the server's OpenAPI document names them. */
function filterOf(where: readonly string[] = []): Readonly<Record<string, string>> {
  const pairs = where.map((one): [string, string] => {
    const at = one.indexOf("=");
    if (at < 1) throw new ArgumentFault(`Expected parameter=value, but got ${JSON.stringify(one)}.`);
    return [one.slice(0, at), one.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

const plural = ({ thing }: Kind): string => `${thing}s`;

export async function show(kind: Kind, id: string, options: RegistryOptions): Promise<void> {
  const work = async (api: AdminApi): Promise<void> => {
    const { body } = await succeed(api, { method: "GET", path: pathTo(kind.path, id) });
    print(options.json === true ? JSON.stringify(body, null, 2) : membersText(body));
  };
  await onApi(options, work, kind.opening);
}

export async function create(kind: Kind, id: string | undefined, options: ChangeOptions): Promise<void> {
  await onApi(
    options,
    async (api) => {
      const { members } = await descriptions(api)("POST", kind.path);
      const own = id === undefined ? {} : { [kind.idMember]: id };
      const sent = { ...own, ...fromFile(options), ...assigned(options.set ?? [], { ...kind, members, before: {} }) };
      // What isn't given has its default anyway.
      const body = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
      const { dryRun: dry_run } = options;
      const { body: made } = await succeed(api, { method: "POST", path: kind.path, query: { dry_run }, body });
      if (dry_run === true) return tryOut(`This would register the ${kind.thing}.`, made, options);
      const { client_secret: secret } = made;
      if (options.json === true) return print(JSON.stringify(made, null, 2));
      print(visible(`Registered ${made[kind.idMember]}.`));
      if (typeof secret === "string") print(`Secret (shown only once): ${secret}`);
    },
    { create: true },
  );
}

export async function change(kind: Kind, id: string, options: ChangeOptions): Promise<void> {
  await onApi(options, async (api) => {
    if (options.set === undefined && options.from === undefined)
      throw new ArgumentFault("There is nothing to change. Use --set or --from.");
    const path = pathTo(kind.path, id);
    const { body: before, etag } = await succeed(api, { method: "GET", path });
    const { members } = await descriptions(api)("PATCH", `${kind.path}/{id}`);
    const body = { ...fromFile(options), ...assigned(options.set ?? [], { ...kind, members, before }) };
    const { dryRun: dry_run } = options;
    const { body: after } = await succeed(api, { method: "PATCH", path, query: { dry_run }, body, ifMatch: etag });
    if (dry_run === true) {
      const lines = differencesText(kind.thing, id, before, (after.result ?? before) as Members);
      return tryOut(lines.length === 0 ? "This would change nothing." : lines.join("\n"), after, options);
    }
    if (options.json === true) return print(JSON.stringify(after, null, 2));
    const lines = differencesText(kind.thing, id, before, after);
    print(lines.length === 0 ? "Nothing to do." : lines.map(visible).join("\n"));
  });
}

export async function remove(kind: Kind, id: string, options: ChangeOptions): Promise<void> {
  await onApi(options, async (api) => {
    const path = pathTo(kind.path, id);
    const { etag: ifMatch } = await succeed(api, { method: "GET", path });
    // A server of an older version knows no such parameter.
    const force = options.force === true ? true : undefined;
    const head = `This would remove the ${kind.thing} ${id}. ${kind.removal ?? ""}`.trimEnd();
    if (options.yes !== true) {
      const { body } = await succeed(api, { method: "DELETE", path, query: { dry_run: true, force }, ifMatch });
      tryOut(head, body, options);
      if (options.dryRun === true) return;
      process.exitCode = EXIT.not;
      return say("Nothing was removed. To do it, add --yes.");
    }
    const { dryRun: dry_run } = options;
    const { body } = await succeed(api, { method: "DELETE", path, query: { dry_run, force }, ifMatch });
    if (dry_run === true) return tryOut(head, body, options);
    if (options.json === true) print(JSON.stringify({ removed: id }));
    else print(visible(`Removed ${id}.`));
  });
}

/** Prints what a change would do. */
function tryOut(head: string, body: Members, { json }: RegistryOptions): void {
  const lines = consequencesText((body.consequences ?? {}) as Members);
  if (json === true) print(JSON.stringify(body, null, 2));
  else print([...head.split("\n"), ...lines].map(visible).join("\n"));
}

/** The members in a JSON file; `-` is standard input. */
export function fromFile({ from }: Pick<ChangeOptions, "from">): Members {
  if (from === undefined) return {};
  const found = objectIn(readText(from === "-" ? 0 : from));
  if (found === undefined) throw new ArgumentFault(`${from === "-" ? "Standard input" : from} isn't a JSON object.`);
  return found;
}
