/** How a good request is described before anything is done to it. */
import type { Draft } from "./socket.ts";

export type Pairs = readonly (readonly [name: string, value: string])[];

export interface Seed {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query: Pairs;
  readonly form: Pairs;
  readonly headers: Pairs;
}

export function get(path: string, query: Pairs = [], ...headers: Pairs): Seed {
  return { method: "GET", path, query, form: [], headers };
}

export function post(path: string, form: Pairs, ...headers: Pairs): Seed {
  return { method: "POST", path, query: [], form, headers };
}

const encode = (pairs: Pairs) => new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();

/** The request that a seed describes. */
export function draft({ method, path, query, form, headers }: Seed): Draft {
  const type: Pairs = form.length === 0 ? [] : [["content-type", "application/x-www-form-urlencoded"]];
  return {
    method,
    path: query.length === 0 ? path : `${path}?${encode(query)}`,
    version: "HTTP/1.1",
    headers: [...headers, ...type].map(([name, value]) => [name, value]),
    body: Buffer.from(encode(form)),
  };
}
