/** Refusals in the admin API: lists, groups and counts agree, owners see only their own, and a fix is applied and undone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as } from "../catalogue/reach/world.ts";
import { asService, openWorld, type World } from "../catalogue/world.ts";
import { type Answer, AUDITOR, addUser, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

let world: World;
let root: Call;
let grace: Call;
let ada: Call;
/** client_id of an application of grace, and its secret. */
let own: { readonly client_id: string; readonly client_secret: string };

const SCOPES = "candor:refusals candor:applications";

beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  await addUser(world, "iris", "auditor");
  root = await caller(world, SCOPES);
  grace = await callerAs(world, "grace");
  ada = await callerAs(world, "ada");
  const made = await root("POST", "/applications", {
    client_name: "Reports",
    grant_types: ["client_credentials"],
    scope: "read_profile",
    owner: "grace",
  });
  own = made.json as unknown as typeof own;
});
afterAll(() => world.close());

const asOwn = () => as(own.client_id, own.client_secret);
/** The reference of a refused token request. */
async function refused(scope: string, sender: Record<string, string> = asOwn()): Promise<string> {
  const response = await world.form("/token", { grant_type: "client_credentials", scope }, sender);
  const { error_uri } = (await response.json()) as { error_uri: string };
  return new URL(error_uri).searchParams.get("ref") ?? "";
}
const items = ({ json }: Answer) => json.items as readonly Readonly<Record<string, string>>[];
const refs = (answer: Answer) => items(answer).map(({ ref }) => ref);
const query = (filters: Readonly<Record<string, string>>) => `?${new URLSearchParams(filters)}`;

describe("lists", () => {
  let typo: string;
  let sensitive: string;
  let others: string;
  beforeAll(async () => {
    typo = await refused("read_profil");
    world.clock.now += 1000;
    sensitive = await refused("write_multipass");
    world.clock.now += 1000;
    others = await refused("reports.read", asService);
  });

  it("have the newest first, and go on where they ended", async () => {
    const all = await root("GET", "/refusals");
    expect(refs(all).slice(0, 3)).toEqual([others, sensitive, typo]);
    const first = await root("GET", "/refusals?limit=2");
    const next = await root("GET", `/refusals?limit=1&next=${first.json.next}`);
    expect(refs(next)).toEqual([typo]);
    expect(items(all)[2]).toMatchObject({
      code: "scope/misspelled",
      error: "invalid_scope",
      endpoint: "token",
      client_id: own.client_id,
    });
  });

  it.each<[Readonly<Record<string, string>>, () => readonly string[]]>([
    [{ code: "scope/misspelled" }, () => [typo]],
    [{ code: "scope" }, () => [others, sensitive, typo]],
    [{ code: "code" }, () => []],
    [{ endpoint: "token" }, () => [others, sensitive, typo]],
    [{ endpoint: "authorization" }, () => []],
    [{ to: "2020-01-01" }, () => []],
    [{ from: "2020-01-01", code: "scope/misspelled" }, () => [typo]],
  ])("by %j", async (filters, expected) =>
    expect(refs(await root("GET", `/refusals${query(filters)}`))).toEqual(expected()),
  );

  it("by several applications", async () => {
    const both = `${own.client_id} demo-service`;
    expect(refs(await root("GET", `/refusals${query({ client_id: both })}`))).toEqual([others, sensitive, typo]);
    expect(refs(await root("GET", `/refusals${query({ client_id: own.client_id })}`))).toEqual([sensitive, typo]);
    expect(refs(await root("GET", `/refusals${query({ client_id: "demo" })}`))).toEqual([]);
  });

  it.each([
    ["code=Scope", "request/parameter-invalid"],
    ["code=a/b/c", "request/parameter-invalid"],
    ["next=x", "request/parameter-invalid"],
    ["from=yesterday", "request/parameter-invalid"],
    ["client_id=", "request/parameter-invalid"],
    ["client=demo-web", "admin/parameter-unknown"],
    ["code=scope&code=code", "request/parameter-invalid"],
  ])("refuse %s", async (wrong, code) => {
    for (const path of ["/refusals", "/refusals/groups"])
      expect((await root("GET", `${path}?${wrong}`)).code).toBe(code);
  });

  it("have only what is the owner's, whatever is asked for", async () => {
    const mine = await grace("GET", "/refusals");
    expect(refs(mine)).toEqual([others, sensitive, typo]);
    expect(refs(await ada("GET", "/refusals"))).toEqual([]);
    for (const asked of ["demo-service", own.client_id, `${own.client_id} demo-web`]) {
      expect(refs(await ada("GET", `/refusals${query({ client_id: asked })}`))).toEqual([]);
      expect(items(await ada("GET", `/refusals/groups${query({ client_id: asked })}`))).toEqual([]);
      expect(items(await ada("GET", `/refusals/counts${query({ client_id: asked })}`))).toEqual([]);
    }
    for (const ref of [typo, others]) {
      const unknown = await ada("GET", "/refusals/000000000000");
      const foreign = await ada("GET", `/refusals/${ref}`);
      expect([foreign.status, foreign.code]).toEqual([404, "admin/not-found"]);
      expect(foreign.text.replaceAll(ref, "").length).toBe(unknown.text.replaceAll("000000000000", "").length);
    }
  });

  it("are not a way to find out where users are", async () => {
    for (const path of ["/refusals", "/refusals/groups", "/refusals/counts"]) {
      expect((await grace("GET", `${path}?network=192.0.2.0/24`)).code).toBe("admin/parameter-unknown");
      expect((await root("GET", `${path}?network=192.0.2.0/24`)).status).toBe(200);
    }
  });
});

