/** Why a request failed. It never holds the token, nor anything of the request. */

/** A fault of the body, or of a header. */
export interface Fault {
  /** JSON pointer (RFC 6901); none if the fault is of a header. */
  readonly pointer?: string;
  /** The name of the header. */
  readonly header?: string;
  readonly sent: string;
  readonly expected: string;
  /** A reason of the catalogue. */
  readonly code: string;
}

interface Said {
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly ref?: string | undefined;
  readonly page?: string | undefined;
  readonly errors?: readonly Fault[];
}

/** A request to the admin API that failed. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  /** The reason, such as `admin/changed-meanwhile`; none if the response isn't the server's. */
  readonly code: string | undefined;
  /** Of the response; none if there was no response. */
  readonly status: number | undefined;
  /** The reference of this refusal: its page and `candor refusals` show more. */
  readonly ref: string | undefined;
  /** The page of the reason. */
  readonly page: string | undefined;
  /** Every fault of the body. */
  readonly errors: readonly Fault[];

  constructor(message: string, { code, status, ref, page, errors = [] }: Said = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.ref = ref;
    this.page = page;
    this.errors = errors;
  }
}

/** The failure that a response says. */
export function errorOf(status: number, type: string, text: string): AdminError {
  const problem = /^application\/problem\+json\b/i.test(type) ? objectIn(text) : undefined;
  const page = textIn(problem?.type);
  const code = /\/errors\/([a-z-]+\/[a-z-]+)$/.exec(page ?? "")?.[1];
  if (problem === undefined || code === undefined)
    return new AdminError(`The response (status ${status}) isn't the admin API's.`, { status });
  const errors = faultsIn(problem.errors);
  const faults = errors.map(({ pointer, header, expected }) => ` ${pointer ?? header}: expected ${expected}.`).join("");
  const message = `${code} (status ${status}): ${textIn(problem.detail) ?? textIn(problem.title) ?? ""}${faults}`;
  return new AdminError(message, { code, status, page, errors, ref: textIn(problem.ref) });
}

/** The object in a JSON text, if it is one. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const faultsIn = (value: unknown): readonly Fault[] =>
  Array.isArray(value) ? value.filter((one): one is Fault => typeof (one?.pointer ?? one?.header) === "string") : [];
