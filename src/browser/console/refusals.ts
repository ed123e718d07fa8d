/** Shows new refusals as they occur, at the top of the list. Without the script, the page is loaded again now and then. */

interface Refusal {
  readonly ref: string;
  readonly at: number;
  readonly code: string;
  readonly title: string;
  readonly says: string;
  readonly endpoint: string;
  readonly clientId?: string;
  readonly more: number;
}

interface Part {
  textContent: string | null;
  href: string;
  dateTime: string;
  readonly dataset: Record<string, string>;
  readonly children: { readonly length: number };
  readonly lastElementChild: Part | null;
  readonly previousElementSibling: (Part & { readonly className: string }) | null;
  readonly content: Part;
  readonly classList: { add(name: string): void };
  querySelector(selector: string): Part | null;
  cloneNode(deep: boolean): Part;
  prepend(part: Part): void;
  remove(): void;
}
declare const document: { querySelector(selector: string): Part | null };
declare class EventSource {
  static readonly CLOSED: number;
  readonly readyState: number;
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  constructor(url: string);
  addEventListener(type: string, listener: (event: { readonly data: string }) => void): void;
}

/** Rows that stay on the page. */
const MOST = 200;
const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

const list = document.querySelector("ol[data-live]");
const blank = document.querySelector("#refusal-row");
const state = document.querySelector("[data-live-state]");

const say = (text: string): void => {
  if (state !== null && state.textContent !== text) state.textContent = text;
};

function rowOf(refusal: Refusal, template: Part, root: string): Part | null {
  const row = template.content.cloneNode(true).querySelector("li");
  const fill = (selector: string, text: string): void => {
    const part = row?.querySelector(selector);
    if (part) part.textContent = text;
  };
  const link = row?.querySelector("a");
  if (row === null || !link) return null;
  link.href = `${root}/refusals/${refusal.ref}`;
  row.dataset.ref = refusal.ref;
  row.classList.add("fresh");
  fill("a", refusal.title);
  fill(".refusal-says", refusal.says);
  fill("code", refusal.code);
  fill(".refusal-client", refusal.clientId ?? "no application");
  fill(".refusal-endpoint", refusal.endpoint);
  const time = row.querySelector("time");
  if (time) {
    time.dateTime = new Date(refusal.at).toISOString();
    time.textContent = format.format(refusal.at);
  }
  return row;
}

function watch(into: Part, template: Part): void {
  const source = new EventSource(into.dataset.live ?? "");
  let count = 0;
  source.onopen = () => say(count === 0 ? "Live" : `Live, ${count} new`);
  source.onerror = () =>
    say(
      source.readyState === EventSource.CLOSED ? "Not live: load the page again to see new refusals" : "Connecting …",
    );
  source.addEventListener("refusal", ({ data }) => {
    const refusal = JSON.parse(data) as Refusal;
    if (into.querySelector(`[data-ref="${refusal.ref}"]`) !== null) return;
    const row = rowOf(refusal, template, into.dataset.root ?? "");
    if (row === null) return;
    const above = into.previousElementSibling;
    if (above?.className === "empty") above.remove();
    into.prepend(row);
    if (into.children.length > MOST) into.lastElementChild?.remove();
    count++;
    say(`Live, ${count} new`);
  });
}

if (list !== null && blank !== null) watch(list, blank);
