/** The server's keys as a terminal shows them, and as JSON. */
import type { SigningKeyStanding } from "../../ports/keys.ts";
import { decrypts } from "../../protocol/encryption.ts";

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

/** JSON for programs, with dates in ISO 8601. */
export const keyJson = (key: SigningKeyStanding): object => ({
  kid: key.kid,
  alg: key.alg,
  use: decrypts(key.alg) ? "enc" : "sig",
  state: key.state,
  createdAt: iso(key.createdAt),
  signsFrom: iso(key.signsFrom),
  signsUntil: iso(key.signsUntil),
  publishedUntil: iso(key.publishedUntil),
});

const day = (at: number | undefined): string => iso(at)?.replace(/:\d\d\.\d{3}Z$/, "Z") ?? "";

function stateOf({ alg, state, signsFrom, signsUntil, publishedUntil }: SigningKeyStanding): string {
  const does = decrypts(alg) ? "decrypts" : "signs";
  if (state === "next") return `${does} from ${day(signsFrom)}`;
  if (state === "former") return `published until ${day(publishedUntil)}`;
  return signsUntil === undefined ? `${does} since ${day(signsFrom)}` : `${does} until ${day(signsUntil)}`;
}

/** The widest word for a state. */
const WIDEST_STATE = "decrypting".length;

const stateWord = ({ alg, state }: SigningKeyStanding): string =>
  state === "signing" && decrypts(alg) ? "decrypting" : state;

const widest = (keys: readonly SigningKeyStanding[]): number => Math.max(5, ...keys.map(({ alg }) => alg.length));

/** One key per line, in the order of the JWKS. */
export const keysText = (keys: readonly SigningKeyStanding[]): string =>
  keys
    .map(
      (key) =>
        `${key.alg.padEnd(widest(keys))}  ${key.kid}  ${stateWord(key).padEnd(keys.some(({ alg }) => decrypts(alg)) ? WIDEST_STATE : 7)}  ${stateOf(key)}`,
    )
    .join("\n");
