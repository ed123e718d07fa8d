/** The catalogue of reasons, whole and by family. */
import { codes, type Family } from "../reasons/index.ts";
import { type Entry, familyNames, headings, reasonsOf } from "./families.ts";
import { type Links, page } from "./layout.tsx";

function Entries({ base, entries }: Links & { entries: readonly Entry[] }) {
  return (
    <ul class="entries">
      {entries.map(({ code, reason }) => (
        <li key={code}>
          <a href={`${base}/errors/${code}`}>{reason.title}</a>
          <code class="technical">{code}</code>
        </li>
      ))}
    </ul>
  );
}

export function cataloguePage({ base }: Links): string {
  return page(
    { base, layout: "wide", title: "Reasons" },
    <>
      <h1>Reasons</h1>
      <p class="lead">
        Nothing is refused here without naming the cause. These are all {codes.length} causes, by what they are about.
      </p>
      <div class="contents">
        <nav aria-label="Families">
          <ul>
            {familyNames.map((family) => (
              <li key={family}>
                <a href={`#${family}`}>{headings[family].title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {familyNames.map((family) => (
            <section key={family} aria-labelledby={family}>
              <h2 id={family}>
                <a href={`${base}/errors/${family}`}>{headings[family].title}</a>
              </h2>
              <p class="quiet">{headings[family].about}</p>
              <Entries base={base} entries={reasonsOf(family)} />
            </section>
          ))}
        </div>
      </div>
    </>,
  );
}

export function familyPage({ base, family }: Links & { readonly family: Family }): string {
  const { title, about } = headings[family];
  return page(
    { base, layout: "reading", title: `${title}: reasons` },
    <>
      <nav class="crumbs" aria-label="Breadcrumb">
        <ol>
          <li>
            <a href={`${base}/errors`}>Reasons</a>
          </li>
        </ol>
      </nav>
      <h1>{title}</h1>
      <p class="lead">{about}</p>
      <ul class="digest">
        {reasonsOf(family).map(({ code, reason }) => (
          <li key={code}>
            <h2>
              <a href={`${base}/errors/${code}`}>{reason.title}</a>
            </h2>
            <p>{reason.cause}</p>
            <code class="technical">{code}</code>
          </li>
        ))}
      </ul>
    </>,
  );
}
