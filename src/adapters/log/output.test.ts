/** The log never waits, never throws, and says what it has lost. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputTo } from "./output.ts";

const LINE = `${"x".repeat(99)}\n`;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "candor-output-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Keeps what it is given until it is allowed to read. */
class Reader extends Writable {
  read: string[] = [];
  #go: (() => void) | undefined;
  paused = true;
  override _write(chunk: Buffer, _: string, done: () => void) {
    this.read.push(String(chunk));
    if (this.paused) this.#go = done;
    else done();
  }
  resume() {
    this.paused = false;
    this.#go?.();
  }
}

/** A descriptor that is a pipe. */
function pipe(): number {
  const path = join(directory, `pipe-${Math.random()}`);
  execFileSync("mkfifo", [path]);
  return openSync(path, "r+");
}

const turn = () => wait(20);

describe("a file", () => {
  it("gets every line, those of one turn together", async () => {
    const path = join(directory, "log");
    const descriptor = openSync(path, "w");
    const output = outputTo(descriptor, process.stdout, () => expect.fail("Nothing is lost."));
    for (let i = 0; i < 1_000; i++) output.write(`${i}\n`);
    await turn();
    output.write("last\n");
    await output.flush();
    closeSync(descriptor);
    expect(readFileSync(path, "utf8").split("\n")).toEqual([...Array(1_000).keys(), "last", ""].map(String));
  });

  it("without room loses lines, and nothing else", async () => {
    const descriptor = openSync("/dev/full", "w");
    let lost = 0;
    const output = outputTo(descriptor, process.stdout, (lines) => {
      lost += lines;
    });
    for (let i = 0; i < 50; i++) {
      output.write(LINE);
      await turn();
    }
    await output.flush();
    closeSync(descriptor);
    // There was never room to say so.
    expect(lost).toBe(0);
  });

  it("that can't be written at all is no reason to fail", async () => {
    const descriptor = openSync(join(directory, "read-only"), "w+");
    closeSync(descriptor);
    const output = outputTo(descriptor, process.stdout, () => undefined);
    output.write(LINE);
    await turn();
    await output.flush();
  });
});

describe("a pipe", () => {
  it("that nobody reads takes a limited number of lines", async () => {
    const descriptor = pipe();
    const stream = new Reader();
    let lost = 0;
    const output = outputTo(descriptor, stream, (lines) => {
      lost += lines;
    });
    for (let i = 0; i < 60; i++) {
      for (let n = 0; n < 1_000; n++) output.write(LINE);
      await turn();
    }
    expect(stream.writableLength).toBeLessThan(2_500_000);
    stream.resume();
    await turn();
    output.write(LINE);
    await turn();
    const read = stream.read.join("").split("\n").length - 1;
    expect(lost).toBeGreaterThan(30_000);
    expect(read + lost).toBe(60_001);
    closeSync(descriptor);
  });

  it("takes lines that other processes can't get between: whole ones, at most 4,096 bytes together", async () => {
    const descriptor = pipe();
    const stream = new Reader();
    stream.paused = false;
    const output = outputTo(descriptor, stream, () => expect.fail("Nothing is lost."));
    const lines = Array.from({ length: 300 }, (_, i) => `${i} ${"é".repeat(i % 90)}\n`);
    for (const line of lines) output.write(line);
    await turn();
    expect(stream.read.join("")).toBe(lines.join(""));
    expect(stream.read.length).toBeLessThan(20);
    for (const piece of stream.read) {
      expect(piece.endsWith("\n")).toBe(true);
      expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(4_096);
    }
    closeSync(descriptor);
  });

  it("whose reader is gone does not end the process", async () => {
    const descriptor = pipe();
    const stream = new Writable({ write: (_, __, done) => done(Object.assign(new Error("EPIPE"), { code: "EPIPE" })) });
    const output = outputTo(descriptor, stream, () => undefined);
    output.write(LINE);
    await turn();
    output.write(LINE);
    await turn();
    await output.flush();
    expect(stream.writable).toBe(false);
    closeSync(descriptor);
  });

  it("that is not read does not hold up the end for longer than a second", async () => {
    const descriptor = pipe();
    const output = outputTo(descriptor, new Reader(), () => undefined);
    output.write(LINE);
    await output.flush();
    closeSync(descriptor);
  });
});
