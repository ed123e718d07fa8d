/** Whatever a client writes to `candor mcp`, each request gets a response, and the process goes on until its input ends. */
import { describe, it } from "vitest";
import { run } from "../operation/run.ts";

const HELLO = {
  jsonrpc: "2.0",
  id: "hello",
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const PING = { jsonrpc: "2.0", id: "last", method: "ping" };

interface Response {
  readonly id: unknown;
  readonly error?: { readonly code: number; readonly message: string };
  readonly result?: Record<string, unknown>;
}

/** What a process says to these lines, between a handshake and a ping. */
async function said(...lines: readonly (string | object)[]): Promise<{ code: number | null; responses: Response[] }> {
  const running = run(["mcp"], process.cwd());
  for (const line of [HELLO, ...lines, PING])
    running.child.stdin?.write(`${typeof line === "string" ? line : JSON.stringify(line)}\n`);
  running.child.stdin?.end();
  const code = await running.ended;
  const responses = running
    .stdout()
    .trimEnd()
    .split("\n")
    .map((line): Response => JSON.parse(line));
  return { code, responses };
}

const [PARSE, INVALID, UNKNOWN, PARAMS] = [-32_700, -32_600, -32_601, -32_602];

/** Lines that can't be handled, with the id and the error of the response. */
const WRONG: readonly [name: string, line: string | object, id: unknown, error: number][] = [
  ["no JSON", "GET / HTTP/1.1", null, PARSE],
  ["half of a message", '{"jsonrpc":"2.0","id":1,', null, PARSE],
  ["characters that are no text", "\u0000\uffff\ud800", null, PARSE],
  ["an empty batch", "[]", null, INVALID],
  ["a number", "7", null, INVALID],
  ["null", "null", null, INVALID],
  ["a deep array", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, null, INVALID],
  ["a message that is too long", `{"a":"${"x".repeat(33_000_000)}"}`, null, INVALID],
  ["an id that is null", { jsonrpc: "2.0", id: null, method: "ping" }, null, INVALID],
  ["another version of JSON-RPC", { jsonrpc: "1.0", id: 1, method: "ping" }, 1, INVALID],
  ["a method that is a number", { jsonrpc: "2.0", id: "a", method: 7 }, "a", INVALID],
  ["params that are an array", { jsonrpc: "2.0", id: 2, method: "tools/call", params: [] }, 2, INVALID],
  ["an unknown method", { jsonrpc: "2.0", id: 3, method: "tools/destroy" }, 3, UNKNOWN],
  ["a method named like a member of all objects", { jsonrpc: "2.0", id: 4, method: "__proto__" }, 4, UNKNOWN],
  ["an unknown tool", { jsonrpc: "2.0", id: 5, method: "tools/call", params: { name: "rm" } }, 5, PARAMS],
  ["a tool's name that is none", { jsonrpc: "2.0", id: 6, method: "tools/call", params: { name: {} } }, 6, PARAMS],
  [
    "a file as a resource",
    { jsonrpc: "2.0", id: 7, method: "resources/read", params: { uri: "file:///x" } },
    7,
    PARAMS,
  ],
];

describe.concurrent("candor mcp reads", () => {
  it("what can't be handled, refuses it, and goes on", async ({ expect }) => {
    const { code, responses } = await said(...WRONG.map(([, line]) => line));
    const refused = responses.filter(({ error }) => error !== undefined);
    // Without an id, in the order in which they came.
    const unnamed = refused.filter(({ id }) => id === null).map(({ error }) => error?.code);
    const expected = WRONG.filter(([, , id]) => id === null).map(([, , , error]) => error);
    expect(unnamed).toEqual(expected);
    for (const [name, , id, error] of WRONG)
      if (id !== null)
        expect([name, ...refused.filter((one) => one.id === id).map((one) => one.error?.code)]).toEqual([name, error]);
    expect(responses.find(({ id }) => id === "last")?.result).toEqual({});
    expect(code).toBe(0);
  });

  it("a batch, message by message", async ({ expect }) => {
    const { responses } = await said([
      { jsonrpc: "2.0", id: 1, method: "ping" },
      7,
      { jsonrpc: "2.0", id: 2, method: "tools/list" },
    ]);
    expect(responses.filter(({ id }) => id !== "last" && id !== "hello").map(({ id }) => id)).toEqual([null, 1, 2]);
  });

  it("a response and a notification that nobody asked for, in silence", async ({ expect }) => {
    const { responses } = await said(
      { jsonrpc: "2.0", id: 9, result: {} },
      { jsonrpc: "2.0", method: "notifications/unheard" },
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 12 } },
    );
    expect(responses.map(({ id }) => id).sort()).toEqual(["hello", "last"]);
  });

  it("a version that it doesn't know, and offers the latest with a handshake", async ({ expect }) => {
    const { responses } = await said({ ...HELLO, id: 1, params: { ...HELLO.params, protocolVersion: "1999-01-01" } });
    expect(responses.find(({ id }) => id === 1)?.result).toMatchObject({ protocolVersion: "2025-11-25" });
  });

  it("a last line without an end, and responds before it ends", async ({ expect }) => {
    const running = run(["mcp"], process.cwd());
    const call = {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "explain", arguments: { input: "invalid_grant" } },
    };
    running.child.stdin?.end(`${JSON.stringify(HELLO)}\n${JSON.stringify(call)}`);
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toContain('"structuredContent"');
  });

  it("nothing, and ends", async ({ expect }) => {
    const running = run(["mcp"], process.cwd());
    running.child.stdin?.end();
    expect([await running.ended, running.stdout(), running.stderr()]).toEqual([0, "", ""]);
  });
});
