/** Keeps a file up to date with something that changes often: at most once a second, and never half written. */
import { renameSync, writeFileSync } from "node:fs";

/** Milliseconds. */
const PAUSE = 1_000;

export interface KeptFile {
  /** Writes it soon. */
  readonly changed: () => void;
  /** Writes it now. Throws if it can't be written. */
  readonly write: () => void;
}

/** Only this user may read it. */
export function keepFile(path: string, text: () => string): KeptFile {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const part = `${path}.part`;
    writeFileSync(part, text(), { mode: 0o600 });
    renameSync(part, path);
  };
  return {
    write,
    changed() {
      timer ??= setTimeout(() => {
        try {
          write();
        } catch (error) {
          process.stderr.write(`${path} can't be written: ${(error as Error).message}\n`);
        }
      }, PAUSE).unref();
    },
  };
}
