/**
 * What a browser's request carries in addition to its form: the session, and the proof that the form came from our own page.
 */

import { timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Configuration } from "../configuration/schema.ts";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import type { FormFault } from "../protocol/person/occasion.ts";
import type { Shared } from "../service/deps.ts";
import { findSession, type SignedIn, sessionIdIn } from "../service/sessions.ts";
import type { NewSession } from "../service/sign-in.ts";
import { clearCookie, cookieName, cookieOf, cookiePath, setCookie } from "./cookies.ts";
import { SessionState } from "./session-state.ts";
import { depsOf } from "./snapshot.ts";

/** These prefixes identify them wherever they appear (`reasons/scrub.ts`). */
const BINDING = /^candor_browser_[A-Za-z0-9_-]{22}$/;

export class Browser {
  readonly #shared: Shared;
  readonly #secure: boolean;
  readonly #path: string;
  readonly #sessionCookie: string;
  readonly #bindingCookie: string;
  readonly #markCookie: string;
  /** Whether the session's cookie outlives the browser. */
  readonly #lasts: boolean;
  readonly #state: SessionState;

  constructor(shared: Shared, sessionCookie: Configuration["sessionCookie"]) {
    this.#shared = shared;
    this.#lasts = sessionCookie === "lifetime";
    const { issuer } = shared;
    this.#secure = issuer.startsWith("https:");
    this.#path = cookiePath(issuer);
    this.#sessionCookie = cookieName(issuer, "session");
    this.#bindingCookie = cookieName(issuer, "form");
    this.#markCookie = cookieName(issuer, "familiar");
    this.#state = new SessionState(shared);
  }

  /** Who is signed in. */
  session(request: FastifyRequest, clientId?: string): Promise<SignedIn | undefined> {
    return findSession(this.#shared, cookieOf(request, this.#sessionCookie), this.#shared.clock(), clientId);
  }

  /** Keeps the session in the browser, and for a year the marks that make the browser familiar. */
  keep(reply: FastifyReply, { session, marks }: NewSession): void {
    const { sessionLifetime } = depsOf(this.#shared, reply.request).registry.settings;
    const lifetime = this.#lasts ? sessionLifetime : undefined;
    this.#set(reply, this.#sessionCookie, session, lifetime);
    this.#state.keep(reply, sessionIdIn(session), lifetime);
    this.#set(reply, this.#markCookie, marks, 31_536_000);
  }

  /** The marks of the users who have signed in with this browser. */
  marks(request: FastifyRequest): string | undefined {
    return cookieOf(request, this.#markCookie);
  }

  forget(reply: FastifyReply): void {
    clearCookie(reply, this.#sessionCookie, { path: this.#path, secure: this.#secure });
    this.#state.keep(reply, undefined);
  }

  /** What an authorization response says of the session; nothing where that is off. `sessionId`: of whoever is signed in, if known. */
  stateFor(reply: FastifyReply, to: TrustedRedirect, sessionId: number | undefined): { session_state?: string } {
    const { settings } = depsOf(this.#shared, reply.request).registry;
    if (settings.sessionManagement !== true) return {};
    const lifetime = this.#lasts ? settings.sessionLifetime : undefined;
    const ended = sessionId === undefined && cookieOf(reply.request, this.#sessionCookie) !== undefined;
    return this.#state.of(reply, to, ended ? "ended" : sessionId, lifetime);
  }

  /** The token to put into a form. It matches this browser, its session if there is one, and the form's subject. */
  formToken(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn | undefined, about = ""): string {
    const sent = cookieOf(request, this.#bindingCookie);
    const binding =
      sent !== undefined && BINDING.test(sent)
        ? sent
        : `candor_browser_${Buffer.from(this.#shared.random(16)).toString("base64url")}`;
    if (binding !== sent) this.#set(reply, this.#bindingCookie, binding);
    return this.#tokenFor(binding, signedIn, about);
  }

  /** Where a form was posted from, according to the browser: here, our page under another host name, or another site. */
  cameFrom({ headers, host }: FastifyRequest): "here" | "other host" | "other site" | undefined {
    const { "sec-fetch-site": site, origin } = headers;
    if (site === undefined && origin === undefined) return undefined;
    if (site !== undefined && site !== "same-origin") return "other site";
    if (origin === undefined || origin === new URL(this.#shared.issuer).origin) return "here";
    const sameHost = URL.canParse(origin) && new URL(origin).host === host;
    return sameHost ? "other host" : "other site";
  }

  /**
   * Why a form isn't from our own page in this browser. If it isn't, it may be cross-site request forgery, including of the
   * sign-in.
   */
  faultOf(
    request: FastifyRequest,
    token: string | undefined,
    signedIn: SignedIn | undefined,
    about = "",
  ): FormFault | undefined {
    const from = this.cameFrom(request);
    if (from !== undefined && from !== "here") return foreign(request, this.#shared.issuer);
    const binding = cookieOf(request, this.#bindingCookie);
    if (binding === undefined || !BINDING.test(binding)) return { is: "cookie-absent" };
    return equal(token ?? "", this.#tokenFor(binding, signedIn, about)) ? undefined : { is: "stale" };
  }

  #tokenFor(binding: string, signedIn: SignedIn | undefined, about: string): string {
    // A session that was renewed has another time: forms from before are shown again.
    const { id = "", authTime = "" } = signedIn?.session ?? {};
    const bytes = Buffer.from(`${binding} ${id} ${authTime} ${about}`);
    return `candor_form_${Buffer.from(this.#shared.keys.tag("form", bytes, 18)).toString("base64url")}`;
  }

  #set(reply: FastifyReply, name: string, value: string, maxAge?: number): void {
    const kept = maxAge === undefined ? {} : { maxAge };
    setCookie(reply, name, value, { path: this.#path, secure: this.#secure, ...kept });
  }
}

/** The problem with a form that the browser says was sent from elsewhere, with the header that says so. */
export function foreign({ headers }: FastifyRequest, issuer: string): FormFault {
  const site = headers["sec-fetch-site"];
  const header = site === undefined || site === "same-origin" ? "Origin" : "Sec-Fetch-Site";
  return { is: "foreign", header, expected: new URL(issuer).origin };
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
