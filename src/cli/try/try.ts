/** Runs a flow with a server as a client would, and shows every message. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { discover } from "../../checker/discover.ts";
import { type Exchange, jsonOf, statusOf } from "../../checker/exchange.ts";
import { jwtOf } from "../../checker/jwt.ts";
import { CannotTell, Lab, tokensIn } from "../../checker/lab.ts";
import { type Send, senderOf } from "../../checker/sender.ts";
import { type Listening, listenOnLoopback } from "../../checker/sign-in/loopback.ts";
import { endpoint, type TestClient } from "../../checker/target.ts";
import { explain } from "../../doctor/explain.ts";
import { diagnosisToTerminal } from "../../doctor/terminal.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import { openInBrowser } from "../remote/browser.ts";
import { readSecret } from "../secret-input.ts";
import type { TryArguments } from "./arguments.ts";
import { asHttp, heading, say, show } from "./messages.ts";

const TIMEOUT = 30_000;

/** A step failed; the exchange says how. */
class Failed extends Error {
  readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    super("failed");
    this.exchange = exchange;
  }
}

/** Returns the exit code: 0 if the flow went through, 1 if the server refused, 2 if it could not begin. */
export async function tryFlow(issuer: string, options: TryArguments): Promise<number> {
  if (!URL.canParse(issuer)) return wrong(`${issuer} is no URL. Give the issuer as the server's metadata has it.`);
  const parameters = parametersOf(options.parameter ?? []);
  if (parameters === undefined) return wrong("A --parameter has the form name=value.");
  const client = await clientOf(options);
  const listening = options.flow === "code" ? await listen(options) : undefined;
  try {
    await run(issuer, { ...client, redirect_uri: listening?.redirectUri }, parameters, options, listening);
    return EXIT.fine;
  } catch (error) {
    if (error instanceof Failed) return explained(error.exchange);
    if (error instanceof CannotTell)
      return error.shows[0] === undefined ? wrong(error.message) : explained(error.shows[0]);
    throw error;
  } finally {
    await listening?.signIn.close?.();
  }
}

function wrong(says: string): number {
  process.stderr.write(`${says}\n`);
  return EXIT.usage;
}

/** What `candor explain` says of it. */
function explained(exchange: Exchange): number {
  heading("Why");
  print(diagnosisToTerminal(explain(asHttp(exchange)), readerOf()));
  return EXIT.not;
}

function parametersOf(all: readonly string[]): Readonly<Record<string, string>> | undefined {
  const pairs = all.map((one) => /^([^=]+)=(.*)$/s.exec(one)?.slice(1) as [string, string] | undefined);
  return pairs.includes(undefined) ? undefined : Object.fromEntries(pairs as [string, string][]);
}

async function clientOf({ clientId, secretStdin, auth, scope }: TryArguments): Promise<TestClient> {
  const secret = secretStdin === true ? await readSecret() : process.env.CANDOR_CLIENT_SECRET;
  const method = auth ?? (secret ? "client_secret_basic" : "none");
  return { client_id: clientId ?? "", client_secret: secret, token_endpoint_auth_method: method, scope };
}

function listen({ redirectUri, browser }: TryArguments): Promise<Listening> {
  return listenOnLoopback(redirectUri, (url) => {
    say(browser ? "Sign in in your browser. If it doesn't open, go to:" : "To sign in, go to:");
    // The URL is the only thing that has to be copied whole.
    print(url);
    if (browser) openInBrowser(url, process.env);
  });
}

async function run(
  issuer: string,
  client: TestClient,
  parameters: Readonly<Record<string, string>>,
  { flow, ca }: TryArguments,
  listening: Listening | undefined,
): Promise<void> {
  const limits = { most: 100, rate: 100, timeout: TIMEOUT, isOwn: () => true };
  const { send, rush } = senderOf({ ...limits, ca: ca === undefined ? undefined : readFileSync(ca, "utf8") });
  heading("The metadata");
  const target = await discover(issuer, send, { web: client, service: client });
  const document = target.oauth.content === undefined ? target.openid : target.oauth;
  if (document.content === undefined) throw new Failed(document.exchange);
  say(`${document.exchange.sent.url}: ${Object.keys(document.content).length} members`);
  const shown: Send = async (request) => {
    const exchange = await send(request);
    show(exchange);
    return exchange;
  };
  const signIn = listening?.signIn ?? { visit: async () => ({ exchanges: [] }) };
  const lab = new Lab({
    target,
    send: shown,
    rush,
    signIn,
    stranger: () => signIn,
    now: Date.now,
    random: randomBytes,
  });
  if (flow === "code") await codeFlow(lab, client, parameters);
  else await serviceFlow(lab, client, parameters);
}

async function serviceFlow(lab: Lab, client: TestClient, parameters: Readonly<Record<string, string>>): Promise<void> {
  heading("The token request");
  const usual = { grant_type: "client_credentials", scope: client.scope };
  told(tokensIn(granted(await lab.token(client, usual, parameters))).access);
}

async function codeFlow(lab: Lab, client: TestClient, parameters: Readonly<Record<string, string>>): Promise<void> {
  heading("The authorization request");
  const authorized = await lab.authorize(client, parameters);
  show(authorized.last);
  const { returned } = authorized.landing;
  const code = returned?.parameters.get("code");
  if (code == null) throw new Failed(authorized.last);
  if (returned?.parameters.get("state") !== authorized.state)
    say("Careful: state isn't that of the request. A client must stop here.");
  heading("The token request");
  const tokens = tokensIn(granted(await lab.redeem({ ...authorized, code })));
  told(tokens.access);
  if (tokens.id !== undefined) {
    heading("What the ID token says");
    for (const line of JSON.stringify(jwtOf(tokens.id)?.claims ?? {}, undefined, 2).split("\n")) say(line);
    if (endpoint(lab.target, "userinfo") !== undefined) {
      heading("The user");
      const headers = { authorization: `Bearer ${tokens.access}` };
      granted(await lab.send({ url: lab.endpoint("userinfo"), headers }));
    }
  }
  if (tokens.refresh === undefined) return;
  heading("The refresh");
  granted(await lab.refresh(client, tokens.refresh));
}

function granted(exchange: Exchange): Exchange {
  if (statusOf(exchange) >= 400 || exchange.came === undefined || jsonOf(exchange)?.error !== undefined)
    throw new Failed(exchange);
  return exchange;
}

/** What a JWT says; of any other token there is nothing to read. */
function told(access: string): void {
  const jwt = jwtOf(access);
  if (jwt === undefined) return;
  say("The access token is a JWT:");
  for (const line of JSON.stringify(jwt.claims, undefined, 2).split("\n")) say(`  ${line}`);
}
