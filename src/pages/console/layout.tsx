/** The document around every page of the console: navigation, who is signed in, the page's head, and what was just done. */
import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";
import { ownPath } from "../foreign.tsx";
import { ICON, type Links, Named } from "../layout.tsx";
import { type IconName, NavIcon } from "./icons.tsx";

/** What every page of the console is drawn with. */
export interface Frame extends Links {
  /** The path of the console. */
  readonly root: string;
  readonly issuer: string;
  /** This page, below the console. */
  readonly at: string;
  readonly username: string;
  readonly role: "user" | "auditor" | "operator" | "service";
  /** The token of every form. */
  readonly csrf: string;
  /** The version of the script. */
  readonly script: string;
  readonly groups: readonly ShownGroup[];
  /** What was just done. */
  readonly notice: string | undefined;
}

export interface ShownGroup {
  readonly label: string;
  readonly links: readonly { readonly label: string; readonly path: string; readonly icon: IconName }[];
}

export interface PageHead {
  readonly title: string;
  /** One sentence that says what the page is for. */
  readonly lead?: ComponentChildren;
  /** The pages above this one; paths below the console. */
  readonly crumbs?: readonly { readonly label: string; readonly path: string }[];
  /** Buttons beside the title. */
  readonly actions?: ComponentChildren;
  /** Pages about the same thing. */
  readonly tabs?: readonly Tab[];
  /** Badges beside the title. */
  readonly badges?: ComponentChildren;
  /** Seconds after which the page is loaded again where no script runs. */
  readonly refresh?: number;
}

export interface Tab {
  readonly label: string;
  readonly path: string;
  readonly current?: boolean;
  readonly count?: number | undefined;
}

const ROLES = { user: "User", auditor: "Auditor", operator: "Operator", service: "Service" } as const;

const isAt = ({ at }: Frame, path: string): boolean =>
  path === "" ? at === "" || at === "/" : at === path || at.startsWith(`${path}/`);

function Navigation({ frame }: { readonly frame: Frame }) {
  return (
    <nav aria-label="Console">
      {frame.groups.map(({ label, links }) => (
        <div class="nav-group" key={label}>
          {label !== "" && <p class="nav-label">{label}</p>}
          <ul>
            {links.map((link) => (
              <li key={link.path}>
                <a href={`${frame.root}${link.path}`} aria-current={isAt(frame, link.path) ? "page" : undefined}>
                  <NavIcon name={link.icon} />
                  {link.label}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Who({ frame }: { readonly frame: Frame }) {
  return (
    <div class="who">
      <a href={`${frame.root}/me`}>
        <span class="who-name">{frame.username}</span>
        <span class="who-role">{ROLES[frame.role]}</span>
      </a>
      <form method="post" action={`${frame.root}/sign-out`}>
        <input type="hidden" name="csrf" value={frame.csrf} />
        <button type="submit" class="plain">
          Sign out
        </button>
      </form>
    </div>
  );
}

/** The mark leads to the overview. */
function Home({ frame }: { readonly frame: Frame }) {
  return (
    <a class="brand" href={frame.root}>
      <Named {...frame.brand} />
    </a>
  );
}

function Head({ frame, head }: { readonly frame: Frame; readonly head: PageHead }) {
  const { title, lead, crumbs = [], actions, tabs = [], badges } = head;
  return (
    <div class="page-head">
      {crumbs.length > 0 && (
        <nav class="crumbs" aria-label="Breadcrumb">
          <ol>
            {crumbs.map(({ label, path }) => (
              <li key={path}>
                <a href={`${frame.root}${path}`}>{label}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div class="title-row">
        <h1>
          {title}
          {badges && <span class="badges">{badges}</span>}
        </h1>
        {actions && <div class="title-actions">{actions}</div>}
      </div>
      {lead && <p class="page-lead">{lead}</p>}
      {tabs.length > 0 && (
        <nav class="tabs" aria-label="Views">
          <ul>
            {tabs.map(({ label, path, current, count }) => (
              <li key={path}>
                <a href={`${frame.root}${path}`} aria-current={current === true ? "page" : undefined}>
                  {label}
                  {count !== undefined && <span class="count">{count}</span>}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

/** Renders a page of the console, `<!doctype html>` first. */
export function consolePage(frame: Frame, head: PageHead, body: ComponentChildren): string {
  const { base, brand, notice, script } = frame;
  const colors = ownPath(brand?.colors);
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${head.title} · ${brand?.name ?? "Candor"}`}</title>
        {head.refresh !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(head.refresh)} />
          </noscript>
        )}
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={`${base}/assets/console.css`} />
        {colors !== undefined && <link rel="stylesheet" href={colors} />}
        <script type="module" src={`${base}/assets/console.js?v=${script}`} />
      </head>
      <body class="console">
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="rail">
          <div class="rail-top">
            <Home frame={frame} />
            <details class="menu">
              <summary>Menu</summary>
              <Navigation frame={frame} />
              <Who frame={frame} />
            </details>
          </div>
          <div class="rail-rest">
            <Navigation frame={frame} />
            <Who frame={frame} />
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          <Head frame={frame} head={head} />
          {notice !== undefined && (
            <p class="notice" role="status">
              {notice}
            </p>
          )}
          {body}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${render(document)}`;
}
