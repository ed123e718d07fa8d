/** What the demo's app keeps for each browser: open attempts, tokens, the steps so far. In memory, bounded. */
import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieOf, cookieTag, setCookie } from "../http/cookies.ts";
import type { Step } from "../pages/http-exchange.tsx";
import type { Attempt } from "./application.ts";
import type { Exchange, Verdict } from "./exchange.ts";

const MOST_VISITORS = 200;
/** Tabs of one browser in which the flow has started and not ended. */
const MOST_ATTEMPTS = 5;

export interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
}

/** What the last flow showed. */
export interface Scene {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly verdict: Verdict | undefined;
}

export interface Begun extends Attempt {
  /** Path and query of the authorization request. */
  readonly path: string;
}

export class Visitor {
  scene: Scene | undefined;
  #tokens: Tokens | undefined;
  readonly #attempts = new Map<string, Begun>();

  begin(attempt: Begun): void {
    this.#attempts.set(attempt.state, attempt);
    dropOldest(this.#attempts, MOST_ATTEMPTS);
  }

  /** The attempt that a state belongs to, once: a repeated response belongs to none. */
  take(state: string): Begun | undefined {
    const attempt = this.#attempts.get(state);
    this.#attempts.delete(state);
    return attempt;
  }

  get tokens(): Tokens | undefined {
    return this.#tokens;
  }

  /** Keeps the tokens of a token response. */
  keep({ access_token: access, refresh_token: refresh }: Exchange["json"]): void {
    this.#tokens = { access: String(access), refresh: typeof refresh === "string" ? refresh : undefined };
  }

  /** Signs out of the app. */
  forget(): void {
    this.scene = undefined;
    this.#tokens = undefined;
  }
}

export class Visitors {
  readonly #visitors = new Map<string, Visitor>();
  readonly #secure: boolean;
  readonly #cookie: string;

  constructor(issuer: string) {
    this.#secure = issuer.startsWith("https:");
    this.#cookie = `candor-demo-${cookieTag(issuer)}`;
  }

  find(request: FastifyRequest): Visitor | undefined {
    return this.#visitors.get(cookieOf(request, this.#cookie) ?? "");
  }

  /** The visitor of this browser, or a new one. The most recent visitors are dropped last. */
  welcome(request: FastifyRequest, reply: FastifyReply): Visitor {
    const visitor = this.find(request) ?? new Visitor();
    const key = this.find(request) === undefined ? this.#newKey(reply) : (cookieOf(request, this.#cookie) ?? "");
    this.#visitors.delete(key);
    this.#visitors.set(key, visitor);
    dropOldest(this.#visitors, MOST_VISITORS);
    return visitor;
  }

  #newKey(reply: FastifyReply): string {
    const key = randomBytes(18).toString("base64url");
    setCookie(reply, this.#cookie, key, { path: "/demo", secure: this.#secure });
    return key;
  }
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
