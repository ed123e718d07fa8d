/** The standard error codes: all of them, and what the specifications say about each. */
import { type CauseCode, causeOf, causesElsewhere } from "../reasons/causes.ts";
import { type Code, codes, reasonOf } from "../reasons/index.ts";
import { citation } from "../specs.ts";
import type { StandardCode } from "../standard/define.ts";
import { registry, standardError, standardErrors, standardFamilies } from "../standard/index.ts";
import { type Indexed, indexedAt, type Links, page } from "./layout.tsx";
import { standardPath } from "./standard-path.ts";
import { Cited, Confusions, Places, Requirements, Validation } from "./standard-record.tsx";

/** The reasons that are returned as this error, in the catalogue's order. */
export function reasonsAnswered(error: string): readonly Code[] {
  return codes.filter((code) => reasonOf(code).error === error);
}

function Crumbs({ base, within }: Links & { readonly within?: boolean }) {
  return (
    <nav class="crumbs" aria-label="Breadcrumb">
      <ol>
        <li>
          <a href={`${base}/errors`}>Reasons</a>
        </li>
        {within && (
          <li>
            <a href={`${base}/errors/standard`}>Standard error codes</a>
          </li>
        )}
      </ol>
    </nav>
  );
}

export function standardPage({ base, site, issuer }: Indexed): string {
  const registered = standardErrors.filter(({ standing }) => standing === "registered").length;
  const about = `The ${standardErrors.length} standard error codes of OAuth and OpenID Connect, and what the specifications require of each.`;
  const indexed = indexedAt({ issuer, site }, "/errors/standard", about);
  return page(
    { base, site, layout: "wide", title: "Standard error codes", indexed },
    <>
      <Crumbs base={base} />
      <h1>Standard error codes</h1>
      <p class="lead">
        The {standardErrors.length} values of <code>error</code> that OAuth and OpenID Connect servers return, and what
        the specifications require of each.
      </p>
      <p class="note">
        {registered} of them are in IANA's <a href={registry.url}>{registry.title}</a>, as of {registry.asOf}. The
        others are defined only in specifications.
      </p>
      <div class="contents">
        <nav aria-label="Topics">
          <ul>
            {standardFamilies.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {standardFamilies.map(({ id, title, about, errors }) => (
            <section key={id} aria-labelledby={id}>
              <h2 id={id}>{title}</h2>
              <p class="quiet">{about}</p>
              <ul class="entries">
                {errors.map((entry) => (
                  <li key={entry.error}>
                    <a href={standardPath({ base }, entry.error)}>
                      <code>{entry.error}</code>
                    </a>
                    <span class="technical">{entry.title}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>,
  );
}

const STANDINGS: Readonly<Record<StandardCode["standing"], string>> = {
  registered: "In IANA's registry",
  defined: "Defined by a final specification, not in IANA's registry",
  draft: "Defined by a draft",
};

function Registration({ entry }: { entry: StandardCode }) {
  const { standing, changeController, reference } = entry;
  return (
    <dl class="facts">
      <div>
        <dt>Status</dt>
        <dd>{STANDINGS[standing]}</dd>
      </div>
      <div>
        <dt>{standing === "registered" ? "Controlled by" : "Published by"}</dt>
        <dd>{changeController}</dd>
      </div>
      <div>
        <dt>Defined in</dt>
        <dd>
          <a href={reference.url}>{citation(reference)}</a>
        </dd>
      </div>
    </dl>
  );
}

function Answered({ base, error }: Links & { error: string }) {
  const reasons = reasonsAnswered(error);
  if (reasons.length === 0) return <p class="note">Candor never returns this code.</p>;
  return <Causes base={base} codes={reasons} />;
}

function Causes({ base, codes: listed }: Links & { codes: readonly CauseCode[] }) {
  return (
    <ul class="entries">
      {listed.map((code) => (
        <li key={code}>
          <a href={`${base}/errors/${code}`}>{causeOf(code).title}</a>
          <code class="technical">{code}</code>
        </li>
      ))}
    </ul>
  );
}

/** The page of one code, or undefined if there is no such code. */
export function standardErrorPage({
  base,
  site,
  issuer,
  error,
}: Indexed & { readonly error: string }): string | undefined {
  const entry = standardError(error);
  if (entry === undefined) return undefined;
  const elsewhere = causesElsewhere(error);
  const path = (name: string) => (standardError(name) === undefined ? undefined : standardPath({ base }, name));
  const indexed = indexedAt({ issuer, site }, standardPath({ base: "" }, error), `${entry.error}: ${entry.means}`);
  return page(
    { base, site, layout: "reading", title: entry.error, indexed },
    <>
      <Crumbs base={base} within />
      <h1>{entry.title}</h1>
      <p class="code">
        <code>{entry.error}</code>
      </p>
      <p class="lead">{entry.means}</p>
      <section aria-labelledby="reasons">
        <h2 id="reasons">Why Candor returns it</h2>
        <Answered base={base} error={error} />
      </section>
      {elsewhere.length > 0 && (
        <section aria-labelledby="elsewhere">
          <h2 id="elsewhere">Causes elsewhere</h2>
          <p class="quiet">Other servers return it for these causes. Candor itself never refuses for them.</p>
          <Causes base={base} codes={elsewhere} />
        </section>
      )}
      <section aria-labelledby="registration">
        <h2 id="registration">Registration</h2>
        <Registration entry={entry} />
      </section>
      <section aria-labelledby="places">
        <h2 id="places">Where it is returned</h2>
        <Places uses={entry.usedAt} />
      </section>
      {entry.requirements.length > 0 && (
        <section aria-labelledby="requirements">
          <h2 id="requirements">What the specifications require</h2>
          <Requirements requirements={entry.requirements} />
        </section>
      )}
      <Validation validation={entry.validation} />
      <Confusions confusions={entry.confusedWith ?? []} path={path} />
      <Cited entry={entry} />
    </>,
  );
}
