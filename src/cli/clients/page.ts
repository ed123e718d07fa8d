/** Stored applications, a page at a time. */
import { contentOf } from "../../ports/registered.ts";
import type { RegistrationStore } from "../../ports/registrations.ts";
import type { Page } from "../registry/pages.ts";
import { type Application, applicationsAmong } from "./acts.ts";

/** At most `limit` in the order of their ids, after `after`. */
export async function applicationPage(
  store: RegistrationStore,
  after: string | undefined,
  limit: number,
): Promise<Page<Application>> {
  const kind = "application";
  const found = await store.list({ kind, after, limit: limit + 1 });
  const items = found
    .slice(0, limit)
    .map((one) => ({ kind, id: one.id, content: contentOf({ ...one, kind }), version: one.version }) as const);
  return { items: applicationsAmong(items), next: found.length > limit ? items.at(-1)?.id : undefined };
}
