// What the script of /explain needs of the doctor's data, in a form that compresses well: all values of one kind side by side.

/** The modules that the bundle has in place of those of dist/, by the ends of their paths. */
export const slimmed = {
  "doctor/dialects/compiled.js": async (path) => dialects((await import(path)).compiled),
  "standard/index.js": async (path) => standard((await import(path)).standardErrors),
};

/** Of the standard errors, the doctor needs only the names. */
function standard(errors) {
  const names = JSON.stringify([...new Set(errors.map(({ error }) => error))]);
  return `export const standardErrors = ${names}.map((error) => ({ error }));
const byName = new Map(standardErrors.map((one) => [one.error, one]));
export const standardError = (error) => byName.get(error);`;
}

function dialects(all) {
  const messages = all.flatMap((dialect) => dialect.messages);
  const meanings = messages.flatMap(({ means }) => means);
  const reasons = [...new Set(meanings.map(([reason]) => reason))];
  const packed = {
    dialects: columns(all.map(({ messages, pages, departures, ...rest }) => ({ ...rest, count: messages.length }))),
    pages: all.map(({ pages }) => Object.entries(pages).map(([name, { url }]) => [name, url])),
    messages: columns(messages.map(({ means, ...rest }) => ({ ...rest, count: means.length }))),
    reasons,
    meanings: [0, 1, 2, 3].map((at) =>
      meanings.map((meaning) => (at === 0 ? reasons.indexOf(meaning[0]) : (meaning[at] ?? 0))),
    ),
  };
  return `const packed = JSON.parse(${JSON.stringify(JSON.stringify(packed))});\n${UNPACK}`;
}

/** Rows as columns. What a row doesn't have is null. */
function columns(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  return names.map((name) => [name, ...rows.map((row) => row[name] ?? null)]);
}

const UNPACK = `const rows = (columns) => columns[0].slice(1).map((_, at) =>
  Object.fromEntries(columns.filter((column) => column[at + 1] !== null).map((column) => [column[0], column[at + 1]])));
let [message, meaning] = [0, 0];
const [reasons, weights, fixes, tells] = packed.meanings;
const meanings = (count) => Array.from({ length: count }, () => {
  const at = meaning++;
  return [packed.reasons[reasons[at]], weights[at], fixes[at], tells[at] || undefined];
});
const all = rows(packed.messages).map(({ count, ...rest }) => ({ ...rest, means: meanings(count) }));
export const compiled = rows(packed.dialects).map(({ count, ...rest }, at) => ({
  ...rest,
  pages: Object.fromEntries(packed.pages[at].map(([name, url]) => [name, { url }])),
  messages: all.slice(message, message += count),
}));`;
