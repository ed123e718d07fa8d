/** The script of the page of `candor watch`: exchanges appear as they happen, failures can be picked out, texts copied. */

/** The parts of a browser that are used here. */
interface Part {
  readonly dataset: Record<string, string | undefined>;
  readonly content: Part;
  readonly firstElementChild: Part;
  hidden: boolean;
  open: boolean;
  checked: boolean;
  innerHTML: string;
  textContent: string | null;
  append(child: Part): void;
  prepend(child: Part): void;
  replaceWith(other: Part): void;
  closest(selector: string): Part | null;
  querySelector(selector: string): Part | null;
  querySelectorAll(selector: string): Iterable<Part>;
  addEventListener(type: string, then: (event: { readonly target: Part }) => void): void;
}
declare const document: Part & {
  readonly body: Part & { readonly classList: { toggle(name: string, on: boolean): void } };
  createElement(name: string): Part;
  getElementById(id: string): Part | null;
};
declare const navigator: { readonly clipboard: { writeText(text: string): Promise<void> } };
declare const EventSource: new (
  url: string,
) => {
  onmessage: ((event: { readonly data: string }) => void) | null;
};

interface Happened {
  readonly id: string;
  readonly flow: string;
  readonly section: string;
  readonly html: string;
  readonly summary: string;
}

/** Milliseconds for which a button shows what it did. */
const SHOWN = 2_000;

const byId = (id: string): Part => document.getElementById(id) as Part;
const [flows, said, none, failed] = [byId("flows"), byId("said"), byId("none"), byId("failed")];

/** The server rendered and escaped it. */
function made(html: string): Part {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function showButtons(within: Part): void {
  for (const button of within.querySelectorAll("[data-copies]")) button.hidden = false;
}

function happened({ id, flow, section, html, summary }: Happened): void {
  none.hidden = true;
  const item = made(html);
  showButtons(item);
  const before = document.getElementById(id);
  if (before !== null) {
    const [details, now] = [before.querySelector("details"), item.querySelector("details")];
    if (details !== null && now !== null) now.open = details.open;
    before.replaceWith(item);
    return;
  }
  const name = flow === "" ? "f" : flow;
  if (document.getElementById(name) === null) flows.prepend(made(section));
  byId(name).querySelector("ol")?.append(item);
  said.textContent = summary;
}

async function copy(button: Part): Promise<void> {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copies ?? "");
    button.textContent = "Copied";
    said.textContent = "Copied to the clipboard";
  } catch {
    button.textContent = "The clipboard isn't available";
  }
  setTimeout(() => {
    button.textContent = label;
  }, SHOWN);
}

flows.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copies]");
  if (button !== null) void copy(button);
});
failed.addEventListener("change", () => document.body.classList.toggle("failures-only", failed.checked));
const label = failed.closest("label");
if (label !== null) label.hidden = false;
showButtons(document);

// The browser connects again by itself, and says what it had seen.
new EventSource(`/events?since=${flows.dataset.since}`).onmessage = ({ data }) =>
  happened(JSON.parse(data) as Happened);

export {};
