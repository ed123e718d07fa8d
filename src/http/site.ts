/**
 * What the server shows about itself: the catalogue of reasons and the stylesheet. With a root of its own, also a home page and
 * health checks.
 */
import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { isFamily } from "../pages/families.ts";
import { pageHeaders } from "../pages/security-headers.ts";
import type { Endpoint } from "../pages/welcome.tsx";
import type { KeysUnusable } from "../ports/keys.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { LIMITS } from "../protocol/form.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import { queryText } from "../protocol/url-query.ts";
import type { CauseFamily } from "../reasons/causes.ts";
import { isRefusal } from "../reasons/index.ts";
import { scrub } from "../reasons/scrub.ts";
import type { Shared } from "../service/deps.ts";
import type { Life } from "./closed.ts";
import { formOf, seeOther } from "./forms.ts";
import { later } from "./load-later.ts";
import { published } from "./published.ts";
import { queryOf } from "./requests.ts";
import { type Handler, route, serve } from "./routing.ts";
import { script, scriptText } from "./script-file.ts";
import { depsOf } from "./snapshot.ts";
import { JSON_HEADERS, type Wire } from "./wire.ts";

/** A search text without credentials, short enough for a URL. */
async function bareSearch(q: string): Promise<string> {
  const { LONGEST } = await later();
  const bare = scrub(q).slice(0, LONGEST);
  return queryText([["q", bare]]).length > LIMITS.carried ? bare.slice(0, LONGEST / 2) : bare;
}

export function siteRoutes(app: FastifyInstance, shared: Shared, wire: Wire): void {
  const { issuer } = shared;
  const base = basePath(issuer);
  const css = readFileSync(new URL("../pages/candor.css", import.meta.url), "utf8");
  const stylesheet = published(
    {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
    },
    () => css,
  );
  serve(app, wire, base, ENDPOINTS.stylesheet, { GET: stylesheet });
  const copy = script(() => scriptText(new URL("../pages/copy-script.js", import.meta.url)));
  serve(app, wire, base, ENDPOINTS.copyScript, { GET: copy });

  const whole = published(pageHeaders({ forms: "self", shared: true }), async () =>
    (await later()).cataloguePage({ base, issuer }),
  );
  serve(app, wire, base, ENDPOINTS.errors, {
    GET: async (request, reply) => {
      const q = new URLSearchParams(queryOf(request.raw as { url: string })).get("q") ?? "";
      if (q === "") return whole(request, reply);
      const { cataloguePage } = await later();
      return reply.headers(pageHeaders({ forms: "self" })).send(cataloguePage({ base, q: await bareSearch(q) }));
    },
  });
  route(app, wire, `${base}${PATHS.errors}/search`, "html", {
    // Users paste whole responses here, so the form uses POST. Only the cleaned text becomes the URL of the search, which is logged and
    // remembered.
    POST: async (request, reply) => {
      const form = formOf(request);
      const q = await bareSearch(isRefusal(form) ? "" : (form.values.get("q") ?? ""));
      return seeOther(reply, `${issuer}${PATHS.errors}?${queryText([["q", q]])}`);
    },
  });
  route(app, wire, `${base}${PATHS.errors}/standard`, "html", {
    GET: published(pageHeaders({ shared: true }), async () => (await later()).standardPage({ base, issuer })),
  });
  const standard = published(
    pageHeaders({ shared: true }),
    async (error) => (await later()).standardErrorPage({ base, issuer, error }) ?? "",
  );
  route(app, wire, `${base}${PATHS.errors}/standard/:error`, "html", {
    GET: async (request, reply) => {
      const { standardError } = await later();
      const { error } = request.params as { error: string };
      if (standardError(error) === undefined)
        return wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), "errors");
      return standard(request, reply, error);
    },
  });
  const families = published(pageHeaders({ shared: true }), async (family) =>
    (await later()).familyPage({ base, issuer, family: family as CauseFamily }),
  );
  route(app, wire, `${base}${PATHS.errors}/:family`, "html", {
    GET: (request, reply) => {
      const { family } = request.params as { family: string };
      if (!isFamily(family)) return wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), "errors");
      return families(request, reply, family);
    },
  });
}

/** The home page and the health checks. If the root is shared, the host has its own. */
export function homeRoutes(app: FastifyInstance, shared: Shared, wire: Wire, life: Life, demo: boolean): void {
  const { issuer } = shared;
  const base = basePath(issuer);
  const endpoints: readonly Endpoint[] = [
    { name: "Metadata", url: `${issuer}/.well-known/openid-configuration`, opens: true },
    { name: "Keys (JWKS)", url: issuer + PATHS.jwks, opens: true },
    { name: "Authorization", url: issuer + PATHS.authorization },
    { name: "Token", url: issuer + PATHS.token },
    { name: "Revocation", url: issuer + PATHS.revocation },
    { name: "Introspection", url: issuer + PATHS.introspection },
    { name: "UserInfo", url: issuer + PATHS.userinfo },
    { name: "Sign-out", url: issuer + PATHS.signOut, opens: true },
  ];
  const page = published(pageHeaders({ shared: true }), async (scopes) =>
    (await later()).welcomePage({ base, issuer, demo, endpoints, scopes: scopes === "published" }),
  );
  const welcome: Handler = (request, reply) =>
    page(request, reply, depsOf(shared, request).registry.settings.publicScopes ? "published" : "");
  route(app, wire, `${base}/`, "html", { GET: welcome });
  // The issuer as it is written. A host may ignore the final slash.
  if (base !== "" && !app.hasRoute({ method: "GET", url: base })) route(app, wire, base, "html", { GET: welcome });

  const sitemap = published(
    {
      "content-type": "application/xml; charset=utf-8",
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    },
    async () => (await later()).sitemapXml(issuer),
  );
  serve(app, wire, base, ENDPOINTS.sitemap, { GET: sitemap });

  serve(app, wire, base, ENDPOINTS.health, {
    GET: (_, reply) => reply.headers(JSON_HEADERS).send('{"status":"ok"}'),
  });
  serve(app, wire, base, ENDPOINTS.ready, {
    GET: async (request, reply) => {
      if (life.closing) return wire.json(reply, wire.refusalFor(request, { is: "closing" }), "readiness");
      await shared.storage.check();
      const fault = shared.keys.unusable();
      if (fault !== undefined)
        return wire.json(reply, wire.refusalFor(request, { is: "keys", keys: wordsOf(fault) }), "readiness");
      return reply.headers(JSON_HEADERS).send('{"status":"ready"}');
    },
  });
}

const wordsOf = (fault: KeysUnusable): string =>
  fault.is === "absent" ? `no key signs ${fault.alg}` : "a key in the database can't be decrypted";
