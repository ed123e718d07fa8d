/** What `candor mcp` loads, and that only it loads the protocol's packages. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { CLI } from "./connect.ts";

/** Runs the command line, and returns the files that were loaded. */
function loaded(args: readonly string[], input: string): readonly string[] {
  const watch = `import { registerHooks } from "node:module"; import { writeSync } from "node:fs";
    registerHooks({ load: (url, context, next) => { if (url.startsWith("file:")) writeSync(2, url + "\\n"); return next(url, context); } });`;
  const preload = `data:text/javascript,${encodeURIComponent(watch)}`;
  const { stderr, status } = spawnSync(process.execPath, ["--import", preload, CLI, ...args], {
    input,
    encoding: "utf8",
  });
  expect(status).toBe(0);
  return stderr.split("\n").filter((line) => line.startsWith("file:"));
}

const HELLO = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
});

it("candor mcp loads no authorization server, and no dialect before the first call", () => {
  const files = loaded(["mcp"], HELLO);
  expect(files.some((file) => file.includes("@modelcontextprotocol/server"))).toBe(true);
  const dist = resolve(CLI, "../..");
  const own = files
    .filter((file) => file.includes(dist))
    .map((file) => file.slice(file.indexOf(dist) + dist.length + 1));
  expect(own.length).toBeGreaterThan(20);
  // A token may be in a file, as any secret.
  const heavy = own.filter((file) =>
    /^(?:http|service|adapters|configuration(?!\/(?:secret-files|pkcs11|fault)\.)|demo|pages|index|compose)\b|^doctor\/dialects\//.test(
      file,
    ),
  );
  expect(heavy).toEqual([]);
  expect(files.filter((file) => /node_modules\/(?:fastify|pino|jiti|preact|@node-rs)/.test(file))).toEqual([]);
});

it("candor explain loads nothing of the protocol", () => {
  const files = loaded(["explain"], "invalid_grant");
  expect(files.some((file) => file.includes("/dist/cli/"))).toBe(true);
  expect(files.filter((file) => /modelcontextprotocol|\/dist\/mcp\//.test(file))).toEqual([]);
});
