/** What the flows work with. */
import { type Exchange, jsonOf, statusOf } from "../exchange.ts";
import type { Changes, Lab } from "../lab.ts";
import { tokensIn } from "../lab.ts";
import type { Listening } from "../sign-in/loopback.ts";
import type { TestClient } from "../target.ts";
import type { Dpop } from "./dpop.ts";
import type { FlowOptions } from "./options.ts";
import type { Reporter } from "./reporter.ts";

/** A step failed; the exchange says how. */
export class Failed extends Error {
  readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    super("failed");
    this.exchange = exchange;
  }
}

export interface Trial {
  readonly lab: Lab;
  readonly client: TestClient;
  /** Of the first request, as the user gave them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly options: FlowOptions;
  readonly report: Reporter;
  readonly listening: Listening | undefined;
  readonly dpop: Dpop | undefined;
  /** Milliseconds. */
  readonly wait: (time: number) => Promise<unknown>;
}

export type Tokens = Omit<ReturnType<typeof tokensIn>, "exchange"> & { readonly exchange: Exchange };

/** RFC 8707 2: what the token is for. */
export const resources = ({ options }: Pick<Trial, "options">): Changes => ({ resource: options.resource ?? [] });

/** Throws `Failed` unless the response grants something. */
export function granted(exchange: Exchange): Exchange {
  if (statusOf(exchange) >= 400 || exchange.came === undefined || jsonOf(exchange)?.error !== undefined)
    throw new Failed(exchange);
  return exchange;
}

/** The tokens of a response, read, with what a client should notice. */
export function received({ report, dpop, client }: Trial, exchange: Exchange): Tokens {
  const tokens = tokensIn(granted(exchange));
  const { token_type: type, scope } = jsonOf(exchange) ?? {};
  report.decoded("The access token is a JWT", tokens.access);
  if (typeof type !== "string") report.say("Careful: there is no token_type (RFC 6749, section 5.1).");
  else if (dpop !== undefined && type.toLowerCase() !== "dpop")
    report.say(`Careful: token_type is ${type}. The server ignored the proof, and the token isn't bound to the key.`);
  if (typeof scope === "string" && client.scope !== undefined) {
    const missing = client.scope.split(" ").filter((one) => !scope.split(" ").includes(one));
    if (missing.length > 0) report.say(`Not granted: ${missing.join(" ")}.`);
  }
  return tokens;
}

/** How the token is sent to an API. */
export const authorizationOf = ({ dpop }: Trial, { access, exchange }: Pick<Tokens, "access" | "exchange">): string =>
  dpop !== undefined && String(jsonOf(exchange)?.token_type).toLowerCase() === "dpop"
    ? `DPoP ${access}`
    : `Bearer ${access}`;
