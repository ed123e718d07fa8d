/** The endpoints that people meet on their way: authorization, sign-in, consent. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { consentPage } from "../pages/consent.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import { signInPage } from "../pages/sign-in.tsx";
import { afterSignIn, carried, choosingAccount, KNOWN } from "../protocol/authorization/request.ts";
import { firstRefusal } from "../protocol/decision.ts";
import { basePath, PATHS } from "../protocol/metadata.ts";
import { consentChecks } from "../protocol/person/occasion.ts";
import { receive, receiveCarried } from "../protocol/received.ts";
import { stateAt } from "../protocol/scope/catalogue.ts";
import { asQuery, queryText } from "../protocol/url-query.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { type AuthorizationOutcome, authorize, refusedAfterSignIn } from "../service/authorization.ts";
import type { Deps } from "../service/deps.ts";
import { REFERENCE } from "../service/references.ts";
import { refusedOn } from "../service/refused.ts";
import { endSession, findSession } from "../service/sessions.ts";
import { signIn } from "../service/sign-in.ts";
import { sendAuthorizationResponse } from "./authorization-response.ts";
import type { Browser } from "./browser.ts";
import { bodyOf, formOf, ownForm, SHOWN_AGAIN, seeOther, staleForm } from "./forms.ts";
import { addressOf, plain, queryOf } from "./requests.ts";
import { route } from "./routing.ts";
import type { Wire } from "./wire.ts";

type Asked = Extract<AuthorizationOutcome, { is: "ask" }>;

export function peopleRoutes(app: FastifyInstance, deps: Deps, wire: Wire, browser: Browser, demo: boolean): void {
  const { issuer } = deps.settings;
  const base = basePath(issuer);

  /** Carries out what was decided for an authorization request. */
  function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    outcome: AuthorizationOutcome,
    notice?: typeof SHOWN_AGAIN,
  ): FastifyReply {
    switch (outcome.is) {
      case "untrusted":
        return wire.page(reply, outcome.refusal, "authorization");
      case "refused":
        return wire.redirect(reply, outcome.refusal, outcome.to);
      case "unavailable":
        return wire.redirect(reply, wire.refusalFor(request, { is: "storage", storage: outcome.storage }), outcome.to);
      case "granted":
        return sendAuthorizationResponse(reply, outcome.to, { code: outcome.code }, issuer, base);
      case "ask":
        return outcome.ask.decided === "sign-in"
          ? askToSignIn(request, reply, outcome, notice && { refusal: notice, reference: undefined })
          : askForConsent(request, reply, outcome, notice);
    }
  }

  /** Where a request that a form has carried begins, under the issuer's own name. */
  const startOf = (text: string): string =>
    text === "" ? issuer + PATHS.signIn : `${issuer}${PATHS.authorization}?${queryText(new URLSearchParams(text))}`;

  function askToSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Asked | undefined,
    again?: SignInAgain,
  ): FastifyReply {
    const username = again?.username ?? asked?.request.loginHint;
    const text = again?.text ?? (asked === undefined ? "" : queryText(afterSignIn(asked.request.form)));
    return reply.headers(pageHeaders({ forms: text === "" ? "self" : "anywhere" })).send(
      signInPage({
        base,
        csrf: browser.formToken(request, reply, undefined),
        request: text,
        clientName: asked?.to.client.name,
        hinted: asked?.hinted,
        username: username?.slice(0, 256),
        reference: again?.reference,
        demo,
        refusal: again?.refusal,
      }),
    );
  }

  function askForConsent(
    request: FastifyRequest,
    reply: FastifyReply,
    { ask, to, request: asked, signedIn }: Asked,
    notice: typeof SHOWN_AGAIN | undefined,
  ): FastifyReply {
    const text = queryText(carried(asked.form));
    const names = "scope" in ask ? ask.scope.scopes : [];
    const now = deps.clock();
    const scopes = names.flatMap((name) => {
      const scope = deps.catalogue.scopes.get(name);
      return scope === undefined ? [] : [{ ...scope, deprecated: stateAt(scope, now).is === "deprecated" }];
    });
    return reply.headers(pageHeaders({ forms: "anywhere" })).send(
      consentPage({
        base,
        csrf: browser.formToken(request, reply, signedIn, meant(text)),
        request: text,
        clientName: to.client.name,
        username: signedIn?.account.username ?? "",
        switchAccount: `${base}${PATHS.authorization}?${queryText(choosingAccount(asked.form))}`,
        redirectHost: new URL(to.uri).host || new URL(to.uri).protocol,
        scopes,
        notice,
      }),
    );
  }

  route(app, wire, base + PATHS.authorization, "html", {
    VISIT: async (request, reply) => {
      const session = () => browser.session(request);
      return answer(request, reply, await authorize(deps, receive(plain(request)), session));
    },
    POST: async (request, reply) => {
      const query = asQuery(bodyOf(request), KNOWN);
      const came = receive(plain(request));
      const received = { ...came, length: Math.max(came.length, query.length) };
      const outcome = await authorize(deps, received, () => browser.session(request));
      // A cross-site POST comes without the Lax cookie, and the GET that it is turned into comes with it.
      if (lacksSession(outcome)) return seeOther(reply, `${issuer}${PATHS.authorization}?${query}`);
      return answer(request, reply, outcome);
    },
  });

  route(app, wire, base + PATHS.signIn, "html", {
    GET: (request, reply) => {
      const sent = new URLSearchParams(queryOf(request.raw as { url: string })).get("ref");
      return askToSignIn(request, reply, undefined, { reference: referenceOf(sent ?? undefined) });
    },
    POST: async (request, reply) => {
      const form = ownForm(
        request,
        ({ values }) => browser.isOwnForm(request, values.get("csrf"), undefined),
        (own) => ({ decision: "sign-in", ...own, now: deps.clock() }),
      );
      if (isRefusal(form)) {
        const stale = staleForm(browser, request, form);
        if (stale === undefined) return wire.page(reply, form, "sign-in");
        const [text, sent] = [stale.values.get("request") ?? "", stale.values.get("ref")];
        if (stale.from === "other host") return seeOther(reply, startOf(text));
        const outcome = text === "" ? undefined : await authorize(deps, receiveCarried(text), nobody);
        if (outcome?.is === "untrusted") return wire.page(reply, outcome.refusal, "sign-in");
        wire.noted(reply, form, "sign-in");
        const username = stale.values.get("username");
        const again = { text, username, refusal: SHOWN_AGAIN, reference: referenceOf(sent) };
        return askToSignIn(request, reply, outcome?.is === "ask" ? outcome : undefined, again);
      }
      const text = form.values.get("request") ?? "";
      const username = form.values.get("username") ?? "";
      const reference = referenceOf(form.values.get("ref"));
      const password = form.values.get("password") ?? "";
      const from = { address: addressOf(request), marks: browser.marks(request) };
      const cookie = await signIn(deps, { username, password, ...from }, form);
      if (isRefusal(cookie)) {
        const outcome = text === "" ? undefined : await authorize(deps, receiveCarried(text), nobody);
        if (outcome?.is === "untrusted") return wire.page(reply, outcome.refusal, "sign-in");
        const refusal = wire.inline(reply, cookie, "sign-in");
        return askToSignIn(request, reply, outcome?.is === "ask" ? outcome : undefined, {
          text,
          username,
          refusal,
          reference,
        });
      }
      // A new session for each sign-in, and the old one ends: nobody can have planted it (session fixation).
      const former = await browser.session(request);
      if (former !== undefined) await endSession(deps, former);
      browser.keep(reply, cookie);
      if (reference !== undefined) return seeOther(reply, `${issuer}${PATHS.refusals}/${reference}`);
      if (text !== "") {
        const fresh = () => findSession(deps, cookie.session, deps.clock());
        const refused = await refusedAfterSignIn(deps, receiveCarried(text), fresh);
        if (refused?.is === "untrusted") return wire.page(reply, refused.refusal, "sign-in");
        if (refused !== undefined) return answer(request, reply, refused);
      }
      const next = queryText(new URLSearchParams(text));
      return seeOther(reply, next === "" ? `${issuer}/` : `${issuer}${PATHS.authorization}?${next}`);
    },
  });

  async function judgeConsent(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const signedIn = await browser.session(request);
    const session = async () => signedIn;
    const occasion = { decision: "consent", now: deps.clock() } as const;
    const form = ownForm(
      request,
      ({ values }) =>
        signedIn !== undefined &&
        browser.isOwnForm(request, values.get("csrf"), signedIn, meant(values.get("request") ?? "")),
      (own) => ({ ...occasion, ...own, answered: true }),
    );
    if (isRefusal(form)) {
      const stale = staleForm(browser, request, form);
      const text = stale?.values.get("request") ?? "";
      if (stale === undefined || text === "") return wire.page(reply, form, "consent");
      if (stale.from === "other host") return seeOther(reply, startOf(text));
      wire.noted(reply, form, "consent");
      // Whatever was agreed to meanwhile, the person is asked: an answer must not become a grant because it came late.
      const parameters = new URLSearchParams(text);
      parameters.set("prompt", "consent");
      const outcome = await authorize(deps, receiveCarried(queryText(parameters)), session);
      return answer(request, reply, outcome, SHOWN_AGAIN);
    }
    const said = form.values.get("answer");
    if (said !== "allow" && said !== "deny") {
      const on = { ...occasion, form, ours: true, answered: false };
      return wire.page(reply, refusedOn(firstRefusal(consentChecks, on) as Refusal, on), "consent");
    }
    const received = receiveCarried(form.values.get("request") ?? "");
    return answer(request, reply, await authorize(deps, received, session, said));
  }

  route(app, wire, base + PATHS.consent, "html", {
    POST: async (request, reply) => {
      try {
        return await judgeConsent(request, reply);
      } catch (error) {
        // Storage failed before it could be seen whose form it is. A link to the authorization endpoint would bring about no less.
        const form = formOf(request);
        const text = isRefusal(form) ? "" : (form.values.get("request") ?? "");
        if (text === "") throw error;
        return answer(request, reply, await authorize(deps, receiveCarried(text), () => Promise.reject(error)));
      }
    },
  });
}

const nobody = async (): Promise<undefined> => undefined;

/** Whether the outcome is one for nobody, and could be another for somebody who is signed in. */
function lacksSession(outcome: AuthorizationOutcome): boolean {
  if (outcome.is === "ask") return outcome.signedIn === undefined;
  if (outcome.is !== "refused" || outcome.refusal.refused !== "user/login-required") return false;
  const { on } = outcome.refusal;
  return on.decision === "authorization" && on.person === undefined;
}

/** A request by what it means: a program may encode what it sends back in another way. */
const meant = (text: string): string => new URLSearchParams(text).toString();

/** What the sign-in page is to carry on. */
interface SignInAgain {
  readonly text?: string;
  readonly username?: string | undefined;
  readonly refusal?: { readonly says: string; readonly person?: string };
  readonly reference: string | undefined;
}

const referenceOf = (text: string | undefined): string | undefined =>
  text !== undefined && REFERENCE.test(text) ? text : undefined;
