/** The seed's refusals: real ones of this server, each told of other applications, times and networks. */
import type { Candor } from "../../src/index.ts";
import type { KeptRefusal, RefusalStore } from "../../src/ports/storage.ts";
import { chance, fewHaveMost, oneOf } from "./chance.ts";
import { applicationOf } from "./registry.ts";
import { DAY, DAYS, NOW, SERVICE, type Size } from "./size.ts";

/** Refusals that wait for a commit together. */
const PORTION = 5_000;

const basic = `Basic ${Buffer.from(`${SERVICE.id}:${SERVICE.secret}`).toString("base64")}`;

/** What goes wrong, the most frequent first. */
const TOKEN_REQUESTS: readonly Readonly<Record<string, string>>[] = [
  { grant_type: "client_credentials", scope: "bench.raed" },
  { grant_type: "client_credentials", scope: "bench.read,bench.write" },
  { grant_type: "client_credentials", scope: "Bench.read" },
  { grant_type: "client_credentials", scope: "bench.secret" },
  { grant_type: "client_credentials", scope: "unheard.of" },
  { grant_type: "client_credentials" },
  { grant_type: "password", username: "ada", password: "x" },
  { grant_type: "client_credentials", scope: "bench.read", resource: "https://nowhere.example" },
  { grant_type: "authorization_code", code: "x", redirect_uri: "https://bench.example/callback" },
  { grant_type: "refresh_token", refresh_token: "x" },
  { grant_typ: "client_credentials" },
  { grant_type: "client_credentials", scope: "openid" },
];

/** What is granted: changes are tried on it. */
const GRANTED = { grant_type: "client_credentials", scope: SERVICE.scope };

const AUTHORIZATION_REQUESTS: readonly Readonly<Record<string, string>>[] = [
  { redirect_uri: "https://bench.example/calback" },
  { redirect_uri: "https://bench.example/callback", response_type: "token" },
  { redirect_uri: "https://bench.example/callback", response_type: "code" },
  {
    redirect_uri: "https://bench.example/callback",
    response_type: "code",
    code_challenge: "short",
    code_challenge_method: "S256",
  },
];

/** Lets each of them happen once, and one that is granted. */
export async function letHappen(candor: Candor): Promise<void> {
  const { issuer } = candor;
  for (const [n, form] of [...TOKEN_REQUESTS, GRANTED].entries())
    await candor.fetch(
      new Request(`${issuer}/token`, {
        method: "POST",
        headers: { authorization: basic },
        body: new URLSearchParams(form),
      }),
      { address: `192.0.2.${n}` },
    );
  for (const [n, query] of AUTHORIZATION_REQUESTS.entries())
    await candor.fetch(new Request(`${issuer}/authorize?${new URLSearchParams({ client_id: SERVICE.id, ...query })}`), {
      address: `198.51.100.${n}`,
    });
}

export async function seedRefusals(store: RefusalStore, size: Size): Promise<number> {
  const random = chance(4);
  const real = await store.list({ limit: 100, clientId: SERVICE.id });
  if (real.length === 0) throw new Error("No request was refused, so there is nothing to tell again.");
  for (let from = 0; from < size.refusals; from += PORTION) {
    const portion = Array.from({ length: Math.min(PORTION, size.refusals - from) }, (_, i) => from + i);
    await Promise.all(
      portion.map((n) => {
        const kept = real[fewHaveMost(random, real.length)] as KeptRefusal;
        return store.insert(toldAgain(kept, n, size, random));
      }),
    );
  }
  return real.length;
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

function toldAgain(kept: KeptRefusal, n: number, size: Size, random: () => number): KeptRefusal {
  const ref = Array.from({ length: 12 }, () => oneOf(random, [...ALPHABET])).join("");
  const clientId = applicationOf(fewHaveMost(random, size.applications));
  // In the order of time, as a journal is written.
  const at = Math.floor(NOW - DAYS * DAY + (DAYS * DAY * n) / size.refusals);
  const network = `${10 + Math.floor(random() * 200)}.${Math.floor(random() * 256)}.${n % 256}.0/24`;
  const record = kept.record
    .replaceAll(JSON.stringify(SERVICE.id), JSON.stringify(clientId))
    .replaceAll(String(kept.at), String(at));
  return { ...kept, ref, at, clientId, network, record, more: random() < 0.02 ? Math.floor(random() * 400) : 0 };
}
