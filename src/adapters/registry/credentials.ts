/** The one place where clients' secrets are compared. Their hashes stay here. */
import { hash, timingSafeEqual } from "node:crypto";
import { markOf, sha512In, slowKindOf, UNKNOWN_HASH } from "../../ports/foreign-secret.ts";
import type { ClientRecord, ClientSecret, Credentials, MatchedSecret, RegisteredClient } from "../../ports/registry.ts";
import { macBytes } from "../../protocol/client-authentication/assertion.ts";
import { isGuessable } from "../../protocol/secret-shape.ts";

/** Compared for a client without secrets, and for one that doesn't exist. */
const NO_SECRETS: readonly ClientSecret[] = [{ hash: UNKNOWN_HASH, expiresAt: undefined, guessable: true }];

/** Credentials of nobody: comparing with them takes the same work, and nothing matches. */
export const NOBODY: Credentials = credentialsOf([]);

/** The client, with credentials that compare and tell nothing else. */
export const registered = ({ client, secrets, since }: ClientRecord): RegisteredClient => ({
  client,
  ...(since !== undefined && { since }),
  credentials: credentialsOf(secrets),
});

function credentialsOf(secrets: readonly ClientSecret[]): Credentials {
  let candidates = secrets.length === 0 ? NO_SECRETS : secrets;
  const slow = secrets.find(({ foreign }) => foreign !== undefined && slowKindOf(foreign) !== undefined);
  return {
    matchSecret: (sent) => matching(sent, candidates),
    matchMac: (jwt, alg) => madeBy(jwt, alg, secrets),
    async matchSlowly(sent, passwords, like) {
      const right = await passwords.verify(sent, slow?.foreign, like);
      // For a client without a secret, a server may have kept the hash of empty text.
      if (slow === undefined || !right || sent === "") return undefined;
      // It is known now, and compared like any other from here on, even while it can't be stored.
      const known = { ...slow, hash: hash("sha256", sent, "buffer"), guessable: isGuessable(sent) };
      candidates = secrets.map((one) => (one === slow ? known : one));
      return matched(slow);
    },
  };
}

async function madeBy(jwt: string, alg: string, secrets: readonly ClientSecret[]): ReturnType<Credentials["matchMac"]> {
  const keys = secrets.flatMap((secret) => (secret.text === undefined ? [] : [[secret, encode(secret.text)] as const]));
  const fitting = keys.filter(([, key]) => key.length >= (macBytes(alg) ?? Number.POSITIVE_INFINITY));
  if (fitting.length === 0) return "none";
  const { compactVerify } = await import("jose");
  let found: ClientSecret | undefined;
  for (const [secret, key] of fitting) {
    const isMaker = await compactVerify(jwt, key, { algorithms: [alg] }).then(
      () => true,
      () => false,
    );
    if (isMaker && !outlives(found, secret)) found = secret;
  }
  return found && matched(found);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function matching(secret: string, candidates: readonly ClientSecret[]): MatchedSecret | undefined {
  // Asking for text halves the time.
  const sent = Buffer.from(hash("sha256", secret, "binary"), "latin1");
  let found: ClientSecret | undefined;
  for (const candidate of candidates) {
    // Each one is compared, so that the time doesn't say which one matched.
    if (isEqual(sent, secret, candidate) && !outlives(found, candidate)) found = candidate;
  }
  return found && matched(found);
}

function isEqual(sent: Uint8Array, secret: string, { hash: own, foreign }: ClientSecret): boolean {
  const sha512 = foreign === undefined ? undefined : sha512In(foreign);
  if (sha512 === undefined) return timingSafeEqual(sent, own);
  return timingSafeEqual(hash("sha512", secret, "buffer"), sha512) && secret !== "";
}

const matched = ({ id, expiresAt, guessable, foreign }: ClientSecret): MatchedSecret => ({
  ...{ id, expiresAt, guessable },
  ...(foreign !== undefined && { cameAs: markOf(foreign) }),
});

function outlives(a: ClientSecret | undefined, b: ClientSecret): boolean {
  return a !== undefined && (a.expiresAt ?? Number.POSITIVE_INFINITY) >= (b.expiresAt ?? Number.POSITIVE_INFINITY);
}
