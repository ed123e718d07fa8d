/** Calls a hook. Whatever it does, the result is its value or a `HookFault`. */
import { type HookContext, HookFault, type HookName } from "../../ports/hooks.ts";
import { scrub } from "../../reasons/scrub.ts";

/** A call. `secrets`: what the hook is called with and must not be repeated, such as a password. */
export interface Call {
  readonly hook: HookName;
  /** Milliseconds. */
  readonly timeout: number;
  readonly secrets?: readonly string[];
}

/**
 * Runs a hook and waits at most `timeout`. Then the signal is aborted, and whatever the hook still does has no effect. Only a
 * hook that blocks the event loop can't be stopped.
 */
export async function callHook(call: Call, run: (context: HookContext) => unknown): Promise<unknown> {
  const { hook, timeout } = call;
  const controller = new AbortController();
  const late = Symbol("late");
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const value = run({ signal: controller.signal });
    if (!isThenable(value)) return value;
    const over = new Promise<typeof late>((resolve) => {
      timer = setTimeout(resolve, timeout, late);
    });
    const first = await Promise.race([value, over]);
    if (first !== late) return first;
  } catch (error) {
    throw new HookFault(hook, { is: "threw" }, detailOf(error, call.secrets ?? []));
  } finally {
    clearTimeout(timer);
  }
  controller.abort();
  throw new HookFault(hook, { is: "timed-out", timeout }, `no result after ${timeout} ms`);
}

/** What a hook returned can't be used. */
export const unusable = (hook: HookName, because: string): HookFault =>
  new HookFault(hook, { is: "unusable", because }, because);

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

/** Characters of a message that are kept. */
const LONGEST = 300;

/** The name and message of what was thrown. Anything can be thrown, also what throws when it is read. */
function detailOf(thrown: unknown, secrets: readonly string[]): string {
  try {
    const { name, message } = thrown instanceof Error ? thrown : { name: "not an Error", message: String(thrown) };
    return covered(`${String(name)}: ${String(message)}`, secrets).slice(0, LONGEST);
  } catch {
    return "something that can't be read";
  }
}

/** The text without the secrets, however they are written in it, and without credentials. */
function covered(text: string, secrets: readonly string[]): string {
  const spellings = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encoded(secret)])
    .sort((a, b) => b.length - a.length);
  return scrub(spellings.reduce((rest, one) => rest.replaceAll(one, "***"), text.slice(0, 10_000)));
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate can't be encoded.
    return text;
  }
}
