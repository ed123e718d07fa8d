/**
 * What browsers and crawlers request from every host by themselves. Nobody has made a mistake, so none of it is a refusal.
 * Useful files are served. The rest gets a 404 and leaves nothing in the journal. If Candor shares the root, all of this is the
 * host's.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { MARK_SVG, markIco, markPng } from "../pages/mark.ts";
import { robotsTxt } from "../pages/robots.ts";
import { basePath } from "../protocol/metadata.ts";
import { seeOther } from "./forms.ts";
import { published } from "./published.ts";
import { pathOf } from "./requests.ts";
import { route } from "./routing.ts";
import type { Wire } from "./wire.ts";

/** A day. Icons are the most frequent request here, and hardly ever change. */
const HEADERS = { "cache-control": "public, max-age=86400", "x-content-type-options": "nosniff" } as const;

const file = (type: string, render: () => string | Buffer) => published({ ...HEADERS, "content-type": type }, render);

/** Declares the files at the root of a host that is Candor's alone. */
export function rootFiles(app: FastifyInstance, issuer: string, wire: Wire): void {
  const base = basePath(issuer);
  const touch = file("image/png", () => markPng(180, { white: true }));
  const files = {
    "/favicon.ico": file("image/x-icon", () => markIco()),
    "/favicon.svg": file("image/svg+xml", () => MARK_SVG),
    "/apple-touch-icon.png": touch,
    "/apple-touch-icon-precomposed.png": touch,
    "/robots.txt": file("text/plain; charset=utf-8", () => robotsTxt(issuer)),
  };
  for (const [path, GET] of Object.entries(files)) route(app, wire, path, "html", { GET });
  // Nothing else is at this root. Whoever types the host's name sees what is there.
  if (base !== "") route(app, wire, "/", "html", { GET: (_, reply) => seeOther(reply, `${base}/`) });
}

/** At the root of a host, requested by tools of every kind: icons, lists for advertisers, settings of browsers and phones. */
const AT_ROOT =
  /^\/(?:favicon[\w-]*|apple-touch-icon[\w-]*|android-chrome-[\w-]*|mstile-[\w-]*|safari-pinned-tab|browserconfig|site|manifest|sitemap[\w-]*|ads|app-ads|sellers|ai|llms(?:-full)?|humans|security|trust|crossdomain|clientaccesspolicy|sw|service-worker|apple-app-site-association)(?:\.(?:ico|png|svg|gif|xml|xml\.gz|txt|json|js|webmanifest))?$/;

/** Served at the root. Crawlers of a path look for it there too. */
const ROBOTS = /^\/robots\.txt$/;

/** RFC 8615. Applications look for names of OAuth and OpenID, and are informed that they aren't here. */
const WELL_KNOWN = /^\/\.well-known\/(?!oauth|openid|jwks|uma2|webfinger|smart-|simple-web)[\w.~-]+(?:\/[\w.~/-]*)?$/;

/** Whether nobody has requested this path on purpose, at the root or below the issuer's path `base`. Call it if nothing is at the path. */
export function isUninvited({ method, raw }: FastifyRequest, base: string): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const path = pathOf({ url: raw.url ?? "" });
  const isBelow = base !== "" && path.startsWith(`${base}/`);
  return [path, ...(isBelow ? [path.slice(base.length)] : [])].some(
    (one) => AT_ROOT.test(one) || ROBOTS.test(one) || WELL_KNOWN.test(one),
  );
}

/** Responds without a reason, because there is no request to refuse. */
export function notHere(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .headers({ ...HEADERS, "content-type": "text/plain; charset=utf-8" })
    .send("Not found\n");
}
