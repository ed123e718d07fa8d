import { describe, expect, it } from "vitest";
import { type HookContext, HookFault } from "../../ports/hooks.ts";
import { callHook } from "./call.ts";

/** What makes an object a promise. */
const THEN = "then";

/** Longer than any test. */
const PATIENCE = 60_000;

async function faultOf(run: (context: HookContext) => unknown, timeout = PATIENCE, secrets: readonly string[] = []) {
  const fault: unknown = await callHook({ hook: "claims", timeout, secrets }, run).catch((error: unknown) => error);
  if (!(fault instanceof HookFault)) throw new Error(`Not refused: ${String(fault)}`);
  return fault;
}

describe("a hook", () => {
  it("may return its result at once or later", async () => {
    expect(await callHook({ hook: "claims", timeout: 1 }, () => 1)).toBe(1);
    expect(await callHook({ hook: "claims", timeout: PATIENCE }, async () => 2)).toBe(2);
    expect(await callHook({ hook: "claims", timeout: 1 }, () => undefined)).toBeUndefined();
  });

  it.each<[how: string, run: () => unknown, detail: string]>([
    ["throws", () => JSON.parse("{"), "SyntaxError: "],
    ["rejects", () => Promise.reject(new TypeError("no such host")), "TypeError: no such host"],
    ["throws a text", () => Promise.reject("down"), "not an Error: down"],
    ["throws nothing", () => Promise.reject(undefined), "not an Error: undefined"],
    ["throws what has no text", () => Promise.reject(Object.create(null)), "something that can't be read"],
    ["throws a symbol", () => Promise.reject(Symbol("s")), "not an Error: Symbol(s)"],
    [
      "throws an error that throws",
      () => Promise.reject(Object.defineProperty(new Error(), "message", { get: () => JSON.parse("{") })),
      "something that can't be read",
    ],
    [
      "returns a promise of another kind that throws",
      () => Object.defineProperty({}, THEN, { value: () => JSON.parse("{") }),
      "SyntaxError: ",
    ],
    [
      "returns what throws when it is read",
      () => Object.defineProperty({}, THEN, { get: () => JSON.parse("{") }),
      "SyntaxError: ",
    ],
  ])("that %s is a fault", async (_, run, detail) => {
    const fault = await faultOf(run);
    expect(fault).toMatchObject({ hook: "claims", failure: { is: "threw" } });
    expect(fault.message).toContain(detail);
  });

  it("that hangs is a fault after its time, and its signal is aborted", async () => {
    let signal: AbortSignal | undefined;
    const fault = await faultOf((context) => {
      signal = context.signal;
      return new Promise(() => undefined);
    }, 5);
    expect(fault.failure).toEqual({ is: "timed-out", timeout: 5 });
    expect(signal?.aborted).toBe(true);
  });

  it("that fails after its time has no effect any more", async () => {
    const fault = await faultOf(
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("too late to matter")))),
      5,
    );
    expect(fault.failure).toMatchObject({ is: "timed-out" });
  });

  it("that is quick enough isn't stopped", async () => {
    let signal: AbortSignal | undefined;
    await callHook({ hook: "claims", timeout: PATIENCE }, async (context) => {
      signal = context.signal;
    });
    expect(signal?.aborted).toBe(false);
  });

  it("can't bring what it was called with, or a credential, into the message", async () => {
    const password = 'hunter2 "and" more/\u00e9';
    const texts = [password, JSON.stringify(password), encodeURIComponent(password)];
    const tokens = "Bearer candor_access_0123456789abcdef, postgres://app:s3cr3tpw@db/x, client_secret=abcdefghijkl";
    const fault = await faultOf(() => Promise.reject(new Error(`${texts.join(" ")} ${tokens}`)), PATIENCE, [
      "",
      password,
    ]);
    for (const secret of [...texts, "hunter2", "0123456789abcdef", "s3cr3tpw", "abcdefghijkl"])
      expect(fault.message).not.toContain(secret);
    expect(fault.message).toContain("postgres://app:");
  });

  it("can't fill the log", async () => {
    expect((await faultOf(() => Promise.reject(new Error("x".repeat(1e6))))).message.length).toBe(300);
  });
});
