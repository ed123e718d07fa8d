/** The parts of a standard error code's page: places, requirements, validation, similar names, sections. */
import { STATUS_CODES } from "node:http";
import { citation, type Section } from "../specs.ts";
import { type Confusion, opening, type Requirement, type StandardCode, type Use } from "../standard/define.ts";
import { statusesOf } from "../standard/index.ts";
import { locations } from "../standard/locations.ts";

function Source({ section }: { section: Section }) {
  return <a href={section.url}>{citation(section)}</a>;
}

export function Requirements({ requirements }: { requirements: readonly Requirement[] }) {
  return (
    <ul class="rules">
      {requirements.map((requirement) => (
        <li key={`${citation(requirement.section)} ${requirement.when} ${requirement.says}`}>
          <p>
            {opening(requirement)} <strong>{requirement.level}</strong> {requirement.says}.
          </p>
          <p class="technical">
            <Source section={requirement.section} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function status(uses: readonly Use[]): string {
  const statuses = [...new Set(uses.flatMap(statusesOf))].sort();
  return statuses.map((code) => `${code} ${STATUS_CODES[code]}`).join(", ");
}

/** Each place with its statuses and sections. What applies there to every code is folded away. */
export function Places({ uses }: { uses: readonly Use[] }) {
  const places = [...new Set(uses.map(({ at }) => at))];
  return (
    <ul class="places">
      {places.map((at) => {
        const here = uses.filter((use) => use.at === at);
        const { title, answered, requirements } = locations[at];
        const statuses = status(here);
        return (
          <li key={at}>
            <h3>{title}</h3>
            {statuses !== "" && <p>{statuses}</p>}
            <p class="technical">
              {here.map(({ section }, n) => (
                <span key={citation(section)}>
                  {n > 0 && "; "}
                  <Source section={section} />
                </span>
              ))}
            </p>
            <details>
              <summary>How errors are returned there</summary>
              <p>{answered}</p>
              {requirements.length > 0 && <Requirements requirements={requirements} />}
            </details>
          </li>
        );
      })}
    </ul>
  );
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul class="points">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}

export function Validation({ validation: { accept, reject } }: { validation: StandardCode["validation"] }) {
  return (
    <section aria-labelledby="validation">
      <h2 id="validation">Validation</h2>
      <Points title="Accept" points={accept} />
      <Points title="Reject" points={reject} />
    </section>
  );
}

interface Look {
  readonly confusions: readonly Confusion[];
  /** The page of a standard code, or undefined for any other name. */
  readonly path: (name: string) => string | undefined;
}

export function Confusions({ confusions, path }: Look) {
  if (confusions.length === 0) return null;
  return (
    <section aria-labelledby="confusions">
      <h2 id="confusions">Easily confused with</h2>
      <dl class="pairs">
        {confusions.map(({ name, note }) => {
          const href = path(name);
          return (
            <div key={name}>
              <dt>
                <code>{href === undefined ? name : <a href={href}>{name}</a>}</code>
              </dt>
              <dd>{note}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Every document that the page cites, once. */
export function Cited({ entry }: { entry: StandardCode }) {
  const { reference, usedAt, requirements } = entry;
  const sections = [reference, ...[...usedAt, ...requirements].map(({ section }) => section)];
  const documents = new Map(sections.map(({ spec, title, url }) => [spec, { title, url: url.replace(/#.*/, "") }]));
  return (
    <section aria-labelledby="cites">
      <h2 id="cites">Specifications</h2>
      <ul class="links">
        {[...documents].map(([spec, { title, url }]) => (
          <li key={spec}>
            <a href={url}>{spec}</a>
            {title !== spec && <span class="quiet"> {title}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
