/** One request to a server, and its response: bounded in time and size, and never sent on to another server. */
import { ServerFault } from "./fault.ts";

/** Milliseconds until the response begins, and between two parts of it. */
const DEADLINE = 30_000;
/** Bytes of a response that is read whole. */
const LONGEST = 20_000_000;

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** @throws a `ServerFault` if there is no response. */
export async function exchange(url: string, sent: Sent = {}): Promise<Got> {
  const response = await opened(url, sent);
  const decoder = new TextDecoder();
  let [text, length] = ["", 0];
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > LONGEST) throw new ServerFault(`${originOf(url)} sent more than ${LONGEST / 1_000_000} MB.`);
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw error instanceof ServerFault
      ? error
      : new ServerFault(`${originOf(url)} broke off its response.`, { mayBeReceived: true });
  }
  return { status: response.status, headers: response.headers, text };
}

export interface Streamed {
  readonly status: number;
  readonly parts: AsyncIterable<string>;
}

/** A response of any length, which is read part by part. @throws a `ServerFault` if there is none. */
export async function streamed(url: string, sent: Sent): Promise<Streamed> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new DOMException("Too slow", "TimeoutError")), DEADLINE);
  try {
    const response = await opened(url, sent, patience.signal);
    return { status: response.status, parts: partsOf(url, response, timer) };
  } catch (error) {
    clearTimeout(timer);
    throw error;
  }
}

async function* partsOf(url: string, { body }: Response, timer: NodeJS.Timeout): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body ?? []) {
      yield decoder.decode(chunk, { stream: true });
      // Whoever reads the part may take longer than the server may.
      timer.refresh();
    }
  } catch (error) {
    throw new ServerFault(`${originOf(url)} broke off its response.`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** The response, whose body is still to be read. */
async function opened(url: string, sent: Sent, signal = AbortSignal.timeout(DEADLINE)): Promise<Response> {
  try {
    return await fetch(url, {
      ...sent,
      headers: { accept: "application/json", ...sent.headers },
      // Another server must not get the token.
      redirect: "error",
      signal,
    });
  } catch (error) {
    const mayBeReceived = ENDED.includes(codeOf(error) ?? "");
    throw new ServerFault(`${originOf(url)} can't be reached${because(error)}.`, { cause: error, mayBeReceived });
  }
}

const originOf = (url: string): string => new URL(url).origin;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: ": nothing listens there. Is the server running?",
  ENOTFOUND: ": there is no host with this name",
  EAI_AGAIN: ": the name of the host can't be looked up now",
  ECONNRESET: ": it closed the connection",
  DEPTH_ZERO_SELF_SIGNED_CERT: ": its certificate is self-signed. To trust it, set NODE_EXTRA_CA_CERTS to its file",
  SELF_SIGNED_CERT_IN_CHAIN: ": its certificate is self-signed. To trust it, set NODE_EXTRA_CA_CERTS to its file",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ": its certificate can't be verified. To trust its issuer, set NODE_EXTRA_CA_CERTS",
  CERT_HAS_EXPIRED: ": its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: ": its certificate is for another host",
};

/** The connection ended after the request may have been sent. */
const ENDED = ["ECONNRESET", "UND_ERR_SOCKET", "EPIPE"];

const codeOf = (error: unknown): string | undefined =>
  (error as { readonly cause?: { readonly code?: string } }).cause?.code;

function because(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `: it didn't respond within ${DEADLINE / 1_000} seconds`;
  const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
  // Node tries every IP address of a name, and collects why each failed.
  const [first = cause] = (cause as { readonly errors?: readonly (typeof cause)[] } | undefined)?.errors ?? [];
  if (first?.message === "unexpected redirect") return ": it redirects to another URL. Use that one";
  return REASONS[first?.code ?? ""]?.replace(/\.$/, "") ?? (first?.code === undefined ? "" : ` (${first.code})`);
}

/** What a text says as a JSON object; `undefined` if it isn't one. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
