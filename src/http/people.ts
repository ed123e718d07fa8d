/** The endpoints that people meet: authorization, sign-in, consent, sign-out, the first operator's link. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { consentPage } from "../pages/consent.tsx";
import { invitationPage } from "../pages/invitation.tsx";
import { pageHeaders } from "../pages/security-headers.ts";
import { signInPage } from "../pages/sign-in.tsx";
import { signedOutPage, signOutPage } from "../pages/sign-out.tsx";
import { afterSignIn } from "../protocol/authorization/request.ts";
import { type Form, readForm } from "../protocol/form.ts";
import { PATHS } from "../protocol/metadata.ts";
import { stateAt } from "../protocol/scope/catalogue.ts";
import { isRefusal, type Refusal, refuse } from "../reasons/index.ts";
import { type AuthorizationOutcome, authorize } from "../service/authorization.ts";
import type { Deps } from "../service/deps.ts";
import { acceptInvitation, findInvitation } from "../service/invitations.ts";
import { endSession, type SignedIn } from "../service/sessions.ts";
import { signIn } from "../service/sign-in.ts";
import { readSignOut } from "../service/sign-out.ts";
import { formActionOf, sendAuthorizationResponse } from "./authorization-response.ts";
import { Browser } from "./browser.ts";
import { NO_ADDRESS } from "./embedded.ts";
import { queryOf, route } from "./routing.ts";
import type { Wire } from "./wire.ts";

type Asked = Extract<AuthorizationOutcome, { is: "ask" }>;

export function peopleRoutes(app: FastifyInstance, deps: Deps, wire: Wire): void {
  const { issuer } = deps.settings;
  const base = new URL(issuer).pathname.replace(/\/$/, "");
  const browser = new Browser(deps);

  /** Carries out what was decided for an authorization request; `text` is the request to go on with after consent. */
  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    text: string,
    signedIn: SignedIn | undefined,
    said?: "allow" | "deny",
  ): Promise<FastifyReply> {
    const outcome = await authorize(deps, text, signedIn, said);
    switch (outcome.is) {
      case "untrusted":
        return wire.page(reply, outcome.refusal, "authorization");
      case "refused":
        return wire.redirect(reply, outcome.refusal, outcome.to);
      case "granted":
        return sendAuthorizationResponse(reply, outcome.to, { code: outcome.code }, issuer, base);
      case "ask":
        return outcome.ask.decided === "sign-in"
          ? askToSignIn(request, reply, outcome)
          : askForConsent(request, reply, outcome, text, signedIn);
    }
  }

  function askToSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Asked | undefined,
    again?: SignInAgain,
  ): FastifyReply {
    const username = again?.username ?? asked?.request.loginHint;
    return reply.headers(pageHeaders(asked && { formAction: [formActionOf(asked.to.uri)] })).send(
      signInPage({
        base,
        csrf: browser.formToken(request, reply, undefined),
        request: again?.text ?? (asked === undefined ? "" : afterSignIn(asked.request.form).toString()),
        clientName: asked?.to.client.name,
        username: username?.slice(0, 256),
        refusal: again?.refusal,
      }),
    );
  }

  function askForConsent(
    request: FastifyRequest,
    reply: FastifyReply,
    { ask, to }: Asked,
    text: string,
    signedIn: SignedIn | undefined,
  ): FastifyReply {
    const names = "scope" in ask ? ask.scope.scopes : [];
    const now = deps.clock();
    const scopes = names.flatMap((name) => {
      const scope = deps.catalogue.scopes.get(name);
      return scope === undefined ? [] : [{ ...scope, deprecated: stateAt(scope, now).is === "deprecated" }];
    });
    return reply.headers(pageHeaders({ formAction: [formActionOf(to.uri)] })).send(
      consentPage({
        base,
        csrf: browser.formToken(request, reply, signedIn),
        request: text,
        clientName: to.client.name,
        username: signedIn?.account.username ?? "",
        switchAccount: `${base}${PATHS.authorization}?${withAccountChoice(text)}`,
        redirectHost: new URL(to.uri).host || new URL(to.uri).protocol,
        scopes,
      }),
    );
  }

  route(app, wire, base + PATHS.authorization, "html", {
    GET: async (request, reply) =>
      answer(request, reply, queryOf(request.raw as { url: string }), await browser.session(request)),
    POST: async (request, reply) => {
      const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
      if (type !== "application/x-www-form-urlencoded") {
        return wire.page(
          reply,
          refuse("request/wrong-content-type", { sent: type?.slice(0, 80) ?? "none" }),
          "authorization",
        );
      }
      return answer(request, reply, bodyOf(request), await browser.session(request));
    },
  });

  route(app, wire, base + PATHS.signIn, "html", {
    GET: (request, reply) => askToSignIn(request, reply, undefined),
    POST: async (request, reply) => {
      const form = formOf(request);
      if (isRefusal(form)) return wire.page(reply, form, "sign-in");
      const foreign = browser.refuseForeignForm(request, form.values.get("csrf"), undefined);
      if (foreign !== undefined) return wire.page(reply, foreign, "sign-in");
      const text = form.values.get("request") ?? "";
      const username = form.values.get("username") ?? "";
      const cookie = await signIn(deps, {
        username,
        password: form.values.get("password") ?? "",
        address: request.ip === NO_ADDRESS ? undefined : request.ip,
        mark: browser.mark(request),
      });
      if (isRefusal(cookie)) {
        const outcome = text === "" ? undefined : await authorize(deps, text, undefined);
        if (outcome?.is === "untrusted") return wire.page(reply, outcome.refusal, "sign-in");
        const refusal = wire.inline(reply, cookie, "sign-in");
        return askToSignIn(request, reply, outcome?.is === "ask" ? outcome : undefined, { text, username, refusal });
      }
      // A new session for each sign-in, and the old one ends: nobody can have planted it (session fixation).
      const former = await browser.session(request);
      if (former !== undefined) await endSession(deps, former);
      browser.keep(reply, cookie);
      const next = new URLSearchParams(text).toString();
      return reply.redirect(next === "" ? `${issuer}/` : `${issuer}${PATHS.authorization}?${next}`, 303);
    },
  });

  route(app, wire, base + PATHS.consent, "html", {
    POST: async (request, reply) => {
      const form = formOf(request);
      if (isRefusal(form)) return wire.page(reply, form, "consent");
      const signedIn = await browser.session(request);
      const said = form.values.get("answer");
      const foreign = browser.refuseForeignForm(request, form.values.get("csrf"), signedIn);
      if (foreign !== undefined || signedIn === undefined)
        return wire.page(reply, foreign ?? refuse("user/form-stale", {}), "consent");
      if (said !== "allow" && said !== "deny") {
        return wire.page(
          reply,
          refuse("request/parameter-invalid", { parameter: "answer", expected: "allow or deny" }),
          "consent",
        );
      }
      return answer(request, reply, form.values.get("request") ?? "", signedIn, said);
    },
  });

  signOutRoute(app, deps, wire, browser, base);
  invitationRoute(app, deps, wire, browser, base);
}

