/** Exchanges of a file that may be sent again: a HAR file, a curl command, an HTTP message, whatever `candor explain` reads. */
import type { HttpRequest, Exchange as Read } from "../../doctor/material.ts";
import { read } from "../../doctor/read.ts";
import { exchangeOf, looksLikeHar } from "../../doctor/readers/har.ts";
import { isRecord, parsed } from "../../doctor/readers/json.ts";
import type { Body, Exchange } from "../exchange.ts";

/** In their order. The numbers are those of `candor watch`, or count from 1. */
export function recordedIn(text: string): readonly Exchange[] {
  const value = /^\s*\{/.test(text) ? parsed(text) : undefined;
  if (isRecord(value) && looksLikeHar(value)) return ofHar(isRecord(value.log) ? value.log.entries : value.entries);
  return read(text)
    .exchanges.filter(hasRequest)
    .map((one, at) => exchange(one, at + 1));
}

function ofHar(entries: unknown): readonly Exchange[] {
  return (Array.isArray(entries) ? entries : []).flatMap((entry, at) => {
    const one = isRecord(entry) ? exchangeOf(entry) : undefined;
    if (one === undefined) return [];
    const made = exchange(one, typeof entry._number === "number" ? entry._number : at + 1);
    const bytes = isRecord(entry.request) ? Number(entry.request.bodySize) : 0;
    // `candor watch` doesn't keep what isn't OAuth.
    return [
      made.request.body.text === undefined && bytes > 0
        ? { ...made, request: { ...made.request, body: { bytes } } }
        : made,
    ];
  });
}

const hasRequest = (one: Read): one is Read & { readonly request: HttpRequest } => one.request !== undefined;

function exchange({ request, response, at = 0 }: Read & { readonly request: HttpRequest }, number: number): Exchange {
  const { method, url, headers, body } = request;
  return {
    ...{ number, at, wait: 0, ms: 0 },
    request: { method, url, headers: Object.entries(headers), body: bodyOf(body) },
    // A browser writes 0 where no response came.
    ...(response?.status !== undefined && {
      response: {
        ...{ status: response.status, statusText: "" },
        headers: Object.entries(response.headers),
        body: bodyOf(response.body),
      },
    }),
  };
}

const bodyOf = (text: string | undefined): Body =>
  text === undefined ? { bytes: 0 } : { bytes: new TextEncoder().encode(text).length, text };
