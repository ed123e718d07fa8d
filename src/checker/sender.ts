/** Sends requests exactly as they are written, one after another unless told otherwise, and keeps what was exchanged. */
import { setTimeout as wait } from "node:timers/promises";
import type { Exchange, Sent } from "./exchange.ts";
import type { Certificate, Handshake } from "./handshake.ts";
import { securing } from "./secured.ts";
import { type Gate, overSockets, type Transport } from "./transport.ts";

export interface SenderOptions {
  /** Requests at most. What comes after them fails. */
  readonly most: number;
  /** Requests per second at most. */
  readonly rate: number;
  /** Milliseconds until a response must be complete. */
  readonly timeout: number;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Whether a URL is of a host that may be probed. What goes to others isn't sent. */
  readonly isOwn: (url: string) => boolean;
  readonly signal?: AbortSignal | undefined;
  /** What brings requests to the server; sockets unless given. */
  readonly transport?: Transport | undefined;
}

/** What a request may say; the method is POST if there is a form, and GET otherwise. */
export interface ToSend {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Parameters in their order. A name may come twice. */
  readonly form?: readonly (readonly [name: string, value: string])[] | Readonly<Record<string, string>>;
  readonly body?: string;
  /** The certificate (PEM) that the connection shows, with its key. */
  readonly certificate?: Certificate | undefined;
  /** What the connection is made with, instead of what is usual. */
  readonly handshake?: Handshake | undefined;
  /** Whether a response of which this came is enough: a stream of events need not end. */
  readonly enough?: (body: string) => boolean;
}

export type Send = (request: ToSend) => Promise<Exchange>;
export type Rush = (requests: readonly ToSend[]) => Promise<readonly Exchange[]>;

/** Why nothing was sent to a host. */
export const NOT_CONFIRMED = "its host has not been confirmed";
/** Timeouts in a row after which an endpoint isn't asked again: hundreds of them would take an hour. */
const PATIENCE = 3;

export const FORM = "application/x-www-form-urlencoded";

export interface Sender {
  /** Sends a request when it is its turn, so that no server is flooded. */
  readonly send: Send;
  /** Sends all of them together, to find what goes wrong then: the last byte of each waits until the others are that far. */
  readonly rush: Rush;
}

export function senderOf({ most, rate, timeout, ca, isOwn, signal, transport = overSockets }: SenderOptions): Sender {
  let left = most;
  let next = 0;
  const silent = new Map<string, number>();
  const secured = securing(ca);

  async function turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + 1000 / rate;
    if (at > now) await wait(at - now, undefined, { signal });
  }

  const sending =
    (gate?: Gate): Send =>
    async (toSend) => {
      const sent = sentOf(toSend);
      if (!isOwn(sent.url)) return { sent, failure: NOT_CONFIRMED };
      if (left <= 0) return { sent, failure: `the limit of ${most} requests is reached` };
      const place = sent.url.replace(/[?#].*$/s, "");
      const timeouts = silent.get(place) ?? 0;
      if (timeouts >= PATIENCE)
        return { sent, failure: `it wasn't asked again after ${PATIENCE} requests without a response` };
      left -= 1;
      if (gate === undefined) await turn();
      signal?.throwIfAborted();
      const how = { timeout, secured: secured(toSend), enough: toSend.enough, gate };
      const { late, ...exchange } = await transport(sent, how);
      silent.set(place, late === true ? timeouts + 1 : 0);
      return exchange;
    };
  const rush: Rush = (requests) => {
    const send = sending(gateFor(requests.length));
    return Promise.all(requests.map(send));
  };
  return { send: sending(), rush };
}

/** Milliseconds after which a group goes on without those that aren't there: a server may serve one connection at a time. */
const HELD = 1_000;
/** Milliseconds in which the server reads what all of them have sent, so that only the last bytes are missing. */
const SETTLED = 50;

function gateFor(count: number): Gate {
  let missing = count;
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const timer = setTimeout(open, HELD).unref();
  return () => {
    missing -= 1;
    if (missing === 0) {
      clearTimeout(timer);
      setTimeout(open, SETTLED);
    }
    return opened;
  };
}

function sentOf({ url, method, headers = {}, form, body }: ToSend): Sent {
  const entries = form === undefined ? undefined : Array.isArray(form) ? form : Object.entries(form);
  const text = entries === undefined ? body : new URLSearchParams(entries as [string, string][]).toString();
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const usual: [string, string][] = [
    ["host", URL.canParse(url) ? new URL(url).host : ""],
    ["accept", "application/json"],
    ...(entries === undefined ? [] : [["content-type", FORM] as [string, string]]),
    ...(text === undefined ? [] : [["content-length", String(Buffer.byteLength(text))] as [string, string]]),
  ];
  return {
    method: method ?? (text === undefined ? "GET" : "POST"),
    url,
    headers: [...usual.filter(([name]) => !names.has(name)), ...Object.entries(headers)],
    body: text,
  };
}

/** Why a server didn't respond, in a sentence. */
export const unreachable = (url: string, failure: string): string =>
  failure.startsWith("no complete response")
    ? `${url} doesn't respond: ${failure}. --timeout changes how long a response may take.`
    : `${url} can't be reached: ${failure}.`;
