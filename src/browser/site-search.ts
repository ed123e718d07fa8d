/** The search of the static site. Its index is loaded when somebody starts to search, and nothing is sent. */

interface Part {
  hidden: boolean;
  value: string;
  className: string;
  textContent: string | null;
  append(...children: (Part | string)[]): void;
  replaceChildren(...children: (Part | string)[]): void;
  setAttribute(name: string, value: string): void;
  addEventListener(type: string, then: () => void): void;
}
declare const document: {
  querySelector(selector: string): Part | null;
  createElement(name: string): Part;
};

/** As `src/site/search-index.ts` writes it. */
type Entry = readonly [to: string, title: string, what: string, words: string];

interface Indexed {
  readonly entry: Entry;
  readonly text: string;
  readonly title: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const MOST = 20;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word.length > 1);

/** A name such as invalid_grant is found as a whole and by its parts. */
const partsOf = (text: string): string[] => wordsOf(text).flatMap((word) => [word, ...word.split("_")]);

let index: Promise<readonly Indexed[]> | undefined;

function load(): Promise<readonly Indexed[]> {
  index ??= import(new URL("search-index.js", import.meta.url).href).then(({ default: entries }) =>
    (entries as readonly Entry[]).map((entry) => {
      const text = entry.slice(1).join(" ");
      return { entry, text: text.toLowerCase(), title: new Set(partsOf(entry[1])), all: new Set(partsOf(text)) };
    }),
  );
  return index;
}

/** The entries that share the most telling words with the query, best first. */
function found(query: string, entries: readonly Indexed[]): readonly Entry[] {
  const words = [...new Set(wordsOf(query.slice(0, 2_000)))];
  const weights = new Map(
    words.map((word) => {
      const having = entries.filter(({ all }) => all.has(word)).length;
      return [word, having === 0 ? 0 : Math.log(1 + entries.length / having)];
    }),
  );
  const whole = words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
  const last = words.at(-1) ?? "";
  const phrase = query.trim().toLowerCase();
  const ranked = entries.flatMap(({ entry, text, title, all }) => {
    let score = 0;
    for (const word of words) if (all.has(word)) score += (weights.get(word) ?? 0) * (title.has(word) ? 1.5 : 1);
    // The last word may still be typed.
    if (!all.has(last) && last.length > 2 && [...all].some((word) => word.startsWith(last))) score += 1;
    if (phrase.length > 3 && text.includes(phrase)) score += whole;
    return score > whole * 0.3 && score > 0 ? [{ entry, score }] : [];
  });
  return ranked
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

const root = new URL("..", import.meta.url);
const search = document.querySelector("[data-search]");
const input = document.querySelector("#q");
const list = document.querySelector("[data-found]");
const said = document.querySelector("[data-said]");

function shown([to, title, what]: Entry): Part {
  const [item, link, kind] = ["li", "a", "span"].map((name) => document.createElement(name)) as [Part, Part, Part];
  link.textContent = title;
  link.setAttribute("href", new URL(to, root).href);
  kind.className = "technical";
  kind.textContent = what;
  item.append(link, kind);
  return item;
}

async function show(): Promise<void> {
  const query = input?.value ?? "";
  const entries = await load();
  // Somebody may have typed on meanwhile.
  if (query !== input?.value) return;
  const results = query.trim() === "" ? [] : found(query, entries);
  list?.replaceChildren(...results.map(shown));
  if (!said) return;
  said.textContent = results.length === 1 ? "1 result" : `${results.length} results`;
  if (query.trim() === "") said.textContent = "";
  else if (results.length === 0) said.textContent = "Nothing found. Try fewer words, or the value of error.";
  said.className = results.length === 0 && query.trim() !== "" ? "note" : "unseen";
}

input?.addEventListener("input", show);
if (search) search.hidden = false;
// What the browser kept when somebody came back.
if (input && input.value !== "") show();
