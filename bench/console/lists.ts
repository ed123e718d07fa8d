/** The lists of the admin API: the first page, a later one, and one that is searched for. */
import type { Visitor } from "./visitor.ts";

/** Pages that are turned to reach a later one. */
const TURNS = 10;

export async function listsOf(visitor: Visitor, authorization: string): Promise<readonly string[]> {
  const headers = { accept: "application/json", authorization };
  const read = async (path: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
    const { status, text } = await visitor.send(path, { headers });
    return status === 200 ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : undefined;
  };
  const index = (await read("/admin/v1")) ?? {};
  const found: string[] = [];
  for (const url of Object.values(index)) {
    const { pathname } = new URL(String(url));
    if (pathname.endsWith(".json")) continue;
    const first = await read(pathname);
    if (first === undefined) continue;
    found.push(pathname);
    let page: Readonly<Record<string, unknown>> | undefined = await read(`${pathname}?limit=200`);
    for (let turn = 0; turn < TURNS && typeof page?.next === "string"; turn++) {
      const later = `${pathname}?limit=200&next=${encodeURIComponent(page.next)}`;
      page = await read(later);
      if (turn === TURNS - 1 && page !== undefined) found.push(later);
    }
    if ((await read(`${pathname}?q=orders`)) !== undefined) found.push(`${pathname}?q=orders`, `${pathname}?q=zzzzzz`);
    const [item] = (first.items ?? []) as readonly Readonly<Record<string, unknown>>[];
    const id = item && Object.values(item).find((value) => typeof value === "string");
    if (id !== undefined && (await read(`${pathname}/${encodeURIComponent(String(id))}`)) !== undefined)
      found.push(`${pathname}/${encodeURIComponent(String(id))}`);
  }
  return found;
}
