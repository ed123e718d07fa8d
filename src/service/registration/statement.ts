/** Verifies the software statement of an application (RFC 7591 2.3) with the keys of whoever has made it, if this server trusts them. */
import { type ReadStatement, readStatement } from "../../admin/registration/statement.ts";
import { CLIENT_SIGNING_ALGS } from "../../protocol/jwk.ts";
import type { TrustedPublisher } from "../../protocol/registration/policy.ts";
import { readSentJwt, type SentJwt } from "../../protocol/sent-jwt.ts";
import type { Deps } from "../deps.ts";
import { verifySentJwt } from "../jwt/verify.ts";

/** `kept`: the statement that the application registered with before. `now` in milliseconds. */
export async function statementIn(
  deps: Pick<Deps, "clientKeys" | "issuer" | "registry">,
  sent: unknown,
  kept: unknown,
  now: number,
): Promise<ReadStatement | undefined> {
  const { softwareStatements = [] } = deps.registry.settings.registration;
  // If nobody is trusted, nothing in it is read.
  if (sent === undefined || sent === null || softwareStatements.length === 0) return undefined;
  const text = typeof sent === "string" ? sent : undefined;
  const trusted = text === undefined ? undefined : issuerOf(text, softwareStatements);
  return readStatement({
    jwt: text === undefined ? undefined : await verified(deps, text, trusted, now),
    ...{ trusted: trusted !== undefined, isKept: sent === kept, issuer: deps.issuer, now },
  });
}

function issuerOf(text: string, trusted: readonly TrustedPublisher[]): TrustedPublisher | undefined {
  const read = readSentJwt(text);
  return "looks" in read ? undefined : trusted.find(({ issuer }) => issuer === read.claims.iss);
}

/** One of nobody who is trusted isn't verified, so that no URL is requested for it. */
async function verified(
  { clientKeys }: Pick<Deps, "clientKeys">,
  text: string,
  trusted: TrustedPublisher | undefined,
  now: number,
): Promise<SentJwt> {
  if (trusted !== undefined)
    return verifySentJwt(text, { clientKeys, client: trusted, algs: CLIENT_SIGNING_ALGS }, now);
  const read = readSentJwt(text);
  return "looks" in read
    ? { is: "malformed", looks: read.looks, length: text.length }
    : { is: "unverified", because: "not-tried", ...read };
}
