/** The script of the page /explain. Everything happens in the page, and its policy blocks all requests. Bundled by scripts/assets.mjs. */
import { causeOf } from "../reasons/causes.ts";
import { type Diagnosis, explain } from "./explain.ts";
import { likelihoodOf } from "./likelihood.ts";
import type { Context } from "./material.ts";
import { type ReportedFinding, toReport } from "./report.ts";

/** The parts of a browser that are used here. */
interface Part {
  className: string;
  value: string;
  textContent: string | null;
  hidden: boolean;
  disabled: boolean;
  append(...children: (Part | string)[]): void;
  replaceChildren(...children: (Part | string)[]): void;
  addEventListener(type: string, then: () => void): void;
  setAttribute(name: string, value: string): void;
  focus(): void;
}
interface Dragging {
  readonly target: unknown;
  preventDefault(): void;
}
declare const document: {
  addEventListener(type: "dragover" | "drop", then: (event: Dragging) => void): void;
  querySelector(selector: string): Part | null;
  createElement(name: string): Part;
};

function part(name: string, className: string, ...children: (Part | string)[]): Part {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

function linked(text: string, url: string): Part {
  const made = part("a", "", text);
  if (/^https:\/\//.test(url) || url.startsWith("/")) made.setAttribute("href", url);
  return made;
}

/** The source with the offending part marked. */
function marked({ source = "", at }: ReportedFinding["evidence"][number]): Part {
  const [from, to] = at ?? [0, 0];
  return at === undefined
    ? part("pre", "", source)
    : part("pre", "", source.slice(0, from), part("mark", "", source.slice(from, to)), source.slice(to));
}

const FIRST = { certain: "Cause", likely: "Most likely cause", possible: "Possible cause" } as const;
const OTHER = { certain: "Also likely", likely: "Also likely", possible: "Also possible" } as const;

function shown(finding: ReportedFinding, at: number, base: string): Part {
  const { reason, title, evidence, fix, spec, spec_url, tell, page } = finding;
  const made = part(
    "section",
    at === 0 ? "finding best" : "finding",
    part("p", "step", (at === 0 ? FIRST : OTHER)[likelihoodOf(finding, at)]),
    part("h2", "", title),
    part("p", "code", linked(reason, `${base}/errors/${reason}`)),
    part("p", "order", fix),
  );
  for (const one of at === 0 ? evidence : evidence.slice(0, 1)) {
    made.append(part("p", "quiet", one.says));
    if (one.source !== undefined && one.source.trim() !== "") made.append(marked(one));
  }
  if (tell !== undefined) made.append(part("p", "", part("strong", "", "To confirm: "), tell));
  if (spec !== undefined && spec_url !== undefined) made.append(part("p", "", linked(spec, spec_url)));
  if (page !== undefined) made.append(part("p", "", linked("Provider documentation", page)));
  return made;
}

function answer(diagnosis: Diagnosis, base: string): Part[] {
  const { findings: all, asks, providers } = toReport(diagnosis);
  const findings = all.filter(({ rule }) => rule !== "catalogue");
  const named = diagnosis.causes.map((code) => {
    const { title, cause, developer } = causeOf(code);
    const link = part("p", "code", linked(code, `${base}/errors/${code}`));
    return part(
      "section",
      "finding best",
      part("h2", "", title),
      link,
      part("p", "", cause),
      part("p", "order", developer),
    );
  });
  const told = findings.filter(({ confidence }, at) => at === 0 || confidence >= 0.15).slice(0, 4);
  const parts = [...named, ...told.map((finding, at) => shown(finding, at, base))];
  if (parts.length === 0) parts.push(part("p", "lead", "This is not enough to find the cause."));
  if (providers.length > 0) parts.push(part("p", "quiet", `Recognized: ${providers.join(", ")}`));
  if (asks.length > 0) {
    const list = part("ul", "points", ...asks.map((ask) => part("li", "", ask)));
    parts.push(part("section", "asks", part("h2", "", "To narrow it down"), list));
  }
  return parts;
}

function contextOf(text: string): Context | undefined {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as Context;
  } catch {
    return undefined;
  }
}

const [button, waiting] = ["#explain", "#waiting"].map((name) => document.querySelector(name));
const [input, context, output] = ["#input", "#context", "#answer"].map((name) => document.querySelector(name));
const base = document.querySelector("[data-base]")?.textContent ?? "";

// The browser would open a link that is dropped next to the fields, and send its content.
for (const type of ["dragover", "drop"] as const) {
  document.addEventListener(type, (event) => {
    if (event.target !== input && event.target !== context) event.preventDefault();
  });
}

button?.addEventListener("click", () => {
  const known = contextOf(context?.value ?? "");
  const parts =
    known === undefined
      ? [part("p", "lead", "The context is not JSON.")]
      : answer(explain(input?.value ?? "", known), base.trim());
  output?.replaceChildren(...parts);
  output?.focus();
});

if (button) button.disabled = false;
if (waiting) waiting.hidden = true;