/** The same request, asking for a choice of account, and for consent where it did so before. */
function withAccountChoice(text: string): string {
  const parameters = new URLSearchParams(text);
  const consent = (parameters.get("prompt") ?? "").split(" ").includes("consent");
  parameters.set("prompt", consent ? "select_account consent" : "select_account");
  return parameters.toString();
}

interface SignInAgain {
  readonly text: string;
  readonly username: string;
  readonly refusal: { readonly says: string; readonly person?: string };
}

const bodyOf = (request: FastifyRequest): string => (typeof request.body === "string" ? request.body : "");

/** A form that one of our own pages posted. */
function formOf(request: FastifyRequest): Form | Refusal {
  const form = readForm(bodyOf(request));
  return isRefusal(form) || form.repeated.length === 0
    ? form
    : refuse("request/parameter-repeated", { parameters: form.repeated });
}

function signOutRoute(app: FastifyInstance, deps: Deps, wire: Wire, browser: Browser, base: string): void {
  /** `text` is the application's request; `confirmed` where the person has said yes on our own page. */
  async function signOut(
    request: FastifyRequest,
    reply: FastifyReply,
    text: string,
    signedIn: SignedIn | undefined,
    confirmed: boolean,
  ) {
    const asked = readSignOut(deps, text, signedIn);
    if (isRefusal(asked)) return wire.page(reply, asked, "sign-out");
    if (asked.confirm && !confirmed) {
      const formAction = asked.returnTo === undefined ? [] : [formActionOf(asked.returnTo)];
      const csrf = browser.formToken(request, reply, signedIn);
      const username = signedIn?.account.username;
      return reply
        .headers(pageHeaders({ formAction }))
        .send(signOutPage({ base, csrf, request: text, username, clientName: asked.clientName }));
    }
    // Where nobody is seen to be signed in nothing is ended: the cookie may only have stayed behind.
    if (signedIn !== undefined) {
      await endSession(deps, signedIn);
      browser.forget(reply);
    }
    if (asked.returnTo !== undefined) return reply.redirect(asked.returnTo, 303);
    return reply.headers(pageHeaders()).send(signedOutPage({ base }));
  }

  route(app, wire, base + PATHS.signOut, "html", {
    GET: async (request, reply) =>
      signOut(request, reply, queryOf(request.raw as { url: string }), await browser.session(request), false),
    POST: async (request, reply) => {
      const signedIn = await browser.session(request);
      const form = formOf(request);
      if (isRefusal(form)) return wire.page(reply, form, "sign-out");
      const csrf = form.values.get("csrf");
      if (csrf === undefined) {
        // An application's post: the Lax cookie does not come with it, and comes with the GET that it is turned into.
        const next = new URLSearchParams([...form.values]).toString();
        return reply.redirect(`${deps.settings.issuer}${PATHS.signOut}?${next}`, 303);
      }
      const foreign = browser.refuseForeignForm(request, csrf, signedIn);
      if (foreign !== undefined) return wire.page(reply, foreign, "sign-out");
      return signOut(request, reply, form.values.get("request") ?? "", signedIn, true);
    },
  });
}

