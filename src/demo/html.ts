/** Reads from our own pages what the driver and the verdict need. It understands only the HTML that preact writes. */

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function decode(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
}

/** The text of the first such element, e.g. `h1`, or `p class="says"`. */
function textOf(html: string, opening: string): string {
  const name = opening.split(" ", 1)[0];
  const inner = new RegExp(`<${opening}>(.*?)</${name}>`, "s").exec(html)?.[1] ?? "";
  return decode(inner.replaceAll(/<[^>]*>/g, ""));
}

/** The heading of a page. */
export function headingOf(html: string): string {
  return textOf(html, "h1");
}

/** What a refusal's page says to the developer, and the URL that explains the reason. */
export function refusalOnPage(html: string, issuer: string): { says: string; errorUri: string } | undefined {
  const [, href = ""] = /<a href="([^"]*\/errors\/[^"?]+\?ref=[^"]*)"/.exec(html) ?? [];
  const errorUri = decode(href);
  return errorUri.startsWith(`${issuer}/errors/`) ? { says: textOf(html, 'p class="says"'), errorUri } : undefined;
}

export interface PageForm {
  readonly action: string;
  readonly hidden: readonly (readonly [string, string])[];
}

/** The first form of a page, with its hidden fields. */
export function firstFormOf(html: string): PageForm | undefined {
  const [, attributes, content] = /<form([^>]*)>(.*?)<\/form>/s.exec(html) ?? [];
  const action = /action="([^"]*)"/.exec(attributes ?? "")?.[1];
  if (action === undefined || content === undefined) return undefined;
  const fields = content.matchAll(/<input type="hidden" name="([^"]*)" value(?:="([^"]*)")?/g);
  return {
    action: decode(action),
    hidden: [...fields].map(([, name = "", value = ""]) => [decode(name), decode(value)] as const),
  };
}
