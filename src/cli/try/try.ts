/** Runs a flow with a server as a client would, and shows every message. */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { discover } from "../../checker/discover.ts";
import type { Exchange } from "../../checker/exchange.ts";
import { CannotTell, Lab } from "../../checker/lab.ts";
import { isSafeUrl } from "../../checker/mcp/context.ts";
import { type Send, senderOf, unreachable } from "../../checker/sender.ts";
import { type Listening, listenOnLoopback } from "../../checker/sign-in/loopback.ts";
import type { Target, TestClient } from "../../checker/target.ts";
import { explain } from "../../doctor/explain.ts";
import { toReport } from "../../doctor/report.ts";
import { diagnosisToTerminal } from "../../doctor/terminal.ts";
import { EXIT } from "../exit.ts";
import { listenFault } from "../listening.ts";
import { print, readerOf } from "../print.ts";
import { openInBrowser } from "../remote/browser.ts";
import type { Flow, TryArguments } from "./arguments.ts";
import { newDpop } from "./dpop.ts";
import { codeFlow } from "./flows/code.ts";
import { deviceFlow } from "./flows/device.ts";
import { clientCredentials, exchangeFlow, refreshAlone } from "./flows/tokens.ts";
import { CannotTry, certificates, metadataGiven, secretOf, timeoutOf } from "./given.ts";
import { asHttp, heading } from "./messages.ts";
import { keeping, type Reporter, toTerminal } from "./reporter.ts";
import { Failed, type Trial } from "./trial.ts";

const LIMITS = { most: 1_000, rate: 100, isOwn: () => true };

const FLOW: Readonly<Record<Flow, (trial: Trial) => Promise<boolean>>> = {
  code: codeFlow,
  "client-credentials": clientCredentials,
  device: deviceFlow,
  refresh: refreshAlone,
  exchange: exchangeFlow,
};

/** How it ended. */
interface Ended {
  readonly outcome: "works" | "refused" | "not acceptable" | "cannot begin";
  readonly says?: string;
  readonly exchange?: Exchange;
}

/** Returns the exit code: 0 if the flow went through, 1 if the server refused or a client must not accept what came, 2 if it could not begin. */
export async function tryFlow(issuer: string, options: TryArguments): Promise<number> {
  const kept = options.json === true ? keeping() : undefined;
  const ended = await end(() => run(issuer, options, kept ?? toTerminal));
  if (kept === undefined) return toldEnd(ended, options.verbose === true);
  const { outcome, says, exchange } = ended;
  const why = exchange === undefined ? undefined : toReport(explain(asHttp(exchange), {}, Date.now()));
  print(JSON.stringify({ issuer, flow: options.flow, outcome, says, sections: kept.sections, why }, undefined, 2));
  return exitOf(ended);
}

async function end(flow: () => Promise<boolean>): Promise<Ended> {
  try {
    return (await flow())
      ? { outcome: "works" }
      : { outcome: "not acceptable", says: "A client must not accept the ID token." };
  } catch (error) {
    if (error instanceof Failed) return { outcome: "refused", exchange: error.exchange };
    if (error instanceof CannotTry) return { outcome: "cannot begin", says: error.message };
    const port = listenFault(error, "--redirect-uri");
    if (port !== undefined) return { outcome: "cannot begin", says: port };
    if (!(error instanceof CannotTell)) throw error;
    const [exchange] = error.shows;
    return exchange === undefined
      ? { outcome: "cannot begin", says: error.message }
      : { outcome: "refused", says: error.message, exchange };
  }
}

const exitOf = ({ outcome }: Ended): number =>
  outcome === "works" ? EXIT.fine : outcome === "cannot begin" ? EXIT.usage : EXIT.not;

function toldEnd(ended: Ended, verbose: boolean): number {
  const { says, exchange } = ended;
  if (says !== undefined) process.stderr.write(`${says}\n`);
  if (exchange !== undefined) {
    heading("Why");
    print(diagnosisToTerminal(explain(asHttp(exchange)), { ...readerOf(), verbose }));
  }
  return exitOf(ended);
}

