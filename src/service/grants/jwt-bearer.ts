/** Loads what is known of an assertion that is a grant, with the keys of its issuer. */
import { createHash } from "node:crypto";
import type { SingleUse } from "../../ports/single-use.ts";
import { charactersOf } from "../../protocol/characters.ts";
import { ALL_ENDPOINTS } from "../../protocol/endpoints.ts";
import type { JwtBearerFacts } from "../../protocol/grants/jwt-bearer/facts.ts";
import { CLIENT_SIGNING_ALGS } from "../../protocol/jwk.ts";
import { readSentJwt } from "../../protocol/sent-jwt.ts";
import { findUser } from "../hooks/users.ts";
import { verifySentJwt } from "../jwt/verify.ts";
import type { Loaded, Where } from "./grant-work.ts";

/** Milliseconds for which a jti is remembered after it has expired, since another process may have another clock. */
const LONGER = 60_000;

/** The assertion of a request. `now` in milliseconds. */
export async function loadAssertion(
  deps: Where,
  values: ReadonlyMap<string, string>,
  now: number,
): Promise<Loaded<JwtBearerFacts>> {
  const { registry, clientKeys } = deps;
  const { settings } = registry;
  const text = values.get("assertion") ?? "";
  const audiences = [settings.issuer, settings.issuer + ALL_ENDPOINTS.token.path];
  const read = readSentJwt(text);
  if ("looks" in read)
    return { facts: { jwt: { is: "malformed", looks: read.looks, length: charactersOf(text) }, audiences } };
  const trusted = settings.trustedIssuers?.find(({ issuer }) => issuer === read.claims.iss);
  if (trusted === undefined) return { facts: { jwt: { is: "unverified", because: "not-tried", ...read }, audiences } };
  const jwt = await verifySentJwt(text, { clientKeys, client: trusted, algs: CLIENT_SIGNING_ALGS }, now);
  const { issuer, identityAssertions, clients, scopes, subjects } = trusted;
  const user = jwt.is === "verified" && subjects === "users" ? await userOf(deps, jwt.claims.sub) : undefined;
  const facts: JwtBearerFacts = {
    jwt,
    audiences,
    issuer: { issuer, identityAssertions, clients, scopes, subjects },
    ...(user !== undefined && { user }),
  };
  if (jwt.is !== "verified") return { facts };
  return { facts, once: { use: onceOf(text, issuer, jwt.claims), otherwise: { ...facts, used: true } } };
}

/** The user with this subject or this name, if there is one who may sign in. */
async function userOf({ storage, hooks }: Where, sub: unknown): Promise<string | undefined> {
  if (typeof sub !== "string" || sub === "") return undefined;
  const found = (await findUser({ storage, hooks }, sub)) ?? (hooks?.users ? undefined : await byName(storage, sub));
  return found?.disabled === false ? found.subject : undefined;
}

const byName = ({ people }: Where["storage"], name: string) => people.findByUsername(name);

/** By its jti, or by its text if it has none. */
function onceOf(text: string, issuer: string, { jti, exp }: Readonly<Record<string, unknown>>): SingleUse {
  const what = typeof jti === "string" && jti !== "" ? jti : text;
  const hash = createHash("sha256")
    .update(JSON.stringify(["assertion", issuer, what]))
    .digest();
  const until = Number(exp) * 1000 + LONGER;
  return { hash, until: Number.isFinite(until) ? until : 0 };
}
