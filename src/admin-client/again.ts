/** Sends a request again if there is no response, or if the server can't respond now. A change has a key, so it is made once. */

/** What is needed of a response: that of `fetch` has it. */
export interface FetchedResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
      cancel(): Promise<void>;
    };
  } | null;
  text(): Promise<string>;
}

/** No response of the server itself, or one that says to come back: in progress, too many, or not now. */
const LATER = [429, 502, 503, 504];
const BUSY = 409;

/** Milliseconds before the first repetition, and the longest pause. */
const [FIRST, LONGEST] = [300, 10_000];

/** A random key for one change. */
export function newKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Sends up to `retries` times more. */
export async function again(send: () => Promise<FetchedResponse>, retries: number): Promise<FetchedResponse> {
  for (let tries = 0; ; tries++) {
    const isLast = tries >= retries;
    const response = await send().catch((error: unknown) => {
      if (isLast) throw error;
      return undefined;
    });
    if (response !== undefined && (isLast || !isForLater(response))) return response;
    // Otherwise its connection would stay open.
    await response?.text().catch(() => undefined);
    await pause(response?.headers.get("retry-after") ?? null, tries);
  }
}

/** Of the conflicts, only the one that ends by itself says when to come back. */
const isForLater = ({ status, headers }: FetchedResponse): boolean =>
  LATER.includes(status) || (status === BUSY && headers.get("retry-after") !== null);

function pause(retryAfter: string | null, tries: number): Promise<void> {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1_000;
  const length = Math.min(LONGEST, asked >= 0 ? asked : FIRST * 3 ** tries);
  return new Promise((resolve) => setTimeout(resolve, length));
}
