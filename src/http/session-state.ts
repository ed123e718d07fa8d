/**
 * What an application in the browser learns of the session, so that a frame of this server can tell it whether that has changed (OpenID Connect
 * Session Management 1.0, 3.2).
 */
import { hash } from "node:crypto";
import type { FastifyReply } from "fastify";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import type { Shared } from "../service/deps.ts";
import { browserStateOf } from "../service/sessions.ts";
import { clearCookie, cookieName, cookieOf, cookiePath, setCookie } from "./cookies.ts";
import { depsOf } from "./snapshot.ts";

const FORM = /^[A-Za-z0-9_-]{22}$/;
const SALT_BYTES = 16;

/** The same for everybody while nobody is signed in. */
const NOBODY = "";

export class SessionState {
  readonly #shared: Shared;
  readonly #name: string;
  readonly #options: { readonly path: string; readonly secure: boolean; readonly readable: true };

  constructor(shared: Shared) {
    const { issuer } = shared;
    this.#shared = shared;
    this.#name = cookieName(issuer, "state");
    this.#options = { path: cookiePath(issuer), secure: issuer.startsWith("https:"), readable: true };
  }

  /** Lets the frame know whose session it is now; `undefined` for nobody's. `maxAge` in seconds. */
  keep(reply: FastifyReply, sessionId: number | undefined, maxAge?: number): void {
    if (depsOf(this.#shared, reply.request).registry.settings.sessionManagement !== true) return;
    this.#set(reply, sessionId === undefined ? NOBODY : browserStateOf(this.#shared, sessionId), maxAge);
  }

  /**
   * `session_state` for an application's origin. A cookie that doesn't fit, since the session has ended elsewhere or the browser has lost it, is
   * set again. Where the session isn't known, since a frame or a form of another site has come without its cookie, the state stays as it is.
   */
  of(
    reply: FastifyReply,
    { uri, client }: TrustedRedirect,
    session: number | "ended" | undefined,
    maxAge: number | undefined,
  ): { session_state?: string } {
    // No page has the origin of a redirect URI with a private-use scheme.
    if (!/^https?:/.test(uri)) return {};
    const cookie = cookieOf(reply.request, this.#name) ?? NOBODY;
    const sent = FORM.test(cookie) ? cookie : NOBODY;
    const state = session === undefined ? sent : session === "ended" ? NOBODY : browserStateOf(this.#shared, session);
    if (state !== cookie) this.#set(reply, state, maxAge);
    const salt = Buffer.from(this.#shared.random(SALT_BYTES)).toString("base64url");
    const salted = hash("sha256", `${client.id} ${new URL(uri).origin} ${state} ${salt}`, "base64url");
    return { session_state: `${salted}.${salt}` };
  }

  #set(reply: FastifyReply, state: string, maxAge: number | undefined): void {
    if (state === NOBODY) clearCookie(reply, this.#name, this.#options);
    else setCookie(reply, this.#name, state, { ...this.#options, ...(maxAge !== undefined && { maxAge }) });
  }
}
