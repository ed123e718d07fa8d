/** `candor refusals`: what the journal of a data directory holds, read while a server writes it. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asService, asWeb, openWorld, type World } from "../catalogue/world.ts";
import { run as command, toEnd } from "./run.ts";

const data = mkdtempSync(join(tmpdir(), "candor-refusals-"));
let world: World;
const refs: Record<string, string> = {};

async function refuse(scope: string, headers: Record<string, string> = asService): Promise<string> {
  world.clock.now += 1;
  await world.form("/token", { grant_type: "client_credentials", scope }, headers);
  await world.deps.journal.flush();
  return world.journal.at(-1)?.ref ?? "";
}

beforeAll(async () => {
  world = await openWorld({ sqliteIn: data });
  refs.misspelled = await refuse("read_profil");
  refs.web = await refuse("openid", asWeb);
  refs.odd = await refuse("esc\u001b[31mred");
});
afterAll(async () => {
  await world.close();
  rmSync(data, { recursive: true });
});

const run = (...options: string[]) => toEnd(["refusals", ...options], tmpdir());

it("lists the latest, the newest last, one line each", async () => {
  const { code, out, err } = await run("--data", data);
  const lines = out.trimEnd().split("\n");
  expect({ code, err, count: lines.length }).toEqual({ code: 0, err: "", count: 3 });
  expect(lines[0]).toMatch(
    new RegExp(
      `^2026-06-15 12:00:00 {2}${refs.misspelled} {2}scope/misspelled {2}demo-service {2}'read_profil' is unknown`,
    ),
  );
  expect(lines[1]).toContain(`${refs.web}  client/grant-type-not-allowed  demo-web`);
  // What a requester typed moves no cursor.
  expect(lines[2]).toContain("esc\\u{1b}[31mred");
});

it("of one client, of one reason, so many", async () => {
  expect((await run("--data", data, "--client", "demo-web")).out).toContain(refs.web);
  const { out } = await run("--data", data, "--code", "scope", "--limit", "1", "--json");
  expect(JSON.parse(out)).toEqual({
    ref: refs.odd,
    at: "2026-06-15T12:00:00.003Z",
    code: "scope/malformed",
    error: "invalid_scope",
    title: "The scope parameter is malformed",
    endpoint: "token",
    client_id: "demo-service",
    more: 0,
    link: `https://id.example/refusals/${refs.odd}`,
  });
});

it("explains one as the terminal of a development server does", async () => {
  const { code, out } = await run(refs.misspelled ?? "", "--data", data);
  expect(code).toBe(0);
  expect(out).toContain("refused[scope/misspelled]");
  expect(out).toContain("verified: granted, an access token for read_profile");
  const json = JSON.parse((await run(refs.misspelled ?? "", "--data", data, "--json")).out);
  expect(json).toMatchObject({ ref: refs.misspelled, audience: "operator", code: "scope/misspelled" });
});

it("says what is not there, and changes nothing", async () => {
  const before = readdirSync(data).sort();
  expect(await run("000000000000", "--data", data)).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("000000000000"),
  });
  expect(await run("--data", data, "--client", "nobody")).toEqual({
    code: 0,
    out: "",
    err: "There are no matching refusals.\n",
  });
  const empty = mkdtempSync(join(tmpdir(), "candor-none-"));
  expect(await run("--data", empty)).toMatchObject({ code: 2, err: expect.stringContaining("There is no database") });
  expect(readdirSync(empty)).toEqual([]);
  cpSync(data, join(empty, "demo"), { recursive: true });
  expect(await run("--data", empty)).toMatchObject({ code: 2, err: expect.stringContaining("add --demo.\n") });
  expect(await run("--data", empty, "--demo", "--limit", "1")).toMatchObject({ code: 0, err: "" });
  rmSync(empty, { recursive: true });
  expect(readdirSync(data).sort()).toEqual(before);
});

it("follows: new ones are printed as they come, each once", async () => {
  const following = command(["refusals", "--data", data, "--follow", "--limit", "1"], tmpdir());
  const shows = (ref: string) => following.says(ref);
  try {
    await shows(refs.odd ?? "");
    const first = await refuse("first-new-one");
    await shows(first);
    const second = await refuse("openid", asWeb);
    await shows(second);
    expect(
      following
        .stdout()
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split("  ")[1]),
    ).toEqual([refs.odd, first, second]);
  } finally {
    await following.stop();
  }
});

it("by endpoint, network, time and several clients, and in groups", async () => {
  const refs2 = async (...options: string[]) =>
    (await run("--data", data, "--json", ...options)).out
      .trimEnd()
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [(JSON.parse(line) as { ref: string }).ref]));
  expect(await refs2("--endpoint", "token", "--to", "2026-06-15T12:00:00.002Z")).toEqual([refs.misspelled]);
  expect(
    await refs2(
      "--from",
      "2026-06-15T12:00:00.002Z",
      "--to",
      "2026-06-15T12:00:00.003Z",
      "--client",
      "demo-web",
      "--client",
      "x",
    ),
  ).toEqual([refs.web]);
  expect(await refs2("--network", "203.0.113.0/24")).toEqual([]);
  expect((await run("--data", data, "--from", "yesterday")).err).toContain("Expected a time with its time zone");
  const groups = (await run("--data", data, "--groups", "--code", "scope")).out.trimEnd().split("\n");
  expect(groups.length).toBeGreaterThanOrEqual(2);
  expect(groups.find((line) => line.includes("scope/misspelled"))).toMatch(
    /^ +(?:once|\d+ times) {2}scope\/misspelled {2}demo-service {2}(?:at|since) 2026-06-15 12:00/,
  );
  const [json] = (await run("--data", data, "--groups", "--json", "--client", "demo-web")).out.split("\n");
  // Other tests may have had some of the same cause.
  const one = await refs2("--client", "demo-web", "--code", "client/grant-type-not-allowed");
  expect(one).toContain(refs.web);
  expect(JSON.parse(json ?? "")).toMatchObject({
    code: "client/grant-type-not-allowed",
    client_id: "demo-web",
    count: one.length,
  });
});
