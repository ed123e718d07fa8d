/** The one place where clients' secrets are compared. Their hashes stay here. */
import { hash, timingSafeEqual } from "node:crypto";
import type { ClientRecord, ClientSecret, Credentials, MatchedSecret, RegisteredClient } from "../../ports/registry.ts";
import { macBytes } from "../../protocol/client-authentication/assertion.ts";

/** Compared for a client without secrets, and for one that doesn't exist. Nothing that can be sent has this hash. */
const NO_SECRETS: readonly ClientSecret[] = [{ hash: new Uint8Array(32), expiresAt: undefined, guessable: true }];

/** Credentials of nobody: comparing with them takes the same work, and nothing matches. */
export const NOBODY: Credentials = credentialsOf([]);

/** The client, with credentials that compare and tell nothing else. */
export const registered = ({ client, secrets, since }: ClientRecord): RegisteredClient => ({
  client,
  ...(since !== undefined && { since }),
  credentials: credentialsOf(secrets),
});

function credentialsOf(secrets: readonly ClientSecret[]): Credentials {
  const candidates = secrets.length === 0 ? NO_SECRETS : secrets;
  return { matchSecret: (sent) => matching(sent, candidates), matchMac: (jwt, alg) => madeBy(jwt, alg, secrets) };
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
  return found && { id: found.id, expiresAt: found.expiresAt, guessable: found.guessable };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function matching(secret: string, candidates: readonly ClientSecret[]): MatchedSecret | undefined {
  const sent = hash("sha256", secret, "buffer");
  let found: ClientSecret | undefined;
  for (const candidate of candidates) {
    // Each one is compared, so that the time doesn't say which one matched.
    if (timingSafeEqual(sent, candidate.hash) && !outlives(found, candidate)) found = candidate;
  }
  return found && { id: found.id, expiresAt: found.expiresAt, guessable: found.guessable };
}

function outlives(a: ClientSecret | undefined, b: ClientSecret): boolean {
  return a !== undefined && (a.expiresAt ?? Number.POSITIVE_INFINITY) >= (b.expiresAt ?? Number.POSITIVE_INFINITY);
}
