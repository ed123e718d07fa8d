/** The pages of the console, found by following its links: a few of each shape. */
import { linksIn, type Visitor } from "./visitor.ts";

/** Pages of one shape, such as those of two applications. */
const EACH = 2;
const MOST = 120;

/** Signing out isn't a page to measure. */
const LEFT_OUT = /sign-out|callback|\.(?:css|js|svg|csv|jsonl)\b|\/live\b|\/feed\b|export/;

/** Where each is, in the order in which they were found. */
export async function pagesOf(visitor: Visitor): Promise<readonly string[]> {
  const found: string[] = ["/console"];
  const shapes = new Map<string, number>([["/console", 1]]);
  for (let at = 0; at < found.length && found.length < MOST; at++) {
    const { status, text } = await visitor.send(found[at] ?? "");
    if (status !== 200) continue;
    for (const link of linksIn(text)) {
      const shape = shapeOf(link);
      const known = shapes.get(shape) ?? 0;
      if (LEFT_OUT.test(link) || known >= EACH || found.includes(link)) continue;
      shapes.set(shape, known + 1);
      found.push(link);
    }
  }
  return found;
}

/** Without ids and values: two pages of one shape do the same work. */
export function shapeOf(path: string): string {
  const { pathname, searchParams } = new URL(path, "http://localhost");
  const parts = pathname.split("/").map((part) => (part !== "v1" && /\d|%|\.|^[\w-]{18,}$/.test(part) ? "…" : part));
  const names = [...new Set(searchParams.keys())].sort();
  return parts.join("/") + (names.length === 0 ? "" : `?${names.join("&")}`);
}
