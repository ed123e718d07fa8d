/**
 * Notifies of new kinds of refusals: a signed webhook at once, and a mail once a day to the owners. One process does it for all. A message
 * that can't be delivered is tried again, also by another process.
 */
import { createHash } from "node:crypto";
import type { KnownUser } from "../ports/hooks.ts";
import type { DueNotice, Mailer, NewKind, PostWebhook } from "../ports/notices.ts";
import { contentOf } from "../ports/registered.ts";
import { isCode, reasonOf } from "../reasons/index.ts";
import type { Shared } from "./deps.ts";
import { findBuiltIn, findUser } from "./hooks/users.ts";
import type { Lease } from "./lease.ts";

export interface NoticeSettings {
  readonly quietDays: number;
  readonly webhook: PostWebhook | undefined;
  readonly mail: { readonly mailer: Mailer; readonly hour: number } | undefined;
}

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** What began longer ago isn't news: a server that is updated doesn't tell of its whole journal. */
const NEWS = HOUR;
const PORTION = 100;
/** Until the next try, by the number of tries so far. Then it is given up: after two days. */
const BACKOFF = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR] as const;
/** How long an SMTP server that can't be reached is left alone. */
const PAUSE = 15 * MINUTE;

/** The same kind gets the same id in every process, so that it is added once. */
const idOf = ({ code, clientId = "", since }: Omit<NewKind, "id">): string =>
  `msg_${createHash("sha256").update(`${code} ${clientId} ${since}`).digest("base64url").slice(0, 27)}`;

const titleOf = (code: string): string => (isCode(code) ? reasonOf(code).title : code);

/** The refusals of a kind in the console. */
const linkTo = (issuer: string, { code, clientId }: NewKind): string =>
  `${issuer}/console/refusals?${new URLSearchParams({ code, ...(clientId !== undefined && { application: clientId }) })}`;

/** Makes one round. Rounds never overlap, and never reject. */
export function notifier(shared: Shared, settings: NoticeSettings, lease: Lease): () => Promise<void> {
  const { storage, log, clock } = shared;
  const { webhook, mail, quietDays } = settings;
  let running = false;
  let silentUntil = 0;

  async function notice(now: number): Promise<void> {
    for (const kind of await storage.notices.unknown(now - NEWS, quietDays * DAY, PORTION))
      await storage.notices.add({ ...kind, id: idOf(kind) }, webhook === undefined ? undefined : now);
  }

  async function post(notice: DueNotice, send: PostWebhook, now: number): Promise<void> {
    const { id, code, clientId, since, tries } = notice;
    const data = {
      code,
      title: titleOf(code),
      client_id: clientId,
      since: iso(since),
      link: linkTo(shared.issuer, notice),
    };
    const body = JSON.stringify({ type: "refusal.new_kind", timestamp: iso(now), data });
    try {
      await send({ id, timestamp: Math.floor(now / 1000), body });
      await storage.notices.sent(id);
    } catch (error) {
      const pause = BACKOFF[tries];
      log.error(
        { fault: (error as Error).name, tries: tries + 1 },
        pause === undefined ? "a webhook was given up" : "a webhook could not be sent",
      );
      await storage.notices.failed(notice, pause && now + pause);
    }
  }

  /** The last time of day at which mail is sent, before now. */
  function mailedAt(now: number, hour: number): number {
    const today = Math.floor(now / DAY) * DAY + hour * HOUR;
    return today <= now ? today : today - DAY;
  }

  async function mailAll(mailer: Mailer, hour: number, now: number): Promise<void> {
    const kinds = await storage.notices.unmailed(mailedAt(now, hour), PORTION);
    if (kinds.length === 0 || now < silentUntil) return;
    try {
      await mailer.check();
    } catch (error) {
      silentUntil = now + PAUSE;
      log.error({ fault: (error as Error).name }, "the mail server can't be reached");
      return;
    }
    for (const [to, own] of await byOwner(shared, kinds)) {
      // Whoever has it now sends the rest, and this one again.
      if (!(await lease.isHeld(clock()))) return;
      await mailer
        .send({ to, subject: subjectOf(own), text: textOf(shared.issuer, own) })
        .catch((error: Error) => log.error({ fault: error.name }, "a mail about refusals could not be sent"));
    }
    await storage.notices.mailed(kinds.map(({ id }) => id));
  }

  async function run(): Promise<void> {
    const now = clock();
    if (!(await lease.take(now))) return;
    await notice(now);
    if (webhook !== undefined)
      for (const one of await storage.notices.due(now, PORTION)) {
        if (!(await lease.isHeld(clock()))) return;
        await post(one, webhook, clock());
      }
    if (mail !== undefined && (await lease.isHeld(clock()))) await mailAll(mail.mailer, mail.hour, clock());
    await storage.notices.forget(now - 4 * DAY);
  }

  return async () => {
    if (running) return;
    running = true;
    await run().catch((error: Error) =>
      log.error({ fault: error.name }, "new kinds of refusals could not be looked for"),
    );
    running = false;
  };
}

const iso = (time: number): string => new Date(time).toISOString();

/** New kinds by the mailbox of those whose applications they are. Only verified ones get mail. */
async function byOwner(shared: Shared, kinds: readonly NewKind[]): Promise<ReadonlyMap<string, readonly NewKind[]>> {
  const found = new Map<string, NewKind[]>();
  for (const kind of kinds)
    for (const address of await addressesOf(shared, kind)) found.set(address, [...(found.get(address) ?? []), kind]);
  return found;
}

async function addressesOf(shared: Shared, { clientId = "" }: NewKind): Promise<ReadonlySet<string>> {
  const client = (await shared.registries.current().client(clientId))?.client;
  const users: (KnownUser | undefined)[] = client?.owner === undefined ? [] : [await findBuiltIn(shared, client.owner)];
  const team = client?.team === undefined ? undefined : await shared.storage.registrations.find("team", client.team);
  for (const { subject } of team === undefined ? [] : contentOf({ ...team, kind: "team" }).team.members)
    users.push(await findUser(shared, subject));
  return new Set(users.flatMap((user) => (user === undefined || user.disabled ? [] : verifiedIn(user.claims))));
}

/** One mailbox, without anything that would name another one. */
function verifiedIn({ email, email_verified: isVerified }: Readonly<Record<string, unknown>>): readonly string[] {
  return isVerified === true && typeof email === "string" && /^[^\s,;<>"()]{1,64}@[^\s,;<>"()]{1,255}$/.test(email)
    ? [email]
    : [];
}

function subjectOf(kinds: readonly NewKind[]): string {
  const clients = new Set(kinds.map(({ clientId }) => clientId));
  const [only] = clients.size === 1 ? clients : [];
  return `New refusals of ${only ?? `${clients.size} of your apps`}`;
}

function textOf(issuer: string, kinds: readonly NewKind[]): string {
  const lines = kinds.map((kind) => {
    const { clientId, code, since } = kind;
    return `${clientId}: ${titleOf(code)} (${code}), since ${iso(since).slice(0, 16).replace("T", " ")} UTC\n${linkTo(issuer, kind)}`;
  });
  return `Your apps are refused for causes that are new.\n\n${lines.join("\n\n")}\n\nEach link shows what was sent, what was expected, and the fix.\n`;
}
