/** What is recorded of a refusal: when and where it came from, what was sent compared with what was expected, the checks, the evidence. */
import type { EvidenceShown, Explanation, TraceStep } from "../reasons/explain.ts";
import { visible } from "../render/characters.ts";
import { instant, type Pair, pairsOf, timeText, unseen, valueTexts } from "../render/evidence.ts";
import { citation } from "../specs.ts";
import { Icon } from "./icons.tsx";
import { Pieces } from "./pieces.tsx";

export function Facts({ explanation: e }: { explanation: Explanation }) {
  const { network, agent } = e.from;
  return (
    <dl class="record">
      <div>
        <dt>Refused</dt>
        <dd>
          <time dateTime={instant(e.at)}>{timeText(e.at)}</time>
        </dd>
      </div>
      {e.clientId !== undefined && (
        <div>
          <dt>Client</dt>
          <dd>
            <code>{visible(e.clientId)}</code>
          </dd>
        </div>
      )}
      <div>
        <dt>Endpoint</dt>
        <dd>{visible(e.endpoint)}</dd>
      </div>
      <div>
        <dt>Response</dt>
        <dd>
          <code>{e.error}</code>, {e.status}
        </dd>
      </div>
      {(network !== undefined || agent !== undefined) && (
        <div>
          <dt>From</dt>
          <dd>
            {network !== undefined && <code>{visible(network)}</code>}
            {agent !== undefined && <span class="quiet"> {visible(agent)}</span>}
          </dd>
        </div>
      )}
      <div>
        <dt>Reference</dt>
        <dd>
          <code>{visible(e.ref)}</code>
        </dd>
      </div>
    </dl>
  );
}

/** The pairs that are shown below the request. A value that a fix would send instead is shown with the fix. */
function comparedIn({ evidence, fixes }: Explanation): Pair[] {
  const values = fixes.flatMap(({ fix }) =>
    fix.changes.flatMap((change) => (change.change === "set" ? change.value : [])),
  );
  return pairsOf(evidence).filter(({ expected }) => !values.includes(String(expected.value)));
}

/** What was sent, what was expected below it, and the difference marked. */
export function Compared({ explanation }: { explanation: Explanation }) {
  return (
    <>
      {comparedIn(explanation).map(({ sent, expected, difference }) => (
        <dl key={expected.name} class="compared">
          <div>
            <dt>{sent.label}</dt>
            <dd>
              <code>
                <Pieces pieces={difference.one} as="sent" />
              </code>
            </dd>
          </div>
          <div>
            <dt>{expected.label}</dt>
            <dd>
              <code>
                <Pieces pieces={difference.other} as="expected" />
              </code>
            </dd>
          </div>
        </dl>
      ))}
    </>
  );
}

const RESULTS = { passed: "Passed", failed: "Failed", "not reached": "Not reached" } as const;

/** More checks than this with nothing new to say are folded away. */
const MOST_IN_SIGHT = 4;

interface StepsProps {
  readonly trace: readonly TraceStep[];
  /** The position of the first one among all checks. */
  readonly first: number;
}

function Steps({ trace, first }: StepsProps) {
  return (
    <ol class="trace" start={first}>
      {trace.map(({ asks, cites, result }, at) => (
        <li key={at} class={result.replace(" ", "-")}>
          <Icon name={result} />
          <p>
            {asks}
            {cites !== undefined && (
              <>
                {" "}
                <a class="section" href={cites.url}>
                  {citation(cites)}
                </a>
              </>
            )}
          </p>
          <span class="result">{RESULTS[result]}</span>
        </li>
      ))}
    </ol>
  );
}

/** Checks with the same result: visible if they are few, otherwise folded behind their number. */
function Alike({ says, ...steps }: StepsProps & { says: string }) {
  const { length } = steps.trace;
  if (length <= MOST_IN_SIGHT) return length === 0 ? null : <Steps {...steps} />;
  return (
    <details>
      <summary>
        {length} {says}
      </summary>
      <Steps {...steps} />
    </details>
  );
}

export function Trace({ trace }: { trace: readonly TraceStep[] }) {
  if (trace.length === 0) return null;
  const failed = trace.findIndex(({ result }) => result === "failed");
  const at = failed === -1 ? trace.length : failed;
  return (
    <section class="checks" aria-labelledby="trace">
      <h2 id="trace">Checks, in order</h2>
      <Alike trace={trace.slice(0, at)} first={1} says="checks passed" />
      {failed !== -1 && <Steps trace={trace.slice(at, at + 1)} first={at + 1} />}
      <Alike trace={trace.slice(at + 1)} first={at + 2} says="checks not reached" />
    </section>
  );
}

/** The evidence. What the sentences, the marks and the comparisons already show is folded away. */
export function EvidenceTable({ explanation: e }: { explanation: Explanation }) {
  if (e.evidence.length === 0) return null;
  const said = [e.says, ...e.fixes.map(({ fix }) => fix.says)].join("\n");
  const compared = comparedIn(e).flatMap(({ sent, expected }) => [sent, expected]);
  const left = unseen(e, said).filter((shown) => !compared.includes(shown));
  const shown = e.evidence.filter((one) => !left.includes(one));
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">Evidence</h2>
      <Table evidence={left} />
      {shown.length > 0 && (
        <details>
          <summary>{left.length === 0 ? "All evidence, shown above" : `${shown.length} more, shown above`}</summary>
          <Table evidence={shown} />
        </details>
      )}
    </section>
  );
}

function Table({ evidence }: { evidence: readonly EvidenceShown[] }) {
  if (evidence.length === 0) return null;
  return (
    <table>
      <tbody>
        {evidence.map((shown) => (
          <tr key={shown.name}>
            <th scope="row">{shown.label}</th>
            <td>
              <Values shown={shown} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Values({ shown }: { shown: EvidenceShown }) {
  const texts = valueTexts(shown).map(visible);
  if (shown.kind === "list") {
    if (texts.length === 0) return <span class="quiet">none</span>;
    return (
      <ul class="values">
        {texts.map((text, at) => (
          <li key={at}>
            <code>{text}</code>
          </li>
        ))}
      </ul>
    );
  }
  return shown.kind === "text" ? <code>{texts[0] || "(empty)"}</code> : <span>{texts[0]}</span>;
}
