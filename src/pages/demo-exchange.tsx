/** What went over the wire in the demo: a failure with its verdict, or a step of the flow with what can come next. */

import { copyScript } from "./copyable.tsx";
import { SafeLink, safeAddress } from "./foreign.tsx";
import { Hidden } from "./form.tsx";
import { Exchange, type Step } from "./http-exchange.tsx";
import { type Links, page } from "./layout.tsx";

function Crumbs({ base }: Links) {
  return (
    <nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        <li>
          <a href={`${base}/demo`}>Demo</a>
        </li>
      </ol>
    </nav>
  );
}

interface Verdict {
  readonly code: string;
  readonly says: string;
  readonly errorUri: string;
}

function VerdictBox({ verdict }: { verdict: Verdict | undefined }) {
  if (verdict === undefined) return null;
  return (
    <section class="verdict" aria-labelledby="verdict">
      <h2 id="verdict">
        Refused: <code>{verdict.code}</code>
      </h2>
      <p>{verdict.says}</p>
      <p>
        <SafeLink to={verdict.errorUri}>See the cause and the fix</SafeLink>
      </p>
    </section>
  );
}

export interface ExchangeView extends Links {
  readonly title: string;
  readonly describes: string;
  readonly steps: readonly Step[];
  readonly verdict?: Verdict | undefined;
}

export function exchangePage({ base, title, describes, steps, verdict }: ExchangeView): string {
  return page(
    { base, layout: "wide", title, scriptFile: copyScript(base) },
    <>
      <Crumbs base={base} />
      <h1>{title}</h1>
      <p class="lead">{describes}</p>
      <VerdictBox verdict={verdict} />
      <Exchange steps={steps} />
    </>,
  );
}

export interface WalkView extends Links {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly verdict?: Verdict | undefined;
  readonly next?:
    | readonly {
        readonly label: string;
        readonly action: string;
        readonly fields: readonly (readonly [string, string])[];
      }[]
    | undefined;
}

export function walkPage({ base, title, steps, verdict, next = [] }: WalkView): string {
  const safe = next.filter(({ action }) => safeAddress(action) !== undefined);
  return page(
    { base, layout: "wide", title, scriptFile: copyScript(base) },
    <>
      <Crumbs base={base} />
      <h1>{title}</h1>
      <VerdictBox verdict={verdict} />
      <Exchange steps={steps} />
      {safe.length > 0 && (
        <section aria-labelledby="next">
          <h2 id="next">Next</h2>
          <div class="next">
            {safe.map(({ label, action, fields }) => (
              <form key={label} method="post" action={action}>
                <Hidden fields={fields} />
                <button type="submit">{label}</button>
              </form>
            ))}
          </div>
        </section>
      )}
    </>,
  );
}
