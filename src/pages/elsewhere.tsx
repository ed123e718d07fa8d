/** The public page of a cause that other servers have and Candor does not. */

import { librariesFor } from "../libraries/index.ts";
import { causeOf } from "../reasons/causes.ts";
import type { ElsewhereCode } from "../reasons/elsewhere.ts";
import { standardError } from "../standard/index.ts";
import { copyScript } from "./copyable.tsx";
import { familyOf, headings, noteOf } from "./families.ts";
import { type KnownMessage, KnownMessages } from "./known-messages.tsx";
import { type Indexed, indexedAt, type Links, page } from "./layout.tsx";
import { Libraries } from "./libraries.tsx";
import { Cites, NamesElsewhere, Related } from "./reason-record.tsx";
import { standardPath } from "./standard-path.ts";

/** In a list of causes, marks those that Candor never refuses for. */
export function Mark({ here }: { here: boolean }) {
  if (here) return null;
  return (
    <>
      {" "}
      <span class="tag">elsewhere</span>
    </>
  );
}

function Errors({ base, errors }: Links & { errors: readonly string[] }) {
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">What servers return</h2>
      {errors.length === 0 ? (
        <p>There is no standard error for it. The server does not notice, or cannot respond.</p>
      ) : (
        <ul class="entries">
          {errors.map((error) => (
            <li key={error}>
              <a href={standardPath({ base }, error)}>
                <code>{error}</code>
              </a>
              <span class="technical">{standardError(error)?.title}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface ElsewhereView extends Indexed {
  readonly code: ElsewhereCode;
  /** Messages of providers that lead to it, which only the static site has. */
  readonly messages?: readonly KnownMessage[] | undefined;
}

export function elsewherePage({ base, site, issuer, code, messages }: ElsewhereView): string {
  const { title, cause, developer, operator, errors, cites, related } = causeOf(code);
  const family = familyOf(code);
  return page(
    {
      base,
      site,
      layout: "reading",
      title,
      indexed: indexedAt({ issuer, site }, `/errors/${code}`, cause),
      ...(librariesFor(code) && { scriptFile: copyScript(base) }),
    },
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
      <h1>{title}</h1>
      <p class="code">
        <code>{code}</code>
        <Mark here={false} />
      </p>
      <p class="lead">{cause}</p>
      <p class="note">{noteOf(errors)}</p>
      <section aria-labelledby="remedies">
        <h2 id="remedies">What to do</h2>
        <div class="remedies">
          <div>
            <h3>If you develop the app</h3>
            <p>{developer}</p>
          </div>
          {operator !== undefined && (
            <div>
              <h3>If you administer the provider or the tenant</h3>
              <p>{operator}</p>
            </div>
          )}
        </div>
      </section>
      <Libraries code={code} />
      <Errors base={base} errors={errors} />
      <NamesElsewhere code={code} />
      <KnownMessages base={base} messages={messages} />
      <Related base={base} related={related} />
      <Cites cites={cites} />
    </>,
  );
}
