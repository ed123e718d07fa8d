/** What a user's browser sees on the way from an application and back: a page that asks, or a redirect. */

import type { FastifyReply, FastifyRequest } from "fastify";
import { consentPage } from "../../pages/consent.tsx";
import type { ConsentDetail } from "../../pages/consent-details.tsx";
import { pageHeaders } from "../../pages/security-headers.ts";
import { signInPage } from "../../pages/sign-in.tsx";
import { once, type Soon } from "../../ports/soon.ts";
import { requestOf } from "../../protocol/authorization/occasion.ts";
import {
  afterSignIn,
  afterSignUp,
  carried,
  choosingAccount,
  creatingAccount,
} from "../../protocol/authorization/request.ts";
import { signUpAt } from "../../protocol/authorization/sign-up.ts";
import { basePath, PATHS } from "../../protocol/metadata.ts";
import type { RegistrationPolicy } from "../../protocol/registration/policy.ts";
import { queryText } from "../../protocol/url-query.ts";
import type { AuthorizationOutcome } from "../../service/authorization.ts";
import type { Shared } from "../../service/deps.ts";
import { faultOfHook, findingOfUnavailable } from "../../service/unavailable.ts";
import { sendAuthorizationResponse } from "../authorization-response.ts";
import { appOf, brandFor } from "../brand.ts";
import type { Browser } from "../browser.ts";
import { logDecision } from "../decisions.ts";
import { type SHOWN_AGAIN, seeOther } from "../forms.ts";
import { depsOf } from "../snapshot.ts";
import type { Wire } from "../wire.ts";
import { askedChanges, askedOf } from "./asked.ts";

type UserPrompt = Extract<AuthorizationOutcome, { is: "ask" }>;

/** What the sign-in page carries on. */
interface SignInAgain {
  readonly text?: string;
  readonly username?: string | undefined;
  readonly refusal?: { readonly says: string; readonly person?: string };
  readonly reference: string | undefined;
  /** The code of the device that the user lets in afterwards. */
  readonly userCode?: string | undefined;
  /** The request of an app that the user decides about afterwards; `""` for any. */
  readonly asked?: string | undefined;
}

/**
 * Whether an error stays on a page: the application registered itself, nobody vouches for it, and no user has done anything yet. A
 * request with `prompt=none` asks for no page, and gets none. `vouched`: the operator vouches for every application that registers itself.
 */
function isForeign(
  { to: { client }, refusal: { on } }: Extract<AuthorizationOutcome, { is: "refused" }>,
  { vouched = false }: RegistrationPolicy,
): boolean {
  const isUnvouched = client.unvouched === true && !(vouched && client.byDocument !== true);
  return isUnvouched && on.person === undefined && !requestOf(on).prompt.includes("none");
}

/** A request by its meaning, since a program may encode what it sends back differently. */
export const meant = (text: string): string => new URLSearchParams(text).toString();

/** The languages that the request names go before those of the browser (OpenID Connect Core 3.1.2.1). */
function languagesOf({ form }: UserPrompt["request"], { headers }: FastifyRequest): string | undefined {
  const named = (form.values.get("ui_locales") ?? "")
    .split(" ")
    .filter((tag) => /^[A-Za-z][A-Za-z\d-]{0,34}$/.test(tag));
  return (
    [...named, ...(headers["accept-language"] === undefined ? [] : [headers["accept-language"]])].join(", ") ||
    undefined
  );
}

export class People {
  readonly shared: Shared;
  readonly wire: Wire;
  readonly browser: Browser;
  readonly #issuer: string;
  /** The issuer's path. */
  readonly base: string;
  readonly #demo: boolean;

  constructor(shared: Shared, wire: Wire, browser: Browser, demo: boolean) {
    this.shared = shared;
    this.wire = wire;
    this.browser = browser;
    this.#issuer = shared.issuer;
    this.base = basePath(this.#issuer);
    this.#demo = demo;
  }

  /** The start of a request that a form has carried, under the issuer's own name. */
  startOf(text: string): string {
    return text === ""
      ? this.#issuer + PATHS.signIn
      : `${this.#issuer}${PATHS.authorization}?${queryText(new URLSearchParams(text))}`;
  }

  /** Carries out the decision about an authorization request. */
  respond(
    request: FastifyRequest,
    reply: FastifyReply,
    outcome: AuthorizationOutcome,
    notice?: typeof SHOWN_AGAIN,
  ): Soon<FastifyReply> {
    const { wire } = this;
    switch (outcome.is) {
      case "untrusted":
        return wire.page(reply, outcome.refusal, "authorization");
      case "refused":
        // A link to this server must not lead to whatever somebody has registered here (RFC 9700 4.11.2).
        if (isForeign(outcome, this.shared.registries.current().settings.registration))
          return wire.page(reply, outcome.refusal, "authorization");
        return wire.redirect(
          ...([reply, outcome.refusal, outcome.to, undefined] as const),
          this.browser.stateFor(reply, outcome.to, outcome.refusal.on.person?.sessionId),
        );
      case "unavailable":
        return wire.redirect(
          reply,
          wire.refusalFor(request, findingOfUnavailable(outcome.error)),
          outcome.to,
          faultOfHook(outcome.error),
        );
      case "granted":
        return once(
          sendAuthorizationResponse(
            reply,
            outcome.to,
            { ...outcome.response, ...this.browser.stateFor(reply, outcome.to, outcome.sessionId) },
            this.shared,
            this.base,
            () => brandFor(this.shared, request, outcome.to.client),
          ),
          (sent) => {
            const to = { endpoint: "authorization", client: outcome.to.client.id };
            logDecision(this.shared, reply, "granted", to, reply.statusCode);
            return sent;
          },
        );
      case "ask":
        if (outcome.request.prompt.includes("create")) return this.#signUp(request, reply, outcome);
        return outcome.ask.decided === "sign-in"
          ? this.askToSignIn(request, reply, outcome, notice && { refusal: notice, reference: undefined })
          : this.#withDetails(request, outcome, (details) =>
              this.#askForConsent(request, reply, outcome, details, notice),
            );
    }
  }

