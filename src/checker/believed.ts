/** Which findings can be believed. What something in front of the server says, or nobody at all, is neither a refusal nor a fault of it. */
import { CHALLENGE } from "./attesting.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "./exchange.ts";
import { type Finding, type Findings, unclear } from "./finding.ts";
import { NOT_CONFIRMED, type Send } from "./sender.ts";
import { endpoint, type Target } from "./target.ts";

const LIMITED = "The server accepts no more requests for now. Try again later, with a lower rate.";

/** Too many requests (RFC 6585 4), or none for a while. */
export const isLimited = (exchange: Exchange): boolean => [429, 503].includes(statusOf(exchange));

/** Why what was shown says nothing; `undefined` if it does. */
export function saysNothing(shows: readonly Exchange[], connectionsCount = false): Finding | undefined {
  const limited = shows.find(isLimited);
  if (limited !== undefined) return unclear(LIMITED, limited);
  const silent = connectionsCount ? undefined : shows.find((one) => one.came === undefined && !isLeaving(one));
  return silent && unclear(silence(silent), silent);
}

/** A browser that was sent elsewhere, and doesn't go there: where it was sent says enough. */
const isLeaving = (exchange: Exchange): boolean => exchange.failure === NOT_CONFIRMED && isOfBrowser(exchange);

const isOfBrowser = ({ sent }: Exchange): boolean =>
  sent.headers.some(([name, value]) => name === "accept" && value.startsWith("text/html"));

function silence({ sent, failure = "" }: Exchange): string {
  if (failure !== NOT_CONFIRMED) return `There was no response: ${failure}.`;
  const host = URL.canParse(sent.url) ? new URL(sent.url).host : sent.url;
  return `Nothing was sent to ${host}. If it is yours, say so: --own ${host}`;
}

/** What was heard from the endpoints in the course of a check. */
export interface Heard {
  readonly hear: (exchange: Exchange) => void;
  /** Whether an endpoint has shown that it is what the metadata says: it told requests apart, or granted or refused one in its own words. */
  readonly isItself: (name: "token" | "authorization", target: Target) => boolean;
  /** The last challenge for attested clients. */
  readonly challenge: () => string | undefined;
  /** The last response of an endpoint. */
  readonly last: (name: "token" | "authorization", target: Target) => Exchange | undefined;
}

/** A URL without query and fragment. */
export const placeOf = (url: string): string => url.replace(/[?#].*$/s, "");

export function hearing(): Heard {
  /** By place: the kinds of responses. */
  const kinds = new Map<string, Set<string>>();
  const spoke = new Set<string>();
  const latest = new Map<string, Exchange>();
  let challenge: string | undefined;
  const at = (name: "token" | "authorization", target: Target): string => placeOf(endpoint(target, name) ?? "");
  return {
    hear(exchange) {
      const place = placeOf(exchange.sent.url);
      challenge = challengeIn(exchange) ?? challenge;
      if (exchange.came !== undefined || !latest.has(place)) latest.set(place, exchange);
      if (exchange.came === undefined || isLimited(exchange)) return;
      kinds.set(place, (kinds.get(place) ?? new Set()).add(kindOf(exchange)));
      if (errorOf(exchange) !== undefined || jsonOf(exchange)?.access_token !== undefined || namesError(exchange))
        spoke.add(place);
    },
    isItself: (name, target) =>
      spoke.has(at(name, target)) || (name === "authorization" && (kinds.get(at(name, target))?.size ?? 0) > 1),
    challenge: () => challenge,
    last: (name, target) => latest.get(at(name, target)),
  };
}

/** What a response says the next proof must contain (attestation-based client authentication, 6). */
function challengeIn(exchange: Exchange): string | undefined {
  const sent = headerOf(exchange, CHALLENGE) ?? jsonOf(exchange)?.attestation_challenge;
  return typeof sent === "string" ? sent : undefined;
}

/** Sends, and hears what comes back. */
export const heardBy =
  ({ hear }: Heard, send: Send): Send =>
  async (request) => {
    const exchange = await send(request);
    hear(exchange);
    return exchange;
  };

/** Where it leads counts, and whether that has an error: a sign-in page for everything is one kind. */
function kindOf(exchange: Exchange): string {
  const location = headerOf(exchange, "location") ?? "";
  return `${statusOf(exchange)} ${placeOf(location)} ${/[?&#](code|error|response)=/.exec(location)?.[1] ?? ""}`;
}

/** Findings at an endpoint that never was itself say nothing. */
export function believed(findings: Findings<string>, heard: Heard, target: Target): Findings<string> {
  const strangers = (["token", "authorization"] as const).filter((name) => !heard.isItself(name, target));
  const changed = Object.entries(findings).map(([name, finding]) => {
    const stranger = strangers.find((one) => rests(finding, one, target));
    const last = stranger && heard.last(stranger, target);
    return [name, last === undefined ? finding : unclear(strangeness(stranger ?? "", last), last)] as const;
  });
  return Object.fromEntries(changed);
}

/** An error page in the words of OAuth. */
const namesError = (exchange: Exchange): boolean =>
  statusOf(exchange) >= 400 &&
  isOfBrowser(exchange) &&
  /\b(?:invalid_(?:request|client|scope|redirect_uri)|unauthorized_client|unsupported_response_type|access_denied)\b/.test(
    exchange.came?.body ?? "",
  );

function rests({ is, shows }: Finding, name: "token" | "authorization", target: Target): boolean {
  const [url, last] = [endpoint(target, name), shows.at(-1)];
  if (url === undefined || last === undefined || is === "unclear") return false;
  const place = placeOf(last.sent.url);
  return place === placeOf(url) || (name === "authorization" && isOfBrowser(last) && isPageOf(place, target));
}

/** Whether it is where the authorization endpoint sent a browser: no endpoint of its own. */
const isPageOf = (place: string, { metadata, api }: Target): boolean =>
  !place.includes("/.well-known/") &&
  ![...Object.values(metadata), api?.url].some((one) => typeof one === "string" && placeOf(one) === place);

/** Why an endpoint isn't believed. */
export const strangeness = (name: string, last: Exchange): string =>
  last.came === undefined
    ? `The ${name} endpoint never responded. ${silence(last)}`
    : name === "token"
      ? `The token endpoint never responds with a token or an error code, only with ${briefly(last)}. Perhaps something is in front of it.`
      : `The authorization endpoint has the same response to everything: ${briefly(last)}. Perhaps something is in front of it.`;
