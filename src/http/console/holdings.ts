/** Sessions and events of an account, as pages list them: a user's own from the storage, others' from the reports. */
import type { ShownEvent, ShownSession } from "../../pages/console/account-tables.tsx";
import type { Reports } from "../../ports/storage.ts";
import type { Deps } from "../../service/deps.ts";

/** Rows of a page. */
export const PAGE = 50;

/** An id in a form or a URL; 0, which nothing has, if it isn't one. */
export const idIn = (text: string | null | undefined): number => (/^\d{1,16}$/.test(text ?? "") ? Number(text) : 0);

export const beforeIn = (next: string | null): number | undefined => (next === null ? undefined : idIn(next));

/** The rows of a page, and the URL of the next one. */
export function paged<Row>(found: readonly Row[], url: string, keyOf: (row: Row) => string | number) {
  const rows = found.slice(0, PAGE);
  const last = found.length > PAGE ? rows.at(-1) : undefined;
  const joint = url.includes("?") ? "&" : "?";
  return { rows, next: last === undefined ? undefined : `${url}${joint}next=${encodeURIComponent(keyOf(last))}` };
}

export async function shownSessions(
  deps: Deps,
  { holdings }: Pick<Reports, "holdings">,
  subject: string,
  current: number | undefined,
  next: string | null,
  url: string,
): Promise<{ readonly sessions: readonly ShownSession[]; readonly next: string | undefined }> {
  const filter = { subject, openAt: deps.clock(), before: beforeIn(next), limit: PAGE + 1 };
  const page = paged(await holdings.sessions(filter), url, ({ id }) => id);
  const sessions = page.rows.map(({ id, authTime, expiresAt, place }) => ({
    ...{ id, since: authTime, expiresAt, browser: place?.browser, network: place?.network },
    current: id === current,
  }));
  return { sessions, next: page.next };
}

export async function shownEvents(
  deps: Deps,
  { holdings }: Pick<Reports, "holdings">,
  subject: string,
  next: string | null,
  url: string,
  limit: number,
): Promise<{ readonly events: readonly ShownEvent[]; readonly next: string | undefined }> {
  const found = await holdings.activity({ subject, before: beforeIn(next), limit: limit + 1 });
  const page = paged(found, url, ({ id }) => id);
  const events = await Promise.all(
    page.rows.map(async ({ id, at, what, about, place, by }) => ({
      ...{ id, at, what, browser: place?.browser, network: place?.network, byOperator: by !== undefined },
      about: about === undefined ? undefined : ((await deps.registry.client(about))?.client.name ?? about),
    })),
  );
  return { events, next: page.next };
}
