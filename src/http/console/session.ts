/**
 * How the console signs users in: as a client of its own server, by code with PKCE (RFC 7636). The access token stays in a cookie that
 * scripts can't read. It is for no API, and worth nothing without the browser's session.
 */
import { hash, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { KnownUser } from "../../ports/hooks.ts";
import { CONSOLE, CONSOLE_CALLBACK, CONSOLE_PATH } from "../../protocol/built-in-clients.ts";
import { PATHS } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { ADMIN_SCOPE_NAMES } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { type Caller, callerAsUser } from "../../service/admin/caller.ts";
import { authorizeBearer } from "../../service/bearer.ts";
import type { Deps, Shared } from "../../service/deps.ts";
import type { SignedIn } from "../../service/sessions.ts";
import { token } from "../../service/token.ts";
import type { Browser } from "../browser.ts";
import { clearCookie, cookieName, cookieOf, cookiePath, setCookie } from "../cookies.ts";
import { seeOther } from "../forms.ts";
import { addressOf, plain, queryOf } from "../requests.ts";

/** Seconds in which a sign-in must be finished. */
const START = 600;

export interface ConsoleUser {
  readonly caller: Caller;
  readonly account: KnownUser;
  readonly signedIn: SignedIn;
}

interface Start {
  readonly state: string;
  readonly verifier: string;
  /** Where the user wanted to go: a path below `/console`, with its query. */
  readonly to: string;
}

export class ConsoleSession {
  readonly #shared: Shared;
  readonly #browser: Browser;
  readonly #cookies: { readonly path: string; readonly secure: boolean };

  constructor(shared: Shared, browser: Browser) {
    this.#shared = shared;
    this.#browser = browser;
    this.#cookies = { path: cookiePath(shared.issuer), secure: shared.issuer.startsWith("https:") };
  }

  /** Who uses the console with this browser; `undefined` if nobody is signed in there. */
  async user(deps: Deps, request: FastifyRequest): Promise<ConsoleUser | undefined> {
    const sent = cookieOf(request, this.#name("console"));
    const signedIn = await this.#browser.session(request);
    if (sent === undefined || signedIn === undefined) return undefined;
    const call = { ...plain(request), method: "GET", query: "", body: "", authorization: `Bearer ${sent}` };
    const found = await authorizeBearer(deps, { ...call, contentType: undefined }, { audience: deps.issuer }, true);
    if (isRefusal(found) || found.account === undefined || found.claims.clientId !== CONSOLE) return undefined;
    // Somebody else may have signed in meanwhile.
    if (found.account.subject !== signedIn.account.subject) return undefined;
    const called = { clientId: CONSOLE, scopes: ADMIN_SCOPE_NAMES, address: addressOf(request) };
    return { account: found.account, signedIn, caller: await callerAsUser(deps, found.account, called) };
  }

  /** Sends the browser to the authorization endpoint. `to`: where it shall be afterwards. */
  start(reply: FastifyReply, to: string): FastifyReply {
    const { issuer, random } = this.#shared;
    const secret = (): string => Buffer.from(random(32)).toString("base64url");
    const start: Start = { state: secret(), verifier: secret(), to };
    this.#set(reply, "console-start", Buffer.from(JSON.stringify(start)).toString("base64url"), START);
    const query = new URLSearchParams({
      client_id: CONSOLE,
      redirect_uri: issuer + CONSOLE_CALLBACK,
      response_type: "code",
      scope: "openid",
      state: start.state,
      code_challenge: hash("sha256", start.verifier, "base64url"),
      code_challenge_method: "S256",
    });
    return seeOther(reply, `${issuer}${PATHS.authorization}?${query}`);
  }

  /** The redirect URI: redeems the code. Returns where to go, the refusal, or `undefined` if this browser hasn't started it. */
  async finish(
    deps: Deps,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string | Refused | { readonly error: string } | undefined> {
    const start = this.#started(request);
    const query = new URLSearchParams(queryOf(request.raw as { url: string }));
    clearCookie(reply, this.#name("console-start"), this.#cookies);
    // RFC 9207: no other server's response is accepted.
    if (start === undefined || !equal(query.get("state") ?? "", start.state)) return undefined;
    if (query.get("iss") !== this.#shared.issuer) return undefined;
    const error = query.get("error");
    if (error !== null) return { error: query.get("error_description") ?? error };
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: CONSOLE,
      code: query.get("code") ?? "",
      redirect_uri: this.#shared.issuer + CONSOLE_CALLBACK,
      code_verifier: start.verifier,
    });
    const wire = { ...plain(request), method: "POST", query: "", contentType: "application/x-www-form-urlencoded" };
    const answer = await token(deps, { ...wire, authorization: undefined, body: body.toString() });
    if ("refused" in answer) return answer;
    this.#set(reply, "console", answer.body.access_token, answer.body.expires_in);
    return start.to;
  }

  /** Forgets the token in this browser. */
  forget(reply: FastifyReply): void {
    clearCookie(reply, this.#name("console"), this.#cookies);
  }

  /** A text that the next page shows once. */
  notify(reply: FastifyReply, notice: string): void {
    this.#set(reply, "console-notice", Buffer.from(notice.slice(0, 500)).toString("base64url"), 60);
  }

  takeNotice(request: FastifyRequest, reply: FastifyReply): string | undefined {
    const kept = cookieOf(request, this.#name("console-notice"));
    if (kept === undefined) return undefined;
    clearCookie(reply, this.#name("console-notice"), this.#cookies);
    return Buffer.from(kept, "base64url").toString();
  }

  #started(request: FastifyRequest): Start | undefined {
    try {
      const kept = Buffer.from(cookieOf(request, this.#name("console-start")) ?? "", "base64url").toString();
      const { state, verifier, to } = JSON.parse(kept) as Start;
      // A page of another host under the name of this one could have set the cookie.
      const isOwn = typeof to === "string" && new RegExp(`^${CONSOLE_PATH}(?:[/?]|$)`).test(to);
      return typeof state === "string" && state.length === 43 && typeof verifier === "string"
        ? { state, verifier, to: isOwn ? to : CONSOLE_PATH }
        : undefined;
    } catch {
      return undefined;
    }
  }

  #name(purpose: "console" | "console-start" | "console-notice"): string {
    return cookieName(this.#shared.issuer, purpose);
  }

  #set(reply: FastifyReply, purpose: "console" | "console-start" | "console-notice", value: string, maxAge: number) {
    setCookie(reply, this.#name(purpose), value, { ...this.#cookies, maxAge });
  }
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
