/** New kinds of refusals, in memory. */
import type { NewKind, NoticeStore } from "../../ports/notices.ts";
import type { RefusalViews } from "../../ports/refusal-views.ts";

interface Kept extends NewKind {
  readonly webhookAt: number | undefined;
  readonly tries: number;
  readonly mailed: boolean;
}

export function memoryNotices({ groups }: Pick<RefusalViews, "groups">): NoticeStore {
  const all = new Map<string, Kept>();
  const change = (id: string, how: (kept: Kept) => Kept): void => {
    const kept = all.get(id);
    if (kept !== undefined) all.set(id, how(kept));
  };
  const bySince = (a: { readonly since: number }, b: { readonly since: number }): number => a.since - b.since;
  const kindOf = ({ id, code, clientId, since }: Kept): NewKind => ({ id, code, clientId, since });
  return {
    async unknown(from, quiet, limit) {
      const isAdded = ({ code, clientId }: Omit<NewKind, "id">): boolean =>
        [...all.values()].some((one) => one.code === code && one.clientId === clientId && one.since >= from);
      return (await groups({ limit: Number.POSITIVE_INFINITY }))
        .filter(({ since, before }) => since >= from && (before === undefined || since - before >= quiet))
        .map(({ code, clientId, since }) => ({ code, clientId, since }))
        .filter((one) => !isAdded(one))
        .sort(bySince)
        .slice(0, limit);
    },
    async add(kind, webhookAt) {
      if (!all.has(kind.id)) all.set(kind.id, { ...kind, webhookAt, tries: 0, mailed: false });
    },
    due: async (now, limit) =>
      [...all.values()]
        .filter(({ webhookAt }) => webhookAt !== undefined && webhookAt <= now)
        .sort((a, b) => (a.webhookAt ?? 0) - (b.webhookAt ?? 0))
        .slice(0, limit)
        .map((kept) => ({ ...kindOf(kept), tries: kept.tries })),
    async sent(id) {
      change(id, (kept) => ({ ...kept, webhookAt: undefined }));
    },
    async failed({ id, tries }, at) {
      const isOurs = ({ webhookAt, tries: before }: Kept) => webhookAt !== undefined && before === tries;
      change(id, (kept) => (isOurs(kept) ? { ...kept, webhookAt: at, tries: tries + 1 } : kept));
    },
    unmailed: async (before, limit) =>
      [...all.values()]
        .filter(({ since, mailed }) => since < before && !mailed)
        .sort(bySince)
        .slice(0, limit)
        .map(kindOf),
    async mailed(ids) {
      for (const id of ids) change(id, (kept) => ({ ...kept, mailed: true }));
    },
    async forget(before) {
      for (const [id, { since }] of all) if (since < before) all.delete(id);
    },
  };
}
