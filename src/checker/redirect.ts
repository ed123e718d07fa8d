/** What an authorization request came to. */
import { briefly } from "./exchange.ts";
import { either, type Finding, unclear } from "./finding.ts";
import type { Authorized } from "./lab.ts";

/** An error that came to the redirect URI. */
export function hasError({ landing, last }: Authorized, ...errors: readonly string[]): Finding {
  const error = landing.returned?.parameters.get("error") ?? undefined;
  const wanted = errors.join(" or ");
  if (landing.returned === undefined) return unclear(`The response is ${briefly(last)}, a page and no redirect.`, last);
  return either(
    error !== undefined && errors.includes(error),
    `The redirect has error=${error}.`,
    error === undefined
      ? `The redirect has no error instead of ${wanted}.`
      : `The redirect has error=${error} instead of ${wanted}.`,
    last,
  );
}
