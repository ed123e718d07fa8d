/** The parts of a browser that the page /explain uses, and how its pieces are made. Text becomes text: nothing is parsed as markup. */
import { offerCopy } from "../pages/copy-script.ts";

export interface Part {
  id: string;
  type: string;
  className: string;
  value: string;
  textContent: string | null;
  hidden: boolean;
  disabled: boolean;
  open: boolean;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  append(...children: (Part | string)[]): void;
  prepend(child: Part | string): void;
  replaceChildren(...children: (Part | string)[]): void;
  addEventListener(type: string, then: (event: Happening) => void): void;
  setAttribute(name: string, value: string): void;
  focus(): void;
}

export interface Happening {
  readonly target: unknown;
  readonly key?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  preventDefault(): void;
}

declare const document: {
  addEventListener(type: string, then: (event: Happening) => void): void;
  querySelector(selector: string): Part | null;
  querySelectorAll(selector: string): Iterable<Part>;
  createElement(name: string): Part;
};

export const page = document;

export function part(name: string, className: string, ...children: (Part | string)[]): Part {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

/** A link to this site, to a server over TLS, or to this machine. Any other URL stays text. */
export function linked(text: Part | string, url: string): Part {
  const made = part("a", "", text);
  const isLocal = /^http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?=[:/])/.test(url);
  if (/^(?:https:\/\/|\/(?![/\\])|\.\.?\/)/.test(url) || isLocal) made.setAttribute("href", url);
  return made;
}

/** Code with a copy button. */
export function copyable(text: string): Part {
  const made = part("pre", "", text);
  offerCopy(made);
  return made;
}

/** A section with a heading that names it. */
export function section(className: string, id: string, heading: string, ...children: (Part | string)[]): Part {
  const title = part("h2", "", heading);
  title.id = id;
  const made = part("section", className, title, ...children);
  made.setAttribute("aria-labelledby", id);
  return made;
}
