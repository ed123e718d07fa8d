/** Secrets of applications: listed, made with overlap, and removed. A secret itself is in one response and nowhere else. */
import { needsSecret, application as representation, takesOver } from "../../admin/application.ts";
import { invalid } from "../../admin/representation.ts";
import { addSecret, listSecrets, removeSecret } from "../../admin/secrets.ts";
import type { StoredApplication, StoredSecret } from "../../ports/registered.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { FieldFault } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import type { Deps } from "../deps.ts";
import { type Caller, isWithinReach } from "./caller.ts";
import { changeOf } from "./change.ts";
import { type Found, findRegistered } from "./found.ts";
import { type Facts, handled, pageOf } from "./operate.ts";
import { newSecret } from "./secret.ts";

/** Secrets of one application. Each is compared with what is sent. */
const MOST = 10;
const DAY = 86_400_000;
/** How long an expired one is listed. */
const EXPIRED_FOR = 30 * DAY;

export const isInForce = ({ expiresAt }: Pick<StoredSecret, "expiresAt">, now: number): boolean =>
  expiresAt === undefined || now < expiresAt;

const timeOf = (at: number): string => new Date(at).toISOString();

export const shownSecret = ({ id, label, createdAt, expiresAt }: StoredSecret, lastUsed?: number): object => ({
  id,
  ...(label !== undefined && { label }),
  created_at: timeOf(createdAt),
  ...(expiresAt !== undefined && { expires_at: timeOf(expiresAt) }),
  ...(lastUsed !== undefined && { last_used_at: timeOf(lastUsed) }),
});

async function within(deps: Deps, caller: Caller, id: string): Promise<Found<"application"> | undefined> {
  const found = await findRegistered(deps, "application", id);
  return found !== undefined && isWithinReach(caller, found.content) ? found : undefined;
}

interface Edit {
  readonly secrets: readonly StoredSecret[];
  readonly says: Readonly<Record<string, unknown>>;
}

/** Changes the secrets of an application from the version in force, with an entry in the audit log. Again, if somebody was faster. */
async function changeSecrets(
  deps: Deps,
  {
    caller,
    id,
    action,
    now,
  }: { readonly caller: Caller; readonly id: string; readonly action: string; readonly now: number },
  judge: (facts: Facts) => Promise<Refused | undefined>,
  edit: (application: StoredApplication) => Edit | Facts,
): Promise<Refused | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const found = await within(deps, caller, id);
    if (found === undefined) return judge({ found: undefined, kind: "application", id });
    const edited = found.by === "file" ? { found: found.by, kind: "application", id } : edit(found.content);
    if (!("secrets" in edited)) return judge(edited);
    const after = { ...found.content, secrets: edited.secrets };
    const change = await changeOf(deps, { of: representation, id }, found, after);
    const target = { kind: "application", id };
    const entry = { at: now, actor: caller.actor, action: `application/${action}`, target, after: edited.says };
    const version = await deps.storage.registrations.change([change], entry);
    if (typeof version !== "number") continue;
    await deps.registries.refresh();
    return undefined;
  }
  throw new StorageUnavailable("busy", "what is registered changes too often");
}

/** What of a new secret can't be. */
function faultsOf(
  { client, secrets }: StoredApplication,
  granted: readonly string[],
  expiresAt: number | undefined,
  now: number,
): readonly FieldFault[] {
  return [
    // Whoever makes a secret of an application can act as it.
    ...takesOver(client, granted),
    ...(needsSecret(client)
      ? []
      : [invalid("/client_secret", "for an application that sends no secret", "one that authenticates with a secret")]),
    ...(secrets.length < MOST
      ? []
      : [invalid("/client_secret", `one more than ${secrets.length} secrets`, `at most ${MOST}. Remove one first`)]),
    ...(expiresAt === undefined || expiresAt > now
      ? []
      : [invalid("/expires_at", timeOf(expiresAt), "a time in the future")]),
  ];
}

export const SECRETS = {
  list: handled(listSecrets, async ({ deps, caller, at, after, limit, judge, now }) => {
    const id = at.id ?? "";
    const found = await within(deps, caller, id);
    const refused = await judge(
      found === undefined ? { found: undefined, kind: "application", id } : { found: "storage" },
    );
    if (refused !== undefined) return refused;
    const uses = await deps.secretUses.of(id);
    const all = (found?.content.secrets ?? []).filter((one) => isInForce(one, now - EXPIRED_FOR));
    const from = after === undefined ? 0 : all.findIndex((one) => one.id === after) + 1;
    return pageOf(
      all.slice(from, from + limit + 1),
      limit,
      (one) => shownSecret(one, uses.get(one.id)),
      (one) => one.id,
    );
  }),
  add: handled(addSecret, async ({ deps, caller, at, body, now, judge }) => {
    const id = at.id ?? "";
    const expiresAt = body.expires_at === undefined ? undefined : Date.parse(body.expires_at);
    const { secret, stored } = newSecret(deps, now, { label: body.label, expiresAt });
    const end = body.others_expire_in_days === undefined ? undefined : now + body.others_expire_in_days * DAY;
    const refused = await changeSecrets(deps, { caller, id, action: "add-secret", now }, judge, (application) => {
      const kept = application.secrets.filter((one) => isInForce(one, now - EXPIRED_FOR));
      const faults = faultsOf({ ...application, secrets: kept }, caller.scopes, expiresAt, now);
      if (faults.length > 0) return { faults };
      const others = kept.map((one) =>
        end === undefined ? one : { ...one, expiresAt: Math.min(one.expiresAt ?? end, end) },
      );
      const says = {
        secret: stored.id,
        label: body.label,
        expires_at: body.expires_at,
        others_expire_in_days: body.others_expire_in_days,
      };
      return { secrets: [...others, stored], says };
    });
    if (refused !== undefined) return refused;
    return { body: { ...shownSecret(stored), client_secret: secret } };
  }),
  remove: handled(removeSecret, async ({ deps, caller, at, now, judge }) => {
    const [id = "", secret = ""] = [at.id, at.secret];
    const refused = await changeSecrets(
      deps,
      { caller, id, action: "remove-secret", now },
      judge,
      ({ client, secrets }) => {
        const gone = secrets.find((one) => one.id === secret);
        if (gone === undefined) return { found: undefined, id: secret };
        const left = secrets.filter((one) => one !== gone);
        const isLast = isInForce(gone, now) && !left.some((one) => isInForce(one, now));
        if (isLast && needsSecret(client)) return { id: secret, usedBy: [`client '${id}', which has no other one`] };
        return { secrets: left, says: { secret, label: gone.label } };
      },
    );
    return refused ?? "nothing";
  }),
} as const;

export const SECRET_OPERATIONS = [SECRETS.list, SECRETS.add, SECRETS.remove];
