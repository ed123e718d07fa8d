/** `candor try --mcp`: walks through an MCP server's authorization, and prints a ladder of steps. */
import { randomBytes } from "node:crypto";
import { asHttp } from "../../checker/as-http.ts";
import { CannotTry } from "../../checker/flow/options.ts";
import type { AuthMethod, WalkClient } from "../../checker/mcp/context.ts";
import { isSafeUrl } from "../../checker/mcp/context.ts";
import { walkToJson } from "../../checker/mcp/report.ts";
import { firstBroken, type Step, type Walk } from "../../checker/mcp/step.ts";
import { walkMcp } from "../../checker/mcp/walk.ts";
import { senderOf } from "../../checker/sender.ts";
import { type Listening, listenOnLoopback } from "../../checker/sign-in/loopback.ts";
import { explain } from "../../doctor/explain.ts";
import { diagnosisToTerminal } from "../../doctor/terminal.ts";
import { EXIT } from "../exit.ts";
import { listenFault } from "../listening.ts";
import { print, readerOf } from "../print.ts";
import { openInBrowser } from "../remote/browser.ts";
import type { TryArguments } from "./arguments.ts";
import { certificates, secretOf, timeoutOf } from "./given.ts";
import { closing, stepLines } from "./ladder.ts";
import { heading } from "./messages.ts";

const LIMITS = { most: 200, rate: 100, isOwn: () => true };

/** Returns the exit code: 0 if the walk got through, 1 if a step is broken, 2 if it could not begin. */
export async function tryMcp(url: string, options: TryArguments): Promise<number> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    process.stderr.write(
      `${url} is no URL of an MCP server. Give it as clients have it, such as https://mcp.example/mcp.\n`,
    );
    return EXIT.usage;
  }
  let walk: Walk;
  try {
    walk = await walked(url, options);
  } catch (error) {
    const why = error instanceof CannotTry ? error.message : listenFault(error, "--redirect-uri");
    if (why === undefined) throw error;
    process.stderr.write(`${why}\n`);
    return EXIT.usage;
  }
  if (options.json === true) print(JSON.stringify(walkToJson(walk), undefined, 2));
  else conclude(walk);
  return firstBroken(walk) === undefined ? EXIT.fine : EXIT.not;
}

async function walked(url: string, options: TryArguments): Promise<Walk> {
  const { send } = senderOf({ ...LIMITS, timeout: timeoutOf(options), ca: certificates(options) });
  return walkMcp(
    url,
    {
      send,
      client: await clientOf(options),
      clientMetadata: options.clientMetadata,
      scope: options.scope,
      revision: options.revision,
      listen: (host) => listen(options, host),
      now: Date.now,
      random: randomBytes,
    },
    (step) => tell(step, options),
  );
}

async function clientOf(options: TryArguments): Promise<WalkClient | undefined> {
  const { clientId, auth } = options;
  if (clientId === undefined) return undefined;
  const secret = await secretOf(options);
  const method: AuthMethod = auth ?? (secret ? "client_secret_basic" : "none");
  return { id: clientId, method, ...(secret !== undefined && { secret }) };
}

/** The URL is shown on standard error, so that standard output is JSON alone. */
function listen({ redirectUri, browser }: TryArguments, host: string): Promise<Listening> {
  const uri = new URL(redirectUri);
  if (uri.hostname === "127.0.0.1") uri.hostname = host;
  return listenOnLoopback(uri.href, (url) => {
    if (!isSafeUrl(url)) return;
    const says = browser ? "Sign in in your browser. If it doesn't open, go to:" : "To sign in, go to:";
    process.stderr.write(`${says}\n${url}\n`);
    if (browser) openInBrowser(url, process.env);
  });
}

function tell(step: Step, { json, verbose = false }: TryArguments): void {
  if (json !== true) for (const line of stepLines(step, verbose, readerOf().width)) print(line);
}

/** What OAuth servers said, which the doctor knows. */
const EXPLAINED = ["registration", "authorization", "token", "first-call"];

function conclude(walk: Walk): void {
  for (const line of closing(walk, readerOf().width)) print(line);
  const broken = firstBroken(walk);
  const exchange = broken?.shows.at(-1);
  if (broken === undefined || exchange === undefined || !EXPLAINED.includes(broken.id)) return;
  const diagnosis = explain(asHttp(exchange), {}, Date.now());
  if (diagnosis.findings.length === 0) return;
  heading("What candor explain finds");
  print(diagnosisToTerminal(diagnosis, readerOf()));
}
