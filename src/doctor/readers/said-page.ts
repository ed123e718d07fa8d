/** What an HTML page or XML document says to a user, and what its scripts contain unseen. */

const MOST = { source: 1_000_000, words: 20_000, script: 4_000 } as const;

export interface PageSaid {
  readonly title: string | undefined;
  readonly words: string;
}

export function looksLikePage(text: string): boolean {
  return /^\s*(?:<\?xml|<!doctype|<html|<[a-z][\w:]{0,30}[\s>])/i.test(text.slice(0, 500));
}

export function saidOnPage(source: string): PageSaid {
  const text = source.slice(0, MOST.source);
  const title = /<title[^>]{0,200}>([^<]{1,500})/i.exec(text)?.[1];
  const parts: string[] = [];
  const scripts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf("<", at);
    parts.push(text.slice(at, open === -1 ? text.length : open));
    if (open === -1) break;
    const hidden = /^<(script|style|svg|!--)/i.exec(text.slice(open, open + 8))?.[1]?.toLowerCase();
    const until = hidden === undefined ? ">" : hidden === "!--" ? "-->" : `</${hidden}`;
    const close = text.indexOf(until, open + 1);
    if (hidden === "script") scripts.push(saidInScript(text.slice(open, close === -1 ? text.length : close)));
    if (close === -1) break;
    const end = text.indexOf(">", close);
    at = end === -1 ? text.length : end + 1;
    parts.push("\n");
  }
  const visible = unescaped(parts.join(""))
    .replaceAll(/[ \t]+/g, " ")
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim();
  const all = [visible, ...scripts].filter((part) => part !== "").join("\n");
  return { title: title && unescaped(title).trim(), words: all.slice(0, MOST.words) };
}

/** Messages that a page passes to its script: texts with a vendor's code or an error's name. */
function saidInScript(script: string): string {
  const found: string[] = [];
  for (const [, text = ""] of script.slice(0, 300_000).matchAll(/"((?:[^"\\\n]|\\.){8,2000})"/g)) {
    if (/\b(?:AADSTS|E0000)\d{3}|\berror|\binvalid_|_mismatch\b|denied/i.test(text) && /\s|_/.test(text))
      found.push(unescaped(text));
    if (found.length > 20) break;
  }
  return found.join("\n").slice(0, MOST.script);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  rsquo: "'",
  lsquo: "'",
};

/** Decodes HTML entities once. */
export function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
