/** One refusal in the console: what to do, with a button where a fix can be applied here, and everything that explains it. */
import { couldRefuse } from "../../../reasons/could-refuse.ts";
import type { Explanation, TraceStep } from "../../../reasons/explain.ts";
import { visible } from "../../../render/characters.ts";
import { citation } from "../../../specs.ts";
import { Explained } from "../../refusal-explained.tsx";
import type { Frame } from "../layout.tsx";
import { Alert, Badge, ButtonForm, Panel, Time } from "../parts.tsx";
import { Sequence, type SequenceStep } from "./sequence.tsx";

export interface ShownOffer {
  readonly fix: number;
  readonly says: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

export interface ShownApplied {
  readonly at: number;
  readonly by: string;
  readonly etag: string | undefined;
  readonly mayUndo: boolean;
}

interface OneProps {
  readonly frame: Frame;
  readonly explanation: Explanation;
  readonly offers: readonly ShownOffer[];
  readonly applied: ShownApplied | undefined;
  readonly life: readonly SequenceStep[];
}

function Applied({
  frame,
  ref,
  applied: { at, by, etag, mayUndo },
}: {
  readonly frame: Frame;
  readonly ref: string;
  readonly applied: ShownApplied;
}) {
  return (
    <Panel title="A fix was applied">
      <p>
        <Badge tone="good">Applied</Badge> <Time at={at} /> by {by}.
      </p>
      {etag === undefined && (
        <p class="hint">The application was changed since, so this fix can't be undone by itself.</p>
      )}
      {etag !== undefined && mayUndo && (
        <ButtonForm frame={frame} action={`/refusals/${ref}/undo`} fields={[["etag", etag]]} label="Undo the fix" />
      )}
    </Panel>
  );
}

function Offers({
  frame,
  ref,
  offers,
}: {
  readonly frame: Frame;
  readonly ref: string;
  readonly offers: readonly ShownOffer[];
}) {
  return (
    <Panel title="Fix it here" lead="You see what it would change before anything is changed, and you can undo it.">
      {offers.map(({ fix, says }) => (
        <p key={fix} class="offer">
          <span>{visible(says)}</span>
          <a class="button" href={`${frame.root}/refusals/${ref}/fix?fix=${fix}`}>
            Try this fix
          </a>
        </p>
      ))}
    </Panel>
  );
}

const RESULTS = { passed: "Passed", failed: "Failed", "not reached": "Not reached" } as const;

/** The reasons that a check can refuse with, each with its page. */
function Reasons({ base, step }: { readonly base: string; readonly step: TraceStep }) {
  const codes = couldRefuse(step);
  const links = codes.map((code) => (
    <a key={code} href={`${base}/errors/${code}`}>
      {code}
    </a>
  ));
  if (codes.length < 3) return <span class="reasons">{links}</span>;
  return (
    <details class="reasons">
      <summary>{codes.length} reasons</summary>
      {links}
    </details>
  );
}

/** All checks in their order: how far the request came, what each refuses with, and the section that demands it. */
export function Ladder({ base, trace }: { readonly base: string; readonly trace: readonly TraceStep[] }) {
  return (
    <ol class="ladder">
      {trace.map((step, i) => (
        <li key={i} class={step.result.replace(" ", "-")}>
          <span class="rung">{step.asks}</span>
          {step.cites !== undefined && (
            <a class="section" href={step.cites.url}>
              {citation(step.cites)}
            </a>
          )}
          <span class="result">{RESULTS[step.result]}</span>
          <Reasons base={base} step={step} />
        </li>
      ))}
    </ol>
  );
}

export function refusalPage({ frame, explanation, offers, applied, life }: OneProps) {
  const { ref } = explanation;
  return (
    <>
      {applied !== undefined && <Applied frame={frame} ref={ref} applied={applied} />}
      {offers.length > 0 && <Offers frame={frame} ref={ref} offers={offers} />}
      <div class="explained in-console">
        <Explained base={frame.base} explanation={explanation}>
          {explanation.trace.length > 0 && (
            <section aria-labelledby="ladder">
              <h2 id="ladder">How far it came</h2>
              <Ladder base={frame.base} trace={explanation.trace} />
            </section>
          )}
          <section aria-labelledby="life">
            <h2 id="life">What led to it</h2>
            <Sequence steps={life} />
          </section>
        </Explained>
      </div>
    </>
  );
}

interface FixProps {
  readonly frame: Frame;
  readonly ref: string;
  readonly offer: ShownOffer;
  readonly etag: string;
  /** What the replay with the fix says. */
  readonly outcome: { readonly granted: boolean; readonly says: string };
  readonly trace: readonly TraceStep[];
  /** Other recent refusals of the application that would be granted. */
  readonly others: number;
  readonly fault: { readonly says: string; readonly errorUri: string } | undefined;
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? null));

/** The replay of a refusal with its fix, and the button that applies it. */
export function refusalFixPage({ frame, ref, offer, etag, outcome, trace, others, fault }: FixProps) {
  return (
    <>
      {fault !== undefined && (
        <Alert title="Nothing was changed" href={fault.errorUri}>
          <p>{fault.says}</p>
        </Alert>
      )}
      <Panel title="What it changes">
        {Object.keys(offer.after).map((member) => (
          <p key={member} class="change-lines">
            <code>{member}</code>
            <del>{visible(text(offer.before[member]))}</del>
            <ins>{visible(text(offer.after[member]))}</ins>
          </p>
        ))}
      </Panel>
      <Panel title="The same request, with this fix">
        <p class={`consequence ${outcome.granted ? "good" : "caution"}`}>{visible(outcome.says)}</p>
        {others > 0 && (
          <p class="hint">
            {others} other recent {others === 1 ? "refusal" : "refusals"} of this application would be granted too.
          </p>
        )}
        <Ladder base={frame.base} trace={trace} />
      </Panel>
      <ButtonForm
        frame={frame}
        action={`/refusals/${ref}/fix`}
        fields={[
          ["fix", String(offer.fix)],
          ["etag", etag],
        ]}
        label="Apply this fix"
        tone=""
      />
    </>
  );
}

/** For an owner who can't allow it alone. */
export const askForScope = (href: string) => (
  <a class="button" href={href}>
    Ask an operator to allow it
  </a>
);
