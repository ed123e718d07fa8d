/** Sends the operations of the admin API and reads what comes back. */
import { again, type FetchedResponse, newKey } from "./again.ts";
import { AdminError, errorOf, objectIn } from "./error.ts";
import type { AdminOperations } from "./generated/methods.ts";
import { OPERATIONS } from "./generated/operations.ts";
import type { Given, Listing, Operation, Page } from "./operation.ts";

/** `fetch`, or a function that is called like it. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly redirect: "error";
    readonly body?: string;
  },
) => Promise<FetchedResponse>;

export interface AdminClientOptions {
  /** The issuer of the server, such as `https://id.example.com`. */
  readonly issuer: string;
  /** An access token for the admin API, or a function that returns one that is still valid. It is called for every request. */
  readonly token: string | (() => Promise<string>);
  /** Default: the `fetch` of the platform. */
  readonly fetch?: Fetch;
  /**
   * How often a request is sent again if the server doesn't respond or can't for the moment. A change has an Idempotency-Key, so that it is
   * made once. Default: 2.
   */
  readonly retries?: number;
}

/** A client of the admin API, with a method for each of its operations. */
export function createAdminClient({
  issuer,
  token,
  fetch = globalThis.fetch,
  retries = 2,
}: AdminClientOptions): AdminOperations {
  const root = `${issuer.replace(/\/+$/, "")}/admin/v1`;
  const send = async (operation: Operation, given: Given): Promise<FetchedResponse> => {
    const url = root + pathOf(operation, given);
    const key = operation.method === "GET" ? undefined : (given.idempotencyKey ?? newKey());
    const body = typeof given.body === "object" ? JSON.stringify(given.body) : given.body;
    const response = await again(async () => {
      const headers = headersOf(
        operation,
        { ...given, ...(key !== undefined && { idempotencyKey: key }) },
        await tokenFrom(token),
      );
      // A token isn't for whatever a redirect names.
      const init = {
        method: operation.method,
        headers,
        redirect: "error",
        ...(body !== undefined && { body }),
      } as const;
      return reached(() => fetch(url, init));
    }, retries);
    if (response.ok) return response;
    const type = response.headers.get("content-type") ?? "";
    throw errorOf(response.status, type, await reached(() => response.text()));
  };
  const methods = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (given: Given = {}) => {
      if (operation.gives === "list") return listing((next) => pageOf(send, operation, given, next));
      if (operation.gives === "text") return textOf(() => send(operation, given));
      return valueFrom(send, operation, given);
    },
  ]);
  return Object.fromEntries(methods) as AdminOperations;
}

type Send = (operation: Operation, given: Given) => Promise<FetchedResponse>;

async function valueFrom(send: Send, operation: Operation, given: Given): Promise<unknown> {
  const response = await send(operation, given);
  if (response.status === 204) return undefined;
  const value = await jsonOf(response);
  if (operation.gives !== "versioned" || "consequences" in value) return value;
  return { value, etag: response.headers.get("etag") ?? "" };
}

async function pageOf(send: Send, operation: Operation, given: Given, next?: string): Promise<Page<unknown>> {
  const page = await jsonOf(await send(operation, next === undefined ? given : { ...given, next }));
  return page as unknown as Page<unknown>;
}

function listing<Item>(read: (next?: string) => Promise<Page<Item>>): Listing<Item> {
  return {
    page: () => read(),
    async *[Symbol.asyncIterator]() {
      let page = await read();
      yield* page.items;
      while (page.next !== undefined) {
        page = await read(page.next);
        yield* page.items;
      }
    },
  };
}

async function* textOf(send: () => Promise<FetchedResponse>): AsyncGenerator<string> {
  const reader = (await send()).body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reached(() => reader.read());
      const text = decoder.decode(value, { stream: !done });
      if (text !== "") yield text;
      if (done) return;
    }
  } finally {
    // Whoever stops reading ends the response.
    await reader.cancel().catch(() => undefined);
  }
}

async function jsonOf(response: FetchedResponse): Promise<Readonly<Record<string, unknown>>> {
  const value = objectIn(await reached(() => response.text()));
  if (value !== undefined) return value;
  throw new AdminError(`The response (status ${response.status}) isn't JSON.`, { status: response.status });
}

/** Fails without what `fetch` says: it quotes headers, and the token is in one. */
async function reached<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const code = (error as { readonly cause?: { readonly code?: unknown } }).cause?.code;
    throw new AdminError(`The server didn't respond${typeof code === "string" ? ` (${code})` : ""}.`);
  }
}

async function tokenFrom(token: AdminClientOptions["token"]): Promise<string> {
  const text = typeof token === "string" ? token : await token();
  // RFC 6750, section 2.1. Anything else could be a header of its own.
  if (/^[\w.~+/-]+=*$/.test(text)) return text;
  throw new TypeError("The token isn't an access token: it has characters that none may have, or is empty.");
}

function headersOf({ sends }: Operation, { body, etag, idempotencyKey }: Given, token: string): Record<string, string> {
  return {
    accept: "application/json, application/problem+json, */*;q=0.1",
    authorization: `Bearer ${token}`,
    ...(etag !== undefined && { "if-match": etag }),
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    ...(body !== undefined && sends !== undefined && { "content-type": sends }),
  };
}

function pathOf({ path, query }: Operation, given: Given): string {
  const parameters = new URLSearchParams();
  for (const name of query) {
    const value = name === "dry_run" ? given.dryRun : given[name];
    if (value !== undefined) parameters.set(name, String(value));
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => partOf(name, given[name]));
  return String(parameters) === "" ? filled : `${filled}?${parameters}`;
}

/** One part of a path. `.` and `..` would be another path, however they are encoded. */
function partOf(name: string, value: unknown): string {
  if (typeof value === "string" && !/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
  throw new TypeError(`${name} isn't an id: ${JSON.stringify(value)}`);
}