describe("counts and groups", () => {
  it("agree with each other", async () => {
    for (let i = 0; i < 30; i++) await refused("read_profil");
    await world.deps.journal.flush();
    const mine = { client_id: own.client_id };
    const counted = items(await root("GET", `/refusals/counts${query({ ...mine, code: "scope/misspelled" })}`));
    const total = counted.reduce((sum, { count }) => sum + Number(count), 0);
    const [group] = items(await root("GET", `/refusals/groups${query({ ...mine, code: "scope/misspelled" })}`));
    expect([total, group?.count, group?.networks]).toEqual([31, 31, 1]);
    const days = items(
      await grace("GET", `/refusals/counts${query({ ...mine, period: "day", code: "scope/misspelled" })}`),
    );
    expect(days.reduce((sum, { count }) => sum + Number(count), 0)).toBe(31);
    expect((await root("GET", "/refusals/counts?from=1970-01-02")).code).toBe("request/parameter-invalid");
  });

  it("say what was changed just before, and go on page by page", async () => {
    const before = await root("GET", `/applications/${own.client_id}`);
    await root("PATCH", `/applications/${own.client_id}`, { client_name: "Reports 2" }, etagOf(before));
    await refused("nothing_like_it");
    const { json } = await grace("GET", `/refusals/groups${query({ code: "scope/unknown" })}`);
    const [group] = json.items as readonly { changes: readonly object[] }[];
    expect(group).toMatchObject({ code: "scope/unknown", client_id: own.client_id, count: 1 });
    const target = { kind: "application", id: own.client_id };
    expect(group?.changes).toMatchObject([
      { action: "application/change", ...target, members: ["client_name"] },
      { action: "application/add", ...target, members: [] },
    ]);
    const all = items(await root("GET", "/refusals/groups"));
    const paged: unknown[] = [];
    for (let next = ""; paged.length < 50; ) {
      const page = await root("GET", `/refusals/groups?limit=1${next === "" ? "" : `&next=${next}`}`);
      paged.push(...items(page));
      if (page.json.next === undefined) break;
      next = String(page.json.next);
    }
    expect(paged).toEqual(all);
  });
});

