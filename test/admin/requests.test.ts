/** Owners ask for scopes, operators decide: over the admin API, with every role, in every order, and with what somebody would try. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoredTeam } from "../../src/ports/registered.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Answer, AUDITOR, addUser, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const REASON = "It books multipasses for the crew.";

let world: World;
let root: Call;
let grace: Call;
let ada: Call;
let mate: Call;
let auditor: Call;
let service: Call;

beforeAll(async () => {
  world = await openWorld({
    clients: [AUDITOR, PORTAL],
    config: { scopes: [{ name: "books.write", description: "Write books" }] },
  });
  await addUser(world, "mate", "user");
  await addUser(world, "viewer", "auditor");
  await team("crew", ["demo-grace", "demo-mate"]);
  [root, grace, ada, mate, auditor] = (await Promise.all(
    ["root", "grace", "ada", "mate", "viewer"].map((name) => callerAs(world, name)),
  )) as [Call, Call, Call, Call, Call];
  service = await caller(world);
});
afterAll(() => world.close());

async function team(name: string, subjects: readonly string[]): Promise<void> {
  const members = subjects.map((subject) => ({ subject, since: 0 }));
  const stored: StoredTeam = { team: { name, members } };
  const entry = {
    at: world.clock.now,
    actor: { is: "client", id: "test" },
    action: "team/add",
    target: { kind: "team", id: name },
  } as const;
  await world.deps.storage.registrations.change(
    [{ kind: "team", id: name, from: 0, content: JSON.stringify(stored) }],
    entry,
  );
}

/** A new application; its client_id. */
async function app(members: object = { owner: "grace" }): Promise<string> {
  const made = await service("POST", "/applications", {
    client_name: "Crew planner",
    redirect_uris: ["https://crew.example/callback"],
    scope: "openid read_profile",
    ...members,
  });
  expect(made.status).toBe(201);
  return String(made.json.client_id);
}

const ask = (call: Call, application: string, scope = "write_multipass", reason = REASON) =>
  call("POST", "/requests", { application, scope, reason });
const at = ({ json }: Answer): string => `/requests/${String(json.id)}`;
const decide = (call: Call, request: Answer, state: string, answer?: string, headers = etagOf(request)) =>
  call("PATCH", at(request), { state, ...(answer !== undefined && { comment: answer }) }, headers);
const scopesOf = async (id: string) => String((await service("GET", `/applications/${id}`)).json.scope);
const ids = async (call: Call, query = "") =>
  ((await call("GET", `/requests?limit=200${query}`)).json.items as readonly { id: string }[]).map(({ id }) => id);

it("an owner asks, an operator approves, and the application has the scopes at once", async () => {
  const id = await app();
  const asked = await ask(grace, id, "write_multipass books.write");
  expect(asked.status).toBe(201);
  expect(asked.json).toMatchObject({
    application: id,
    application_name: "Crew planner",
    scope: "write_multipass books.write",
    reason: REASON,
    requested_by: "grace",
    state: "open",
  });
  expect(new URL(asked.headers.get("location") ?? "").pathname).toBe(`/admin/v1${at(asked)}`);

  const dry = await root("PATCH", `${at(asked)}?dry_run=true`, { state: "approved" }, etagOf(asked));
  expect(dry.json).toMatchObject({ result: { state: "approved" }, consequences: { clients: [id] } });
  expect(await scopesOf(id)).toBe("openid read_profile");

  const approved = await decide(root, asked, "approved", "Agreed with the crew office.");
  expect(approved.status).toBe(200);
  expect(await scopesOf(id)).toBe("openid read_profile write_multipass books.write");
  const shown = await grace("GET", at(asked));
  expect(shown.json).toMatchObject({ state: "approved", decided_by: "root", comment: "Agreed with the crew office." });
  expect(shown.json.decided_at).toBe(new Date(world.clock.now).toISOString());
  const [entry] = await world.deps.storage.audit.list({ limit: 1 });
  expect(entry).toMatchObject({
    action: "application/change",
    target: { kind: "application", id },
    before: { scope: "openid read_profile" },
    after: { scope: "openid read_profile write_multipass books.write" },
    why: `request ${String(asked.json.id)}`,
    actor: { is: "user", id: "demo-root" },
  });
});

