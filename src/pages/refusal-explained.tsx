/**
 * One refusal, explained to those who may see it: the app's owner and the operator. The fix comes first. The request, the checks and the
 * evidence follow for readers who want to know why.
 */
import type { ComponentChildren } from "preact";
import type { Explanation } from "../reasons/explain.ts";
import { visible } from "../render/characters.ts";
import { toMarkdown } from "../render/markdown.ts";
import { Copyable, copyScript } from "./copyable.tsx";
import { familyOf, headings } from "./families.ts";
import { type Links, page } from "./layout.tsx";
import { Libraries } from "./libraries.tsx";
import { MarkedRequest } from "./marked-request.tsx";
import { FixList } from "./proved-fixes.tsx";
import { Cites, Remedies } from "./reason-record.tsx";
import { Compared, EvidenceTable, Facts, Trace } from "./refusal-record.tsx";

export interface RefusalExplainedView extends Links {
  readonly explanation: Explanation;
}

function Now({ base, explanation: { fixes, remedies, request } }: RefusalExplainedView) {
  return (
    <section class="now" aria-labelledby="now">
      <h2 id="now">What to do now</h2>
      {fixes.length > 0 ? (
        <FixList base={base} fixes={fixes} request={request} />
      ) : (
        <ol class="fixes">
          <li class="fix best">
            <p class="order">{remedies.developer}</p>
          </li>
        </ol>
      )}
    </section>
  );
}

/** How to share this page: as Markdown, or as JSON that the client fetches. */
function Elsewhere({ explanation: e }: RefusalExplainedView) {
  const issuer = e.errorUri.slice(0, Math.max(e.errorUri.indexOf("/errors/"), 0));
  return (
    <section aria-labelledby="elsewhere">
      <h2 id="elsewhere">Share or export</h2>
      <details>
        <summary>As Markdown, for an issue or a chat</summary>
        <Copyable>{toMarkdown(e)}</Copyable>
      </details>
      {issuer !== "" && e.clientId !== undefined && (
        <details>
          <summary>As JSON, fetched by the app</summary>
          <Copyable>{`curl -u '${visible(e.clientId)}:CLIENT_SECRET' ${issuer}/refusals/${visible(e.ref)}`}</Copyable>
        </details>
      )}
    </section>
  );
}

/** Everything that explains a refusal, below its title. `children` are shown in place of the list of checks. */
export function Explained({ children, ...view }: RefusalExplainedView & { readonly children?: ComponentChildren }) {
  const { base, explanation: e } = view;
  return (
    <>
      <Now {...view} />
      <aside aria-label="This refusal">
        <Facts explanation={e} />
        {e.more > 0 && (
          <p class="note">{e.more} more like this from the same source since then, counted under this reference.</p>
        )}
      </aside>
      <Libraries code={e.code} />
      <section aria-labelledby="request">
        <h2 id="request">The request</h2>
        <MarkedRequest request={e.request} />
        <Compared explanation={e} />
      </section>
      {children ?? <Trace trace={e.trace} />}
      <EvidenceTable explanation={e} />
      {e.fault !== undefined && (
        <section aria-labelledby="fault">
          <h2 id="fault">The error that was thrown</h2>
          <Copyable>{e.fault.split("\n").map(visible).join("\n")}</Copyable>
        </section>
      )}
      <section aria-labelledby="remedies">
        <h2 id="remedies">Prevent it next time</h2>
        <p>{e.cause}</p>
        <Remedies remedies={e.remedies} />
        <p>
          <a href={`${base}/errors/${e.code}`}>More about this reason</a>
        </p>
      </section>
      <Cites cites={e.cites} />
      <Elsewhere {...view} />
    </>
  );
}

export function refusalExplainedPage(view: RefusalExplainedView): string {
  const { base, explanation: e } = view;
  const family = familyOf(e.code);
  return page(
    { base, layout: "wide", title: `Refused: ${e.title}`, scriptFile: copyScript(base) },
    <>
      <nav class="crumbs" aria-label="Breadcrumb">
        <ol>
          <li>
            <a href={`${base}/errors`}>Reasons</a>
          </li>
          <li>
            <a href={`${base}/errors/${family}`}>{headings[family].title}</a>
          </li>
          <li>
            <a href={`${base}/errors/${e.code}`}>
              <code>{e.code}</code>
            </a>
          </li>
        </ol>
      </nav>
      <h1>{e.title}</h1>
      <p class="lead">{visible(e.says)}</p>
      {(e.audience === "owner" || e.audience === "operator") && (
        <p>
          <a href={`${base}/console/refusals/${e.ref}`}>Open it in the console</a>
        </p>
      )}
      <div class="explained">
        <Explained {...view} />
      </div>
    </>,
  );
}
