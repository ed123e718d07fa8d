/**
 * What a response or a callback says about a failure: RFC 6749 4.1.2.1 and 5.2, RFC 6750 3, RFC 9449, RFC 9470, and servers'
 * variations. All of it is foreign text: it is cleaned and cut before anybody sees it.
 */

export interface Said {
  readonly status?: number;
  readonly error?: string | undefined;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
  /** `uri`, if it belongs to the server that responded. A reason is trusted only from that server. */
  readonly page?: string | undefined;
  readonly scope?: string | undefined;
  readonly acrValues?: string | undefined;
  readonly maxAge?: number | undefined;
  readonly retryAfter?: number | undefined;
  /** The response has a challenge for the client's own credentials (Basic), not for a token. */
  readonly asksForClient?: boolean;
  /** Exactly as received, to be compared. */
  readonly state?: string | undefined;
  readonly iss?: string | undefined;
}

/** URLSearchParams or FormData, from any realm or polyfill. */
export interface Fields {
  /** The first value of a name. */
  get(name: string): unknown;
  /** Every value of a name. */
  getAll(name: string): unknown;
}

/** What a callback received: its URL, also as a `URL` or `location`, or the parameters that were posted to it. */
export type Callback = string | { readonly href: string } | Fields;

const MOST = { error: 100, text: 1_000, uri: 2_000, body: 65_536, milliseconds: 5_000 } as const;
/** The maximum of setTimeout. With a longer delay, it fires at once. */
const LONGEST_WAIT = 2_147_483;
/** At 200, only what can't be an API's own text. */
const ERROR_CODE = /^[\w.:-]+$/;

/** One line without control characters, direction marks and broken surrogates (log injection). */
function clean(value: unknown, most: number = MOST.text): string | undefined {
  if (typeof value !== "string") return undefined;
  const plain = value
    .slice(0, most)
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
  return plain === "" ? undefined : plain;
}

/** Can be shown as a link: only http and https, never `javascript:`. */
function webAddress(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const { protocol, href } = new URL(value);
  return (protocol === "https:" || protocol === "http:") && href.length <= MOST.uri ? href : undefined;
}

const numberOf = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : undefined);

/** Seconds, or a date (RFC 9110 10.2.3). */
function wait(header: string | null): number | undefined {
  const text = header?.trim() ?? "";
  const seconds =
    numberOf(text) ?? (/GMT$/.test(text) ? Math.ceil((Date.parse(text) - Date.now()) / 1000) : Number.NaN);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_WAIT);
}

/** `undefined` if it contains no error. The query comes before the fragment, even one in which a router keeps its path. */
export function readCallback(callback: Callback): Said | undefined {
  const found = placesOf(callback).find((place) => clean(place.get("error")) !== undefined);
  if (found === undefined) return undefined;
  const get = (name: string) => {
    const value = found.get(name);
    return typeof value === "string" ? value : undefined;
  };
  const uri = webAddress(get("error_uri"));
  return {
    error: clean(get("error"), MOST.error),
    description: clean(get("error_description")),
    uri,
    page: uri?.startsWith(`${get("iss")}/errors/`) ? uri : undefined,
    state: get("state"),
    iss: get("iss"),
  };
}

/** Recognized by `getAll`. The class differs in each realm, and some frameworks' requests have `get`, for headers. */
function placesOf(callback: Callback): Fields[] {
  const { href = callback, getAll } = Object(callback) as { readonly href?: unknown; readonly getAll?: unknown };
  if (typeof getAll === "function") return [callback as Fields];
  if (typeof href !== "string") throw new TypeError("Neither a response nor a callback");
  // A server has only the path.
  if (!URL.canParse(href, "http://localhost")) return [];
  const { searchParams, hash } = new URL(href, "http://localhost");
  return [searchParams, new URLSearchParams(hash.replace(/^#!?(?:\/[^?]*\?)?/, ""))];
}

export function isResponse(source: unknown): source is Response {
  const { status, headers } = Object(source) as Partial<Response>;
  return typeof status === "number" && typeof headers?.get === "function";
}

/** `undefined` if the response isn't a failure. Others can still read the response. */
export async function readResponse(response: Response): Promise<Said | undefined> {
  const { status, headers } = response;
  const challenges = challengesOf(headers.get("www-authenticate") ?? "");
  const challenge = challenges.find((one) => one.has("error")) ?? new Map<string, string>();
  const body = await bodyOf(response);
  const inner = isRecord(body.error) ? body.error : {};
  const inBody = [body.error, inner.code, inner.status, inner.type].find((value) => typeof value === "string");
  // An API may put a vague word ("Unauthorized") into the body of a response whose challenge is exact.
  const agreed = challenge.has("error") && challenge.get("error") !== inBody ? {} : body;
  const error = clean(challenge.get("error") ?? inBody, MOST.error);
  if (status < 400 && !(ERROR_CODE.test(error ?? "") && body.access_token === undefined)) return undefined;
  const schemes = challenges.map((one) => one.get("scheme"));
  const uri = webAddress(challenge.get("error_uri") ?? agreed.error_uri);
  return {
    status,
    error,
    description: clean(
      challenge.get("error_description") ?? agreed.error_description ?? inner.message ?? agreed.message,
    ),
    uri,
    // A response made by hand has no URL.
    page: !response.url || uri?.startsWith(`${/^\w+:\/\/[^/?#]+/.exec(response.url)}/`) ? uri : undefined,
    scope: clean(challenge.get("scope")),
    acrValues: clean(challenge.get("acr_values")),
    maxAge: numberOf(challenge.get("max_age")),
    retryAfter: wait(headers.get("retry-after")),
    asksForClient: schemes.includes("basic") && !schemes.includes("bearer") && !schemes.includes("dpop"),
  };
}

/** The challenges of one header, with or without commas between them. */
function challengesOf(header: string): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  const parts = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;
  for (const [, name = "", quoted, plain] of header.matchAll(parts)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
    if (value === undefined) found.push(new Map([["scheme", name.toLowerCase()]]));
    else if (value !== "") found.at(-1)?.set(name.toLowerCase(), value);
  }
  return found;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/**
 * A success is read only if it is a whole JSON document or a form. A failure is read even if its type is missing or wrong. A
 * page is never read.
 */
async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const type = response.headers.get("content-type") ?? "";
  const readable = response.ok
    ? /^application\/(?:json|x-www-form-urlencoded)\s*(?:;|$)/i
    : /json|urlencoded|javascript|^text\/plain|^$/i;
  if (!readable.test(type) || (!response.ok && response.status < 400)) return {};
  // A body that somebody else has read, or that breaks off, contains nothing usable.
  const text = await textOf(response).catch(() => "");
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return /^[\w.-]+=/.test(text) ? Object.fromEntries(new URLSearchParams(text)) : {};
  }
}

/** From a copy, limited in length and time. */
async function textOf(response: Response): Promise<string> {
  const copy = response.clone();
  // Old fetch implementations have no streams.
  const reader = typeof copy.body?.getReader === "function" ? copy.body.getReader() : undefined;
  const text = reader ? readToEnd(reader) : copy.text();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, MOST.milliseconds, "");
  });
  try {
    return (await Promise.race([text, late])).slice(0, MOST.body);
  } finally {
    clearTimeout(timer);
    // Not awaited: it ends when the original has been read, or never.
    reader?.cancel().catch(() => {});
  }
}

async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  while (text.length <= MOST.body) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
  return "";
}
