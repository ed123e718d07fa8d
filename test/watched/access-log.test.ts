/** The access log: a line for each request without anything that was sent, and a file that is rotated. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rotatingFile } from "../../src/adapters/log/rotating-file.ts";
import { until } from "../until.ts";
import { tokenRequest, watchedServer } from "./watched-server.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "candor-access-"));
  file = join(directory, "access.log");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const linesIn = (path: string): readonly string[] => readFileSync(path, "utf8").trimEnd().split("\n");

it("has a line for each request, and nothing that was sent", async () => {
  const server = await watchedServer({ accessLog: { file } });
  await tokenRequest(server.url, "read_profile,write_multipass", { headers: { "user-agent": "secret-1" } });
  await fetch(`${server.url}/no/secret-2?secret-3`);
  await fetch(`${server.url}/healthz`);
  await server.stop();
  const lines = linesIn(file).map((line) => JSON.parse(line));
  expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
    ["POST", "/token", 400],
    ["GET", "none", 404],
    ["GET", "/healthz", 200],
  ]);
  expect(lines[0]).toMatchObject({ client: "demo-service", code: "scope/wrong-delimiter", ref: expect.any(String) });
  expect(readFileSync(file, "utf8")).not.toMatch(/secret/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

describe("its file", () => {
  let now = Date.parse("2026-11-30T00:00:00Z");
  const dropped = vi.fn();
  const open = (more: Partial<Parameters<typeof rotatingFile>[0]> = {}) =>
    rotatingFile({ file, bytes: 1_000_000, age: 86_400_000, keep: 2, clock: () => now, dropped, ...more });
  const rotated = () => readdirSync(directory).filter((name) => name !== "access.log");

  it("is rotated by its size, and the oldest are deleted", async () => {
    const log = open({ bytes: 10 });
    for (let i = 0; i < 5; i++) {
      log.write(`line ${i} of the log\n`);
      await log.flush();
      now += 1_000;
    }
    await log.close();
    expect(rotated()).toEqual(["access.log.2026-11-30T00-00-03.000Z", "access.log.2026-11-30T00-00-04.000Z"]);
    expect(linesIn(file)).toEqual(["line 4 of the log"]);
    expect(linesIn(join(directory, rotated()[1] ?? ""))).toEqual(["line 3 of the log"]);
  });

  it("is rotated by its age", async () => {
    const log = open();
    log.write("old\n");
    await log.flush();
    now += 86_400_000;
    log.write("new\n");
    await log.close();
    expect([linesIn(file), rotated().length]).toEqual([["new"], 1]);
  });

  it("is begun again when somebody has moved it away, and no line is lost", async () => {
    const log = open();
    log.write("before\n");
    await log.flush();
    renameSync(file, join(directory, "moved"));
    await until(async () => {
      log.write("after\n");
      await log.flush();
      return existsSync(file);
    }, "the file is there again");
    await log.close();
    const moved = linesIn(join(directory, "moved"));
    expect(moved[0]).toBe("before");
    expect(new Set([...moved.slice(1), ...linesIn(file)])).toEqual(new Set(["after"]));
    expect(dropped).not.toHaveBeenCalled();
  });
});
