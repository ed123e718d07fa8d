/** A request that was sent to the server, and what came back. */

/** A request. */
export interface Sent {
  /** `POST`, for example. */
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** In the order and case in which they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it was sent; none if it had no body. */
  readonly body?: string | undefined;
}

/** A response. */
export interface Came {
  /** `200`, for example. */
  readonly status: number;
  /** In the order in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As text. */
  readonly body: string;
}

/** A request and its response, with their secrets. */
export interface Exchange {
  /** The request. */
  readonly sent: Sent;
  /** The response; none if none came, and `failure` says why. */
  readonly came?: Came | undefined;
  /** Why there is no response. */
  readonly failure?: string | undefined;
  /** Milliseconds from the request to the end of the response. */
  readonly took?: number | undefined;
}

/** The first header of this name, whatever its case. */
export function headerOf({ came }: Exchange, name: string): string | undefined {
  return came?.headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
}

/** All headers of this name. */
export function headersOf({ came }: Exchange, name: string): readonly string[] {
  return (came?.headers ?? []).filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

export const statusOf = ({ came }: Exchange): number => came?.status ?? 0;

/** The body as a JSON object; `undefined` if it is none. A byte order mark is ignored, as clients do (RFC 8259 8.1). */
export function jsonOf({ came }: Exchange): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse((came?.body ?? "").replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The error code of a JSON response. */
export function errorOf(exchange: Exchange): string | undefined {
  const error = jsonOf(exchange)?.error;
  return typeof error === "string" ? error : undefined;
}

/** What came back, in a few words: `400 invalid_grant`. */
export function briefly(exchange: Exchange): string {
  if (exchange.came === undefined) return `no response (${exchange.failure})`;
  return [exchange.came.status, errorOf(exchange)].filter((one) => one !== undefined).join(" ");
}
