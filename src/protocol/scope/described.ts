/** What a scope allows, in the language of whoever reads it. */
import type { Scope } from "./catalogue.ts";

type Described = Pick<Scope, "description" | "descriptions">;

/** The language of `description`, as of everything else that the server says. */
const OWN = "en";

/** The languages of Accept-Language (RFC 9110 12.5.4), the preferred first. Those with a weight of 0 aren't wanted. */
function wantedIn(acceptLanguage: string): readonly string[] {
  return acceptLanguage
    .slice(0, 1_000)
    .split(",")
    .map((range, at) => {
      const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((one) => one.startsWith("q="))?.slice(2);
      return { tag, at, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ tag }) => tag);
}

/** The description by RFC 4647 3.4: of each wanted language, the closest one, and without any, the one that every scope has. */
export function descriptionFor(
  { description, descriptions = {} }: Described,
  acceptLanguage: string | undefined,
): string {
  const known = new Map(Object.entries(descriptions).map(([tag, text]) => [tag.toLowerCase(), text]));
  if (known.size === 0) return description;
  for (const wanted of wantedIn(acceptLanguage ?? "")) {
    // From the whole tag to its first part: de-CH-1996, de-CH, de.
    for (let tag = wanted; tag !== ""; tag = tag.slice(0, Math.max(0, tag.lastIndexOf("-")))) {
      const found = known.get(tag) ?? (tag === OWN ? description : undefined);
      if (found !== undefined) return found;
    }
    if (wanted === "*") return description;
  }
  return description;
}