describe("one refusal", () => {
  it("is explained for the caller's audience", async () => {
    const ref = await refused("reports.read");
    expect((await root("GET", `/refusals/${ref}`)).json).toMatchObject({
      ref,
      audience: "operator",
      code: "scope/not-allowed-for-client",
    });
    expect((await grace("GET", `/refusals/${ref}`)).json).toMatchObject({ ref, audience: "owner" });
  });

  it("is fixed, which an undo takes back", async () => {
    const ref = await refused("reports.read");
    const { fixes } = (await grace("GET", `/refusals/${ref}`)).json as {
      fixes: readonly { changes: readonly { change: string }[] }[];
    };
    const fix = fixes.findIndex(({ changes }) => changes[0]?.change === "add_to_client");
    const tried = await grace("POST", `/refusals/${ref}/fix?dry_run=true`, { fix });
    expect(tried.json).toMatchObject({ result: { client_id: own.client_id, before: { scope: "read_profile" } } });
    expect((tried.json.consequences as { would_be_granted: readonly string[] }).would_be_granted).toContain(ref);
    expect((await grace("POST", `/refusals/${ref}/undo`)).code).toBe("admin/not-found");
    const fixed = await grace("POST", `/refusals/${ref}/fix`, { fix });
    expect([fixed.status, fixed.json.after]).toEqual([200, { scope: "read_profile reports.read" }]);
    const granted = await world.form("/token", { grant_type: "client_credentials", scope: "reports.read" }, asOwn());
    expect(granted.status).toBe(200);
    const [entry] = await world.deps.storage.audit.list({ limit: 1 });
    expect(entry).toMatchObject({
      actor: { is: "user", id: "demo-grace" },
      action: "application/change",
      why: `fix of refusal ${ref}`,
    });
    // It is done: nothing is left to fix.
    expect((await grace("POST", `/refusals/${ref}/fix`, { fix })).code).toBe("admin/not-found");
    const undone = await grace("POST", `/refusals/${ref}/undo`);
    expect([undone.status, undone.json.after]).toEqual([200, { scope: "read_profile" }]);
    expect((await grace("POST", `/refusals/${ref}/undo`)).code).toBe("admin/not-found");
    expect((await grace("GET", `/applications/${own.client_id}`)).json.scope).toBe("read_profile");
  });

  it("isn't undone over a later change", async () => {
    const ref = await refused("reports.read");
    const { fixes } = (await grace("GET", `/refusals/${ref}`)).json as {
      fixes: readonly { changes: readonly { change: string }[] }[];
    };
    const fix = fixes.findIndex(({ changes }) => changes[0]?.change === "add_to_client");
    await grace("POST", `/refusals/${ref}/fix`, { fix });
    const now = await root("GET", `/applications/${own.client_id}`);
    await root("PATCH", `/applications/${own.client_id}`, { client_name: "Later" }, etagOf(now));
    expect((await grace("POST", `/refusals/${ref}/undo`)).code).toBe("admin/changed-meanwhile");
    const later = await root("GET", `/applications/${own.client_id}`);
    expect(later.json).toMatchObject({ client_name: "Later", scope: "read_profile reports.read" });
    await root("PATCH", `/applications/${own.client_id}`, { scope: "read_profile" }, etagOf(later));
  });

  it("isn't fixed by those who may not", async () => {
    const ref = await refused("write_multipass");
    const { fixes } = (await root("GET", `/refusals/${ref}`)).json as {
      fixes: readonly { changes: readonly { change: string }[] }[];
    };
    const fix = fixes.findIndex(({ changes }) => changes[0]?.change === "add_to_client");
    // The scope is sensitive, so only an operator may.
    expect((await grace("POST", `/refusals/${ref}/fix`, { fix })).code).toBe("admin/not-found");
    expect((await ada("POST", `/refusals/${ref}/fix`, { fix })).code).toBe("admin/not-found");
    const iris = await callerAs(world, "iris");
    expect((await iris("POST", `/refusals/${ref}/fix`, { fix })).status).toBe(403);
    expect((await root("POST", `/refusals/${ref}/fix`, { fix: 99 })).code).toBe("admin/not-found");
    expect((await root("POST", `/refusals/${ref}/fix?dry_run=true`, { fix })).status).toBe(200);
    // The file registers it, so it is changed there.
    const others = await refused("reports.read", asService);
    for (let n = 0; n < 4; n++)
      expect((await root("POST", `/refusals/${others}/fix`, { fix: n })).code).toBe("admin/not-found");
  });

  it("whose fix weakens something has no button for it", async () => {
    const web = await root("POST", "/applications", {
      client_name: "Web",
      redirect_uris: ["https://web.example/cb"],
      scope: "openid",
    });
    const id = String(web.json.client_id);
    const request = new URLSearchParams({
      client_id: id,
      response_type: "code",
      scope: "openid",
      redirect_uri: "https://evil.example/",
    });
    await world.send(`/authorize?${request}`);
    const [found] = items(await root("GET", `/refusals${query({ client_id: id })}`));
    expect(found?.code).toBe("redirect-uri/unregistered");
    const { fixes } = (await root("GET", `/refusals/${found?.ref}`)).json as { fixes: readonly { weakens?: string }[] };
    expect(fixes.some(({ weakens }) => weakens !== undefined)).toBe(true);
    for (let n = 0; n < fixes.length; n++)
      expect((await root("POST", `/refusals/${found?.ref}/fix`, { fix: n })).code).toBe("admin/not-found");
  });
});
