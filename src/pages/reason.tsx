/** An entry of the catalogue, explained to anyone. */
import { STATUS_CODES } from "node:http";
import type { Reason } from "../reasons/define.ts";
import { type Code, reasonOf, statusOf } from "../reasons/index.ts";
import { familyOf, headings } from "./families.ts";
import { type Links, page } from "./layout.tsx";
import { Evidence, Related } from "./reason-record.tsx";

export interface ReasonView extends Links {
  readonly code: Code;
  /** The id of a refusal, as it came in the address; anything else is left out. */
  readonly ref?: string | undefined;
}

const REFERENCE = /^[\w-]{1,64}$/;

function Wire({ reason }: { reason: Reason }) {
  const status = statusOf(reason);
  return (
    <section aria-labelledby="wire">
      <h2 id="wire">On the wire</h2>
      <dl class="facts">
        <div>
          <dt>
            <code>error</code>
          </dt>
          <dd>
            <code>{reason.error}</code>
          </dd>
        </div>
        <div>
          <dt>HTTP status</dt>
          <dd>
            {status} {STATUS_CODES[status]}, where the answer is JSON
          </dd>
        </div>
      </dl>
      {reason.face && (
        <p class="note">
          From outside, this is shown as another reason that covers several causes, so that they cannot be told apart by
          somebody who probes.
        </p>
      )}
    </section>
  );
}

function Remedies({ remedies }: { remedies: Reason["remedies"] }) {
  return (
    <section aria-labelledby="remedies">
      <h2 id="remedies">What to do</h2>
      {remedies.person && (
        <>
          <h3>If you were shown this while using an application</h3>
          <p>{remedies.person}</p>
        </>
      )}
      <h3>If you make the application</h3>
      <p>{remedies.developer}</p>
      {remedies.operator && (
        <>
          <h3>If you run the server</h3>
          <p>{remedies.operator}</p>
        </>
      )}
    </section>
  );
}

export function reasonPage({ base, code, ref }: ReasonView): string {
  const reason = reasonOf(code);
  const family = familyOf(code);
  return page(
    { base, layout: "reading", title: reason.title },
    <>
      <nav class="crumbs" aria-label="Breadcrumb">
        <ol>
          <li>
            <a href={`${base}/errors`}>Reasons</a>
          </li>
          <li>
            <a href={`${base}/errors/${family}`}>{headings[family].title}</a>
          </li>
        </ol>
      </nav>
      <h1>{reason.title}</h1>
      <p class="code">
        <code>{code}</code>
      </p>
      {ref !== undefined && REFERENCE.test(ref) && (
        <p class="reference">
          Reference <code>{ref}</code>
        </p>
      )}
      <p class="lead">{reason.cause}</p>
      <Remedies remedies={reason.remedies} />
      <Wire reason={reason} />
      <Evidence evidence={reason.evidence} />
      <Related base={base} reason={reason} />
    </>,
  );
}
