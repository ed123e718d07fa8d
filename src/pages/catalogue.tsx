/** The catalogue of reasons: all of it, and by topic. */
import { type Cause, type CauseFamily, causeCodes, causesIn } from "../reasons/causes.ts";
import { codes } from "../reasons/index.ts";
import { nameElsewhere } from "../reasons/names.ts";
import { standardError } from "../standard/index.ts";
import { Mark } from "./elsewhere.tsx";
import { familyNames, headings } from "./families.ts";
import { type Indexed, indexedAt, type Links, page } from "./layout.tsx";
import { LONGEST, pasted, search } from "./search.ts";
import { SiteSearch, searchScript } from "./site-search.tsx";
import { standardPath } from "./standard-path.ts";

function Entries({ base, entries }: Links & { entries: readonly Cause[] }) {
  return (
    <ul class="entries">
      {entries.map(({ code, title, here }) => (
        <li key={code}>
          <span>
            <a href={`${base}/errors/${code}`}>{title}</a>
            <Mark here={here} />
          </span>
          <code class="technical">{code}</code>
        </li>
      ))}
    </ul>
  );
}

export interface CatalogueView extends Indexed {
  /** What was typed into the search field. */
  readonly q?: string | undefined;
}

function SearchForm({ base, q }: Links & { q: string }) {
  return (
    <search>
      <form class="search" method="post" action={`${base}/errors/search`}>
        <label for="q">Search by code, error, message, URL, or reference</label>
        <div>
          <input id="q" name="q" type="search" value={q} maxLength={LONGEST} autocomplete="off" spellcheck={false} />
          <button type="submit">Search</button>
        </div>
        <p class="hint">Recognized tokens and secrets are removed before the search.</p>
      </form>
    </search>
  );
}

/** A reference was pasted, or a URL that contains one: whoever may see the refusal itself finds it here. */
function OneRefusal({ base, reference }: Links & { reference: string }) {
  return (
    <aside class="private" aria-label="This refusal">
      <p>
        Reference <code>{reference}</code>: <a href={`${base}/refusals/${reference}`}>see this refusal</a>. Only the
        app's owner and the operator can see it.
      </p>
    </aside>
  );
}

/** What was found, best match first. If nothing was found, what to try instead. */
function Found({ base, q }: Links & { q: string }) {
  const found = search(q);
  const { text, reference } = pasted(q);
  const standard = standardError(text.toLowerCase());
  const own = reference !== undefined && <OneRefusal base={base} reference={reference} />;
  if (found.length === 0) {
    if (text === "" && own) return own;
    return (
      <section class="found" aria-labelledby="found">
        {own}
        <h2 id="found">Nothing found</h2>
        {standard !== undefined && (
          <p>
            <code>{standard.error}</code> is a standard error code that Candor never returns:{" "}
            <a href={standardPath({ base }, standard.error)}>what the specifications say about it</a>.
          </p>
        )}
        <p>
          Try a single word of the message, or the value of <code>error</code>:{" "}
          {["invalid_grant", "invalid_client", "redirect_uri", "pkce"].map((word, at) => (
            <span key={word}>
              {at > 0 && ", "}
              <a href={`${base}/errors?q=${word}`}>{word}</a>
            </span>
          ))}
          . Or browse <a href={`${base}/errors`}>all {causeCodes.length} causes</a>.
        </p>
      </section>
    );
  }
  return (
    <section class="found" aria-labelledby="found">
      {own}
      <h2 id="found">{found.length === 1 ? "1 reason" : `${found.length} reasons`}</h2>
      {standard !== undefined && (
        <p>
          <code>{standard.error}</code> is a standard error code:{" "}
          <a href={standardPath({ base }, standard.error)}>what the specifications say about it</a>.
        </p>
      )}
      <Called text={text} />
      <p class="quiet">
        Best match first. <a href={`${base}/errors`}>Show all</a>
      </p>
      <Digest base={base} entries={found} level="h3" />
    </section>
  );
}

/** What Candor returns for a name that an article or a vendor uses, and where the name misleads. */
function Called({ text }: { text: string }) {
  const name = nameElsewhere(text);
  if (name === undefined) return null;
  return (
    <p>
      Candor returns: {name.answeredAs}. {name.note}
    </p>
  );
}

function Digest({ base, entries, level: Level }: Links & { entries: readonly Cause[]; level: "h2" | "h3" }) {
  return (
    <ul class="digest">
      {entries.map(({ code, title, cause, here }) => (
        <li key={code}>
          <Level>
            <a href={`${base}/errors/${code}`}>{title}</a>
            <Mark here={here} />
          </Level>
          <p>{cause}</p>
          <code class="technical">{code}</code>
        </li>
      ))}
    </ul>
  );
}

export function cataloguePage({ base, site, issuer, q = "" }: CatalogueView): string {
  const asked = q.trim();
  const about = `All ${causeCodes.length} causes of OAuth 2.1 and OpenID Connect errors, and how to fix each.`;
  const indexed = asked === "" ? indexedAt({ issuer, site }, "/errors", about) : undefined;
  return page(
    {
      base,
      site,
      layout: "wide",
      title: asked === "" ? "Reasons" : "Reasons: search results",
      indexed,
      ...(site !== undefined && { scriptFile: searchScript(base) }),
    },
    <>
      <h1>Reasons</h1>
      <p class="lead">
        Candor names the cause of every refusal. Here are all {codes.length} causes, by topic, and{" "}
        {causeCodes.length - codes.length} more that only other servers have, marked <span class="tag">elsewhere</span>.
        For what the specifications say, see the <a href={`${base}/errors/standard`}>standard error codes</a>.
      </p>
      {site === undefined ? <SearchForm base={base} q={q} /> : <SiteSearch />}
      {asked === "" ? <All base={base} /> : <Found base={base} q={asked} />}
    </>,
  );
}

function All({ base }: Links) {
  return (
    <div class="contents">
      <nav aria-label="Topics">
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
            <Entries base={base} entries={causesIn(family)} />
          </section>
        ))}
      </div>
    </div>
  );
}

export function familyPage({ base, site, issuer, family }: Indexed & { readonly family: CauseFamily }): string {
  const { title, about } = headings[family];
  return page(
    {
      base,
      site,
      layout: "reading",
      title: `${title}: reasons`,
      indexed: indexedAt({ issuer, site }, `/errors/${family}`, about),
    },
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
      <Digest base={base} entries={causesIn(family)} level="h2" />
    </>,
  );
}
