/** How probes get tokens for assertions of an issuer that the server trusts (RFC 7523 2.1 and 3). */
import type { AssertionChanges } from "./authentication.ts";
import { briefly, type Exchange, statusOf } from "./exchange.ts";
import { exchanger } from "./exchanging.ts";
import { JWT_BEARER_GRANT } from "./grant-types.ts";
import { CannotTell, type Changes, type Lab, pairsOf } from "./lab.ts";
import { jws, type SigningKey, signerOf, signingKey } from "./sign.ts";
import { type AssertionIssuer, listed, type Target, type TestClient } from "./target.ts";

/** What an identity assertion has for typ, and servers that accept them list as a profile. */
export const [ID_JAG_TYP, ID_JAG_PROFILE] = ["oauth-id-jag+jwt", "urn:ietf:params:oauth:grant-profile:id-jag"];

/** Whether the server accepts identity assertions. */
export const acceptsIdJag = (target: Target): boolean =>
  listed(target, "authorization_grant_profiles_supported")?.includes(ID_JAG_PROFILE) ?? false;

export interface Asserting {
  readonly client: TestClient;
  readonly issuer: AssertionIssuer;
  readonly key: SigningKey;
  /** What a right one got. */
  readonly good: Exchange;
  /** A new assertion, with changes. */
  assertion(changes?: AssertionChanges): string;
  /** A token request with an assertion. */
  ask(assertion: string, form?: Changes, as?: TestClient): Promise<Exchange>;
}

/** With a right assertion of the kind that the server wants. Throws `CannotTell` if it is refused. */
export async function asserting(lab: Lab): Promise<Asserting> {
  const issuer = lab.target.extensions?.assertions;
  if (issuer === undefined) throw new CannotTell("An issuer of assertions is needed: assertion_issuer.");
  const [client, key] = [exchanger(lab), signingKey(issuer.private_key, issuer.signing_alg)];
  const assertion = (changes: AssertionChanges = {}): string => assertionOf(lab, issuer, key, client, changes);
  const ask: Asserting["ask"] = (one, form = {}, as = client) => {
    const usual = { grant_type: JWT_BEARER_GRANT, assertion: one };
    return lab.send(lab.asClient(as, lab.endpoint("token"), pairsOf(usual, form)));
  };
  const good = await ask(assertion());
  if (statusOf(good) !== 200) throw new CannotTell(`A right assertion is refused: ${briefly(good)}.`, [good]);
  return { client, issuer, key, good, assertion, ask };
}

function assertionOf(
  lab: Lab,
  { issuer, subject, audience, claims: own }: AssertionIssuer,
  key: SigningKey,
  { client_id }: TestClient,
  { header = {}, claims = {}, signer }: AssertionChanges,
): string {
  const [iat, isIdJag] = [Math.floor(lab.now() / 1000), acceptsIdJag(lab.target)];
  const usual = { iss: issuer, sub: subject, aud: audience ?? lab.target.issuer, jti: lab.fresh(), iat, exp: iat + 60 };
  return jws(
    { alg: key.alg, kid: key.kid, ...(isIdJag && { typ: ID_JAG_TYP }), ...header },
    { ...usual, ...(isIdJag && { client_id }), ...own, ...claims },
    signer ?? signerOf(key),
  );
}