function invitationRoute(app: FastifyInstance, deps: Deps, wire: Wire, browser: Browser, base: string): void {
  route(app, wire, base + PATHS.invitation, "html", {
    GET: async (request, reply) => {
      const token = new URLSearchParams(queryOf(request.raw as { url: string })).get("token") ?? "";
      const invitation = await findInvitation(deps, token);
      if (isRefusal(invitation)) return wire.page(reply, invitation, "invitation");
      const csrf = browser.formToken(request, reply, undefined);
      return reply.headers(pageHeaders()).send(invitationPage({ base, csrf, token }));
    },
    POST: async (request, reply) => {
      const form = formOf(request);
      if (isRefusal(form)) return wire.page(reply, form, "invitation");
      const foreign = browser.refuseForeignForm(request, form.values.get("csrf"), undefined);
      if (foreign !== undefined) return wire.page(reply, foreign, "invitation");
      const value = (name: string): string => form.values.get(name) ?? "";
      const [token, username] = [value("token"), value("username")];
      const cookie = await acceptInvitation(deps, { token, username, password: value("password") });
      if (!isRefusal(cookie)) {
        browser.keep(reply, cookie);
        return reply.redirect(`${deps.settings.issuer}/`, 303);
      }
      if (cookie.refused === "user/invitation-invalid") return wire.page(reply, cookie, "invitation");
      const refusal = wire.inline(reply, cookie, "invitation");
      const csrf = browser.formToken(request, reply, undefined);
      return reply.headers(pageHeaders()).send(invitationPage({ base, csrf, token, refusal, username }));
    },
  });
}
