/** A scope or an API that is removed while something starts to use it: one of the two wins, and nothing is left that doesn't exist. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Answer, type Call, caller, etagOf } from "./caller.ts";

const API = "https://ledger.example/";

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-races-"));
  let world: World;
  let call: Call;
  beforeAll(async () => {
    world = await openWorld(storage === "sqlite" ? { sqliteIn: directory } : {});
    call = await caller(world);
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Starts both at once, in both orders. */
  const bothWays = async (round: number, one: () => Promise<Answer>, other: () => Promise<Answer>) => {
    const starts = round % 2 === 0 ? [one, other] : [other, one];
    const answers = await Promise.all(starts.map((start) => start()));
    return round % 2 === 0 ? answers : answers.reverse();
  };

  it("a scope is removed while an application is allowed it", async () => {
    for (let round = 0; round < 6; round++) {
      const name = `race${round}`;
      const scope = await call("POST", "/scopes", { name, description: "A scope in a race" });
      const app = await call("POST", "/applications", { client_name: "Racer", grant_types: ["client_credentials"] });
      const path = `/applications/${String(app.json.client_id)}`;
      const [removed, allowed] = await bothWays(
        round,
        () => call("DELETE", `/scopes/${name}`, undefined, etagOf(scope)),
        () => call("PATCH", path, { scope: name }, etagOf(app)),
      );
      const isThere = (await call("GET", `/scopes/${name}`)).status === 200;
      const has = (await call("GET", path)).json.scope === name;
      expect(isThere).toBe(has);
      expect([removed?.code ?? removed?.status, allowed?.code ?? allowed?.status]).toEqual(
        isThere ? ["admin/in-use", 200] : [204, "admin/field-invalid"],
      );
    }
  });

  it("an API is removed while a scope is attached to it", async () => {
    for (let round = 0; round < 4; round++) {
      const resource = `${API}${round}`;
      const api = await call("POST", "/apis", { resource, name: "Ledger" });
      const path = `/apis/${encodeURIComponent(resource)}`;
      const name = `ledger${round}`;
      const [removed, added] = await bothWays(
        round,
        () => call("DELETE", path, undefined, etagOf(api)),
        () => call("POST", "/scopes", { name, description: "Read the ledger", api: resource }),
      );
      const isThere = (await call("GET", path)).status === 200;
      expect((await call("GET", `/scopes/${name}`)).status).toBe(isThere ? 200 : 404);
      expect([removed?.code ?? removed?.status, added?.code ?? added?.status]).toEqual(
        isThere ? ["admin/in-use", 201] : [204, "admin/field-invalid"],
      );
    }
  });

  it("a scope is removed while it becomes the replacement of another", async () => {
    for (let round = 0; round < 4; round++) {
      const [next, old] = [`next${round}`, `old${round}`];
      const scope = await call("POST", "/scopes", { name: next, description: "The next scope" });
      await call("POST", "/scopes", { name: old, description: "The old scope" });
      const before = await call("GET", `/scopes/${old}`);
      await bothWays(
        round,
        () => call("DELETE", `/scopes/${next}`, undefined, etagOf(scope)),
        () => call("PATCH", `/scopes/${old}`, { state: "deprecated", replacement: next }, etagOf(before)),
      );
      const isThere = (await call("GET", `/scopes/${next}`)).status === 200;
      expect((await call("GET", `/scopes/${old}`)).json.replacement).toBe(isThere ? next : undefined);
    }
  });

  it("of two changes of one application at once, one is shown the difference", async () => {
    const app = await call("POST", "/applications", { client_name: "Racer", grant_types: ["client_credentials"] });
    const path = `/applications/${String(app.json.client_id)}`;
    const answers = await Promise.all(
      ["One", "Other"].map((client_name) => call("PATCH", path, { client_name }, etagOf(app))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.code).toBe("admin/changed-meanwhile");
  });
});
