/** Something alive, put into every place of every request: afterwards it is in no response, no log, no terminal and no file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toTerminal } from "../../src/render/terminal.ts";
import { explain } from "../../src/service/explanations.ts";
import { inviteFirstOperator } from "../../src/service/invitations.ts";
import { someOf } from "../breadth.ts";
import { asWeb, openWorld, type World } from "../catalogue/world.ts";
import { PLANTS } from "./planted-places.ts";
import { tracesOf } from "./secret-places.ts";

const LONG_SECRET = "3q:9X/long+secret=of thirty-two characters,or more";

let world: World;
let data: string;
const live: Record<string, string> = {};

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "candor-planted-"));
  world = await openWorld({
    sqliteIn: data,
    config: { logLevel: "debug" },
    clients: [
      { id: "long", secrets: [{ value: LONG_SECRET }], grantTypes: ["client_credentials"], scopes: ["read_profile"] },
    ],
  });
  const token = async (form: Record<string, string>, headers: Record<string, string>) =>
    (await (await world.form("/token", form, headers)).json()) as Record<string, string>;
  const redirect_uri = "https://id.example/demo/callback";
  const code = async (scope?: string) => ({
    grant_type: "authorization_code",
    redirect_uri,
    code: await world.code(scope === undefined ? {} : { scope }),
    code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  });
  const granted = await token(await code(), asWeb);
  const page = await world.send("/sign-in");
  Object.assign(live, {
    code: await world.code(),
    "refresh token": granted.refresh_token,
    JWT: granted.access_token,
    "ID token": granted.id_token,
    "client secret": "demo-service-secret",
    "long client secret": LONG_SECRET,
    session: (await world.signedIn("ada")).cookie?.split("=")[1],
    "form token": /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1],
    "form cookie": /candor[^=]*form[^=]*=([^;]+)/.exec(page.headers.get("set-cookie") ?? "")?.[1],
    "opaque token": (await token({ ...(await code("openid")) }, asWeb)).access_token,
    invitation: (await inviteFirstOperator({ ...world.deps, storage: withoutOperator(world) }))?.split("=")[1],
  });
  if (Object.values(live).some((one) => one === undefined)) throw new Error(`Not alive: ${JSON.stringify(live)}`);
});
afterAll(async () => {
  await world.close();
  rmSync(data, { recursive: true });
});

const withoutOperator = ({ deps: { storage } }: World): World["deps"]["storage"] => ({
  ...storage,
  people: { ...storage.people, hasOperator: async () => false },
});

/** What a response says of a refusal; `state` is the client's own, and a form carries on what was asked for. */
async function saidIn(response: Response): Promise<string> {
  const text = await response.text();
  const location = response.headers.get("location");
  const redirect =
    location === null ? undefined : new URL(location, "https://id.example").searchParams.get("error_description");
  const page = [...text.matchAll(/<(?:p class="says"|dd)>([\s\S]*?)<\/(?:p|dd)>/g)].map(([, said]) => said);
  const json = response.headers.get("content-type")?.startsWith("application/json") === true ? text : "";
  return [redirect, ...page, json, response.headers.get("www-authenticate")].join("\n");
}

/** The files of the database, as the disk has them. */
const onDisk = (): string =>
  readdirSync(data)
    .map((name) => readFileSync(join(data, name), "latin1"))
    .join("\n");

/** They do not begin with `candor_`, and within a longer word nothing tells where they do. */
const WITHOUT_MARK = ["session", "invitation"];

it.each(
  [
    "code",
    "refresh token",
    "JWT",
    "opaque token",
    "ID token",
    "client secret",
    "long client secret",
    "session",
    "invitation",
    "form token",
    "form cookie",
  ].map((kind, at) => [kind, at] as const),
)("%s", async (kind, nth) => {
  const planted = live[kind] ?? expect.fail("It is not alive.");
  const traces = tracesOf(planted).filter((trace) => trace.length >= 8);
  const leaks: string[] = [];
  const look = (place: string, seen: Readonly<Record<string, string>>): void => {
    for (const [where, text] of Object.entries(seen))
      for (const trace of traces) if (text.includes(trace)) leaks.push(`${place}: ${where}`);
  };
  const refused: (readonly [place: string, ref: string, code: string])[] = [];
  const plants = someOf(PLANTS, nth).filter(
    ([, place]) => !(place.startsWith("within a word") && WITHOUT_MARK.includes(kind)),
  );
  for (const [endpoint, place, plant] of plants) {
    world.journal.length = 0;
    world.written.length = 0;
    // What may be tried in a minute is never used up.
    world.clock.now += 1_000;
    const said = await saidIn(await plant(world, planted));
    look(`${endpoint}, ${place}`, { response: said, log: world.written.join("\n") });
    for (const { ref, refusal } of world.journal) refused.push([`${endpoint}, ${place}`, ref, refusal.refused]);
  }
  await world.deps.journal.flush();
  for (const [at, [place, ref, code]] of refused.entries()) {
    const row = (await world.deps.storage.refusals.find(ref)) ?? expect.fail(`${place}: a refusal was not kept.`);
    const entry = (await world.deps.journal.find(ref)) ?? expect.fail(`${place}: a refusal cannot be read.`);
    look(place, { record: JSON.stringify(row) });
    if (at % 9 === 0) look(place, { terminal: toTerminal(explain(world.deps, entry, "operator"), { colour: false }) });
    // Masking changes no decision.
    expect(entry.refusal.refused).toBe(code);
  }
  expect(leaks).toEqual([]);
  // What is looked at is there.
  expect(refused.length).toBeGreaterThan(plants.length / 2);
  const disk = onDisk();
  for (const trace of traces) expect(disk.includes(trace)).toBe(false);
});
