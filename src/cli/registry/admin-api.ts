/** The admin API as the commands see it: that of a running server, or of a data directory. */

export interface AdminRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/admin/v1`, such as `/applications/shop`, encoded. */
  readonly path: string;
  /** What is `undefined` isn't sent. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object | undefined;
  readonly ifMatch?: string | undefined;
}

export interface AdminResponse {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: Members;
}

export type Members = Readonly<Record<string, unknown>>;

export interface AdminApi {
  /** Where it is, in words: a URL or a directory. */
  readonly at: string;
  send(request: AdminRequest): Promise<AdminResponse>;
  /** The text of a response that isn't JSON, part by part. @throws a `Problem` unless the request succeeds. */
  text(request: AdminRequest): AsyncIterable<string>;
  close(): Promise<void>;
}

/** A response that refuses, with its problem document (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly document: Members;

  constructor({ status, body }: Pick<AdminResponse, "status" | "body">) {
    super(String(body.detail ?? body.title ?? `The server responded with ${status}.`));
    this.status = status;
    this.document = body;
  }
}

/** @throws a `Problem` unless the request succeeds. */
export async function succeed(api: AdminApi, request: AdminRequest): Promise<AdminResponse> {
  const response = await api.send(request);
  if (response.status < 200 || response.status > 299) throw new Problem(response);
  return response;
}

/** The path of one thing. */
export const pathTo = (collection: string, id: string): string => `${collection}/${encodeURIComponent(id)}`;

/** The path with its query. @throws for a segment that would lead to something else: URLs resolve `..`, even encoded. */
export function targetOf({ path, query = {} }: AdminRequest): string {
  const up = (path.split("?")[0] ?? "").split("/").find((part) => /^(?:\.|%2e){1,2}$/i.test(part));
  if (up !== undefined) throw new Error(`Nothing has the id ${JSON.stringify(up)}.`);
  const sent = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return sent.length === 0 ? path : `${path}?${new URLSearchParams(sent)}`;
}

/** How many items one page may have. */
const PAGE = 200;

/** One page of a list. */
export async function pageOf(
  api: AdminApi,
  path: string,
  query: NonNullable<AdminRequest["query"]>,
): Promise<{ readonly items: readonly Members[]; readonly next: string | undefined }> {
  const { body } = await succeed(api, { method: "GET", path, query });
  return {
    items: (body.items ?? []) as readonly Members[],
    next: typeof body.next === "string" ? body.next : undefined,
  };
}

export interface Listed {
  readonly items: readonly Members[];
  /** Whether there are more than were asked for. */
  readonly more: boolean;
}

/** The first `most` items of a list, page by page. */
export async function listed(
  api: AdminApi,
  path: string,
  query: NonNullable<AdminRequest["query"]>,
  most: number,
): Promise<Listed> {
  const items: Members[] = [];
  for (let { next } = query; ; ) {
    const limit = Math.min(PAGE, most - items.length);
    const { body } = await succeed(api, { method: "GET", path, query: { ...query, limit, next } });
    items.push(...((body.items ?? []) as readonly Members[]));
    next = typeof body.next === "string" ? body.next : undefined;
    if (next === undefined || items.length >= most) return { items: items.slice(0, most), more: next !== undefined };
  }
}

/** All items of a list, page by page, as long as they are read. */
export async function* everyItem(
  api: AdminApi,
  path: string,
  query: NonNullable<AdminRequest["query"]>,
): AsyncGenerator<Members> {
  for (let next: string | undefined; ; ) {
    const { body } = await succeed(api, { method: "GET", path, query: { ...query, limit: PAGE, next } });
    yield* (body.items ?? []) as readonly Members[];
    if (typeof body.next !== "string") return;
    next = body.next;
  }
}
