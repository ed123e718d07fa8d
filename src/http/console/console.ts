/** Responds to every request to the console: who is signed in, which page, whether the form is ours, and what the page returns. */
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { consolePage, type Frame } from "../../pages/console/layout.tsx";
import { consoleSignInFailedPage } from "../../pages/console/sign-in-failed.tsx";
import { pageHeaders } from "../../pages/security-headers.ts";
import { adminDecision } from "../../protocol/admin/occasion.ts";
import { CONSOLE_PATH, consoleRoot } from "../../protocol/built-in-clients.ts";
import { firstRefusal } from "../../protocol/decision.ts";
import { EMPTY_FORM } from "../../protocol/form.ts";
import { basePath } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type FormFault, ownFormChecks } from "../../protocol/person/occasion.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Caller } from "../../service/admin/caller.ts";
import { beyondRole } from "../../service/admin/role.ts";
import { decide } from "../../service/decide.ts";
import type { Deps, Shared } from "../../service/deps.ts";
import { refusedOn } from "../../service/refused.ts";
import { brandFor } from "../brand.ts";
import type { Browser } from "../browser.ts";
import { bundled } from "../bundled.ts";
import { logDecision } from "../decisions.ts";
import { bodyOf, seeOther } from "../forms.ts";
import { addressOf, pathOf, queryOf } from "../requests.ts";
import type { Handler } from "../routing.ts";
import { afterSignOut, signOutOf } from "../signing-out.ts";
import { depsOf } from "../snapshot.ts";
import type { Wire } from "../wire.ts";
import { matching, segmentsOf } from "./matching.ts";
import { ownRequests } from "./own-requests.ts";
import type { ConsoleRoute, Outcome, Visit } from "./section.ts";
import { navigation, ROUTES } from "./sections.ts";
import { ConsoleSession, type ConsoleUser } from "./session.ts";

const ENDPOINT = "console";

/** Every form of the console has the same token: it is bound to the browser and the session. */
const ABOUT = "console";

