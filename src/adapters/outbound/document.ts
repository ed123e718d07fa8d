/**
 * The only way in which this program fetches a URL that somebody else has named. It resolves the name once, checks all of its
 * IP addresses, and connects to one of those (DNS rebinding). It doesn't follow redirects.
 */
import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

type Resolve = (
  name: string,
  done: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void;

export interface Outbound {
  /** Whether IP addresses of this machine and its network are allowed: only if the user has named the host. */
  readonly allowPrivate: boolean;
  /** Milliseconds in total. */
  readonly deadline: number;
  /** Bytes of the body. */
  readonly longest: number;
  readonly resolve?: Resolve;
}

const bySystem: Resolve = (name, done) => lookup(name, { all: true }, done);

/** The body of a 200 response. Rejects for any other response, and if the host isn't allowed. */
export async function fetchDocument(
  url: URL,
  { allowPrivate, deadline, longest, resolve = bySystem }: Outbound,
): Promise<string> {
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  const isAllowed = (address: string): boolean => allowPrivate || isPublicAddress(address);
  // An IP address needs no resolver.
  if (isIP(literal) !== 0 && !isAllowed(literal)) throw new Error("The IP address is not public.");
  const guarded: LookupFunction = (name, options, done) =>
    resolve(name, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return done(error ?? new Error("The name has no IP address."), "", 0);
      if (!addresses.every(({ address }) => isAllowed(address)))
        return done(new Error("The IP address is not public."), "", 0);
      if (options.all) (done as unknown as (error: null, all: typeof addresses) => void)(null, addresses);
      else done(null, first.address, first.family);
    });
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolved, reject) => {
    const options = {
      lookup: guarded,
      agent: false,
      signal: AbortSignal.timeout(deadline),
      headers: { accept: "application/json" },
    };
    const sent = send(url, options, async (response) => {
      try {
        if (response.statusCode !== 200) throw new Error(`The response is ${response.statusCode}.`);
        let text = "";
        response.setEncoding("utf8");
        for await (const chunk of response) {
          text += chunk;
          if (text.length > longest) throw new RangeError("The document is too long.");
        }
        resolved(text);
      } catch (error) {
        sent.destroy();
        reject(error as Error);
      }
    });
    sent.once("error", reject).end();
  });
}
