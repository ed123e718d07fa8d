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
  /** Whether the last request is a command. */
  #shows = false;
  /** The status that a log gave before the body. */
  #status: number | undefined;

  constructor(context: Context) {
    this.context = context;
    if (context.discovery !== undefined) this.discovery.push(context.discovery);
  }

  /** The next response belongs to it. A URL is an exception: a browser opened it, and nobody pastes that response. */
  request(request: HttpRequest, answered = true): void {
    if (this.exchanges.length >= MOST.exchanges) return;
    this.exchanges.push({ request });
    this.#waits = answered;
    this.#shows = false;
    this.#status = undefined;
  }

  /** The body of the last request, which is known otherwise. */
  wrote(body: string): void {
    const last = this.exchanges.at(-1);
    if (last?.request === undefined || last.request.body !== undefined) return;
    const headers = { "content-type": "application/x-www-form-urlencoded", ...last.request.headers };
    this.exchanges[this.exchanges.length - 1] = { ...last, request: { ...last.request, headers, body } };
  }

  /** The status of the next response, if it has none of its own. A status alone is no response. */
  status(status: number): void {
    if (this.#waits) this.#status = status;
  }

  response(given: HttpResponse): void {
    const last = this.exchanges.at(-1);
    const status = given.status ?? this.#status;
    const response = { ...given, ...(status !== undefined && { status }) };
    this.#status = undefined;
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

  /** A request as it was transmitted. curl marks it. A body that has a length and isn't here was sent all the same. */
  sent(request: HttpRequest, isMarked: boolean): void {
    const { body, headers } = request;
    const isCut = body === undefined && (Number(headers["content-length"]) > 0 || "transfer-encoding" in headers);
    if (this.#shows || (isMarked && body === undefined)) this.shown(request);
    else this.request(isCut ? { ...request, partial: true } : request);
  }

  /** A command that sends a request, which may show the request again. */
  command(request: HttpRequest): void {
    this.request(request);
    this.#shows = true;
  }

  /** A request as the sending program or its log shows it. It may be the one of the previous command, without its body. */
  shown(request: HttpRequest): void {
    const last = this.exchanges.at(-1)?.request;
    const same =
      this.#waits &&
      last !== undefined &&
      last.method === request.method &&
      pathOf(last.url) === pathOf(request.url) &&
      (request.body === undefined || this.#shows);
    if (!same)
      this.request(request.method === "GET" || request.body !== undefined ? request : { ...request, partial: true });
    else
      this.exchanges[this.exchanges.length - 1] = {
        request: {
          ...last,
          ...(request.body !== undefined && { body: request.body }),
          headers: { ...last.headers, ...request.headers },
        },
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
    const read = text.replaceAll(FROM_QUERY, (words) => words.replaceAll("+", " "));
    if (this.texts.length < MOST.texts && read.trim() !== "" && !this.texts.includes(read)) this.texts.push(read);
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

/** A sentence that was copied out of a query: `The+user+is+not+assigned`. */
const FROM_QUERY = /(?<![\w+/=-])[A-Z][a-z]+(?:\+[A-Za-z][A-Za-z'-]*){3,}(?![\w+/=])/g;
/** Limits per kind: enough for a whole flow with noise, and few enough to compare all pairs. */
const MOST = { jwts: 50, redirects: 200, texts: 200, exchanges: 500, names: 20 } as const;

const pathOf = (address: string): string => address.replace(/^[a-z]+:\/\/[^/?#]*/i, "") || "/";
