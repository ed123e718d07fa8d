/** A check as one HTML file that needs nothing else: what is broken, what it means, and what was looked at. */
import { render } from "preact-render-to-string";
import { citation, type Section } from "../../specs.ts";
import { STYLE } from "./style.ts";

export type Verdict = "held" | "broken" | "not applicable" | "unclear";

export interface Line {
  readonly id: string;
  readonly verdict: Verdict;
  readonly level: string;
  readonly says: string;
  readonly because: string;
  readonly threat: string;
  readonly cites: readonly Section[];
  /** What to change in this server; names of settings are between backticks. */
  readonly fix?: { readonly server: string; readonly says: string } | undefined;
  /** Exchanges that show it, as text without secrets. */
  readonly exchanges: readonly string[];
}

export interface CheckReport {
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly version: string;
  /** The broken ones first. */
  readonly lines: readonly Line[];
}

const VERDICTS: readonly (readonly [Verdict, string])[] = [
  ["broken", "Broken"],
  ["unclear", "Could not tell"],
  ["held", "Held"],
  ["not applicable", "Not applicable"],
];

export function checkReportPage(report: CheckReport): string {
  return `<!doctype html>${render(<Document {...report} />)}`;
}

function Document({ issuer, at, version, lines }: CheckReport) {
  const of = (verdict: Verdict): readonly Line[] => lines.filter((one) => one.verdict === verdict);
  const broken = of("broken");
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="referrer" content="no-referrer" />
        <title>{`Check of ${issuer}`}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <p class="quiet small">candor check {version}</p>
          <h1>{issuer}</h1>
          <p class="quiet">
            {summary(broken)} Checked on{" "}
            <time dateTime={new Date(at).toISOString()}>
              {new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC
            </time>
            .
          </p>
          <Bar counts={VERDICTS.map(([verdict]) => [verdict, of(verdict).length] as const)} />
          <ul class="counts">
            {VERDICTS.map(([verdict, label]) => (
              <li key={verdict}>
                <b>{of(verdict).length}</b>
                {label}
              </li>
            ))}
          </ul>
          {broken.length > 0 && <h2>What is broken</h2>}
          {broken.map((line) => (
            <Broken key={line.id} {...line} />
          ))}
          <h2>Everything that was looked at</h2>
          <All lines={lines} />
        </main>
      </body>
    </html>
  );
}

function summary(broken: readonly Line[]): string {
  if (broken.length === 0) return "Nothing that could be checked is broken.";
  const musts = broken.filter(({ level }) => level === "MUST").length;
  const requirements = `${broken.length} requirement${broken.length === 1 ? " is" : "s are"} broken`;
  if (musts === broken.length) return musts === 1 ? `${requirements}, a MUST.` : `${requirements}, all of them a MUST.`;
  return `${requirements}, ${musts === 0 ? "none" : musts} of them a MUST.`;
}

/** The counts as lengths. The list below it says the same in numbers. */
function Bar({ counts }: { readonly counts: readonly (readonly [Verdict, number])[] }) {
  const told = counts.filter(([verdict, count]) => verdict !== "not applicable" && count > 0);
  return (
    <div class="bar" aria-hidden="true">
      {told.map(([verdict, count]) => (
        <span key={verdict} class={verdict} style={{ flexGrow: count }} />
      ))}
    </div>
  );
}

function Broken({ id, level, says, because, threat, cites, fix, exchanges }: Line) {
  return (
    <article id={id}>
      <header>
        <h3>{says}</h3>
        <span class="tag">{level}</span>
      </header>
      <dl>
        <dt>Seen</dt>
        <dd>{because}</dd>
        {fix !== undefined && (
          <>
            <dt>Fix in {fix.server}</dt>
            <dd>
              <Marked text={fix.says} />
            </dd>
          </>
        )}
        <dt>Why it matters</dt>
        <dd>{threat}</dd>
        <dt>Required by</dt>
        <dd>
          {cites.map((one, at) => (
            <>
              {at > 0 && ", "}
              <a href={one.url} rel="noreferrer">
                {citation(one)}
              </a>
            </>
          ))}
        </dd>
        <dt>Requirement</dt>
        <dd>
          <code>{id}</code>
        </dd>
      </dl>
      {exchanges.length > 0 && (
        <details>
          <summary>{exchanges.length === 1 ? "The exchange that shows it" : "The exchanges that show it"}</summary>
          {exchanges.map((text) => (
            <pre key={text}>{text}</pre>
          ))}
        </details>
      )}
    </article>
  );
}

/** What is between backticks is code. */
function Marked({ text }: { readonly text: string }) {
  return <>{text.split("`").map((part, at) => (at % 2 === 1 ? <code key={part}>{part}</code> : part))}</>;
}

function All({ lines }: Pick<CheckReport, "lines">) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          <th scope="col">Level</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, verdict, level, says, because }) => (
          <tr key={id}>
            <td>
              {says}
              <br />
              <code class="quiet small">{id}</code>
            </td>
            <td class="small">{level}</td>
            <td>
              <span class={`is-${verdict.split(" ", 1)[0]}`}>{VERDICTS.find(([one]) => one === verdict)?.[1]}</span>
              <br />
              <span class="quiet small">{because}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
