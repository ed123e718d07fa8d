/** What the readers collect as they go through a text. */
import type { Context, Exchange, HttpRequest, HttpResponse, Jwt, Material } from "../material.ts";

export type Json = Readonly<Record<string, unknown>>;

export class Gathered {
  readonly exchanges: Exchange[] = [];
  readonly redirects: string[] = [];
  readonly texts: string[] = [];
  readonly jwts: Jwt[] = [];
  readonly names: string[] = [];
  readonly discovery: Json[] = [];
  context: Context;
  /** Whether the last exchange still lacks its response. */
  #waits = false;

  constructor(context: Context) {
    this.context = context;
    if (context.discovery !== undefined) this.discovery.push(context.discovery);
  }

  /** The next response belongs to it. A URL is an exception: a browser opened it, and nobody pastes that response. */
  request(request: HttpRequest, answered = true): void {
    if (this.exchanges.length >= MOST.exchanges) return;
    this.exchanges.push({ request });
    this.#waits = answered;
  }

  response(response: HttpResponse): void {
    const last = this.exchanges.at(-1);
    if (this.#waits && last !== undefined) {
      const { headers, ...said } = response;
      const whole = { ...last.response, ...said, headers: { ...last.response?.headers, ...headers } };
      this.exchanges[this.exchanges.length - 1] = { ...last, response: whole };
    } else if (this.exchanges.length < MOST.exchanges) this.exchanges.push({ response });
    this.#waits = false;
  }

  /** The response to the last request, whichever it is. */
  answered(response: HttpResponse): void {
    this.#waits = true;
    this.response(response);
  }

  /** A request as the sending program shows it. It may be the one of the previous command, without its body. */
  shown(request: HttpRequest): void {
    const last = this.exchanges.at(-1)?.request;
    const same =
      this.#waits && last !== undefined && last.method === request.method && pathOf(last.url) === pathOf(request.url);
    if (!same) this.request(request.method === "GET" ? request : { ...request, partial: true });
    else
      this.exchanges[this.exchanges.length - 1] = {
        request: { ...last, headers: { ...request.headers, ...last.headers } },
      };
  }

  /** A response whose body may still follow. */
  began(response: HttpResponse): void {
    this.response(response);
    this.#waits = true;
  }

  exchange(exchange: Exchange): void {
    if (this.exchanges.length < MOST.exchanges) this.exchanges.push(exchange);
    this.#waits = false;
  }

  redirect(address: string): void {
    if (this.redirects.length < MOST.redirects && !this.redirects.includes(address)) this.redirects.push(address);
  }

  text(text: string): void {
    if (this.texts.length < MOST.texts && text.trim() !== "" && !this.texts.includes(text)) this.texts.push(text);
  }

  name(names: readonly string[]): void {
    for (const name of names) if (this.names.length < MOST.names && !this.names.includes(name)) this.names.push(name);
  }

  jwt(jwt: Jwt | undefined): void {
    if (jwt !== undefined && this.jwts.length < MOST.jwts) this.jwts.push(jwt);
  }

  /** Separately given context takes precedence over the input. */
  know(context: Context): void {
    if (context.discovery !== undefined) this.discovery.push(context.discovery);
    this.context = { ...context, ...this.context };
  }

  /** Keys from the input are added to those of the context. */
  keys(jwks: Json): void {
    const before = this.context.jwks?.keys;
    const keys = [...(Array.isArray(before) ? before : []), ...(Array.isArray(jwks.keys) ? jwks.keys : [])];
    this.context = { ...this.context, jwks: { keys } };
  }

  material(): Material {
    const { exchanges, redirects, texts, jwts, names, discovery, context } = this;
    return { exchanges, redirects, texts, jwts, names, discovery, context };
  }
}

/** Limits per kind: enough for a whole flow with noise, and few enough to compare all pairs. */
const MOST = { jwts: 50, redirects: 200, texts: 200, exchanges: 500, names: 20 } as const;

const pathOf = (address: string): string => address.replace(/^[a-z]+:\/\/[^/?#]*/i, "") || "/";
