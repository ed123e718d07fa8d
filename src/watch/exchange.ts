/** A request that went through the proxy, and what came back. It has secrets: nothing but `redact.ts` may let it out. */

/** In the order and case in which they were sent. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** What is kept of a body. */
export interface Body {
  /** As it was transmitted, in bytes. */
  readonly bytes: number;
  /** The text, decompressed. None if it isn't text, or is too long to keep. */
  readonly text?: string | undefined;
}

/** A request. */
export interface Request {
  /** `POST`, for example. */
  readonly method: string;
  /** At the target. */
  readonly url: string;
  /** As they were sent. */
  readonly headers: Headers;
  /** What is kept of the body. */
  readonly body: Body;
}

/** A response. */
export interface Response {
  /** `200`, for example. */
  readonly status: number;
  /** The reason phrase. */
  readonly statusText: string;
  /** As they were sent. */
  readonly headers: Headers;
  /** What is kept of the body. */
  readonly body: Body;
}

/** A request and its response. */
export interface Exchange {
  /** From 1, in the order in which they began. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was sent. */
  readonly request: Request;
  /** What came back. */
  readonly response?: Response | undefined;
  /** Why there is no response, or only a part of it. */
  readonly failure?: string | undefined;
  /** Milliseconds until the head of the response. */
  readonly wait: number;
  /** Milliseconds until its end. */
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
