/** Sends recorded exchanges again. Nothing is sent to a host that nobody has confirmed, and nothing without a yes. */
import { randomBytes } from "node:crypto";
import { isOwnHost } from "../../checker/own-hosts.ts";
import { type Send, senderOf } from "../../checker/sender.ts";
import type { Exchange } from "../../watch/exchange.ts";
import { sendAgain } from "../../watch/replay/again.ts";
import { withValues } from "../../watch/replay/change.ts";
import { shown } from "../../watch/replay/judge.ts";
import { type Completed, completed, variableOf } from "../../watch/replay/missing.ts";
import { recordedIn } from "../../watch/replay/recorded.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import { readText } from "../read-text.ts";
import type { ReplayArguments } from "./arguments.ts";
import { askSecret, askWhether, isTerminal } from "./ask.ts";
import { escaped, noteText, resultJson, resultText, sentText } from "./show.ts";
import { changed, chosen, Unusable } from "./wish.ts";

/** Milliseconds, requests, and requests per second. */
const LIMITS = { timeout: 30_000, most: 500, rate: 20 } as const;

/** Returns the exit code: 0 if every response is a success, 1 if one isn't, 2 if nothing could be sent. */
export async function replayOnCommandLine(file: string, options: ReplayArguments): Promise<number> {
  try {
    const all = recordedIn(readText(file === "-" ? 0 : file));
    const own = new Set(options.own ?? []);
    const ca = options.ca === undefined ? undefined : readText(options.ca);
    const { send } = senderOf({ ...LIMITS, ca, isOwn: (url) => isOwnHost(url, own) });
    let failed = false;
    for (const recorded of chosen(all, options.only)) {
      const isFine = await again(recorded, options, own, send);
      failed ||= !isFine;
    }
    return failed ? EXIT.not : EXIT.fine;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return EXIT.usage;
  }
}

/** Whether the response is a success. */
async function again(
  recorded: Exchange,
  options: ReplayArguments,
  own: ReadonlySet<string>,
  send: Send,
): Promise<boolean> {
  const { body } = recorded.request;
  if (body.bytes > 0 && body.text === undefined)
    throw new Unusable(`The recording hasn't kept the body of exchange ${recorded.number}.`);
  const wanted = changed(recorded.request, options);
  const whole = await given(
    completed(wanted, () => randomBytes(16).toString("base64url")),
    options,
  );
  const key = randomBytes(32);
  const sending: Exchange = { ...recorded, request: whole.request, response: undefined };
  if (options.json !== true) {
    print(sentText(shown(sending, key)));
    for (const note of noteText(whole)) print(note);
  }
  if (options.dryRun === true) return dry(whole, sending, key, options);
  if (!isOwnHost(whole.request.url, own)) {
    const { host } = new URL(whole.request.url);
    throw new Unusable(`${host} isn't confirmed. Add --own ${host} if you may send requests to it.`);
  }
  await agreed(options);
  const judged = await sendAgain(whole.request, recorded, send, { key, now: Date.now });
  print(options.json === true ? resultJson(judged) : `${resultText(judged, recorded, readerOf())}\n`);
  return judged.outcome.is !== "failed";
}

/** Asks for what is missing: in the environment, or on the terminal. */
async function given(whole: Completed, { dryRun, json }: ReplayArguments): Promise<Completed> {
  const values = new Map<string, string>();
  for (const name of whole.missing) {
    const value = process.env[variableOf(name)];
    if (value !== undefined && value !== "") values.set(name, value);
    else if (dryRun !== true && json !== true && isTerminal()) values.set(name, await askSecret(name));
  }
  const missing = whole.missing.filter((name) => !values.get(name));
  if (missing.length > 0 && dryRun !== true) {
    if (json === true) print(escaped({ missing }));
    const how = missing.map((name) => `${variableOf(name)} in the environment`).join(", ");
    throw new Unusable(`The recording covers ${missing.join(", ")}. Set ${how}, or --set ${missing[0]}=… .`);
  }
  return { ...whole, request: withValues(whole.request, values), missing };
}

function dry(whole: Completed, sending: Exchange, key: Uint8Array, { json }: ReplayArguments): boolean {
  const { missing } = whole;
  if (json === true) print(escaped({ request: shown(sending, key).request, missing }));
  else if (missing.length > 0) print(`Missing, because the recording covers it: ${missing.join(", ")}.`);
  return true;
}

async function agreed({ yes, json }: ReplayArguments): Promise<void> {
  if (yes === true) return;
  if (json === true || !isTerminal()) throw new Unusable("Add --yes to send it.");
  if (!(await askWhether("Send it?"))) throw new Unusable("Nothing was sent.");
}
