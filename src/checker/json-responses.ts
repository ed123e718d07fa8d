/** What probes find in the responses of endpoints that answer in JSON: form, caching, errors. */
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "./exchange.ts";
import { either, type Finding, unclear } from "./finding.ts";

const isNoStore = (exchange: Exchange): boolean =>
  /(^|[,\s])no-store($|[,\s])/i.test(headerOf(exchange, "cache-control") ?? "");

export const noStore = (exchange: Exchange): Finding => {
  const sent = headerOf(exchange, "cache-control");
  return either(
    isNoStore(exchange),
    "Cache-Control has no-store.",
    sent === undefined ? "The response has no Cache-Control." : `Cache-Control is "${sent}", without no-store.`,
    exchange,
  );
};

const isJson = (exchange: Exchange): boolean =>
  /^application\/json\s*(;|$)/i.test(headerOf(exchange, "content-type") ?? "") && jsonOf(exchange) !== undefined;

export const json = (exchange: Exchange): Finding =>
  either(
    isJson(exchange),
    "The response is a JSON object with its media type.",
    `The response has Content-Type ${headerOf(exchange, "content-type") ?? "(none)"} and is ${jsonOf(exchange) === undefined ? "no JSON object" : "a JSON object"}.`,
    exchange,
  );

export const hasError = (exchange: Exchange, error: string): Finding =>
  either(
    errorOf(exchange) === error,
    `The response is ${briefly(exchange)}.`,
    `The response is ${briefly(exchange)} instead of ${error}.`,
    exchange,
  );

/** Refused, whatever the error says. */
export const refused = (exchange: Exchange): Finding =>
  exchange.came === undefined
    ? unclear(`There was no response: ${exchange.failure}.`, exchange)
    : either(
        statusOf(exchange) >= 400 && statusOf(exchange) < 500,
        `The response is ${briefly(exchange)}.`,
        `The response is ${briefly(exchange)}; it should be refused.`,
        exchange,
      );
