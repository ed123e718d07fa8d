/** Writes down how a user signs in, for the file that `candor check` is given. */
import { stringify } from "yaml";
import { CannotCheck } from "../../checker/cannot-check.ts";
import { isOwnHost } from "../../checker/own-hosts.ts";
import { openLab } from "../../checker/run.ts";
import { startChromium } from "../../checker/sign-in/browser.ts";
import { recordSteps } from "../../checker/sign-in/recorder.ts";
import { EXIT } from "../exit.ts";
import { print } from "../print.ts";
import type { RecordArguments } from "./arguments.ts";
import { readCheckFile } from "./files.ts";

/** Milliseconds: for a user who looks for the password. */
const PATIENCE = 10 * 60_000;

/** Returns the exit code. */
export async function recordOnCommandLine(issuer: string, options: RecordArguments): Promise<number> {
  try {
    return await recorded(issuer, options);
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
}

async function recorded(issuer: string, options: RecordArguments): Promise<number> {
  const given = readCheckFile(options.with);
  const hosts = [...given.hosts, ...(options.own ?? [])];
  const { lab, close } = await openLab(issuer, { ...given, sign_in: "forms", hosts });
  const browser = await startChromium(true).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  try {
    const client = lab.target.clients.web ?? lab.target.clients.public;
    if (client === undefined) throw new CannotCheck("The file has no client with a redirect_uri: --with check.yaml");
    const { url, redirectUri } = lab.authorizationRequest(client);
    const confirmed = new Set(hosts);
    process.stderr.write("Sign in and allow everything in the window that opens. What you type isn't written down.\n");
    const steps = await recordSteps({
      ...{ browser, url, redirectUri, patience: PATIENCE },
      isOwn: (one) => isOwnHost(one, confirmed),
    });
    if (steps === undefined) {
      process.stderr.write(`The browser was never sent to ${redirectUri}.\n`);
      return EXIT.not;
    }
    print(stringify({ sign_in: steps }).trimEnd());
    return EXIT.fine;
  } finally {
    await browser.close();
    await close();
  }
}
