/** An id that was removed and stands for another application: its owner sees nothing that was refused of the former one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applicationChange, type StoredApplication } from "../../src/ports/registered.ts";
import { as } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const HOUR = 3_600_000;

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-former-"));
  let world: World;
  let call: Call;
  let [id, secret, early, late] = ["", "", "", ""];
  const refuse = async (scope: string) => {
    const response = await world.form("/token", { grant_type: "client_credentials", scope }, as(id, secret));
    const { error_uri: uri } = (await response.json()) as { error_uri: string };
    return new URL(uri).searchParams.get("ref") ?? "";
  };
  beforeAll(async () => {
    world = await openWorld({ clients: [PORTAL], ...(storage === "sqlite" && { sqliteIn: directory }) });
    call = await caller(world, "candor:applications candor:refusals");
    const body = { client_name: "Former", grant_types: ["client_credentials"], scope: "read_profile", owner: "grace" };
    const made = await call("POST", "/applications", body);
    id = String(made.json.client_id);
    secret = String(made.json.client_secret);
    early = await refuse("read_profil");
    const { registrations } = world.deps.storage;
    const row = await registrations.find("application", id);
    const stored = JSON.parse(row?.content ?? "") as StoredApplication;
    expect((await call("DELETE", `/applications/${id}`, undefined, etagOf(made))).status).toBe(204);
    world.clock.now += 10 * 60_000;
    const again = { ...stored, client: { ...stored.client, owner: "ada" } };
    const entry = { at: world.clock.now, actor: { is: "file", id: "f" }, action: "application/add" } as const;
    await registrations.change([applicationChange(again, 0)], { ...entry, target: { kind: "application", id } });
    await world.deps.registries.refresh();
    world.clock.now += HOUR;
    late = await refuse("write_multipas");
    await world.deps.journal.flush();
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const refs = ({ json }: { json: Readonly<Record<string, unknown>> }) =>
    (json.items as readonly { readonly ref: string }[]).map(({ ref }) => ref);

  it.each(["ada", "grace", "root"])("%s sees what is hers", async (username) => {
    const by = await callerAs(world, username);
    const expected = { ada: [late], grace: [], root: [late, early] }[username] ?? [];
    expect(refs(await by("GET", `/refusals?client_id=${id}`))).toEqual(expected);
    if (username !== "root") expect(refs(await by("GET", "/refusals?limit=200"))).not.toContain(early);
    expect((await by("GET", `/refusals/${early}`)).status).toBe(username === "root" ? 200 : 404);
    expect((await by("GET", `/refusals/${late}`)).status).toBe(username === "grace" ? 404 : 200);
    const groups = (await by("GET", `/refusals/groups?client_id=${id}`)).json.items as readonly { count: number }[];
    expect(groups.map(({ count }) => count)).toEqual({ ada: [1], grace: [], root: [2] }[username]);
    const counts = (await by("GET", `/refusals/counts?client_id=${id}`)).json.items as readonly { count: number }[];
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(expected.length);
  });

  it("the client itself, and the page of the refusal, show only what is its own", async () => {
    const listed = await world.send("/refusals", { headers: as(id, secret) });
    expect(refs({ json: (await listed.json()) as Record<string, unknown> })).toEqual([late]);
    for (const [ref, status] of [[early, 404] as const, [late, 200] as const]) {
      expect((await world.send(`/refusals/${ref}`, { headers: as(id, secret) })).status).toBe(status);
      const headers = { ...(await world.signedIn("ada")), accept: "text/html" };
      expect((await world.send(`/refusals/${ref}`, { headers })).status).toBe(status);
    }
  });
});
