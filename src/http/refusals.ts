/** Refusals: for the refused client as JSON or Markdown, one or the latest; for the owner and the operator as a page. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pageHeaders } from "../pages/security-headers.ts";
import { nextOf, readPage } from "../protocol/client-endpoint/page.ts";
import { ENDPOINTS } from "../protocol/endpoints.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import type { Explanation } from "../reasons/explain.ts";
import { type Code, isCode, isRefusal } from "../reasons/index.ts";
import { askAsClient, refuseFound } from "../service/as-client.ts";
import { audienceOf, sinceOf } from "../service/audience.ts";
import type { Shared } from "../service/deps.ts";
import { lineOf } from "../service/kept-refusals.ts";
import { REFERENCE } from "../service/references.ts";
import type { Browser } from "./browser.ts";
import { seeOther } from "./forms.ts";
import { later } from "./load-later.ts";
import { published } from "./published.ts";
import { plain, queryOf } from "./requests.ts";
import { route, serve } from "./routing.ts";
import { depsOf } from "./snapshot.ts";
import { JSON_HEADERS, type Wire } from "./wire.ts";

interface Seen {
  /** None if nobody is signed in. */
  readonly username: string | undefined;
  /** None if it doesn't exist, or this user may not see it. */
  readonly explanation: Explanation | undefined;
}

export function refusalRoutes(app: FastifyInstance, shared: Shared, wire: Wire, browser: Browser): void {
  const { issuer } = shared;
  const base = basePath(issuer);

  /** Who is signed in with this browser, and the refusal if that user may see it. */
  async function forPerson(request: FastifyRequest, ref: string): Promise<Seen> {
    const account = (await browser.session(request))?.account;
    const entry = account !== undefined && REFERENCE.test(ref) ? await shared.journal.find(ref) : undefined;
    const audience = entry && account && (await audienceOf(depsOf(shared, request), entry, account));
    if (entry === undefined || audience === undefined) return { username: account?.username, explanation: undefined };
    const { explain } = await later();
    return { username: account?.username, explanation: explain(shared, entry, audience) };
  }

  const signInFor = (ref: string): string => `${issuer}${PATHS.signIn}?${new URLSearchParams({ ref })}`;

  async function show(reply: FastifyReply, explanation: Explanation): Promise<FastifyReply> {
    const { refusalExplainedPage } = await later();
    return reply.headers(pageHeaders({ scriptHash: "self" })).send(refusalExplainedPage({ base, explanation }));
  }

  async function forClient(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const asked = await askAsClient(depsOf(shared, request), "refusals", plain(request), shared.clock());
    if (isRefusal(asked)) return wire.json(reply, asked, "refusals");
    const { ref } = request.params as { ref: string };
    const entry = REFERENCE.test(ref) ? await shared.journal.find(ref) : undefined;
    // A refusal of another client looks as if it did not exist, also of one that had the id before.
    const { id } = asked.client;
    if (entry?.clientId !== id || entry === undefined || entry.at < (await sinceOf(depsOf(shared, request), id)))
      return wire.json(reply, refuseFound(asked.on, { visible: false }), "refusals");
    const { explain, toJson, toMarkdown } = await later();
    const explanation = explain(shared, entry, "client");
    if (request.headers.accept?.includes("text/markdown") === true) {
      return reply
        .headers({ ...JSON_HEADERS, "content-type": "text/markdown; charset=utf-8" })
        .send(toMarkdown(explanation));
    }
    return reply.headers(JSON_HEADERS).send(`${JSON.stringify(toJson(explanation), null, 2)}\n`);
  }

  /** The client's own, the newest first. One extra row shows whether there are more. */
  async function listForClient(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const asked = await askAsClient(depsOf(shared, request), "refusals", plain(request), shared.clock());
    if (isRefusal(asked)) return wire.json(reply, asked, "refusals");
    const page = readPage(asked.on.received);
    if ("wrong" in page) return wire.json(reply, refuseFound(asked.on, { page }), "refusals");
    const { limit, before } = page;
    const { id: clientId } = asked.client;
    const from = await sinceOf(depsOf(shared, request), clientId);
    const found = await shared.journal.list({ clientId, from, before, limit: limit + 1 });
    const listed = found.slice(0, limit);
    const last = found.length > limit ? listed.at(-1) : undefined;
    const body = { items: listed.map((one) => lineOf(one, issuer)), ...(last && { next: nextOf(last) }) };
    return reply.headers(JSON_HEADERS).send(`${JSON.stringify(body, null, 2)}\n`);
  }

  async function forBrowser(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { ref } = request.params as { ref: string };
    const { username, explanation } = await forPerson(request, ref);
    if (username === undefined) return seeOther(reply, signInFor(ref));
    if (explanation !== undefined) return show(reply, explanation);
    const account = { username, another: signInFor(ref) };
    return wire.page(reply, wire.refusalFor(request, { is: "no-refusal" }), "refusals", undefined, account);
  }

  const isBrowser = ({ headers }: FastifyRequest): boolean =>
    headers.authorization === undefined && headers.accept?.includes("text/html") === true;

  serve(app, wire, base, ENDPOINTS.refusals, { GET: listForClient, POST: listForClient });

  route(app, wire, `${base}${PATHS.refusals}/:ref`, "json", {
    GET: (request, reply) => (isBrowser(request) ? forBrowser(request, reply) : forClient(request, reply)),
    POST: forClient,
  });

  const reason = published(pageHeaders({ scriptHash: "self", shared: true }), async (code) => {
    const { elsewherePage, isElsewhere, reasonPage } = await later();
    return isElsewhere(code) ? elsewherePage({ base, issuer, code }) : reasonPage({ base, code: code as Code, issuer });
  });
  route(app, wire, `${base}${PATHS.errors}/:family/:slug`, "html", {
    GET: async (request, reply) => {
      const { family, slug } = request.params as { family: string; slug: string };
      const code = `${family}/${slug}`;
      if (!isCode(code)) {
        const { isElsewhere } = await later();
        return isElsewhere(code)
          ? reason(request, reply, code)
          : wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), "errors");
      }
      const sent = new URLSearchParams(queryOf(request.raw as { url: string })).get("ref") ?? "";
      if (!REFERENCE.test(sent)) return reason(request, reply, code);
      const { username, explanation } = await forPerson(request, sent);
      if (explanation !== undefined && isFor(explanation, code)) return show(reply, explanation);
      const to = explanation === undefined ? { signIn: signInFor(sent), signedInAs: username } : {};
      const { reasonPage } = await later();
      return reply
        .headers(pageHeaders({ scriptHash: "self" }))
        .send(reasonPage({ base, code, issuer, ref: sent, ...to }));
    },
  });
}

/** Whether this code's page is the URL of the refusal: its own code, or the public one that it was shown as. */
function isFor({ code, errorUri }: Explanation, asked: Code): boolean {
  return code === asked || new URL(errorUri).pathname.endsWith(`/errors/${asked}`);
}