export function consoleHandler(shared: Shared, wire: Wire, browser: Browser): Handler {
  const session = new ConsoleSession(shared, browser);
  const root = consoleRoot(shared.issuer);
  const base = basePath(shared.issuer);

  async function finishSignIn(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const done = await session.finish(deps, request, reply);
    // The sign-in was begun elsewhere or long ago: it begins again.
    if (done === undefined) return seeOther(reply, root);
    if (typeof done === "string") return seeOther(reply, base + done);
    if (isRefusal(done)) return wire.page(reply, done, ENDPOINT);
    return reply
      .code(403)
      .headers(pageHeaders())
      .send(consoleSignInFailedPage({ base, root, says: done.error }));
  }

  async function signOut(request: FastifyRequest, reply: FastifyReply, user: ConsoleUser): Promise<FastifyReply> {
    const form = fieldsOf(request, user);
    if (isRefusal(form)) return wire.page(reply, form, ENDPOINT);
    const deps = depsOf(shared, request);
    const frames = await signOutOf(deps, reply, browser, user.signedIn);
    session.forget(reply);
    afterSignOut(deps, request, reply, frames, `${base}/`);
    logDecision(shared, reply, "signed out", { endpoint: ENDPOINT, subject: user.account.subject }, reply.statusCode);
    return reply;
  }

  const fieldsOf = (request: FastifyRequest, user: ConsoleUser | undefined) =>
    formFrom(request, shared.clock(), (token) =>
      user === undefined ? { is: "stale" } : browser.faultOf(request, token, user.signedIn, ABOUT),
    );

  function frameFor(request: FastifyRequest, reply: FastifyReply, user: ConsoleUser, path: string): Frame {
    const { account, caller, signedIn } = user;
    return {
      base,
      brand: brandFor(shared, request),
      root,
      at: path,
      username: account.username,
      role: caller.role,
      csrf: browser.formToken(request, reply, signedIn, ABOUT),
      script: bundled("console-script.js").version,
      groups: navigation(caller),
      notice: request.method === "GET" ? session.takeNotice(request, reply) : undefined,
      issuer: shared.issuer,
    };
  }

  async function visit(
    deps: Deps,
    request: FastifyRequest,
    reply: FastifyReply,
    user: ConsoleUser,
    route: ConsoleRoute,
    params: Visit["params"],
  ): Promise<FastifyReply> {
    const form = route.method === "POST" ? fieldsOf(request, user) : new URLSearchParams();
    if (isRefusal(form)) return wire.page(reply, form, ENDPOINT);
    const path = pathOf(request).slice(root.length);
    const given: Visit = {
      deps,
      ...{ caller: user.caller, account: user.account, sessionId: user.signedIn.session.id, params, form },
      query: new URLSearchParams(queryOf(request.raw as { url: string })),
      method: request.method,
      path: pathOf(request),
      address: addressOf(request),
      headers: request.headers,
      frame: frameFor(request, reply, user, path),
      note: (refused) => wire.noted(reply, refused, ENDPOINT),
      send: ownRequests(request, shared.issuer),
    };
    return respond(request, reply, given.frame, await route.handle(given));
  }

  function respond(request: FastifyRequest, reply: FastifyReply, frame: Frame, outcome: Outcome) {
    switch (outcome.is) {
      case "page":
        return reply
          .code(outcome.status ?? 200)
          .headers({ ...pageHeaders({ forms: "self", scriptHash: "self", connects: true }) })
          .send(consolePage(frame, outcome.head, outcome.body));
      case "go":
        if (outcome.notice !== undefined) session.notify(reply, outcome.notice);
        return seeOther(reply, root + outcome.to);
      case "json":
        return reply
          .code(outcome.status ?? 200)
          .headers({ "content-type": "application/json; charset=utf-8", ...PRIVATE })
          .send(JSON.stringify(outcome.value));
      case "file":
        return reply
          .headers({
            "content-type": outcome.type,
            "content-disposition": `attachment; filename="${outcome.name.replaceAll(/[^\w.-]/g, "_")}"`,
            ...PRIVATE,
          })
          .send(typeof outcome.content === "string" ? outcome.content : Readable.from(outcome.content));
      case "events":
        return reply
          .headers({ "content-type": "text/event-stream; charset=utf-8", ...PRIVATE, "x-accel-buffering": "no" })
          .send(Readable.from(outcome.events));
      case "refused":
        return wire.page(reply, outcome.refused, ENDPOINT);
      case "nothing":
        return wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), ENDPOINT);
    }
  }

  return async (request, reply) => {
    const deps = depsOf(shared, request);
    const path = pathOf(request);
    const segments = segmentsOf(path.slice(root.length));
    if (segments === undefined) return wire.page(reply, wire.refusalFor(request, { is: "no-endpoint" }), ENDPOINT);
    const [first, ...more] = segments;
    if (first === "callback" && more.length === 0 && request.method === "GET")
      return finishSignIn(deps, request, reply);
    const user = await session.user(deps, request);
    if (user === undefined) {
      if (request.method === "GET") return session.start(reply, CONSOLE_PATH + request.url.slice(root.length));
      // What was typed is still in the browser, one page back.
      const form = fieldsOf(request, undefined);
      return isRefusal(form) ? wire.page(reply, form, ENDPOINT) : seeOther(reply, root);
    }
    if (first === "sign-out" && more.length === 0 && request.method === "POST") return signOut(request, reply, user);
    const { match, allowed } = matching(ROUTES, request.method, segments);
    if (match === undefined)
      return wire.page(
        reply,
        wire.refusalFor(request, allowed.length > 0 ? { is: "wrong-method", allowed } : { is: "no-endpoint" }),
        ENDPOINT,
      );
    const { route, params } = match;
    const beyond = route.needs === undefined ? undefined : await refusedFor(deps, request, user.caller, route.needs);
    if (beyond !== undefined) return wire.page(reply, beyond, ENDPOINT);
    return visit(deps, request, reply, user, route, params);
  };
}

/** Why the role of a user doesn't allow a page; `undefined` if it does. */
async function refusedFor(
  { clock }: Deps,
  request: FastifyRequest,
  caller: Caller,
  needs: string,
): Promise<Refused | undefined> {
  const path = pathOf(request);
  const decided = await decide(
    adminDecision,
    {
      ...{ decision: "admin", method: request.method, path, by: caller.clientId, ...beyondRole(caller, needs) },
      ...{ kind: "page", act: "read", id: path, found: "storage", faults: [], usedBy: [], now: clock() },
    },
    {},
  );
  return isRefusal(decided) ? decided : undefined;
}

/** The fields of a form of the console, or why it isn't one. What was typed into it is never kept. */
function formFrom(
  request: FastifyRequest,
  now: number,
  faultOf: (token: string | undefined) => FormFault | undefined,
): URLSearchParams | Refused {
  const fields = new URLSearchParams(bodyOf(request));
  const token = fields.get("csrf") ?? undefined;
  const formFault = faultOf(token);
  const own = { form: EMPTY_FORM, ours: formFault === undefined, formFault };
  const refusal = firstRefusal(ownFormChecks, own);
  return refusal === undefined ? fields : refusedOn(refusal, { decision: "sign-out", ...own, now });
}

const PRIVATE = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;
