/** Values that the recording hasn't got, because they were secret. */
import type { Request } from "../exchange.ts";
import { basicOf, withHeader, withValues } from "./change.ts";
import { inBody, inQuery } from "./parameters.ts";

/** As `candor watch` covers a value, and as others do. */
const COVERED = /\bredacted-\d+-[0-9a-f]{8}\b|^\W*(?:redacted|removed|hidden)\W*$|\*{3,}|•{3,}|…$|^\[\w+\]$/i;

const isCovered = (value: string): boolean => COVERED.test(value);

/** What only has to be new for each request. */
const FRESH = ["state", "nonce"];

export interface Completed {
  readonly request: Request;
  /** Names of parameters that have to be given again. `client_secret` may be in HTTP Basic, `access_token` in `Authorization`. */
  readonly missing: readonly string[];
  /** Names of parameters that got a new value by themselves. */
  readonly fresh: readonly string[];
  /** Headers that were left out, because nothing can take their place. */
  readonly dropped: readonly string[];
}

/** `random` makes an unguessable text. */
export function completed(request: Request, random: () => string): Completed {
  const pairs = [...inQuery(request).pairs, ...(inBody(request)?.pairs ?? [])].filter(([, value]) => isCovered(value));
  const names = new Set(pairs.map(([name]) => name));
  const fresh = FRESH.filter((name) => names.has(name));
  for (const name of fresh) names.delete(name);
  const dropped: string[] = [];
  let made = withValues(request, new Map(fresh.map((name) => [name, random()])));
  for (const [name, value] of request.headers) {
    const isAuthorization = /^authorization$/i.test(name);
    if (isAuthorization && isCovered(basicOf(request)?.[1] ?? "")) names.add("client_secret");
    else if (isAuthorization && /^(?:bearer|dpop) /i.test(value) && isCovered(value)) names.add("access_token");
    else if (isCovered(value)) {
      dropped.push(name);
      made = withHeader(made, name, "");
    }
  }
  return { request: made, missing: [...names], fresh, dropped };
}

/** The environment variable that has the value of a parameter. */
export const variableOf = (name: string): string => `CANDOR_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
