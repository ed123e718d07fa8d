// What the script of /explain needs of the doctor's data, in a form that compresses well: `Columns` of src/browser/columns.ts.
import { digitOf } from "../src/browser/columns.ts";

/** The dialects. @param compiled what src/doctor/dialects/compiled.js exports */
export function columnsOf({ heads, restOf }) {
  const rests = heads.map(({ count }, at) => {
    const { pages, messages } = restOf(at);
    return { pages, messages: Array.from({ length: count }, (_, place) => messages.at(place)) };
  });
  const messages = rests.flatMap((rest) => rest.messages);
  const meanings = messages.flatMap(([, , means]) => means);
  const [reasons, weights] = [0, 1].map((at) => byFrequency(meanings.map((meaning) => meaning[at])));
  const placesIn = (list, at) => meanings.map((meaning) => digitOf(list.indexOf(meaning[at]))).join("");
  return {
    dialects: [
      ...["provider", "name", "kind", "hosts"].map((name) => column(heads.map((head) => head[name]))),
      column(heads.map(({ marks }) => marks?.map(([mark]) => mark))),
      column(heads.map(({ count }) => count)),
      column(rests.map(({ pages }) => pages.map(([url]) => url))),
    ],
    messages: [0, 4, 5, 6, 7, 8].map((at) => column(messages.map((message) => message[at] || undefined))),
    rows: [
      messages.map(([, page]) => digitOf(page)).join(""),
      messages.map(([, , means]) => digitOf(means.length)).join(""),
      messages.map(([, , , distinctive = 0]) => distinctive).join(""),
    ],
    meanings: [2, 3].map((at) => column(meanings.map((meaning) => meaning[at] || undefined))),
    weighed: [placesIn(reasons, 0), placesIn(weights, 1)],
    reasons: column(reasons),
    weights: column(weights),
  };
}

/** @throws if a value has what separates values */
function column(cells) {
  return cells
    .map((cell) => {
      const values = cell === undefined ? [] : [cell].flat().map(String);
      if (values.some((value) => /[\t\n]/.test(value))) throw new Error(`There is a tab or a line break in ${values}`);
      return values.join("\t");
    })
    .join("\n");
}

/** Each value once, the most frequent first. */
function byFrequency(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}

/** A module that has, of the standard errors, only the names: the doctor needs no more. */
export function standardNames(errors) {
  const names = JSON.stringify([...new Set(errors.map(({ error }) => error))]);
  return `export const standardErrors = ${names}.map((error) => ({ error }));
const byName = new Map(standardErrors.map((one) => [one.error, one]));
export const standardError = (error) => byName.get(error);`;
}
