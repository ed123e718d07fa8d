/** What a change would do, in words. A server of a later version may say more than this one has words for. */
import type { Members } from "./admin-api.ts";

/** How many of a list are named. */
const MOST = 10;

const WORDS: Readonly<Record<string, string>> = {
  clients: "Applications that it concerns",
  refusals_replayed: "Latest refusals that were decided again",
  would_be_granted: "Refused before, and would be granted",
  would_be_refused_otherwise: "Would be refused for another reason",
};

/** A line for each thing that happens. */
export function consequencesText(consequences: Members): readonly string[] {
  return Object.entries(consequences).flatMap(([name, value]) => {
    const text = valueText(value);
    return text === undefined ? [] : [`  ${WORDS[name] ?? inWords(name)}: ${text}`];
  });
}

const inWords = (name: string): string => {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null || value === false || value === 0) return undefined;
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  if (value.length === 0) return undefined;
  const named = value.slice(0, MOST).map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const more = value.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
