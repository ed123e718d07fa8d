/** A JWT in plain words: its members as they are, its times relative and absolute, and what is wrong in it. Nothing is verified. */
import type { Jwt } from "./material.ts";
import { kindOf } from "./rules/jwt-kind.ts";
import { lasting } from "./rules/requests.ts";
import { claimTime, shownTime } from "./rules/times.ts";

/** A member of the header or the claims. */
export interface Member {
  readonly name: string;
  /** A string as it is, anything else as JSON. */
  readonly value: string;
  /** What the value means. */
  readonly means?: string;
}

export interface Decoded {
  /** `Access token`, `ID token`, `Client assertion`, … */
  readonly title: string;
  readonly header: readonly Member[];
  readonly claims: readonly Member[];
  /** What is wrong in it by itself, each in a sentence. */
  readonly wrong: readonly string[];
}

const TITLES: Readonly<Record<string, string>> = {
  access_token: "Access token",
  bearer: "Access token",
  id_token: "ID token",
  id_token_hint: "ID token",
  client_assertion: "Client assertion",
  assertion: "Assertion",
  subject_token: "Subject token",
  dpop: "DPoP proof",
  logout_token: "Logout token",
  refresh_token: "Refresh token",
  request: "Request object",
};

/** More than this doesn't help anyone. */
const MOST = { members: 60, characters: 1_000 } as const;

/** `now` is in milliseconds since 1970. */
export function decodedJwt(jwt: Jwt, now: number): Decoded {
  const { header, claims, found, parts } = jwt;
  return {
    title: TITLES[found] ?? "JWT",
    header: membersOf(header, () => undefined),
    claims: parts === 5 ? [] : membersOf(claims, (name) => meaningOf(jwt, name, now)),
    wrong: [...faultsOfHeader(jwt), ...(parts === 5 ? [] : [...faultsOfTimes(jwt, now), ...faultsOfAudience(jwt)])],
  };
}

function membersOf(of: Jwt["claims"], means: (name: string) => string | undefined): Member[] {
  return Object.entries(of)
    .slice(0, MOST.members)
    .map(([name, value]) => {
      const meaning = means(name);
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return { name, value: short(text), ...(meaning !== undefined && { means: meaning }) };
    });
}

const short = (text: string): string => (text.length > MOST.characters ? `${text.slice(0, MOST.characters)}…` : text);

const TIMES = ["exp", "nbf", "iat", "auth_time", "updated_at"];

function meaningOf(jwt: Jwt, name: string, now: number): string | undefined {
  const time = TIMES.includes(name) ? claimTime(jwt, name) : undefined;
  if (time !== undefined) return `${relative(time, now)}: ${shownTime(time)}`;
  const { aud } = jwt.claims;
  if (name === "aud" && Array.isArray(aud)) return aud.length === 1 ? "1 audience" : `${aud.length} audiences`;
  return undefined;
}

/** `3 hours ago`, `in 5 minutes`. */
function relative(time: number, now: number): string {
  return time <= now ? `${span(now - time)} ago` : `in ${span(time - now)}`;
}

const DAY = 86_400_000;

/** From two months on, hours don't matter. */
function span(milliseconds: number): string {
  const days = milliseconds / DAY;
  if (days < 60) return lasting(milliseconds);
  const months = Math.floor(days / 30.44);
  return months < 24 ? `${months} months` : `${Math.floor(days / 365.25)} years`;
}

function* faultsOfHeader({ header, parts }: Jwt): Iterable<string> {
  if (parts === 5) yield "It is encrypted. Only its recipient can read the claims.";
  else if (typeof header.alg === "string" && header.alg.toLowerCase() === "none")
    yield "It isn't signed: alg is none. Verifiers must reject it.";
  else if (header.alg === undefined && Object.keys(header).length > 0) yield "The header has no alg.";
  else if (parts === 2) yield "The signature is missing. Only two of three parts are here.";
}

function* faultsOfTimes(jwt: Jwt, now: number): Iterable<string> {
  const [exp, nbf, iat] = ["exp", "nbf", "iat"].map((name) => claimTime(jwt, name));
  for (const name of ["exp", "nbf", "iat"]) {
    const value = jwt.claims[name];
    if (value === undefined) continue;
    if (typeof value !== "number") yield `${name} must be a number of seconds since 1970, and is ${typeof value}.`;
    else if (Math.abs(value) > 1e11) yield `${name} is in milliseconds. Times in a JWT are seconds since 1970.`;
  }
  if (jwt.claims.exp === undefined) yield "It has no exp, so it never expires. Most verifiers reject it.";
  if (exp !== undefined && exp <= now) yield `It expired ${relative(exp, now)}, at ${shownTime(exp)}.`;
  if (exp !== undefined && iat !== undefined && exp <= iat) yield "exp isn't after iat, so it was never valid.";
  if (nbf !== undefined && nbf > now) yield `It isn't valid yet: nbf is ${relative(nbf, now)}, at ${shownTime(nbf)}.`;
  else if (iat !== undefined && iat > now)
    yield `It was issued in the future: iat is ${relative(iat, now)}, at ${shownTime(iat)}. A clock is wrong.`;
}

function* faultsOfAudience(jwt: Jwt): Iterable<string> {
  const { aud, azp } = jwt.claims;
  if (Array.isArray(aud) && aud.length === 0) yield "aud is empty, so it is for no one.";
  // OpenID Connect Core 3.1.3.7: with several audiences, azp says which client it was issued to.
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined && kindOf(jwt) === "id_token")
    yield "It has several audiences and no azp, so clients can't tell whose it is.";
}
