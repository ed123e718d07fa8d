/** What each command does to an application, as a change to carry out. */

import { systemRandom } from "../../adapters/clock/system.ts";
import { FORMS } from "../../configuration/schema.ts";
import { checkRegistry } from "../../declared/check.ts";
import { consequencesOf } from "../../declared/consequences.ts";
import { applicationFrom } from "../../declared/contents.ts";
import { differencesBetween } from "../../declared/differences.ts";
import { applicationForm, type ClientForm } from "../../declared/forms.ts";
import type { Item, PlannedChange } from "../../declared/items.ts";
import type { Ids } from "../../declared/plan-file.ts";
import type { StoredApplication } from "../../ports/registered.ts";
import { methodOf } from "../../protocol/client-authentication/index.ts";
import type { ClientsOptions } from "./options.ts";
import { withSettings } from "./settings.ts";

/** A command that can't be carried out as things are. */
export class Refused extends Error {}

export interface Application extends Item {
  readonly content: StoredApplication;
}

export const applicationsAmong = (items: readonly Item[]): readonly Application[] =>
  items.filter((item): item is Application => item.kind === "application");

export interface Around {
  readonly items: readonly Item[];
  readonly configured: Ids;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface Made {
  readonly change: PlannedChange;
  /** New, and not kept anywhere. */
  readonly secret?: string | undefined;
}

/** Registers an application. It gets a secret if it authenticates with one. */
export function created(id: string, { set = [] }: ClientsOptions, around: Around): Made {
  const form = withSettings({ id }, set);
  const { authMethods = FORMS.client.shape.authMethods.parse(undefined) } = form;
  const needsSecret = Array.isArray(authMethods) && authMethods.some((method) => methodOf(method)?.secret === true);
  return changeTo(form, needsSecret ? newSecret() : undefined, undefined, around);
}

/** Changes an application. */
export function changed(before: Application, options: ClientsOptions, around: Around): Made {
  refuseOwned(before);
  const { set = [], newSecret: isNew = false, removeSecret } = options;
  if (set.length === 0 && !isNew && removeSecret === undefined)
    throw new Error("There is nothing to change. Use --set, --new-secret or --remove-secret.");
  const { secrets } = before.content;
  if (removeSecret !== undefined && !secrets.some(({ id }) => id === removeSecret))
    throw new Refused(
      `There is no secret ${removeSecret}. Its secrets: ${secrets.map(({ id }) => id).join(", ") || "none"}.`,
    );
  const kept = { ...before.content, secrets: secrets.filter(({ id }) => id !== removeSecret) };
  return changeTo(withSettings(applicationForm(kept), set), isNew ? newSecret() : undefined, before, around);
}

/** Removes an application, if that is confirmed. */
export function removed(before: Application, { yes }: ClientsOptions): PlannedChange {
  refuseOwned(before);
  const change = {
    does: "remove",
    kind: "application",
    id: before.id,
    from: before.version,
    content: undefined,
    differences: differencesBetween("application", before.content, undefined),
  } as const;
  const consequences = consequencesOf(change, []);
  if (yes !== true)
    throw new Refused(`This removes the application ${before.id}. ${consequences.join(" ")} To do it, add --yes.`);
  return { ...change, consequences };
}

function changeTo(form: ClientForm, secret: string | undefined, before: Application | undefined, around: Around): Made {
  const { items, configured, now } = around;
  const ids = (kind: Item["kind"]) => items.flatMap((item) => (item.kind === kind ? item.id : []));
  const secrets = [...(form.secrets ?? []), ...(secret === undefined ? [] : [{ value: secret }])];
  const { clients } = checkRegistry(
    { clients: [{ ...form, secrets }] },
    {},
    {
      scopes: [...configured.scope, ...ids("scope")],
      apis: [...configured.api, ...ids("api")],
    },
  );
  const [client] = clients;
  if (client === undefined) throw new Error("There is no client.");
  const content = applicationFrom(client, {}, now, before?.content);
  const change = {
    does: before === undefined ? "add" : "change",
    kind: "application",
    id: client.id,
    from: before?.version ?? 0,
    content,
    differences: differencesBetween("application", before?.content, content),
  } as const;
  return { change: { ...change, consequences: consequencesOf(change, []) }, secret };
}

function refuseOwned({ id, content }: Application): void {
  if (content.ownedBy !== undefined)
    throw new Refused(
      `The file ${content.ownedBy.file} owns the application ${id}. Change it there, and apply it with candor apply.`,
    );
}

/** 256 bits. */
const newSecret = (): string => Buffer.from(systemRandom()(32)).toString("base64url");
