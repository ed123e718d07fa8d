/** Sends a real request to the server over its socket and records what went over the wire, with the verdict. */
import type { Step } from "../pages/http-exchange.tsx";
import { refusalOnPage } from "./html.ts";
import { requestText, responseText } from "./message.ts";

/** Why the server refused, as anyone can read in the response. */
export interface Verdict {
  readonly code: string;
  readonly says: string;
  readonly errorUri: string;
}

export interface Outgoing {
  readonly heading: string;
  readonly note?: string | undefined;
  readonly method?: "GET" | "POST";
  /** Path and query below the issuer. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Exchange {
  readonly step: Step;
  readonly status: number;
  /** The members of a JSON response. Empty for any other. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict | undefined;
}

const TIMEOUT = 10_000;

/** Sends one request. Redirects are shown, not followed. */
export async function exchange(issuer: string, outgoing: Outgoing): Promise<Exchange> {
  const { heading, note, method = "GET", path, headers = {}, body } = outgoing;
  const url = new URL(issuer + path);
  const signal = AbortSignal.timeout(TIMEOUT);
  const answer = await fetch(url, { method, headers, redirect: "manual", signal, ...(body !== undefined && { body }) });
  const { status } = answer;
  const text = await answer.text();
  const json = answer.headers.get("content-type")?.startsWith("application/json") ? JSON.parse(text) : {};
  const step = {
    heading,
    note,
    request: requestText({ method, url, headers, body }),
    status,
    response: responseText(status, answer.headers, text),
  };
  return { step, status, json, verdict: verdictOf(issuer, json) ?? verdictOfPage(issuer, text) };
}

/** The verdict in the members of an error response, from JSON or from the parameters of a redirect. */
export function verdictOf(
  issuer: string,
  { error_uri: errorUri, error_description: says }: Readonly<Record<string, unknown>>,
): Verdict | undefined {
  if (typeof errorUri !== "string" || typeof says !== "string") return undefined;
  const reasons = `${issuer}/errors/`;
  if (!errorUri.startsWith(reasons)) return undefined;
  return { code: errorUri.slice(reasons.length).split("?", 1)[0] ?? "", says, errorUri };
}

function verdictOfPage(issuer: string, html: string): Verdict | undefined {
  const found = refusalOnPage(html, issuer);
  return found && verdictOf(issuer, { error_uri: found.errorUri, error_description: found.says });
}
