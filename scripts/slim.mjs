// What the script of /explain needs of the doctor's data, in a form that compresses well: all values of one kind side by side.

/** The modules that the bundle has in place of those of dist/, by the ends of their paths. */
export const slimmed = {
  "doctor/dialects/compiled.js": async (path) => dialects(await import(path)),
  "standard/index.js": async (path) => standard((await import(path)).standardErrors),
};

/** Of the standard errors, the doctor needs only the names. */
function standard(errors) {
  const names = JSON.stringify([...new Set(errors.map(({ error }) => error))]);
  return `export const standardErrors = ${names}.map((error) => ({ error }));
const byName = new Map(standardErrors.map((one) => [one.error, one]));
export const standardError = (error) => byName.get(error);`;
}

/** The members of a message by their places: its meanings are packed apart. */
const MEANS = 2;

function dialects({ heads, restOf }) {
  const rests = heads.map((_, at) => restOf(at));
  const messages = rests.flatMap((rest) => rest.messages);
  const meanings = messages.flatMap((message) => message[MEANS]);
  const reasons = [...new Set(meanings.map(([reason]) => reason))];
  const packed = {
    heads: columns(heads),
    pages: rests.map(({ pages }) => pages.map(([url]) => url)),
    counts: rests.map((rest) => rest.messages.length),
    messages: places(9, (at) => messages.map((one) => (at === MEANS ? one[MEANS].length : (one[at] ?? 0)))),
    reasons,
    meanings: places(4, (at) => meanings.map((one) => (at === 0 ? reasons.indexOf(one[0]) : (one[at] ?? 0)))),
  };
  return `const packed = JSON.parse(${JSON.stringify(JSON.stringify(packed))});\n${UNPACK}`;
}

const places = (count, of) => Array.from({ length: count }, (_, at) => of(at));

/** Rows as columns. What a row doesn't have is null. */
function columns(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  return names.map((name) => [name, ...rows.map((row) => row[name] ?? null)]);
}

const UNPACK = `const rows = (columns) => columns[0].slice(1).map((_, at) =>
  Object.fromEntries(columns.filter((column) => column[at + 1] !== null).map((column) => [column[0], column[at + 1]])));
export const heads = rows(packed.heads);
let [message, meaning] = [0, 0];
const [reasons, weights, fixes, tells] = packed.meanings;
const meanings = (count) => Array.from({ length: count }, () => {
  const at = meaning++;
  return [packed.reasons[reasons[at]], weights[at], fixes[at], tells[at] || undefined];
});
const all = packed.messages[0].map((_, row) =>
  packed.messages.map((column, at) => at === ${MEANS} ? meanings(column[row]) : column[row] || undefined));
const rests = packed.counts.map((count, at) => ({
  pages: packed.pages[at].map((url) => [url, "manual"]),
  messages: all.slice(message, message += count),
}));
export const restOf = (at) => rests[at];`;
