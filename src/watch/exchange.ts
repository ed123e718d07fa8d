/** A request that went through the proxy, and what came back. It has secrets: nothing but `redact.ts` may let it out. */

export type Headers = readonly (readonly [name: string, value: string])[];

/** What is kept of a body. */
export interface Body {
  /** As it was transmitted, in bytes. */
  readonly bytes: number;
  /** The text, decompressed. None if it isn't text, or is too long to keep. */
  readonly text?: string | undefined;
}

export interface Request {
  readonly method: string;
  /** At the target. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Response {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Exchange {
  /** From 1, in the order in which they began. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly request: Request;
  readonly response?: Response | undefined;
  /** Why there is no response, or only a part of it. */
  readonly failure?: string | undefined;
  /** Milliseconds until the head of the response, and until its end. */
  readonly wait: number;
  readonly ms: number;
  /** It is a stream that goes on. */
  readonly open?: boolean | undefined;
}

/** The first header of this name, whatever its case. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  headers.find(([one]) => one.toLowerCase() === name)?.[1];

/** As the doctor reads them: names in lower case, repeated ones joined (RFC 9110 5.3). */
export function headerRecord(headers: Headers): Record<string, string> {
  const record: Record<string, string> = Object.create(null);
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    record[key] = key in record ? `${record[key]}, ${value}` : value;
  }
  return record;
}

/** The flat list in which Node has them. */
export const paired = (raw: readonly string[]): Headers =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""] as const] : []));

/** The body as a JSON object; `undefined` if it is none. */
export function jsonOf(body: Body | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body?.text ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
