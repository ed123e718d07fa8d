/** The least privilege report. */
import { SelectField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { Badge, Empty, Panel, Time } from "./parts.tsx";
import { applicationPath, scopePath } from "./scopes.tsx";
import { Pager } from "./table.tsx";

export interface ShownFinding {
  readonly id: string;
  readonly name: string;
  readonly owner: string | undefined;
  readonly lines: readonly FindingLine[];
  readonly mail: { readonly subject: string; readonly body: string };
  /** The e-mail of the owner, for those who may see users. */
  readonly to: string | undefined;
}

export interface FindingLine {
  readonly what: "unused" | "refused" | "deprecated";
  readonly scope: string;
  readonly at: number | undefined;
  readonly note?: string | undefined;
}

const WORDS = {
  unused: ["neutral", "Not used"],
  refused: ["caution", "Refused"],
  deprecated: ["accent", "Deprecated"],
} as const;

const DAYS = [7, 30, 90, 180, 365];

function mailto({ to, mail }: ShownFinding): string {
  return `mailto:${to === undefined ? "" : encodeURIComponent(to)}?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body.replaceAll("\n", "\r\n"))}`;
}

export function reportPage({
  frame,
  findings,
  days,
  next,
}: {
  readonly frame: Frame;
  readonly findings: readonly ShownFinding[];
  readonly days: number;
  readonly next: string | undefined;
}) {
  const { root } = frame;
  return (
    <>
      <form class="filters" method="get" action={`${root}/reports/least-privilege`}>
        <SelectField
          name="days"
          label="A use counts for"
          value={String(days)}
          choices={[...new Set([...DAYS, days])]
            .sort((a, b) => a - b)
            .map((one) => ({ value: String(one), label: `${one} days` }))}
        />
        <button type="submit" class="quiet-button">
          Show
        </button>
      </form>
      {findings.length === 0 && next === undefined && (
        <Empty title="Nothing to report">Every application uses what it is allowed, and asks for nothing else.</Empty>
      )}
      {findings.map((finding) => (
        <Panel
          key={finding.id}
          title={finding.name}
          lead={
            <>
              <code>{finding.id}</code>
              {finding.owner !== undefined && ` · ${finding.owner}`}
            </>
          }
          actions={
            <a class="button quiet-button" href={`${root}${applicationPath(finding.id)}`}>
              Open
            </a>
          }
        >
          <ul class="findings">
            {finding.lines.map(({ what, scope, at, note }) => (
              <li key={`${what} ${scope}`}>
                <Badge tone={WORDS[what][0]}>{WORDS[what][1]}</Badge>{" "}
                <a href={`${root}${scopePath(scope)}`}>
                  <code>{scope}</code>
                </a>{" "}
                <span class="hint">
                  {at === undefined ? "never" : <Time at={at} />}
                  {note !== undefined && ` · ${note}`}
                </span>
              </li>
            ))}
          </ul>
          <details>
            <summary>The mail to write</summary>
            <p>
              <a href={mailto(finding)}>Write it with your mail program</a>
            </p>
            <pre data-copy="">
              <code>{finding.mail.body}</code>
            </pre>
          </details>
        </Panel>
      ))}
      <Pager next={next} />
    </>
  );
}
