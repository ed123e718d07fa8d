/** Runs the proxies until somebody ends them, prints what happens, and keeps the HAR file. */

import type { Entry } from "../../watch/entry.ts";
import { type Watching, watch } from "../../watch/watch.ts";
import { EXIT } from "../exit.ts";
import { listenFault } from "../listening.ts";
import { print, readerOf } from "../print.ts";
import { readText } from "../read-text.ts";
import type { WatchArguments } from "./arguments.ts";
import { keepFile } from "./keep-file.ts";
import { entryJson, entryText, startText } from "./show.ts";

/** Returns the exit code when a signal has ended it: 0, or 2 if it could not begin. */
export async function watchOnCommandLine(options: WatchArguments): Promise<number> {
  const targets = options.target.map(targetOf);
  const port = Number(options.port);
  const wrong = targets.indexOf(undefined);
  if (wrong !== -1) return fail(`--target ${options.target[wrong]} is not an http or https URL.`);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 - targets.length)
    return fail(`--port is ${options.port}. It must be a port number.`);
  let watching: Watching | undefined;
  const file = options.save === undefined ? undefined : keepFile(options.save, () => watching?.har() ?? "");
  try {
    watching = await watch({
      ...{ targets: targets as URL[], port, rewrite: options.rewrite, all: options.all },
      ca: options.ca === undefined ? undefined : readText(options.ca),
      entered: (entry) => {
        show(entry, options.json === true);
        file?.changed();
      },
    });
    // A file that can't be written is found out now, and not after an hour.
    file?.write();
  } catch (error) {
    await watching?.close();
    return fail(listenFault(error) ?? inWords(error as NodeJS.ErrnoException, options.save));
  }
  // Programs read the output, and still need to know where it listens.
  if (options.json === true)
    process.stderr.write(`${startText(watching, targets as URL[], options, { colour: false })}\n`);
  else print(startText(watching, targets as URL[], options, readerOf()));
  await signal();
  await watching.close();
  file?.write();
  if (options.json !== true && options.save !== undefined)
    print(`\n${watching.entries().length} exchanges are in ${options.save}. Next: candor explain ${options.save}`);
  return EXIT.fine;
}

function targetOf(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}

function show(entry: Entry, json: boolean): void {
  // A stream is shown when it begins.
  if (json) print(entryJson(entry));
  else print(entryText(entry, readerOf()));
}

function inWords({ code, message }: NodeJS.ErrnoException, save?: string): string {
  if (code === "ENOENT" && save !== undefined) return `${save} can't be written: there is no such folder.`;
  if (code === "EACCES") return `This user may not do that: ${message}`;
  return message;
}

function fail(says: string): number {
  process.stderr.write(`${says}\n`);
  return EXIT.usage;
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => resolve());
  });
}
