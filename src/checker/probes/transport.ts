/** How the server is reached: TLS and nothing else (RFC 6749 1.6, RFC 9325). */
import { type Exchange, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, unclear } from "../finding.ts";
import type { Handshake } from "../handshake.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";

const OLD: Handshake = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" };
const NEW: Handshake = { minVersion: "TLSv1.3" };
const WEAK: Handshake = {
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
  ciphers: "aNULL:eNULL:RC4:3DES:DES:@SECLEVEL=0",
  // Anonymous ciphers come without a certificate.
  rejectUnauthorized: false,
};
const STATIC: Handshake = { minVersion: "TLSv1.2", maxVersion: "TLSv1.2", ciphers: "kRSA:@SECLEVEL=0" };

export const transport = probe({
  does: "Connects with old versions of TLS and weak ciphers, and without TLS.",
  needs: ["an https issuer", "metadata"],
  finds: ["no-old-version", "newest-version", "no-weak-cipher", "forward-secrecy", "hsts", "no-plain-http"],
  connects: true,
  async run(lab) {
    const url = lab.target.oauth.exchange.sent.url;
    const by = (handshake: Handshake): Promise<Exchange> => lab.send({ url, handshake });
    const newest = await by(NEW);
    const sts = headerOf(newest.came === undefined ? lab.target.oauth.exchange : newest, "strict-transport-security");
    return {
      "no-old-version": refused(await by(OLD), "TLS 1.1 or older is accepted."),
      "newest-version": either(
        newest.came !== undefined,
        "TLS 1.3 is supported.",
        `TLS 1.3 isn't supported: ${reasonOf(newest)}.`,
        newest,
      ),
      "no-weak-cipher": refused(await by(WEAK), "A cipher that is anonymous, empty or broken is accepted."),
      "forward-secrecy": refused(await by(STATIC), "A cipher without forward secrecy is accepted."),
      hsts: either(
        /\bmax-age="?[1-9]/i.test(sts ?? ""),
        `It is ${sts}.`,
        "There is no Strict-Transport-Security with max-age.",
        newest,
      ),
      "no-plain-http": await plain(lab, url),
    };
  },
});

/** What OpenSSL says, without where its source says it. */
const reasonOf = ({ failure = "" }: Exchange): string =>
  /SSL routines:[^:]*:(?:ssl\/tls )?([^:]+)/.exec(failure)?.[1] ?? failure;

/** What this machine can't try says nothing of the server. */
const refused = (exchange: Exchange, bad: string): Finding =>
  /no protocols available|no ciphers? (match|available)|NO_CIPHER_MATCH/i.test(exchange.failure ?? "")
    ? unclear(`It can't be tried here: ${reasonOf(exchange)}.`, exchange)
    : either(exchange.came === undefined, `The connection fails: ${reasonOf(exchange)}.`, bad, exchange);

async function plain(lab: Lab, url: string): Promise<Finding> {
  const exchange = await lab.send({ url: url.replace(/^https:/, "http:") });
  return either(
    !(statusOf(exchange) === 200 && jsonOf(exchange) !== undefined),
    exchange.came === undefined ? "Nothing responds." : `The response is ${statusOf(exchange)}.`,
    "The metadata can be had without TLS.",
    exchange,
  );
}
