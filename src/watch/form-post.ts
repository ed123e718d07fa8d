/** An authorization response that a page posts to the application (OAuth 2.0 Form Post Response Mode). */
import { unescaped } from "../doctor/readers/said-page.ts";
import type { Response } from "./exchange.ts";

export interface Returned {
  /** Where it goes, without parameters. */
  readonly to: string;
  readonly parameters: URLSearchParams;
}

const attribute = (tag: string, name: string): string | undefined => {
  const [, quoted, other, bare] =
    new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag) ?? [];
  const text = quoted ?? other ?? bare;
  return text === undefined ? undefined : unescaped(text);
};

/** `undefined` if the page has no form that returns a code, tokens or an error. */
export function formPostOf({ body }: Response): Returned | undefined {
  const page = body.text ?? "";
  const start = page.search(/<form\s/i);
  if (start === -1) return undefined;
  const end = page.indexOf(">", start);
  const fields = page.slice(end, page.toLowerCase().indexOf("</form", end));
  const to = attribute(page.slice(start, end), "action");
  if (to === undefined || !/^https?:\/\//i.test(to)) return undefined;
  const pairs = [...fields.matchAll(/<input\b[^>]{0,20000}>/gi)].map(([tag]) => [
    attribute(tag, "name") ?? "",
    attribute(tag, "value") ?? "",
  ]);
  const parameters = new URLSearchParams(pairs);
  return ["code", "error", "access_token", "id_token"].some((name) => parameters.has(name))
    ? { to, parameters }
    : undefined;
}
