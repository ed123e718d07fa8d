/** How a good request is described before anything is done to it. */
import type { Draft } from "./socket.ts";

export type Pairs = readonly (readonly [string, string])[];
export const get = (path: string, query: Pairs = [], ...headers: Pairs): Seed => ({
  method: "GET",
  path,
  query,
  form: [],
  headers,
});
export const post = (path: string, form: Pairs, ...headers: Pairs): Seed => ({
  method: "POST",
  path,
  query: [],
  form,
  headers,
});

export interface Seed {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly form: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
}



/** The request that a seed describes. */
export function draft({ method, path, query, form, headers }: Seed): Draft {
  const encode = (pairs: Pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  return {
    method,
    path: query.length === 0 ? path : `${path}?${encode(query)}`,
    version: "HTTP/1.1",
    headers: [
      ...headers.map(([name, value]): [string, string] => [name, value]),
      ...(form.length === 0 ? [] : [["content-type", "application/x-www-form-urlencoded"] as [string, string]]),
    ],
    body: Buffer.from(encode(form)),
  };
}
