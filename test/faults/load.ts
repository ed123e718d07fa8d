/** What applications do to a server, many at once: tokens of both kinds, whole sign-ins, races, introspection, revocation, mistakes. */
import { challengeOf, secret } from "../blackbox/application.ts";
import { seeded } from "../durability/ledger.ts";
import { pause } from "../until.ts";
import { Broken, type Caller } from "./caller.ts";
import { AUTHORIZATION, type Journey, type Ledger, redemptionOf, refreshOf } from "./ledger.ts";
import { CLIENT, REDIRECT_URI, SCOPE, type Site } from "./site.ts";

export interface Load {
  readonly site: Site;
  readonly ledger: Ledger;
  readonly seed: number;
  /** The server for the next request: another one, where several run. */
  readonly server: () => Caller;
  readonly over: () => boolean;
  readonly fibers?: number;
  /** Milliseconds that each fiber rests after what it has done; none by default. */
  readonly rest?: () => number;
}

/** Milliseconds after which an application tries again, where a connection broke or something is unavailable. */
const AGAIN = 20;

/** Runs until it is over. A connection that breaks ends no fiber: an application tries again. */
export async function load({ fibers = 8, ...rest }: Load): Promise<void> {
  await Promise.all(Array.from({ length: fibers }, (_, i) => fiber({ ...rest, seed: rest.seed * 1_000 + i })));
}

async function fiber(given: Load): Promise<void> {
  const random = seeded(given.seed);
  const { over, rest = () => 0 } = given;
  const unavailable = () => given.ledger.statuses.get(503) ?? 0;
  while (!over()) {
    const one = ACTS[Math.floor(random() * ACTS.length)] as (given: Load, random: () => number) => Promise<void>;
    const before = unavailable();
    const isBroken = await one(given, random).then(
      () => false,
      (error) => {
        if (!(error instanceof Broken)) throw error;
        return true;
      },
    );
    const milliseconds = isBroken || unavailable() > before ? AGAIN : rest();
    if (milliseconds > 0) await pause(milliseconds);
  }
}

const ACTS = [opaqueToken, opaqueToken, signedToken, journey, journey, race, introspection, mistake];

async function machineToken({ ledger, server }: Load, scope: string): Promise<string | undefined> {
  const form = { grant_type: "client_credentials", scope };
  const { status, text } = await ledger.count(server().post("/token", form, AUTHORIZATION));
  if (status !== 200) return undefined;
  ledger.acknowledged++;
  return JSON.parse(text).access_token;
}

async function opaqueToken(given: Load, random: () => number): Promise<void> {
  const { ledger, server } = given;
  const token = await machineToken(given, "orders");
  if (token === undefined) return;
  ledger.access.set(token, true);
  if (random() > 0.3) return;
  // While it is under way is unknown.
  ledger.access.delete(token);
  const { status } = await ledger.count(server().post("/revoke", { token }, AUTHORIZATION));
  if (status === 200) ledger.access.set(token, false);
  ledger.acknowledged++;
}

async function signedToken(given: Load): Promise<void> {
  const token = await machineToken(given, "jobs");
  if (token === undefined) return;
  const { jti } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  if (given.ledger.jtis.has(jti)) given.ledger.twice.push(`jti ${jti}`);
  given.ledger.jtis.add(jti);
}

async function introspection({ ledger, server }: Load, random: () => number): Promise<void> {
  const tokens = [...ledger.access];
  const [token = "none", active = false] = tokens[Math.floor(random() * tokens.length)] ?? [];
  const { status, text } = await ledger.count(server().post("/introspect", { token }, AUTHORIZATION));
  // It may be on its way to be revoked by another fiber; what was revoked stays so.
  if (status === 200 && !active && JSON.parse(text).active) ledger.twice.push("a revoked token is active");
}

async function mistake({ ledger, server }: Load): Promise<void> {
  const form = { grant_type: "client_credentials", scope: "orders,jobs" };
  await ledger.count(server().post("/token", form, AUTHORIZATION));
}

/** Authorization, redemption, and refreshes of which two are always under way at once. */
async function journey(given: Load, random: () => number): Promise<void> {
  const { ledger } = given;
  const begun = await authorize(given);
  if (begun === undefined) return;
  ledger.journeys.add(begun);
  if (random() < 0.1) return;
  await surely(begun, () => redeem(given, begun));
  for (let turns = Math.floor(random() * 4); turns > 0 && begun.refresh !== undefined && !begun.unsure; turns--)
    await surely(begun, () => refresh(given, begun));
}

/** Whatever is not acknowledged in full leaves a journey in doubt. */
async function surely(journey: Journey, act: () => Promise<boolean>): Promise<void> {
  journey.unsure = true;
  if (await act()) delete journey.unsure;
}

async function authorize({ site, ledger, server }: Load): Promise<Journey | undefined> {
  const verifier = secret();
  const query = new URLSearchParams({
    response_type: "code",
    client_id: CLIENT.id,
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
  });
  const { headers } = await ledger.count(server().get(`/authorize?${query}`, { cookie: site.cookie }));
  const location = String(headers.location ?? "");
  const code = location.startsWith(REDIRECT_URI) ? new URL(location).searchParams.get("code") : null;
  if (code === null) return undefined;
  ledger.acknowledged++;
  return { code, since: performance.now(), verifier, access: [] };
}

/** A code twice at once: one of them at most is granted. The other one is a replay, which may end the grant. */
async function race(given: Load): Promise<void> {
  const { ledger, server } = given;
  const begun = await authorize(given);
  if (begun === undefined) return;
  const form = redemptionOf(begun);
  const both = await Promise.allSettled([1, 2].map(() => ledger.count(server().post("/token", form, AUTHORIZATION))));
  const granted = both.filter((result) => result.status === "fulfilled" && result.value.status === 200);
  if (granted.length > 1) ledger.twice.push("a code was redeemed twice");
}

async function redeem({ ledger, server }: Load, journey: Journey): Promise<boolean> {
  const { status, text } = await ledger.count(server().post("/token", redemptionOf(journey), AUTHORIZATION));
  if (status !== 200) return false;
  ledger.acknowledged++;
  const { refresh_token, access_token } = JSON.parse(text);
  journey.refresh = refresh_token;
  journey.access.push(access_token);
  ledger.access.set(access_token, true);
  return true;
}

/** A refresh twice at once: both are granted, with one successor. */
async function refresh({ ledger, server }: Load, journey: Journey): Promise<boolean> {
  const form = refreshOf(journey.refresh ?? "");
  const both = await Promise.allSettled([1, 2].map(() => ledger.count(server().post("/token", form, AUTHORIZATION))));
  const replies = both.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  if (replies.length < 2 || replies.some(({ status }) => status !== 200)) return false;
  ledger.acknowledged += 2;
  const [first, second] = replies.map(({ text }) => JSON.parse(text));
  if (first.refresh_token !== second.refresh_token) ledger.twice.push("two successors of one refresh token");
  journey.refresh = first.refresh_token;
  for (const { access_token } of [first, second]) {
    journey.access.push(access_token);
    ledger.access.set(access_token, true);
  }
  return true;
}
