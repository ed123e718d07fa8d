/** What the readers fill while they go through a text. */
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
  /** Whether the last exchange still waits for its answer. */
  #waits = false;

  constructor(context: Context) {
    this.context = context;
    if (context.discovery !== undefined) this.discovery.push(context.discovery);
  }

  /** An answer that follows belongs to it, unless it is an address, which a browser opened and whose answer nobody pastes. */
  request(request: HttpRequest, answered = true): void {
    this.exchanges.push({ request });
    this.#waits = answered;
  }

  response(response: HttpResponse): void {
    const last = this.exchanges.at(-1);
    if (this.#waits && last !== undefined) this.exchanges[this.exchanges.length - 1] = { ...last, response };
    else this.exchanges.push({ response });
    this.#waits = false;
  }

  exchange(exchange: Exchange): void {
    this.exchanges.push(exchange);
    this.#waits = false;
  }

  redirect(address: string): void {
    if (!this.redirects.includes(address)) this.redirects.push(address);
  }

  text(text: string): void {
    if (text.trim() !== "" && !this.texts.includes(text)) this.texts.push(text);
  }

  jwt(jwt: Jwt | undefined): void {
    if (jwt !== undefined && this.jwts.length < MOST_JWTS) this.jwts.push(jwt);
  }

  /** What was given beside the input counts more than what the input says. */
  know(context: Context): void {
    if (context.discovery !== undefined) this.discovery.push(context.discovery);
    this.context = { ...context, ...this.context };
  }

  /** Keys of the input stand beside those of the context. */
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

const MOST_JWTS = 50;
