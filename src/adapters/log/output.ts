/**
 * Where lines of the log go. Nothing waits for them: what a disk has no room for, or what nobody reads, is dropped and counted, and the
 * server goes on. Lines of one turn of the event loop are written together.
 */
import { fstatSync, write, writeSync } from "node:fs";
import type { Writable } from "node:stream";

/** Characters that may wait for a disk or a reader; more is dropped. */
const MOST_WAITING = 1_000_000;
/** Milliseconds until a file that refused is tried again, and that a reader has at the end to catch up. */
const PAUSE = 1_000;

export interface Output {
  write(line: string): void;
  /** Hands over what is waiting; resolves when it is written, or after a second without success. */
  flush(): Promise<void>;
}

/** Makes the output for a descriptor, e.g. 1 for standard output. `dropped` hears of lost lines as soon as there is room again. */
export function outputTo(descriptor: number, stream: Writable, dropped: (lines: number) => void): Output {
  return gather(isPipe(descriptor) ? toStream(stream) : toFile(descriptor), dropped);
}

/** A pipe is written to without waiting by its stream. A write of the thread pool that nobody reads would keep the process from ending. */
function isPipe(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

interface Target {
  /** Whether there is room for more now. */
  readonly ready: () => boolean;
  /** Writes a text and calls back with what could not be written of it. */
  readonly push: (text: string, done: (rest: string) => void) => void;
  /** Writes without the event loop, as far as that goes. */
  readonly last: (text: string) => Promise<void>;
}

function gather(target: Target, dropped: (lines: number) => void): Output {
  let waiting = "";
  let lost = 0;
  let scheduled = false;

  function push(): void {
    scheduled = false;
    if (waiting === "" || !target.ready()) return;
    const text = waiting;
    waiting = "";
    target.push(text, (rest) => {
      if (rest === "") tell();
      else lost += linesOf(rest);
      schedule();
    });
  }

  function schedule(): void {
    if (scheduled || waiting === "") return;
    scheduled = true;
    setImmediate(push).unref();
  }

  function tell(): void {
    const lines = lost;
    lost = 0;
    if (lines > 0) dropped(lines);
  }

  return {
    write(line) {
      if (waiting.length + line.length > MOST_WAITING) lost++;
      else waiting += line;
      schedule();
    },
    flush() {
      const text = waiting;
      waiting = "";
      return target.last(text);
    },
  };
}

const linesOf = (text: string): number => text.split("\n").length - 1;

const watched = new WeakSet<Writable>();

function toStream(stream: Writable): Target {
  // Once for each stream, however many logs are opened: a reader that is gone (EPIPE) must not end the process.
  if (!watched.has(stream)) watched.add(stream.on("error", () => undefined));
  const isFull = (): boolean => !stream.writable || stream.writableLength > MOST_WAITING;
  return {
    ready: () => true,
    push(text, done) {
      if (isFull()) return done(text);
      stream.write(text);
      done("");
    },
    last: (text) =>
      new Promise((done) => {
        if (isFull()) return done();
        const timer = setTimeout(done, PAUSE);
        stream.write(text, () => {
          clearTimeout(timer);
          done();
        });
      }),
  };
}

function toFile(descriptor: number): Target {
  let busy = false;
  let again = 0;
  return {
    ready: () => !busy && performance.now() >= again,
    push(text, done) {
      busy = true;
      const bytes = Buffer.from(text);
      const go = (from: number): void =>
        write(descriptor, bytes, from, (error, written) => {
          if (error === null && from + written < bytes.length) return go(from + written);
          busy = false;
          if (error !== null) again = performance.now() + PAUSE;
          done(error === null ? "" : bytes.toString("utf8", from));
        });
      go(0);
    },
    async last(text) {
      try {
        writeSync(descriptor, text);
      } catch {
        // No room for the last lines either.
      }
    },
  };
}
