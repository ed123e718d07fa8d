/**
 * The only way in which this program requests a URL that somebody else has named. It resolves the name once, checks all of its
 * IP addresses, and connects to one of those (DNS rebinding). It doesn't follow redirects, and ends after a fixed time.
 */
import { lookup } from "node:dns";
import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type BlockList, isIP, type LookupFunction } from "node:net";
import {
  OutboundError,
  type OutboundFault,
  type OutboundRequest,
  type OutboundResponse,
} from "../../ports/outbound.ts";
import { isPublicAddress } from "./public-address.ts";

type Addresses = readonly { readonly address: string; readonly family: number }[];

export type Resolve = (name: string, done: (error: Error | null, addresses: Addresses) => void) => void;

export interface Guard {
  /** Private networks that may be reached, and without TLS. */
  readonly privateNetworks: Pick<BlockList, "check">;
  /** Milliseconds in total. */
  readonly deadline: number;
  readonly resolve?: Resolve | undefined;
}

const bySystem: Resolve = (name, done) => lookup(name, { all: true }, done);

/** Sends one request. Rejects with an `OutboundError`. */
export async function sendGuarded(
  { url, method, headers, body, longest }: OutboundRequest,
  guard: Guard,
): Promise<OutboundResponse> {
  const isSecure = url.protocol === "https:";
  if (!isSecure && url.protocol !== "http:") throw new OutboundError("insecure");
  const fault = (addresses: readonly string[]): OutboundFault | undefined => {
    if (addresses.length === 0) return "not-resolved";
    if (addresses.every((address) => isIn(guard.privateNetworks, address))) return undefined;
    if (!addresses.every((address) => isIn(guard.privateNetworks, address) || isPublicAddress(address)))
      return "not-public";
    return isSecure ? undefined : "insecure";
  };
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  // An IP address needs no resolver.
  const early = isIP(literal) === 0 ? undefined : fault([literal]);
  if (early !== undefined) throw new OutboundError(early);
  const resolve = guard.resolve ?? bySystem;
  const guarded: LookupFunction = (name, options, done) =>
    resolve(name, (error, addresses = []) => {
      const because = error === null ? fault(addresses.map(({ address }) => address)) : "not-resolved";
      const [first] = addresses;
      if (because !== undefined || first === undefined)
        return done(new OutboundError(because ?? "not-resolved"), "", 0);
      if (options.all) (done as unknown as (error: null, all: Addresses) => void)(null, addresses);
      else done(null, first.address, first.family);
    });
  const options: RequestOptions = {
    method,
    lookup: guarded,
    agent: false,
    signal: AbortSignal.timeout(guard.deadline),
    headers: { ...headers, ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }) },
  };
  return new Promise((resolved, reject) => {
    const sent = (isSecure ? requestHttps : requestHttp)(url, options, (response) => {
      read(response, longest).then(resolved, (error: unknown) => {
        reject(asOutbound(error));
        sent.destroy();
      });
    });
    sent.once("error", (error) => reject(asOutbound(error))).end(body);
  });
}

async function read(response: IncomingMessage, longest: number): Promise<OutboundResponse> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) throw new OutboundError("too-long");
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return { status: response.statusCode ?? 0, headers: response.headers, text: bytes.toString("utf8"), bytes };
}

const isIn = (networks: Guard["privateNetworks"], address: string): boolean =>
  isIP(address) !== 0 && networks.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");

function asOutbound(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const { code = "", name, cause } = error as NodeJS.ErrnoException & { readonly cause?: { readonly name?: string } };
  if (name === "TimeoutError" || cause?.name === "TimeoutError") return new OutboundError("too-slow", { cause: error });
  const isTls = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)/.test(code);
  return new OutboundError(isTls ? "untrusted" : "unreachable", { cause: error });
}
