/**
 * Where log lines go. Nothing waits for them. Lines for which a disk has no room, or that nobody reads, are dropped and
 * counted, and the server continues. Lines of one turn of the event loop are written together.
 */
import { fstatSync, write, writeSync } from "node:fs";
import type { Writable } from "node:stream";

/** Characters that may wait for a disk or a reader. More are dropped. */
const MOST_WAITING = 1_000_000;
/** Milliseconds until a file that failed is tried again. A reader has as long to catch up at the end. */
const PAUSE = 1_000;

export interface Output {
  write(line: string): void;
  /** Writes what is waiting. Resolves when it is written, or after a second without success. */
  flush(): Promise<void>;
}

/**
 * Makes the output for a descriptor, e.g. 1 for standard output. `dropped` is called with the number of lost lines as soon as
 * there is room again.
 */
export function outputTo(descriptor: number, stream: Writable, dropped: (lines: number) => void): Output {
  return gather(isPipe(descriptor) ? toStream(stream) : toFile(descriptor), dropped);
}

/**
 * A pipe is written through its stream, without waiting. If nobody reads, a write on the thread pool would keep the process
 * from ending.
 */
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
  /** Writes a text and calls back with the part that couldn't be written. */
  readonly push: (text: string, done: (rest: string) => void) => void;
  /** Writes without the event loop, as far as that is possible. */
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

/** Bytes that a pipe takes as a whole, so that lines of several workers don't get mixed (PIPE_BUF). */
const ATOMIC = 4_096;

/** Lines, as many together as a pipe takes as a whole. */
function* pieces(text: string): Generator<string> {
  if (text.length * 3 <= ATOMIC) return yield text;
  let piece = "";
  for (const line of text.split(/(?<=\n)/)) {
    if (Buffer.byteLength(piece) + Buffer.byteLength(line) > ATOMIC && piece !== "") {
      yield piece;
      piece = "";
    }
    piece += line;
  }
  yield piece;
}

const watched = new WeakSet<Writable>();

function toStream(stream: Writable): Target {
  // Once per stream, however many logs are opened. A reader that is gone (EPIPE) must not end the process.
  if (!watched.has(stream)) watched.add(stream.on("error", () => undefined));
  const isFull = (): boolean => !stream.writable || stream.writableLength > MOST_WAITING;
  return {
    ready: () => true,
    push(text, done) {
      if (isFull()) return done(text);
      for (const piece of pieces(text)) stream.write(piece);
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
        // There is no room for the last lines either.
      }
    },
  };
}
