/** The access log: a JSON object for each request, to a file or to standard output. Loaded only where it is on. */
import type { AccessEntry, AccessLog } from "../../ports/access-log.ts";
import type { Log } from "../../ports/log.ts";
import { outputTo } from "./output.ts";
import { rotatingFile } from "./rotating-file.ts";

export interface AccessLogSettings {
  /** Without one, standard output. */
  readonly file?: string | undefined;
  readonly megabytes: number;
  readonly days: number;
  readonly keep: number;
  readonly addresses: "full" | "network" | "none";
}

const [MEGABYTE, DAY] = [1e6, 86_400_000];

/** `networkOf`: what is kept of an IP address if not all of it. */
export function openAccessLog(
  { file, megabytes, days, keep, addresses }: AccessLogSettings,
  clock: () => number,
  networkOf: (address: string) => string | undefined,
  log: Pick<Log, "error">,
): AccessLog {
  const dropped = (lines: number): void => log.error({ lines }, "some lines of the access log were lost");
  const shown = (address: string): string | undefined => (addresses === "full" ? address : networkOf(address));
  const lineOf = ({ address, milliseconds, ...entry }: AccessEntry): string => {
    const from = address === undefined || addresses === "none" ? undefined : shown(address);
    const ms = Math.round(milliseconds * 10) / 10;
    return `${JSON.stringify({ access: 1, time: new Date(clock()).toISOString(), ...entry, ms, from })}\n`;
  };
  if (file === undefined) {
    const output = outputTo(1, process.stdout, dropped);
    return { write: (entry) => output.write(lineOf(entry)), close: () => output.flush() };
  }
  const own = rotatingFile({ file, bytes: megabytes * MEGABYTE, age: days * DAY, keep, clock, dropped });
  return { write: (entry) => own.write(lineOf(entry)), close: own.close };
}