it("an operator declines with a reason, and nothing changes", async () => {
  const id = await app();
  const asked = await ask(grace, id);
  const without = await decide(root, asked, "declined");
  expect([without.code, without.pointers]).toEqual(["admin/field-invalid", ["/comment"]]);
  expect((await decide(root, asked, "declined", "Use read_profile.")).status).toBe(200);
  expect(await scopesOf(id)).toBe("openid read_profile");
  expect((await grace("GET", at(asked))).json).toMatchObject({ state: "declined", comment: "Use read_profile." });
  expect((await ask(grace, id)).status).toBe(201);
});

it("the owner withdraws, and then nobody approves it any more", async () => {
  const id = await app();
  const asked = await ask(grace, id);
  const withdrawn = await decide(grace, asked, "withdrawn");
  expect(withdrawn.json).toMatchObject({ state: "withdrawn", decided_by: "grace" });
  const late = await decide(root, withdrawn, "approved", undefined, etagOf(withdrawn));
  expect([late.status, late.code]).toEqual([409, "admin/request-decided"]);
  expect(await scopesOf(id)).toBe("openid read_profile");
});

describe("nobody gets further than the role", () => {
  it("an owner approves neither the own request nor a team mate's, by no way", async () => {
    const id = await app({ owner: "grace", team: "crew" });
    const asked = await ask(grace, id);
    for (const call of [grace, mate])
      for (const state of ["approved", "declined"]) {
        const tried = await decide(call, asked, state, "Because I can.");
        expect([tried.status, tried.code]).toEqual([403, "admin/role-insufficient"]);
      }
    for (const body of [
      { state: "open" },
      { state: "approved", decided_by: "root" },
      { state: "approved", scope: "openid" },
      { application: "x" },
    ]) {
      const tried = await grace("PATCH", at(asked), body, etagOf(asked));
      expect(tried.status, JSON.stringify(body)).toBe(400);
    }
    for (const more of [{ state: "approved" }, { requested_by: "root" }, { id: "1" }, { decided: {} }]) {
      const tried = await grace("POST", "/requests", {
        application: id,
        scope: "books.write",
        reason: REASON,
        ...more,
      });
      expect(tried.code).toBe("admin/member-unknown");
    }
    expect(await scopesOf(id)).toBe("openid read_profile");
    expect((await root("GET", at(asked))).json.state).toBe("open");
  });

  it("another's application and requests look as if they didn't exist", async () => {
    const id = await app();
    const asked = await ask(grace, id);
    const other = await ask(ada, id);
    const none = await ask(ada, "no-such-client");
    expect([other.code, other.pointers]).toEqual(["admin/field-invalid", ["/application"]]);
    const bare = ({ text }: Answer, known: string) => text.replaceAll(known, "…").replaceAll(/[0-9a-z]{12}/g, "");
    expect(bare(other, id)).toBe(bare(none, "no-such-client"));
    expect((await ada("GET", at(asked))).code).toBe("admin/not-found");
    for (const state of ["withdrawn", "approved"])
      expect((await decide(ada, asked, state)).code).toBe("admin/not-found");
    expect(await ids(ada)).not.toContain(asked.json.id);
    expect(await ids(ada, `&application=${id}`)).toEqual([]);
    expect(await ids(grace, `&application=${id}`)).toEqual([asked.json.id]);
  });

  it("a team mate sees and withdraws what the other asked for", async () => {
    const id = await app({ owner: undefined, team: "crew" });
    const asked = await ask(grace, id);
    expect(await ids(mate)).toContain(asked.json.id);
    expect((await decide(mate, asked, "withdrawn")).json).toMatchObject({ state: "withdrawn", decided_by: "mate" });
  });

  it("an auditor sees everything and changes nothing", async () => {
    const id = await app();
    const asked = await ask(grace, id);
    expect(await ids(auditor)).toContain(asked.json.id);
    expect((await auditor("GET", at(asked))).json.reason).toBe(REASON);
    for (const state of ["approved", "declined", "withdrawn"])
      expect((await decide(auditor, asked, state, "No.")).status).toBe(403);
    expect((await ask(auditor, id, "books.write")).status).toBe(403);
  });

  it("a token without the scope does nothing, whoever's it is", async () => {
    const reader = await callerAs(world, "root", "candor:applications:read candor:scopes");
    const id = await app();
    const asked = await ask(grace, id);
    expect((await decide(reader, asked, "approved")).code).toBe("token/insufficient-scope");
    expect((await ask(reader, id, "books.write")).code).toBe("token/insufficient-scope");
    expect((await reader("GET", at(asked))).status).toBe(200);
  });

  it("an operator doesn't withdraw what others asked for", async () => {
    const asked = await ask(grace, await app());
    const tried = await decide(root, asked, "withdrawn");
    expect([tried.code, tried.pointers]).toEqual(["admin/field-invalid", ["/state"]]);
  });
});

