/** Runs a flow with a server as a client would. */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { discover } from "../discover.ts";
import type { Exchange } from "../exchange.ts";
import { CannotTell, Lab } from "../lab.ts";
import { isSafeUrl } from "../mcp/context.ts";
import { type Send, senderOf, unreachable } from "../sender.ts";
import { listenOnLoopback } from "../sign-in/loopback.ts";
import type { Target, TestClient } from "../target.ts";
import { newDpop } from "./dpop.ts";
import { cibaFlow } from "./flows/ciba.ts";
import { codeFlow } from "./flows/code.ts";
import { deviceFlow } from "./flows/device.ts";
import { clientCredentials, exchangeFlow, refreshAlone } from "./flows/tokens.ts";
import { CannotTry, type Flow, type FlowOptions } from "./options.ts";
import { type FlowSection, keeping, type Reporter } from "./reporter.ts";
import { Failed, type Trial } from "./trial.ts";

const LIMITS = { most: 1_000, rate: 100, isOwn: () => true };
/** Milliseconds. */
const TIMEOUT = 10_000;
const CALLBACK = "http://127.0.0.1:0/callback";

const RUN: Readonly<Record<Flow, (trial: Trial) => Promise<boolean>>> = {
  code: codeFlow,
  "client-credentials": clientCredentials,
  device: deviceFlow,
  ciba: cibaFlow,
  refresh: refreshAlone,
  exchange: exchangeFlow,
};

/** How a flow ended. */
export interface FlowEnd {
  /** `not acceptable`: everything was granted, and a client must not accept what came. */
  readonly outcome: "works" | "refused" | "not acceptable" | "cannot begin";
  /** Why, if the response doesn't say it. */
  readonly says?: string | undefined;
  /** What was refused, as it was sent, with its secrets: for `explain(asHttp(exchange))`. */
  readonly exchange?: Exchange | undefined;
}

/** A flow that has ended, and what happened. */
export interface FlowResult extends FlowEnd {
  /** In order, without secrets. */
  readonly sections: readonly FlowSection[];
}

/**
 * Runs one flow with a server, as `candor try` does, and returns every message. Rejects only if `redirectUri` can't be listened on (`EADDRINUSE`).
 * It sends the client's credentials to the endpoints that the server's metadata names.
 */
export async function tryFlow(issuer: string, options: FlowOptions): Promise<FlowResult> {
  const kept = keeping();
  return { ...(await reportFlow(issuer, options, kept)), sections: kept.sections };
}

/** The same, with every message reported as it comes. */
export async function reportFlow(issuer: string, options: FlowOptions, report: Reporter): Promise<FlowEnd> {
  try {
    return (await run(issuer, options, report))
      ? { outcome: "works" }
      : { outcome: "not acceptable", says: "A client must not accept the ID token." };
  } catch (error) {
    if (error instanceof Failed) return { outcome: "refused", exchange: error.exchange };
    if (error instanceof CannotTry) return { outcome: "cannot begin", says: error.message };
    if (!(error instanceof CannotTell)) throw error;
    const [exchange] = error.shows;
    return exchange === undefined
      ? { outcome: "cannot begin", says: error.message }
      : { outcome: "refused", says: error.message, exchange };
  }
}

function clientOf({ clientId, clientSecret, auth, scope }: FlowOptions): TestClient {
  const method = auth ?? (clientSecret ? "client_secret_basic" : "none");
  return { client_id: clientId, client_secret: clientSecret, token_endpoint_auth_method: method, scope };
}

async function run(issuer: string, options: FlowOptions, report: Reporter): Promise<boolean> {
  const { flow = "code", call, parameters = {}, signIn, redirectUri = CALLBACK, signal } = options;
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol))
    throw new CannotTry(`${issuer} is no URL. Give the issuer as the server's metadata has it.`);
  if (call !== undefined && !isSafeUrl(call))
    throw new CannotTry(`A token isn't sent to ${call}. Use https, or a loopback address.`);
  if (flow === "code" && signIn === undefined)
    throw new CannotTry("The code flow needs signIn, which opens a browser.");
  const listening = flow === "code" && signIn !== undefined ? await listenOnLoopback(redirectUri, signIn) : undefined;
  try {
    const dpop = options.dpop === true ? await newDpop(report, Date.now) : undefined;
    const client = { ...clientOf(options), redirect_uri: listening?.redirectUri };
    const lab = await labFor(issuer, client, options, report, dpop);
    return await RUN[flow]({
      ...{ lab, client: lab.client("web"), parameters, options, report, listening, dpop },
      wait: (time: number) => wait(time, undefined, { signal }),
    });
  } finally {
    await listening?.signIn.close?.();
  }
}

async function labFor(
  issuer: string,
  client: TestClient,
  { timeout = TIMEOUT, ca, signal, metadata = {} }: FlowOptions,
  report: Reporter,
  dpop: Trial["dpop"],
): Promise<Lab> {
  const { send, rush } = senderOf({ ...LIMITS, timeout, ca, signal });
  report.section("The metadata");
  const target = await discover(issuer, send, { web: client }, metadata);
  tellMetadata(target, issuer, Object.keys(metadata).length, report);
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
