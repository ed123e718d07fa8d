/** Users, and what they hold, through the admin API. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asWeb, openWorld, type World } from "../catalogue/world.ts";
import { type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const ALL = "candor:applications candor:scopes candor:users candor:refusals candor:keys candor:audit";

let world: World;
let call: Call;
beforeEach(async () => {
  world = await openWorld({ clients: [PORTAL] });
  call = await caller(world, ALL);
});
afterEach(() => world.close());

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}
const tokens = async (): Promise<Tokens> => {
  const form = { grant_type: "authorization_code", code: await world.code(), redirect_uri: "", code_verifier: "" };
  const { redirect_uri, code_verifier } = await import("../catalogue/samples.ts").then(({ VERIFIER }) => ({
    redirect_uri: `${world.deps.issuer}/demo/callback`,
    code_verifier: VERIFIER,
  }));
  return (await (await world.form("/token", { ...form, redirect_uri, code_verifier }, asWeb)).json()) as Tokens;
};
const userinfo = async ({ access_token }: Tokens) =>
  (await world.send("/userinfo", { headers: { authorization: `Bearer ${access_token}` } })).status;
const refreshed = async ({ refresh_token }: Tokens) =>
  (await world.form("/token", { grant_type: "refresh_token", refresh_token }, asWeb)).status;
const items = (answer: Awaited<ReturnType<Call>>) => answer.json.items as readonly Record<string, unknown>[];

describe("users", () => {
  it("are found by a beginning, a role, a state and a group, page by page", async () => {
    const names = async (query: string) => items(await call("GET", `/users?${query}`)).map(({ username }) => username);
    expect((await names("")).sort()).toEqual(["ada", "grace", "root"]);
    expect(await names("q=ad")).toEqual(["ada"]);
    expect(await names("role=operator")).toEqual(["root"]);
    expect(await names("disabled=true")).toEqual([]);
    expect((await call("GET", "/users?role=boss")).code).toBe("request/parameter-invalid");
    const first = await call("GET", "/users?limit=2");
    expect(items(first)).toHaveLength(2);
    expect(await names(`limit=2&next=${first.json.next}`)).toEqual(["root"]);
    expect(first.text).not.toContain("argon2");
    expect(first.text).not.toContain("plain ");
  });

  it("are added without a password, which a link sets once", async () => {
    const added = await call("POST", "/users", { username: "eve", claims: { email: "eve@example.com" } });
    expect(added.status).toBe(201);
    const { link, user } = added.json as { link: string; user: { subject: string } };
    expect(added.headers.get("location")).toContain(user.subject);
    const token = new URL(link).searchParams.get("token") ?? "";
    expect(JSON.stringify(await world.deps.storage.audit.list({ limit: 9 }))).not.toContain(token.split(".")[1]);
    const again = await call("POST", "/users", { username: "EVE" });
    expect([again.code, again.pointers]).toEqual(["admin/field-invalid", ["/username"]]);
    const page = await world.send(`/join?token=${token}`);
    expect(await page.text()).toContain("Choose a password");
    const unknown = await world.send("/join?token=abc.def");
    expect(unknown.status).toBe(403);
  });

  it("with several faults are refused at each field", async () => {
    const { status, code, pointers } = await call("POST", "/users", {
      username: "two words",
      role: "operator",
      claims: { email: "nobody", emial: "x" },
    });
    expect([status, code]).toEqual([400, "admin/field-invalid"]);
    expect([...pointers].sort()).toEqual(["/claims/email", "/claims/emial", "/username"]);
    for (const body of [
      { username: "eve", subject: "chosen" },
      { username: "eve", passwordHash: "x" },
      { username: "eve", password: "x" },
    ])
      expect((await call("POST", "/users", body)).code).toBe("admin/member-unknown");
  });

  it("are changed from the version that was read, all or nothing", async () => {
    const shown = await call("GET", "/users/demo-ada");
    expect((await call("PATCH", "/users/demo-ada", { role: "auditor" })).code).toBe("admin/if-match-absent");
    const bad = await call("PATCH", "/users/demo-ada", { role: "auditor", claims: { email: 5 } }, etagOf(shown));
    expect([bad.code, bad.pointers]).toEqual(["admin/field-invalid", ["/claims/email"]]);
    expect((await call("GET", "/users/demo-ada")).json.role).toBe("user");
    const changed = await call(
      "PATCH",
      "/users/demo-ada",
      { claims: { groups: ["staff"], email: null } },
      etagOf(shown),
    );
    expect(changed.status).toBe(200);
    expect((changed.json.claims as Record<string, unknown>).groups).toEqual(["staff"]);
    const stale = await call("PATCH", "/users/demo-ada", { role: "auditor" }, etagOf(shown));
    expect([stale.status, stale.code]).toEqual([412, "admin/changed-meanwhile"]);
    expect((await call("PATCH", "/users/demo-ada", { role: "auditor" }, etagOf(changed))).status).toBe(200);
    expect(items(await call("GET", "/users?group=staff"))).toHaveLength(1);
    expect(items(await call("GET", "/groups"))).toContainEqual({ name: "staff", users: 1 });
  });

  it("can't lose their last operator", async () => {
    const shown = await call("GET", "/users/demo-root");
    const disabled = await call("PATCH", "/users/demo-root", { disabled: true }, etagOf(shown));
    expect([disabled.status, disabled.pointers]).toEqual([400, ["/disabled"]]);
    const demoted = await call("PATCH", "/users/demo-root", { role: "user" }, etagOf(shown));
    expect([demoted.status, demoted.pointers]).toEqual([400, ["/role"]]);
    expect((await call("DELETE", "/users/demo-root", undefined, etagOf(shown))).code).toBe("admin/in-use");
    expect((await world.deps.storage.people.find("demo-root"))?.disabled).toBe(false);
  });

  it("who are blocked or removed lose everything at once", async () => {
    const [first, shown] = [await tokens(), await call("GET", "/users/demo-ada")];
    expect(await userinfo(first)).toBe(200);
    const blocked = await call("PATCH", "/users/demo-ada", { disabled: true }, etagOf(shown));
    expect(blocked.status).toBe(200);
    expect([await userinfo(first), await refreshed(first)]).toEqual([401, 400]);
    const back = await call("PATCH", "/users/demo-ada", { disabled: false }, etagOf(blocked));
    expect([await userinfo(first), await refreshed(first)]).toEqual([401, 400]);
    expect((await call("DELETE", "/users/demo-ada", undefined, etagOf(back))).status).toBe(204);
    expect((await call("GET", "/users/demo-ada")).code).toBe("admin/not-found");
    expect(items(await call("GET", "/users/demo-ada/consents"))).toEqual([]);
  });

  it("are nothing for users, and auditors only look", async () => {
    for (const [method, path] of [
      ["GET", "/users"],
      ["GET", "/users/demo-ada"],
      ["GET", "/users/demo-ada/sessions"],
      ["DELETE", "/users/demo-ada/sessions"],
      ["POST", "/users"],
      ["GET", "/grants"],
      ["GET", "/invitations"],
    ] as const)
      expect((await (await callerAs(world, "ada"))(method, path)).status).toBe(403);
    const change = (role: "auditor") =>
      world.deps.storage.people.change("demo-grace", (one) => ({ ...one, role }), false);
    await change("auditor");
    const auditor = await callerAs(world, "grace");
    expect((await auditor("GET", "/users")).status).toBe(200);
    expect((await auditor("DELETE", "/users/demo-ada/sessions")).status).toBe(403);
  });
});

describe("what users hold", () => {
  it("is listed, and each part of it can be ended at once", async () => {
    const [first, second] = [await tokens(), await tokens()];
    const grants = items(await call("GET", "/users/demo-ada/grants?live=true"));
    expect(grants.map(({ client_id, state }) => [client_id, state])).toEqual([
      ["demo-web", "live"],
      ["demo-web", "live"],
    ]);
    expect((await call("DELETE", `/grants/${grants[1]?.id}`)).status).toBe(204);
    expect([await userinfo(first), await refreshed(first), await userinfo(second)]).toEqual([401, 400, 200]);
    const ended = await call("GET", `/grants/${grants[1]?.id}`);
    expect([ended.json.state, ended.json.ended]).toEqual([
      "ended",
      expect.objectContaining({ because: "an operator ended it" }),
    ]);
    expect(items(await call("GET", "/grants?live=true&client_id=demo-web"))).toHaveLength(1);
    expect(items(await call("GET", "/grants?user=demo-grace"))).toEqual([]);
    for (const id of ["0", "x", "-1", "1e3", "99999999999999999999", "1/../2"])
      expect((await call("DELETE", `/grants/${encodeURIComponent(id)}`)).code).toBe("admin/not-found");
  });

  it("ends with its session, and only that", async () => {
    const first = await tokens();
    await world.signedIn("ada");
    const sessions = items(await call("GET", "/sessions?user=demo-ada"));
    const grant = items(await call("GET", "/users/demo-ada/grants"))[0];
    const other = sessions.find(({ id }) => id !== grant?.session);
    expect((await call("DELETE", `/sessions/${other?.id}`)).status).toBe(204);
    expect(await userinfo(first)).toBe(200);
    expect((await call("DELETE", `/sessions/${grant?.session}`)).status).toBe(204);
    expect([await userinfo(first), await refreshed(first)]).toEqual([401, 400]);
    expect(items(await call("GET", "/users/demo-ada/sessions")).some(({ id }) => id === grant?.session)).toBe(false);
    expect((await call("DELETE", "/sessions/12345")).code).toBe("admin/not-found");
  });

  it("is withdrawn with the consent, so that the user is asked again", async () => {
    const first = await tokens();
    expect(items(await call("GET", "/users/demo-ada/consents")).map(({ client_id }) => client_id)).toEqual([
      "demo-web",
    ]);
    const gone = await call("DELETE", "/users/demo-ada/consents/demo-web");
    expect([gone.status, gone.json]).toEqual([200, expect.objectContaining({ grants: 1 })]);
    expect([await userinfo(first), await refreshed(first)]).toEqual([401, 400]);
    expect(await world.deps.storage.consents.find("demo-ada", "demo-web")).toEqual([]);
    expect((await call("DELETE", "/users/demo-ada/consents/demo-web")).code).toBe("admin/not-found");
    const whats = items(await call("GET", "/users/demo-ada/activity")).map(({ what, by }) => [what, by]);
    expect(whats[0]).toEqual(["withdrawn", "operator"]);
  });

  it("ends altogether", async () => {
    const first = await tokens();
    const ended = await call("DELETE", "/users/demo-ada/sessions");
    expect(ended.json).toEqual({ sessions: expect.any(Number), grants: 1, scopes: 0 });
    expect([await userinfo(first), await refreshed(first)]).toEqual([401, 400]);
    const [entry] = await world.deps.storage.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ action: "user/end-all", target: { kind: "user", id: "demo-ada" } });
  });

  it("has every list page by page, and a foreign cursor ends nothing", async () => {
    for (let i = 0; i < 3; i++) await tokens();
    for (const path of ["/grants", "/users/demo-ada/grants", "/sessions", "/users/demo-ada/activity"]) {
      const first = await call("GET", `${path}?limit=1`);
      const second = await call("GET", `${path}?limit=1&next=${first.json.next}`);
      expect(items(second)[0]).not.toEqual(items(first)[0]);
      expect(items(await call("GET", `${path}?limit=1&next=nonsense`))).toEqual([]);
    }
    expect(items(await call("GET", "/users/demo-ada/consents?next=nonsense"))).toEqual([]);
  });
});

describe("invitations", () => {
  it("make an account once, with what the operator chose, and can be withdrawn before", async () => {
    const made = await call("POST", "/invitations", { email: "new@example.com", name: "New", role: "auditor" });
    expect(made.status).toBe(201);
    expect(items(await call("GET", "/invitations"))).toMatchObject([{ act: "account", email: "new@example.com" }]);
    expect((await call("GET", "/invitations")).text).not.toContain(String(made.json.link).split(".").at(-1));
    expect((await call("DELETE", `/invitations/${made.json.id}`)).status).toBe(204);
    expect(
      (await world.send(new URL(String(made.json.link)).pathname + new URL(String(made.json.link)).search)).status,
    ).toBe(403);
    expect((await call("POST", "/invitations", { email: "nobody" })).pointers).toEqual(["/email"]);
    expect((await call("POST", "/invitations", { team: "none" })).pointers).toEqual(["/team"]);
  });
});
