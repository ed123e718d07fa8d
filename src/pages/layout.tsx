/** The document around every page: head, header and main landmark. */
import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";

import { Logo, Name, ownPath, SafeLink } from "./foreign.tsx";
import { DOTS, MARK_SVG, RADIUS } from "./mark.ts";

/** `base` is the issuer's path prefix: "" or "/auth". */
export interface Links {
  readonly base: string;
  /** How the operator presents the server; without it, as Candor. */
  readonly brand?: Brand | undefined;
  /** The pages are files of a static site rather than a server's. */
  readonly site?: StaticSite | undefined;
}

/** URLs of images and stylesheets are paths of this server. */
export interface Brand {
  readonly name?: string | undefined;
  readonly logo?: string | undefined;
  /** The stylesheet with the colors. */
  readonly colors?: string | undefined;
  /** What they lead to, and https URLs. */
  readonly links: readonly (readonly [label: string, url: string])[];
}

export interface StaticSite {
  /** Where the site will be, without a final slash. */
  readonly url: string;
}

/** A page that search engines may index if the issuer is known, since the page contains its own URL. */
export interface Indexed extends Links {
  readonly issuer?: string | undefined;
}

interface Shell extends Links {
  readonly title: string;
  /** `card`: one thing to do. `reading`: one column of text. `wide`: lists and exchanges. */
  /** The description that search engines show, and the URL. Pages without it are not indexed. */
  readonly indexed?: { readonly url: string; readonly description: string } | undefined;
  readonly layout: "card" | "reading" | "wide";
  /** Where a browser without scripts goes on to, after how many seconds. */
  readonly onward?: { readonly url: string; readonly after: number } | undefined;
  /** The text of the page's only script, if it has one. */
  readonly script?: string;
  /** The URL of the page's only script, if that is a file. */
  readonly scriptFile?: string;
}

export const ICON = `data:image/svg+xml,${encodeURIComponent(MARK_SVG)}`;

/** The name, and beside it the operator's logo or Candor's: three dots, the mathematical sign for "because". */
export function Named({ name, logo }: Partial<Brand>) {
  if (logo !== undefined || name !== undefined) {
    return (
      <>
        <Logo src={logo} size={24} />
        <Name>{name ?? "Candor"}</Name>
      </>
    );
  }
  return (
    <>
      <svg class="mark" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
        {DOTS.map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r={RADIUS} />
        ))}
      </svg>
      <span>Candor</span>
    </>
  );
}

/** A card has one task, so nothing leads away from it: no links in the header. */
function Header({ base, brand, site, layout }: Shell) {
  if (layout === "card") {
    return (
      <header class="top">
        <p class="brand">
          <Named {...brand} />
        </p>
      </header>
    );
  }
  return (
    <header class="top">
      <a class="brand" href={`${base}/`}>
        <Named {...brand} />
      </a>
      <nav aria-label="Site">
        <a href={`${base}/errors`}>Reasons</a>
        <a href={`${base}/explain`}>Explain</a>
        {site !== undefined && <a href={`${base}/providers`}>Providers</a>}
      </nav>
    </header>
  );
}

/** Where the operator's own pages are. */
export function Footer({ brand }: Pick<Shell, "brand">) {
  if (brand === undefined || brand.links.length === 0) return null;
  return (
    <footer class="foot">
      <ul class="inline">
        {brand.links.map(([label, url]) => (
          <li key={label}>
            <SafeLink to={url}>{label}</SafeLink>
          </li>
        ))}
      </ul>
    </footer>
  );
}

/** What search engines see of a page at a path below the issuer or the site. Nothing if neither is known. */
export function indexedAt(
  { issuer, site }: Omit<Indexed, "base">,
  path: string,
  description: string,
): Shell["indexed"] {
  if (site !== undefined) return { url: `${site.url}${path.replace(/\/$/, "")}/`, description };
  return issuer === undefined ? undefined : { url: issuer + path, description };
}

/** A server sends its policy in a header (`security-headers.ts`). Files have nobody to send one. */
const SITE_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; script-src 'self'; base-uri 'none'; form-action 'none'";

/** Renders a whole document, `<!doctype html>` first. */
export function page(shell: Shell, content: ComponentChildren): string {
  const { base, brand, site, title, layout, indexed, onward, script, scriptFile } = shell;
  const colors = ownPath(brand?.colors);
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        {site !== undefined && <meta http-equiv="Content-Security-Policy" content={SITE_POLICY} />}
        {site !== undefined && <meta name="referrer" content="no-referrer" />}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {indexed === undefined && <meta name="robots" content="noindex" />}
        {indexed !== undefined && <meta name="description" content={indexed.description} />}
        {indexed !== undefined && <link rel="canonical" href={indexed.url} />}
        {onward !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={`${onward.after}; url=${onward.url}`} />
          </noscript>
        )}
        <title>{`${title} · ${brand?.name ?? "Candor"}`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={`${base}/assets/candor.css`} />
        {colors !== undefined && <link rel="stylesheet" href={colors} />}
      </head>
      <body class={layout}>
        {layout !== "card" && (
          <a class="skip" href="#main">
            Skip to content
          </a>
        )}
        <Header {...shell} />
        <main id="main" tabIndex={-1}>
          {content}
        </main>
        <Footer {...shell} />
        {/* As it is: within an element, its quotation marks would be escaped, and it wouldn't be what its hash allows. */}
        {script !== undefined && <script dangerouslySetInnerHTML={{ __html: script }} />}
        {scriptFile !== undefined && <script type="module" src={scriptFile} />}
      </body>
    </html>
  );
  return `<!doctype html>${render(document)}`;
}
