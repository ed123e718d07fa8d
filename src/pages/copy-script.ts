/** The script of pages with code on them: a button for each piece, which copies it and says so. Everything else works without it. */

/** The parts of a browser that are used here. */
interface Part {
  type: string;
  className: string;
  textContent: string | null;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  append(child: Part | string): void;
  prepend(child: Part | string): void;
  setAttribute(name: string, value: string): void;
  addEventListener(type: "click", then: () => void): void;
}
declare const document: {
  readonly body: Part;
  createElement(name: string): Part;
  querySelectorAll(selector: string): Iterable<Part>;
};
declare const navigator: { readonly clipboard: { writeText(text: string): Promise<void> } };
declare function getSelection(): { selectAllChildren(of: Part): void } | null;

/** Milliseconds for which the button shows what it did. */
const SHOWN = 2_000;

const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

let last = 0;

/** Puts the button into a piece of code. */
export function offerCopy(code: Part): void {
  const text = code.dataset.copy || code.textContent || "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  const show = (short: string, said: string) => {
    const now = ++last;
    button.textContent = short;
    status.textContent = said;
    setTimeout(() => {
      button.textContent = "Copy";
      // Another button may have spoken since.
      if (now === last) status.textContent = "";
    }, SHOWN);
  };
  button.addEventListener("click", async () => {
    try {
      // A page that came over plain http from another machine has no clipboard: this throws.
      await navigator.clipboard.writeText(text);
      show("Copied", "Copied to the clipboard");
    } catch {
      getSelection()?.selectAllChildren(code);
      show("Selected", "The code is selected. Copy it with your browser's command.");
    }
  });
  code.prepend(button);
}

for (const code of document.querySelectorAll("[data-copy]")) offerCopy(code);