function parametersOf(all: readonly string[]): Readonly<Record<string, string>> {
  const pairs = all.map((one) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
    if (name === undefined || value === undefined) throw new CannotTry("A --parameter has the form name=value.");
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}

async function clientOf(options: TryArguments): Promise<TestClient> {
  const { clientId = "", auth, scope } = options;
  const secret = await secretOf(options);
  const method = auth ?? (secret ? "client_secret_basic" : "none");
  return { client_id: clientId, client_secret: secret, token_endpoint_auth_method: method, scope };
}

async function run(issuer: string, options: TryArguments, report: Reporter): Promise<boolean> {
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol))
    throw new CannotTry(`${issuer} is no URL. Give the issuer as the server's metadata has it.`);
  if (options.call !== undefined && !isSafeUrl(options.call))
    throw new CannotTry(`A token isn't sent to ${options.call}. Use https, or a loopback address.`);
  const parameters = parametersOf(options.parameter ?? []);
  const client = await clientOf(options);
  const open = (url: string): void => {
    if (options.browser && isSafeUrl(url)) openInBrowser(url, process.env);
  };
  const listening = options.flow === "code" ? await listen(options, report, open) : undefined;
  try {
    const dpop = options.dpop === true ? await newDpop(report, Date.now) : undefined;
    const lab = await labFor(issuer, { ...client, redirect_uri: listening?.redirectUri }, options, report, dpop);
    const web = lab.client("web");
    const trial = {
      lab,
      client: web,
      parameters,
      options,
      report,
      listening,
      dpop,
      open,
      wait: (time: number) => wait(time),
    };
    return await FLOW[options.flow](trial);
  } finally {
    await listening?.signIn.close?.();
  }
}

/** Many refusals end on a page of the server (RFC 6749 4.1.2.1), and nothing ever arrives. */
const WAITING =
  "Waiting for the response. If you see an error page instead, press Ctrl-C, and check --client-id and --redirect-uri.";

function listen(
  { redirectUri, browser }: TryArguments,
  report: Reporter,
  open: (url: string) => void,
): Promise<Listening> {
  return listenOnLoopback(redirectUri, (url) => {
    report.ask(browser ? "Sign in in your browser. If it doesn't open, go to:" : "To sign in, go to:");
    report.ask(url);
    report.ask(WAITING);
    open(url);
  });
}

async function labFor(
  issuer: string,
  client: TestClient,
  options: TryArguments,
  report: Reporter,
  dpop: Trial["dpop"],
): Promise<Lab> {
  const { send, rush } = senderOf({ ...LIMITS, timeout: timeoutOf(options), ca: certificates(options) });
  report.section("The metadata");
  const given = metadataGiven(options);
  const target = await discover(issuer, send, { web: client }, given);
  tellMetadata(target, issuer, Object.keys(given).length, report);
  const shown: Send = async (request) => {
    const exchange = await send(request);
    report.show(exchange);
    return exchange;
  };
  const { token_endpoint: token, pushed_authorization_request_endpoint: pushed } = target.metadata;
  const urls = [token, pushed].filter((url) => typeof url === "string");
  const proving = dpop === undefined ? shown : dpop.proving(shown, () => urls);
  const nobody = { visit: async () => ({ exchanges: [] }) };
  return new Lab({
    target,
    send: proving,
    rush,
    signIn: nobody,
    stranger: () => nobody,
    now: Date.now,
    random: randomBytes,
  });
}

function tellMetadata({ oauth, openid, metadata }: Target, issuer: string, given: number, report: Reporter): void {
  const document = oauth.content === undefined ? openid : oauth;
  const { failure } = document.exchange;
  if (failure !== undefined && given === 0) throw new CannotTry(unreachable(issuer, failure));
  if (document.content === undefined && given === 0) throw new Failed(document.exchange);
  if (document.content !== undefined)
    report.say(`${document.exchange.sent.url}: ${Object.keys(document.content).length} members`);
  if (given > 0) report.say(`From your file: ${given} members`);
  if (typeof metadata.issuer === "string" && metadata.issuer !== issuer)
    report.say(`Careful: issuer is ${metadata.issuer}, and you gave ${issuer} (RFC 8414, section 3.3).`);
}
