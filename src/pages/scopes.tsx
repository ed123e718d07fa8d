/** The scopes for developers, grouped by the API that they belong to. */
import type { PublishedScope, PublishedScopes } from "../protocol/scope/published.ts";
import { Host, Name } from "./foreign.tsx";
import { type Links, page } from "./layout.tsx";

interface Group {
  readonly id: string;
  readonly title: string;
  readonly resource?: string;
  readonly scopes: readonly PublishedScope[];
}

/** OpenID Connect's scopes first, then those of each API, then those of none. What is removed comes last in each. */
function groupsOf({ apis, scopes }: PublishedScopes): readonly Group[] {
  const ordered = [...scopes].sort((a, b) => Number(a.state === "removed") - Number(b.state === "removed"));
  const alone = ordered.filter(({ api }) => api === undefined);
  const groups: readonly Group[] = [
    { id: "user", title: "About the user", scopes: alone.filter(({ personal }) => personal) },
    ...apis.map(({ resource, name }, at) => ({
      id: `api-${at + 1}`,
      title: name,
      resource,
      scopes: ordered.filter(({ api }) => api === resource),
    })),
    { id: "other", title: "Other scopes", scopes: alone.filter(({ personal }) => !personal) },
  ];
  return groups.filter(({ scopes }) => scopes.length > 0);
}

/** Nothing else of the page has an id like this, whatever the name of a scope. */
const anchorOf = (name: string): string => `scope-${name}`;

function Use({ replacement }: { replacement: string | undefined }) {
  if (replacement === undefined) return null;
  return (
    <>
      {" "}
      Use{" "}
      <a href={`#${anchorOf(replacement)}`}>
        <code>{replacement}</code>
      </a>{" "}
      instead.
    </>
  );
}

function State({ scope: { state, since, sunset, replacement } }: { scope: PublishedScope }) {
  if (state === "active") return null;
  return (
    <p class="hint">
      {state === "removed" ? (
        "Requests for it are refused."
      ) : (
        <>
          Deprecated since <time class="whole">{since}</time>.
          {sunset !== undefined && (
            <>
              {" "}
              Requests for it are refused from <time class="whole">{sunset}</time>.
            </>
          )}
        </>
      )}
      <Use replacement={replacement} />
    </p>
  );
}

function Entry({ scope }: { scope: PublishedScope }) {
  const { name, description, sensitive, state } = scope;
  return (
    <li id={anchorOf(name)}>
      <h3 class="what">
        <code>{name}</code>
      </h3>
      {sensitive && <strong class="tag caution">Sensitive</strong>}
      {state === "deprecated" && <span class="tag">Deprecated</span>}
      {state === "removed" && <span class="tag">Removed</span>}
      <div class="about">
        <p dir="auto">{description}</p>
        <State scope={scope} />
      </div>
    </li>
  );
}

/** The page: the document of `/scopes.json`, to read. */
export function scopesPage({ base, ...document }: Links & PublishedScopes): string {
  const groups = groupsOf(document);
  return page(
    { base, layout: "wide", title: "Scopes" },
    <>
      <h1>Scopes</h1>
      <p class="lead">
        What apps can request from <Host>{document.issuer}</Host>. Names are case-sensitive. Separate several with a
        space, and request only what the app needs.
      </p>
      <p>
        For programs: <a href={`${base}/scopes.json`}>the same list as JSON</a>. If a scope is refused, see{" "}
        <a href={`${base}/errors/scope`}>the causes and fixes</a>.
      </p>
      <div class="contents">
        <nav aria-label="APIs">
          <ul>
            {groups.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  <Name>{title}</Name>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {groups.map(({ id, title, resource, scopes }) => (
            <section key={id} aria-labelledby={id}>
              <h2 id={id}>
                <Name>{title}</Name>
              </h2>
              {resource !== undefined && (
                <p class="quiet">
                  <code>{resource}</code>
                </p>
              )}
              <ul class="scopes" aria-labelledby={id}>
                {scopes.map((scope) => (
                  <Entry key={scope.name} scope={scope} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>,
  );
}
