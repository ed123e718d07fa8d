/** `candor try`: runs a flow, prints every message as it goes, and explains a failure. */
import { asHttp } from "../../checker/as-http.ts";
import { type FlowEnd, reportFlow } from "../../checker/flow/flow.ts";
import { CannotTry, type DeviceCode, type FlowOptions } from "../../checker/flow/options.ts";
import { keeping } from "../../checker/flow/reporter.ts";
import { isSafeUrl } from "../../checker/mcp/context.ts";
import { explain } from "../../doctor/explain.ts";
import { toReport } from "../../doctor/report.ts";
import { diagnosisToTerminal } from "../../doctor/terminal.ts";
import { EXIT } from "../exit.ts";
import { listenFault } from "../listening.ts";
import { print, readerOf } from "../print.ts";
import { openInBrowser } from "../remote/browser.ts";
import type { TryArguments } from "./arguments.ts";
import { certificates, metadataGiven, secretOf, timeoutOf, tokenGiven } from "./given.ts";
import { heading } from "./messages.ts";
import { toTerminal } from "./terminal.ts";

/** Returns the exit code: 0 if the flow went through, 1 if the server refused or a client must not accept what came, 2 if it could not begin. */
export async function tryOnCommandLine(issuer: string, given: TryArguments): Promise<number> {
  const kept = given.json === true ? keeping() : undefined;
  const ended = await end(async () => reportFlow(issuer, await optionsOf(given), kept ?? toTerminal));
  if (kept === undefined) return toldEnd(ended, given.verbose === true);
  const { outcome, says, exchange } = ended;
  const why = exchange === undefined ? undefined : toReport(explain(asHttp(exchange), {}, Date.now()));
  print(JSON.stringify({ issuer, flow: given.flow, outcome, says, sections: kept.sections, why }, undefined, 2));
  return exitOf(ended);
}

async function end(flow: () => Promise<FlowEnd>): Promise<FlowEnd> {
  try {
    return await flow();
  } catch (error) {
    const says = error instanceof CannotTry ? error.message : listenFault(error, "--redirect-uri");
    if (says === undefined) throw error;
    return { outcome: "cannot begin", says };
  }
}

const exitOf = ({ outcome }: FlowEnd): number =>
  outcome === "works" ? EXIT.fine : outcome === "cannot begin" ? EXIT.usage : EXIT.not;

function toldEnd(ended: FlowEnd, verbose: boolean): number {
  const { says, exchange } = ended;
  if (says !== undefined) process.stderr.write(`${says}\n`);
  if (exchange !== undefined) {
    heading("Why");
    print(diagnosisToTerminal(explain(asHttp(exchange)), { ...readerOf(), verbose }));
  }
  return exitOf(ended);
}

async function optionsOf(given: TryArguments): Promise<FlowOptions> {
  const { mcp: _, clientMetadata: __, parameter, json, browser, ...rest } = given;
  // Standard output is JSON alone.
  const ask = json === true ? (text: string) => void process.stderr.write(`${text}\n`) : print;
  const open = (url: string): void => {
    if (browser && isSafeUrl(url)) openInBrowser(url, process.env);
  };
  return {
    ...rest,
    clientId: given.clientId ?? "",
    clientSecret: await secretOf(given),
    parameters: parametersOf(parameter ?? []),
    metadata: metadataGiven(given),
    timeout: timeoutOf(given),
    ca: certificates(given),
    token: (what) => tokenGiven(given, what),
    signIn: (url) => askToSignIn(url, browser, ask, open),
    enter: (code) => askToEnter(code, ask, open),
  };
}

function parametersOf(all: readonly string[]): Readonly<Record<string, string>> {
  const pairs = all.map((one) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
    if (name === undefined || value === undefined) throw new CannotTry("A --parameter has the form name=value.");
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}

/** Many refusals end on a page of the server (RFC 6749 4.1.2.1), and nothing ever arrives. */
const WAITING =
  "Waiting for the response. If you see an error page instead, press Ctrl-C, and check --client-id and --redirect-uri.";

type Say = (text: string) => void;

function askToSignIn(url: string, browser: boolean, ask: Say, open: Say): void {
  ask(browser ? "Sign in in your browser. If it doesn't open, go to:" : "To sign in, go to:");
  ask(url);
  ask(WAITING);
  open(url);
}

function askToEnter({ page, code, complete }: DeviceCode, ask: Say, open: Say): void {
  ask(`Go to ${page} and enter the code ${code}`);
  if (complete === undefined) return;
  ask(`or go to ${complete}`);
  open(complete);
}