describe("what can't be asked for", () => {
  it.each([
    ["a scope of the admin API", "candor:applications"],
    ["one that reads only", "candor:audit:read"],
    ["one beside others", "books.write candor:users"],
    ["a scope that doesn't exist", "no.such.scope"],
    ["a misspelled one", "write_multipas"],
    ["a removed one", "manage_pass"],
    ["one that it is allowed already", "read_profile"],
    ["nothing", "   "],
  ])("%s", async (_, scope) => {
    const tried = await ask(grace, await app(), scope);
    expect([tried.status, tried.code, tried.pointers]).toEqual([400, "admin/field-invalid", ["/scope"]]);
  });

  it("names what was probably meant, and every fault at once", async () => {
    const tried = await ask(grace, "nobody", "write_multipas no.such candor:keys", " ");
    expect(tried.pointers).toEqual(["/reason"]);
    const faults = await ask(grace, "nobody", "write_multipas no.such candor:keys");
    expect(faults.pointers).toEqual(["/application", "/scope", "/scope", "/scope"]);
    expect(faults.text).toContain("Did you mean write_multipass?");
  });

  it("anything for an application of the configuration file", async () => {
    const tried = await ask(grace, "demo-service", "reports.read");
    expect([tried.status, tried.code]).toEqual([409, "admin/owned-by-file"]);
  });

  it("the same twice, and more than ten at once", async () => {
    const id = await app({ owner: "grace", team: "crew" });
    const asked = await ask(grace, id, "write_multipass");
    const again = await ask(mate, id, "books.write write_multipass");
    expect([again.status, again.code]).toEqual([409, "admin/request-pending"]);
    expect(again.text).toContain(String(asked.json.id));
    for (let n = 0; n < 10; n++) await service("POST", "/scopes", { name: `many${n}`, description: "One of many" });
    const answers = [];
    for (let n = 0; n < 10; n++) answers.push((await ask(grace, id, `many${n}`)).status);
    expect(answers).toEqual([...Array.from({ length: 9 }, () => 201), 409]);
  });
});

