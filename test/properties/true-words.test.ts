/**
 * Every sentence that is produced holds for the request that produced it: what is quoted was sent, what is missing is missing, what is
 * repeated is repeated, bounds are exceeded, places are where it was, and the differences that are named are all that there are. Each
 * reason has what must hold for it (`true/of-*.ts`), read off the request by other means than the server's.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Code, codes, type Refusal, reasonOf } from "../../src/reasons/index.ts";
import { wireText } from "../../src/render/wire-text.ts";
import { cases } from "../breadth.ts";
import { reach } from "../catalogue/reach/all.ts";
import { refreshToken } from "../catalogue/reach/grants.ts";
import { accessToken, openReachable } from "../catalogue/reach/world.ts";
import { encode, ISSUER, type World } from "../catalogue/world.ts";
import { ofAdmin } from "./true/of-admin.ts";
import { ofBackchannel } from "./true/of-backchannel.ts";
import { ofClients } from "./true/of-clients.ts";
import { ofDetails } from "./true/of-details.ts";
import { ofDevices } from "./true/of-devices.ts";
import { ofGrants } from "./true/of-grants.ts";
import { ofProofs } from "./true/of-proofs.ts";
import { ofRegistration } from "./true/of-registration.ts";
import { ofRequests } from "./true/of-requests.ts";
import { proofHolds } from "./true/proved.ts";
import { type Asked, LIVE, requests } from "./true/requests.ts";
import { type Sent, sentOf } from "./true/sent.ts";

/** Takes the place of others, and says what they have in common. */
const FACES = ["client-auth/failed"] as const;
type Face = (typeof FACES)[number];

/** The compiler asks for each reason. */
const ALL: Readonly<Record<Exclude<Code, Face>, unknown>> = {
  ...ofRequests,
  ...ofClients,
  ...ofGrants,
  ...ofDevices,
  ...ofBackchannel,
  ...ofDetails,
  ...ofProofs,
  ...ofAdmin,
  ...ofRegistration,
};
const HOLDS = ALL as Partial<Record<Code, (e: never, sent: Sent) => void>>;

const native = {
  authMethods: ["none" as const],
  applicationType: "native" as const,
  scopes: ["read_profile"],
  defaultScopes: ["read_profile"],
};
const loopback = ["http://127.0.0.1/cb", "http://localhost:7777/cb"];
const CLIENTS = [
  {
    ...native,
    id: "native",
    redirectUris: [...loopback, "cursor://app/cb"],
    allowedSchemes: ["cursor"],
    postLogoutRedirectUris: ["http://localhost:7777/bye"],
  },
  { ...native, id: "strict", redirectUris: loopback, anyLocalhostPort: false },
];

let world: World;
beforeAll(async () => {
  world = recorded(await openReachable(CLIENTS));
});
afterAll(() => world.close());

const RUNS = Number(process.env.TRUE_WORDS_RUNS ?? cases(1_500));
const seen = new Map<Code, number>();

/** Holds what is said of a request against it. */
function check(sent: Sent): void {
  const { refused, evidence } = sent.refusal;
  seen.set(refused, (seen.get(refused) ?? 0) + 1);
  const { points = () => [], fixes = () => [] } = reasonOf(refused);
  const notes = points(evidence as never).map(({ note = "" }) => note);
  const all = [sent.says, ...notes, ...fixes(evidence as never).map(({ says }) => says)].join("\n");
  expect(all).not.toMatch(/\bundefined\b|NaN|\[object(?! Object\]')/);
  expect(all).not.toMatch(/(?<![\d.-])1 (?:characters|bytes|seconds|parameters|scopes|APIs|words|redirect URIs)\b/);
  const holds = HOLDS[refused] ?? expect.fail(`Nothing is known to hold for ${refused}.`);
  try {
    holds(evidence as never, sent);
    const missing = /^(?:The parameter )?(\w+) is missing/.exec(sent.says)?.[1];
    if (missing !== undefined) expect([missing, sent.value(missing)]).toEqual([missing, undefined]);
  } catch (error) {
    const { method, url, bodyText } = sent;
    throw new Error(
      `${refused}: ${sent.says}\n${method} ${url.pathname}?${sent.queryText.slice(0, 600)}\n${bodyText.slice(0, 600)}\n${(error as Error).message}`,
    );
  }
}

/** The world, with what is sent to it held against what is refused of it. */
function recorded(of: World): World {
  const send: World["send"] = async (path, init = {}) => {
    const before = of.journal.length;
    const request = new Request(new URL(path, ISSUER), { redirect: "manual", ...init });
    const { method, url, headers } = request;
    const body = await request.clone().text();
    const response = await of.send(path, init);
    for (const { refusal, on } of of.journal.slice(before))
      check(sentOf(of, { method, url, headers, body }, { refusal, on, says: saidOf(refusal) }));
    return response;
  };
  const form: World["form"] = (path, fields, headers = {}) =>
    send(path, {
      method: "POST",
      body: encode(fields),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });
  return Object.assign(Object.create(of) as World, { send, form });
}

/** The request with live credentials where it has room for them. */
async function alive(asked: Asked): Promise<Asked> {
  let text = JSON.stringify(asked);
  const make = async (one: (typeof LIVE)[number]): Promise<string> =>
    one === "{code}" ? world.code() : one === "{refresh}" ? refreshToken(world) : accessToken(world);
  for (const one of LIVE)
    for (const written of [one, encodeURIComponent(one)])
      if (text.includes(written)) text = text.replaceAll(written, await make(one));
  return JSON.parse(text) as Asked;
}

const saidOf = ({ refused, evidence }: Refusal): string => reasonOf(refused).says(evidence as never);

it("for every reason it is known what must hold", () => {
  expect([...Object.keys(HOLDS), ...FACES].sort()).toEqual([...codes].sort());
});

describe("holds for the request that is refused for", () => {
  it.each(Object.entries(reach))("%s", async (code, run) => {
    const before = seen.get(code as Code) ?? 0;
    await run(world);
    expect(seen.get(code as Code)).toBeGreaterThan(before);
  });
});

it("holds for requests that are wrong in any way, and for what the wire says of them", async () => {
  seen.clear();
  let proofs = 0;
  await fc.assert(
    fc.asyncProperty(requests, async (asked) => {
      world.clock.now += 60_000;
      const living = await alive(asked);
      const { method, path, headers, query, body } = living;
      const before = world.journal.length;
      const all = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
      const response = await world.send(path + (query === "" ? "" : `?${query}`), {
        method,
        headers: all,
        ...(body !== "" && method !== "GET" && method !== "HEAD" && { body }),
      });
      expect(response.status).toBeLessThan(500);
      const last = world.journal.at(-1);
      if (world.journal.length > before && last !== undefined && (await proofHolds(world, living, last.ref))) proofs++;
      const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
      if (!isJson || response.status < 400 || method === "HEAD") return;
      const said = (await response.json()) as { error_description: string };
      const { refusal } = last ?? expect.fail("Nothing was journalled.");
      if (FACES.includes(refusal.refused as Face) || reasonOf(refusal.refused).face !== undefined) return;
      // What goes over the wire is what was said: as much of it as has room, and nothing else.
      const whole = wireText(saidOf(refusal), 10_000);
      expect(whole.startsWith(said.error_description.replace(/(?:\.{3})? \(ref [0-9a-z]{12}\)$/, ""))).toBe(true);
    }),
    { numRuns: RUNS },
  );
  // They were refused for many reasons, and not all for one.
  expect(seen.size).toBeGreaterThan(RUNS < 1_000 ? 15 : 45);
  expect(proofs).toBeGreaterThan(RUNS / 50);
});
