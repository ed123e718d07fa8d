/** What an authorization request came to. */
import { placeOf } from "./believed.ts";
import { briefly, type Exchange, errorOf, headerOf, statusOf } from "./exchange.ts";
import { broken, either, type Finding, held, notApplicable, unclear } from "./finding.ts";
import type { Authorized } from "./lab.ts";
import type { Target } from "./target.ts";

/** An error that came to the redirect URI. */
export function hasError({ landing, last }: Authorized, ...errors: readonly string[]): Finding {
  const error = landing.returned?.parameters.get("error") ?? undefined;
  const wanted = errors.join(" or ");
  if (landing.returned === undefined) return hasPushError(last, errors);
  if (landing.returned.parameters.has("response")) return unclear("The response is a JWT that can't be opened.", last);
  return either(
    error !== undefined && errors.includes(error),
    `The redirect has error=${error}.`,
    error === undefined
      ? `The redirect has no error instead of ${wanted}.`
      : `The redirect has error=${error} instead of ${wanted}.`,
    last,
  );
}

/** What is wrong with a pushed request is said when it is pushed, by the same codes (RFC 9126 2.3). That may be another one: a client's authentication may be wrong as well. */
function hasPushError(last: Exchange, errors: readonly string[]): Finding {
  const error = errorOf(last);
  return error !== undefined && errors.includes(error)
    ? held(`The pushed request is refused: ${error}.`, last)
    : unclear(`The response is ${briefly(last)}, and no redirect.`, last);
}

/** Refused, by redirect or on a page; with `errors`, a redirect must have one of them. A page that asks something says nothing. */
export function wasRefused({ landing, last }: Authorized, ...errors: readonly string[]): Finding {
  const parameters = landing.returned?.parameters;
  const error = parameters?.get("error") ?? undefined;
  const given = ["code", "access_token", "id_token"].find((name) => parameters?.has(name));
  if (error === undefined && given !== undefined) return broken(`There is ${given} in the response.`, last);
  if (error !== undefined && errors.length > 0 && !errors.includes(error))
    return broken(`The redirect has error=${error} instead of ${errors.join(" or ")}.`, last);
  if (error !== undefined) return held(`The redirect has error=${error}.`, last);
  return statusOf(last) >= 400
    ? held(`The response is ${briefly(last)}.`, last)
    : unclear(`The response is ${briefly(last)}, and neither a code nor an error.`, last);
}

/** Whether the browser was sent to another URL than the one that it is expected at. */
export function notSentTo(url: string, beside: string, { landing, last }: Authorized): Finding {
  const there = landing.exchanges.find((one) => placeOf(headerOf(one, "location") ?? "") === url);
  return either(
    there === undefined,
    "The browser isn't sent there.",
    `The browser is sent to the redirect_uri beside ${beside}.`,
    there ?? last,
  );
}

/** `iss` of an authorization response (RFC 9207 2), where the metadata promises it. */
export function issIn(parameters: URLSearchParams, { metadata, issuer }: Target, last: Exchange): Finding {
  const iss = parameters.get("iss");
  return metadata.authorization_response_iss_parameter_supported === true
    ? either(iss === issuer, "iss is the issuer.", `iss is ${JSON.stringify(iss)} instead of the issuer.`, last)
    : notApplicable("The metadata doesn't say that responses have iss.", last);
}

/** There is a code. */
export function wasGranted({ landing, last }: Authorized): Finding {
  const parameters = landing.returned?.parameters;
  if (parameters?.has("code")) return held("There is a code.", last);
  const error = parameters?.get("error") ?? undefined;
  if (error !== undefined) return broken(`The redirect has error=${error}.`, last);
  return statusOf(last) >= 400
    ? broken(`The response is ${briefly(last)}.`, last)
    : unclear(`The response is ${briefly(last)}, and neither a code nor an error.`, last);
}

const isPage = (exchange: Exchange): boolean =>
  statusOf(exchange) === 200 && /^text\/html\b/i.test(headerOf(exchange, "content-type") ?? "");

/** The pages that the user saw on the way. A form that sends the response on is none. */
export const pagesOf = ({ landing }: Authorized): readonly Exchange[] =>
  landing.exchanges.filter((one, at) => isPage(one) && !(landing.returned && at === landing.exchanges.length - 1));