describe("what is outdated isn't approved", () => {
  const changed = async (id: string, members: object) => {
    const path = `/applications/${id}`;
    expect((await service("PATCH", path, members, etagOf(await service("GET", path)))).status).toBe(200);
  };

  it.each([
    ["where responses go", { redirect_uris: ["https://elsewhere.example/callback"] }, "redirect_uris"],
    ["whose it is", { owner: "ada" }, "owner"],
    ["how it authenticates", { token_endpoint_auth_method: "none" }, "token_endpoint_auth_method"],
    ["what it may do without a user", { grant_types: ["authorization_code", "client_credentials"] }, "grant_types"],
  ])("after a change of %s", async (_, members, member) => {
    const id = await app();
    const asked = await ask(grace, id);
    await changed(id, members);
    const tried = await decide(root, asked, "approved");
    expect([tried.status, tried.code]).toEqual([409, "admin/request-outdated"]);
    expect(tried.text).toContain(`The member ${member} of the application was changed.`);
    expect((await root("GET", at(asked))).json.outdated).toEqual(
      expect.arrayContaining([expect.stringContaining(member)]),
    );
    expect(await scopesOf(id)).toBe("openid read_profile");
    expect((await decide(root, asked, "declined", "Ask again.")).status).toBe(200);
  });

  it("a change of its name doesn't matter", async () => {
    const id = await app();
    const asked = await ask(grace, id);
    await changed(id, { client_name: "Crew planner 2" });
    expect((await decide(root, asked, "approved")).status).toBe(200);
  });

  it("after the scope was removed, or is allowed already, or the application is gone", async () => {
    await service("POST", "/scopes", { name: "short.lived", description: "Soon gone" });
    const id = await app();
    const asked = await ask(grace, id, "short.lived");
    const scope = await service("GET", "/scopes/short.lived");
    await service("PATCH", "/scopes/short.lived", { state: "removed" }, etagOf(scope));
    expect((await decide(root, asked, "approved")).text).toContain("The scope 'short.lived' was removed.");

    const second = await ask(grace, id, "write_multipass");
    await changed(id, { scope: "openid read_profile write_multipass" });
    expect((await decide(root, second, "approved")).text).toContain("allowed these scopes already");

    const path = `/applications/${id}`;
    expect((await service("DELETE", path, undefined, etagOf(await service("GET", path)))).status).toBe(204);
    const gone = await decide(root, asked, "approved");
    expect([gone.code, gone.text]).toEqual(["admin/request-outdated", expect.stringContaining("was removed")]);
    expect((await grace("GET", at(asked))).json.state).toBe("open");
    expect((await decide(grace, asked, "withdrawn")).status).toBe(200);
  });
});

it("of several decisions at once one counts, and of an approval and a change of the application too", async () => {
  for (let round = 0; round < 3; round++) {
    const id = await app();
    const asked = await ask(grace, id);
    const answers = await Promise.all([
      decide(root, asked, "approved"),
      decide(root, asked, "declined", "No."),
      decide(grace, asked, "withdrawn"),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { state } = (await root("GET", at(asked))).json;
    expect(await scopesOf(id)).toBe(
      state === "approved" ? "openid read_profile write_multipass" : "openid read_profile",
    );

    const next = await ask(grace, await app());
    const path = `/applications/${String(next.json.application)}`;
    const before = await service("GET", path);
    const elsewhere = { redirect_uris: ["https://evil.example/callback"] };
    const [approved, moved] = await Promise.all([
      decide(root, next, "approved"),
      service("PATCH", path, elsewhere, etagOf(before)),
    ]);
    // Never both: an approval of an application that sends its responses elsewhere.
    expect([approved.status, moved.status].filter((status) => status === 200)).toHaveLength(1);
  }
});

it("lists by state and application, in pages, the oldest first", async () => {
  const id = await app();
  for (const scope of ["write_multipass", "books.write", "many1", "many2"]) await ask(grace, id, scope);
  const [first, second] = (await ids(root, `&application=${id}`)) as [string, string];
  const newest = await root("GET", `/requests/${second}`);
  await decide(root, newest, "declined", "No.");
  const state = (call: Call, one: string) => ids(call, `&application=${id}&state=${one}`);
  expect(await state(root, "declined")).toEqual([second]);
  expect(await state(grace, "open")).toHaveLength(3);
  const page = await root("GET", `/requests?application=${id}&limit=1`);
  expect(page.json.next).toBe(first);
  const rest = await root("GET", `/requests?application=${id}&limit=3&next=${first}`);
  expect((rest.json.items as unknown[]).length).toBe(3);
  expect(rest.json).not.toHaveProperty("next");
  expect((await root("GET", "/requests?state=lost")).code).toBe("request/parameter-invalid");
  const open = await ids(root, "&state=open");
  expect(open).toEqual([...open].sort());
  expect(open).not.toContain(second);
});