  /** Sends the user to the operator's page where accounts are created, with the way back. */
  #signUp(request: FastifyRequest, reply: FastifyReply, { request: { sent } }: UserPrompt): FastifyReply {
    const { signUp } = depsOf(this.shared, request).registry.settings;
    if (signUp === undefined) throw new Error("prompt=create has passed, though there is no page for it.");
    return seeOther(reply, signUpAt(signUp, this.startOf(queryText(afterSignUp(sent)))));
  }

  /** Where the same request goes on with a new account. A user who is expected has one already. */
  #toSignUp(request: FastifyRequest, asked: UserPrompt | undefined): string | undefined {
    const { signUp } = depsOf(this.shared, request).registry.settings;
    if (signUp === undefined || asked === undefined || asked.hinted) return undefined;
    return `${this.base}${PATHS.authorization}?${queryText(creatingAccount(asked.request.sent))}`;
  }

  askToSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: UserPrompt | undefined,
    again?: SignInAgain,
  ): FastifyReply {
    const username = again?.username ?? asked?.request.loginHint;
    const text =
      again?.text ?? (asked === undefined ? "" : queryText(afterSignIn(asked.request.sent, asked.to.client)));
    return reply.headers(pageHeaders({ forms: text === "" ? "self" : "anywhere" })).send(
      signInPage({
        base: this.base,
        brand: brandFor(this.shared, request, asked?.to.client),
        csrf: this.browser.formToken(request, reply, undefined),
        request: text,
        app: asked && appOf(this.base, asked.to.client),
        hinted: asked?.hinted,
        username: username?.slice(0, 256),
        reference: again?.reference,
        userCode: again?.userCode,
        asked: again?.asked,
        signUp: this.#toSignUp(request, asked),
        demo: this.#demo,
        refusal: again?.refusal,
      }),
    );
  }

  /** With the words for its authorization details, which few requests have. */
  #withDetails(
    request: FastifyRequest,
    { ask, request: asked }: UserPrompt,
    go: (details: readonly ConsentDetail[]) => FastifyReply,
  ): Soon<FastifyReply> {
    const details = "details" in ask ? ask.details : [];
    if (details.length === 0) return go([]);
    const types = depsOf(this.shared, request).registry.settings.authorizationDetailsTypes;
    return import("./asked-details.ts").then(({ askedDetails }) =>
      go(askedDetails(types, details, languagesOf(asked, request))),
    );
  }

  #askForConsent(
    request: FastifyRequest,
    reply: FastifyReply,
    { ask, to, request: asked, signedIn, consented }: UserPrompt,
    details: readonly ConsentDetail[],
    notice: typeof SHOWN_AGAIN | undefined,
  ): FastifyReply {
    const { base, shared } = this;
    const { catalogue } = depsOf(shared, request).registry;
    const text = queryText(carried(asked.sent));
    const names = "asks" in ask ? ask.asks : [];
    const languages = languagesOf(asked, request);
    const changes = "changes" in ask && ask.changes;
    return reply.headers(pageHeaders({ forms: "anywhere" })).send(
      consentPage({
        base,
        brand: brandFor(shared, request, to.client),
        csrf: this.browser.formToken(request, reply, signedIn, meant(text)),
        request: text,
        app: appOf(base, to.client),
        username: signedIn?.account.username ?? "",
        switchAccount: `${base}${PATHS.authorization}?${queryText(choosingAccount(asked.sent))}`,
        redirectHost: new URL(to.uri).host || new URL(to.uri).protocol,
        groups: askedOf(catalogue, names, consented, shared.clock(), languages),
        details,
        changes: changes ? askedChanges(changes, names, catalogue, languages) : undefined,
        notice,
      }),
    );
  }
}
