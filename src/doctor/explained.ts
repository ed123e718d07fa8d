/** What programs call: `explain` for anything that was caught, and what to do with its result. */
import type { CauseCode } from "../reasons/causes.ts";
import { readError } from "./errors/read-error.ts";
import { type Diagnosis, explainMaterial } from "./explain.ts";
import type { Finding } from "./finding.ts";
import type { Context, Material } from "./material.ts";
import { read } from "./read.ts";
import { readContext } from "./readers/context.ts";
import { type Report, type ReportedFinding, toReport } from "./report.ts";

/** Below this confidence, a finding is no cause, only something to think of. */
const LEAST = 0.4;

/**
 * A diagnosis that is an `Error`, so that everything that shows the cause of an error shows it: `error.cause = explain(error)`. Its message has
 * the cause and the fix in one line. None of it contains a secret from the input.
 */
export class Explained extends Error implements Diagnosis {
  /** The code of the likeliest cause: `redirect-uri/unregistered`. `undefined` if there is none that is likely enough. */
  readonly code: CauseCode | undefined;
  /** What to do about the likeliest cause. */
  declare readonly fix: string | undefined;
  /** The causes, the likeliest first. */
  declare readonly findings: readonly Finding[];
  /** What would tell more. */
  declare readonly asks: readonly string[];
  /** The recognized providers, by the names that users know. */
  declare readonly providers: readonly string[];
  /** Codes of the catalogue that the input names. */
  declare readonly causes: readonly CauseCode[];
  /** Names of errors and causes, if the input is nothing else. */
  declare readonly names: readonly string[];
  /** Whether anything in the input is a sign of OAuth. */
  declare readonly isOAuth: boolean;

  /** Of a diagnosis. You get one from `explain`. */
  constructor(diagnosis: Diagnosis) {
    const [first] = toReport(diagnosis).findings.filter(({ confidence }) => confidence >= LEAST);
    super(first === undefined ? unclear(diagnosis) : said(first));
    this.code = first?.reason as CauseCode | undefined;
    // Not enumerable: a logger that prints the members of errors shows the message and the code.
    for (const [name, value] of Object.entries({ ...diagnosis, name: "Explained", fix: first?.fix }))
      Object.defineProperty(this, name, { value });
    // Where the doctor was called says nothing.
    Object.defineProperty(this, "stack", { value: `Explained: ${this.message}`, configurable: true, writable: true });
  }

  /** The report, as `candor explain --json` prints it. */
  toJSON(): Report {
    return toReport(this);
  }
}

const said = ({ title, reason, fix }: ReportedFinding): string => `${title} (${reason}). Fix: ${fix}`;

function unclear({ isOAuth, asks }: Diagnosis): string {
  if (!isOAuth) return "The cause is unknown; this doesn't look like OAuth.";
  const [first] = asks;
  return first === undefined ? "The cause is unknown." : `The cause is unknown. To narrow it down, add: ${first}`;
}

/**
 * Explains what you caught, of any library: an error, the error that caused it, the response and the request that it keeps; or a
 * text. Never throws, and sends nothing. `context` is what the failure doesn't show. `now` is the time in milliseconds since 1970: a token
 * that comes without any time is compared with it.
 */
export function explain(failure: unknown, context: Context = {}, now?: number): Explained {
  return new Explained(explainMaterial(materialOf(failure, context), now));
}

function materialOf(failure: unknown, given: Context): Material {
  const context = readable(given);
  return typeof failure === "string" ? read(failure, context) : readError(failure, context);
}

/** A context that throws when it is read says nothing. */
function readable(context: Context): Context {
  try {
    return readContext(context);
  } catch {
    return {};
  }
}

/** UTF-16 code units of a body. A page that is longer isn't an error of OAuth. */
const LONGEST = 65_536;

/**
 * Explains a response of fetch. Never rejects. It reads a copy of the body, so you can still read it; if you have read it already, only the
 * status and the headers count. `request` is what you sent, if you want it to be considered: its body, for example.
 */
export async function explainResponse(
  response: Response,
  context: Context = {},
  request: { readonly method?: string; readonly body?: unknown; readonly headers?: unknown } = {},
): Promise<Explained> {
  const body = await bodyOf(response);
  const { status, headers, url } = Object(response) as Partial<Response>;
  return explain(
    { response: { status, headers, ...(body !== "" && { body }) }, request: { url, ...request } },
    context,
  );
}

async function bodyOf(response: Response): Promise<string> {
  try {
    return (await response.clone().text()).slice(0, LONGEST);
  } catch {
    return "";
  }
}

/**
 * Explains an error and throws it again, for `.catch(rethrow)` or the end of a `catch` block. If a cause is found, it becomes the error's
 * `cause`, after the errors that are there already.
 */
export function rethrow(error: unknown, context?: Context): never {
  const explained = explain(error, context);
  if (explained.code !== undefined) append(error, explained);
  throw error;
}

/** Errors may refer to each other in a circle. */
const DEEPEST = 20;

function append(error: unknown, cause: Explained): void {
  let last = error;
  for (let depth = 0; depth < DEEPEST; depth++) {
    if (!(last instanceof Error) || last instanceof Explained) return;
    if (!(last.cause instanceof Error)) break;
    last = last.cause;
  }
  try {
    Object.defineProperty(last, "cause", { value: cause, configurable: true, writable: true });
  } catch {
    // It is frozen.
  }
}
