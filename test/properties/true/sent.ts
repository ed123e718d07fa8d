/** A request and what was refused of it, read by other means than the server's: what its sentences are held against. */
import { expect } from "vitest";
import type { Client } from "../../../src/protocol/client.ts";
import type { Occasion } from "../../../src/protocol/occasion.ts";
import type { Refusal } from "../../../src/reasons/index.ts";
import { registered as inWorld, type World } from "../../catalogue/world.ts";

type Pairs = readonly (readonly [name: string, value: string])[];

export interface Sent {
  readonly world: World;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** What follows the question mark, and what came in the body, as they were sent. */
  readonly queryText: string;
  readonly bodyText: string;
  readonly query: Pairs;
  readonly form: Pairs;
  /** What the decision was about: the body of a POST, the query of any other request, or the request that our own page carried. */
  readonly read: Pairs;
  /** The value of a parameter of it; none where it is missing or empty. The first counts. */
  readonly value: (name: string) => string | undefined;
  readonly refusal: Refusal;
  readonly on: Occasion;
  readonly says: string;
  readonly now: number;
}

/** A form; or an object in JSON, which some endpoints read as one. */
function pairs(text: string): Pairs {
  try {
    return Object.entries(JSON.parse(text) as object).map(([name, value]) => [name, String(value)]);
  } catch {
    return [...new URLSearchParams(text)];
  }
}

/** The request that a form of ours carries on, where it is the one that was decided. */
function readOf(method: string, query: Pairs, form: Pairs, on: Occasion): Pairs {
  const carried = form.find(([name]) => name === "request")?.[1];
  const ours = form.some(([name]) => name === "csrf");
  if (ours && carried !== undefined && (on.decision === "authorization" || on.decision === "sign-out"))
    return pairs(carried);
  return method === "POST" ? form : query;
}

export function sentOf(
  world: World,
  request: { readonly method: string; readonly url: string; readonly headers: Headers; readonly body: string },
  { refusal, on, says }: Pick<Sent, "refusal" | "on" | "says">,
): Sent {
  const { method, headers, body: bodyText } = request;
  const url = new URL(request.url);
  const queryText = url.search.slice(1);
  const [query, form] = [pairs(queryText), pairs(bodyText)];
  const read = readOf(method, query, form, on);
  const value = (name: string) => read.find(([one]) => one === name)?.[1] || undefined;
  return { world, method, url, headers, queryText, bodyText, query, form, read, value, refusal, on, says, now: on.now };
}

/** Whether what is quoted is a text that was sent: whole, cut with an ellipsis, or with what is secret covered. */
export function isQuotation(quoted: string, text: string): boolean {
  const cut = quoted.endsWith("…");
  const shown = cut ? quoted.slice(0, -1) : quoted;
  if (cut ? text.length < shown.length : text.length !== shown.length) return false;
  return [...shown].every((one, at) => one === "*" || one === [...text.slice(0, shown.length)][at]);
}

export function expectSent(quoted: unknown, text: string | undefined): void {
  if (!isQuotation(String(quoted), text ?? "")) expect(quoted).toBe(text);
}

/** Characters as users count them. */
export const count = (text: string): number => [...text].length;

/** Id and secret of HTTP Basic, as they were sent and form-decoded. */
export function basicOf({ headers }: Sent): { readonly ids: readonly string[]; readonly secret: string } | undefined {
  const encoded = /^basic +(.*)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { ids: [id, new URLSearchParams(`x=${id}`).get("x") ?? ""], secret: rest.join(":") };
}

/** The registered client of an id, as the configuration has it. */
export const registered = ({ world }: Sent, id: string): Client | undefined => inWorld(world.deps, id)?.client;
