/** What to do, with what replay proved of it. Nothing here applies a fix: that is up to the reader. */
import type { ComponentChildren } from "preact";
import type { Outcome, ProvedFix, RequestShown } from "../reasons/explain.ts";
import type { Fix } from "../reasons/fix.ts";
import { type ChangeLine, linesOf } from "../render/change.ts";
import { visible } from "../render/characters.ts";
import { grantedText, isTold, NOT_TRIED, nextText } from "../render/proof.ts";
import { Copyable } from "./copyable.tsx";
import { Icon } from "./icons.tsx";
import type { Links } from "./layout.tsx";
import { Pieces } from "./pieces.tsx";

const BY = { developer: undefined, operator: "Operator", person: "User" } as const;

/** Deeper than this, it is better to write a new request. */
const DEEPEST = 8;

interface Tried extends Links {
  readonly request: RequestShown;
  readonly depth?: number;
}

/** What the terminal prints, as a sentence. */
const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}.`;

/** The sign is text, so that screen readers read it and it is copied. */
function Line({ sign, children }: { sign: "+" | "-"; children: ComponentChildren }) {
  return (
    <span class="line">
      <span>{sign}</span> <span>{children}</span>
    </span>
  );
}

function Proof({ outcome, fix, told, ...rest }: Tried & { outcome: Outcome; fix: Fix; told: boolean }) {
  if (outcome.is === "granted") {
    return (
      <p class="proof granted">
        <Icon name="passed" />
        <span>
          <strong>{sentence(grantedText(fix))}</strong>{" "}
          {outcome.what !== "" && <span class="quiet">{sentence(visible(outcome.what))}</span>}
        </span>
      </p>
    );
  }
  if (outcome.is === "not tried") {
    return fix.changes.length === 0 ? null : (
      <p class="proof quiet">
        <Icon name="not reached" />
        <span>{sentence(NOT_TRIED)}</span>
      </p>
    );
  }
  const depth = (rest.depth ?? 0) + 1;
  return (
    <>
      <p class="proof">
        <Icon name="next" />
        <span>
          <strong>{sentence(nextText(fix))}</strong> Next:{" "}
          <a href={`${rest.base}/errors/${outcome.code}`}>{outcome.title}</a>
          {told ? ", as above." : `. ${visible(outcome.says)}`}
        </span>
      </p>
      {depth < DEEPEST && outcome.fixes.length > 0 && (
        <div class="then">
          <p class="step">Then</p>
          <FixList {...rest} fixes={outcome.fixes} depth={depth} />
        </div>
      )}
    </>
  );
}

/** The text that a change adds, without what it removes, for pasting. If it adds nothing, the text to remove. */
function textAfter(lines: readonly ChangeLine[]): string {
  const come = lines.filter(({ sign }) => sign === "+");
  return (come.length > 0 ? come : lines).map(({ pieces }) => pieces.map(({ text }) => text).join("")).join("\n");
}

function FixBody({ fix, outcome, told, ...rest }: Tried & ProvedFix & { told: boolean }) {
  const by = BY[fix.by];
  const written = fix.changes.flatMap((change) => linesOf(change, rest.request));
  return (
    <>
      <p class="order">
        {visible(fix.says)}
        {by !== undefined && (
          <>
            {" "}
            <span class="tag">{by}</span>
          </>
        )}
      </p>
      {written.length > 0 && (
        <Copyable class="change" copies={textAfter(written)}>
          {written.map(({ sign, pieces }, at) => (
            <Line key={at} sign={sign}>
              <Pieces pieces={pieces} as={sign === "-" ? "sent" : "expected"} />
            </Line>
          ))}
        </Copyable>
      )}
      {fix.weakens !== undefined && (
        <p class="proof weakens">
          <Icon name="caution" />
          <span>
            <strong>Weakens security.</strong> {visible(fix.weakens)}
          </span>
        </p>
      )}
      {fix.again && <p class="quiet again">This restarts the flow.</p>}
      <Proof {...rest} fix={fix} outcome={outcome} told={told} />
    </>
  );
}

/** The fixes, best first. Those that weaken security are set apart, after all others. */
export function FixList({ fixes, ...rest }: Tried & { fixes: readonly ProvedFix[] }) {
  const safe = fixes.filter(({ fix }) => fix.weakens === undefined);
  const weakening = fixes.filter(({ fix }) => fix.weakens !== undefined);
  const body = (proved: ProvedFix, before: readonly ProvedFix[]) => (
    <FixBody {...rest} {...proved} told={isTold(proved, before)} />
  );
  return (
    <>
      {safe.length > 0 && (
        <ol class="fixes">
          {safe.map((proved, at) => (
            <li key={at} class={at === 0 && (rest.depth ?? 0) === 0 ? "fix best" : "fix"}>
              {at > 0 && <p class="step">Or</p>}
              {body(proved, safe.slice(0, at))}
            </li>
          ))}
        </ol>
      )}
      {weakening.length > 0 && (
        <ol class="fixes weakening">
          {weakening.map((proved, at) => (
            <li key={at} class="fix">
              <p class="step">{safe.length > 0 || at > 0 ? "Possible, but not recommended" : "Not recommended"}</p>
              {body(proved, [...safe, ...weakening.slice(0, at)])}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
