/** A result as parts of the page: the likeliest cause in full, the others in a line each, and what would tell more. */
import type { ReportedFinding } from "../doctor/report.ts";
import { copyable, linked, type Part, part, section } from "./dom.ts";
import type { Shown } from "./shown.ts";

const FIRST = { certain: "Cause", likely: "Most likely cause", possible: "Possible cause" } as const;

/** Where the page of a cause is: the start and the end of its URL. */
export interface Pages {
  readonly before: string;
  readonly after: string;
}

export const pageOf = ({ before, after }: Pages, reason: string): string => before + reason + after;

/** The source with the offending part marked. */
function marked({ source = "", at }: ReportedFinding["evidence"][number]): Part {
  const [from, to] = at ?? [0, 0];
  return at === undefined
    ? part("pre", "", source)
    : part("pre", "", source.slice(0, from), part("mark", "", source.slice(from, to)), source.slice(to));
}

export function causes([first, ...others]: readonly Shown[], pages: Pages): Part[] {
  if (first === undefined) return [];
  return [inFull(first, pages), ...(others.length === 0 ? [] : [alternatives(others, pages)])];
}

function inFull({ reason, title, likelihood, evidence, fix, tell, spec, spec_url, page }: Shown, pages: Pages): Part {
  const made = part("section", "finding best");
  if (likelihood !== undefined) made.append(part("p", "step", FIRST[likelihood]));
  made.append(part("h2", "", title), part("p", "code", linked(part("code", "", reason), pageOf(pages, reason))));
  made.append(part("p", "order", fix));
  for (const one of evidence) {
    made.append(part("p", "quiet", one.says));
    if (one.source !== undefined && one.source.trim() !== "") made.append(marked(one));
  }
  if (tell !== undefined) made.append(part("p", "", part("strong", "", "To confirm: "), tell));
  const links = [
    linked("About this cause", pageOf(pages, reason)),
    ...(page === undefined ? [] : [linked("Provider documentation", page)]),
    ...(spec === undefined || spec_url === undefined ? [] : [linked(spec, spec_url)]),
  ];
  made.append(part("ul", "inline", ...links.map((link) => part("li", "", link))));
  return made;
}

function alternatives(others: readonly Shown[], pages: Pages): Part {
  const items = others.map(({ reason, title, tell, likelihood }) => {
    const line = part("li", "", linked(title, pageOf(pages, reason)));
    if (likelihood === "likely") line.append(" (also likely)");
    if (tell !== undefined) line.append(part("span", "technical", `To confirm: ${tell}`));
    return line;
  });
  return section("alternatives", "alternatives", "Other possible causes", part("ul", "entries", ...items));
}

export function asked(asks: readonly string[]): Part[] {
  if (asks.length === 0) return [];
  const list = part("ul", "points", ...asks.map((ask) => part("li", "", inFields(ask))));
  return [section("asks", "asks", "To narrow it down", list)];
}

/** The labels of the fields that hold the context here. */
const LABELS: Readonly<Record<string, string>> = {
  provider: "Provider",
  client_id: "Client ID",
  registered_redirect_uris: "Registered redirect URIs",
  allowed_scopes: "Allowed scopes",
};

const inFields = (ask: string): string =>
  ask.replaceAll(/\bas (\w+) in the context\b/g, (all, name: string) =>
    Object.hasOwn(LABELS, name) ? `in the field “${LABELS[name]}”` : all,
  );

/** The link to the result, and the result as text for an issue or a message. */
export function shared(link: string, text: string | undefined): Part {
  const made = section(
    "sharing",
    "sharing",
    "Share this result",
    part(
      "p",
      "quiet",
      "The link has the causes, the provider, and the client type. It has nothing of what you pasted.",
    ),
    copyable(link),
  );
  if (text !== undefined) {
    const folded = part("details", "", part("summary", "", "As text"));
    folded.append(part("p", "quiet", "Tokens and secrets are covered. Check it before you share it."), copyable(text));
    made.append(folded);
  }
  return made;
}
