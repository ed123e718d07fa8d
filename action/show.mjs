// How failures look in GitHub: annotations, and Markdown in the summary of a job. Parts of a log may have been written by anybody.

/** Characters of a summary. GitHub accepts 1 MiB. */
const LONGEST = 200_000;

/** The text of a workflow command, on one line. */
export const data = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** A property of a workflow command. */
const property = (text) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** A workflow command that marks a line of the log. */
export function annotation(log, { line, column, severity, count, findings: [first] }) {
  const place = `file=${property(log)},line=${line},col=${column},title=${property(first.reason)}`;
  const times = count > 1 ? ` (${count} times)` : "";
  return `::${severity === "error" ? "error" : "warning"} ${place}::${data(`${first.title}${times}. Fix: ${first.fix}`)}`;
}

/** Markdown. */
export function summaryOf(log, failures) {
  if (failures.length === 0) return "";
  const parts = failures.map((failure) => partOf(log, failure));
  const whole = ["## OAuth failures", ...parts].join("\n\n");
  return `${whole.length > LONGEST ? `${whole.slice(0, LONGEST)}\n\n…` : whole}\n`;
}

function partOf(log, { line, count, findings: [first, ...others], asks }) {
  const quote = first.evidence.find(({ source }) => source)?.source;
  const at = `${code(`${log}:${line}`)}${count > 1 ? `, ${count} times` : ""}`;
  const links = [
    [first.page, "manual"],
    [first.spec_url, first.spec],
  ].filter(([url]) => /^https:\/\//.test(url ?? ""));
  return [
    `### ${text(first.title)}`,
    `${code(first.reason)}, ${text(first.likelihood)}, ${at}`,
    `**Fix:** ${text(first.fix)}`,
    ...(quote === undefined ? [] : [block(quote)]),
    ...(others.length === 0
      ? []
      : [
          `Or: ${others
            .slice(0, 3)
            .map(({ reason }) => code(reason))
            .join(", ")}`,
        ]),
    ...(first.likelihood === "most likely" || asks.length === 0 ? [] : [`To narrow it down, add: ${text(asks[0])}`]),
    ...(links.length === 0
      ? []
      : [links.map(([url, name]) => `[${text(name ?? "specification")}](<${url}>)`).join(" · ")]),
  ].join("\n\n");
}

/** Prose, in which nothing is markup or mentions an account. */
const text = (sentence) =>
  sentence
    .replaceAll(/[\\`*_{}[\]()#+!|~]/g, "\\$&")
    .replaceAll("<", "&lt;")
    .replaceAll("@", "@\u200b");

function code(value) {
  const fence = "`".repeat(1 + Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length)));
  return `${fence} ${value.replaceAll(/\s+/g, " ")} ${fence}`;
}

function block(value) {
  const fence = "`".repeat(Math.max(3, 1 + Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length))));
  return `${fence}text\n${value}\n${fence}`;
}
