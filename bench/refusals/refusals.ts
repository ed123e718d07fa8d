/**
 * What refusals cost, in one process and without a socket: whether those that must look identical take the same time, and what a
 * flood of them does to the rate and to the disk.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Candor } from "../../src/index.ts";
import { median, quantile } from "../measuring/statistics.ts";

type CreateCandor = typeof import("../../src/index.ts").createCandor;

const ISSUER = "https://id.example";
const ASKED = 24_000;
const MEGABYTES = 16;

/** Three refusals with one face: `client-auth/failed`. */
const ALIKE = {
  "unknown client": "nobody:not-the-secret-of-anybody",
  "wrong secret": "known:not-the-secret-of-anybody",
  "expired secret": "late:late-secret-long-enough-not-to-guess",
} as const;
const KNOWN = "known:known-secret-long-enough-not-to-guess";
type Kind = keyof typeof ALIKE;

/** Runs both measurements; returns what to print. */
export async function measureRefusals(directory: string): Promise<string> {
  const { createCandor } = (await import(new URL("../../dist/index.js", import.meta.url).href)) as {
    createCandor: CreateCandor;
  };
  const alike = await timeAlike(createCandor, join(directory, "alike"));
  const flood = await measureFlood(createCandor, join(directory, "flood"));
  return `${alike}\n\n${flood}`;
}

function open(createCandor: CreateCandor, data: string): Promise<Candor> {
  const machine = { grantTypes: ["client_credentials" as const], scopes: ["read"] };
  return createCandor({
    config: {
      issuer: ISSUER,
      data,
      logLevel: "silent",
      scopes: [{ name: "read", description: "Read" }],
      journal: { megabytes: MEGABYTES },
      clients: [
        { id: "known", secrets: [{ value: "known-secret-long-enough-not-to-guess" }], ...machine },
        {
          id: "late",
          secrets: [{ value: "late-secret-long-enough-not-to-guess", expiresAt: "2026-01-01T00:00:00Z" }],
          ...machine,
        },
      ],
    },
    environment: {},
  });
}

interface Asking {
  readonly pair: string;
  readonly scope?: string;
  readonly address: string;
  readonly status: number;
}

/** Asks for a token; returns in microseconds how long that took. */
async function ask(candor: Candor, { pair, scope, address, status }: Asking): Promise<number> {
  const request = new Request(`${ISSUER}/token`, {
    method: "POST",
    body: `grant_type=client_credentials${scope === undefined ? "" : `&scope=${scope}`}`,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
    },
  });
  const began = performance.now();
  const answer = await candor.fetch(request, { address });
  const took = (performance.now() - began) * 1000;
  if (answer.status !== status) throw new Error(`A request was responded with ${answer.status}.`);
  return took;
}

/** Each from a URL of its own, as nobody is to be throttled here. */
const addressOf = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

async function timeAlike(createCandor: CreateCandor, data: string): Promise<string> {
  const candor = await open(createCandor, data);
  const kinds = Object.keys(ALIKE) as Kind[];
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  // In turn, so that whatever the machine does is done to all of them; the first third warms up.
  for (let n = 0; n < ASKED; n++) {
    const kind = kinds[n % kinds.length] as Kind;
    const took = await ask(candor, { pair: ALIKE[kind], address: addressOf(n), status: 401 });
    if (n > ASKED / 3) times.get(kind)?.push(took);
  }
  await candor.close();
  const medians = kinds.map((kind) => median(times.get(kind) ?? []));
  const lines = kinds.map((kind, i) => {
    const p90 = quantile(times.get(kind) ?? [], 0.9);
    return `  ${kind.padEnd(22)}${(medians[i] ?? 0).toFixed(1).padStart(10)}${p90.toFixed(1).padStart(10)}`;
  });
  const ratio = Math.max(...medians) / Math.min(...medians);
  return [
    "Refusals that must look identical   median µs, p90 µs",
    ...lines,
    `  slowest median / fastest median  ${ratio.toFixed(3)} ×`,
  ].join("\n");
}

const FLOODS = [
  { who: "granted", scope: "read", status: 200, address: () => "192.0.2.7" },
  { who: "refused, one party", scope: "raed", status: 400, address: () => "192.0.2.7" },
  { who: "refused, as many parties", scope: "raed", status: 400, address: addressOf },
];

async function measureFlood(createCandor: CreateCandor, data: string): Promise<string> {
  const candor = await open(createCandor, data);
  const file = join(data, "candor.sqlite");
  const sizeOf = () => (statSync(file).size + statSync(`${file}-wal`).size) / 1_000_000;
  const lines: string[] = [];
  let granted = 0;
  for (const { who, scope, status, address } of FLOODS) {
    const before = sizeOf();
    const began = performance.now();
    for (let n = 0; n < ASKED; n++) await ask(candor, { pair: KNOWN, scope, status, address: address(n) });
    const each = ((performance.now() - began) * 1000) / ASKED;
    granted ||= each;
    lines.push(
      `  ${who.padEnd(28)}${(each / granted).toFixed(2).padStart(8)} × the time of a grant${(sizeOf() - before).toFixed(1).padStart(10)} MB more on the disk`,
    );
  }
  await candor.close();
  return [
    `${ASKED.toLocaleString("en")} requests each, one after the other; journal of ${MEGABYTES} MB, of which ${MEGABYTES / 8} MB a minute`,
    ...lines,
  ].join("\n");
}
