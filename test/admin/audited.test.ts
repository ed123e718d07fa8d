/** Every operation of the admin API that changes something leaves an entry in the audit log: who, from where, what, from what to what, why. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS, REPRESENTATIONS } from "../../src/admin/all.ts";
import { actOf } from "../../src/admin/operation.ts";
import type { AuditEntry, KeptAuditEntry } from "../../src/ports/audit.ts";
import { chainFault } from "../../src/ports/audit-chain.ts";
import { as } from "../catalogue/reach/world.ts";
import { VERIFIER } from "../catalogue/samples.ts";
import { asWeb, ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { type Answer, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const ALL = "candor:applications candor:scopes candor:users candor:keys candor:refusals candor:audit";
const PASSWORD = "a-password-that-nobody-logs";

let world: World;
let call: Call;
let grace: Call;
beforeAll(async () => {
  world = await openWorld({ clients: [PORTAL] });
  call = await caller(world, ALL);
  grace = await callerAs(world, "grace");
});
afterAll(() => world.close());

const items = ({ json }: Answer) => json.items as readonly Record<string, unknown>[];
let count = 0;
const name = () => `thing-${++count}`;

async function application(by: Call = call): Promise<string> {
  const body = { client_name: name(), redirect_uris: [`${ISSUER}/portal`], scope: "openid read_profile" };
  return String(
    (await by("POST", "/applications", { ...body, ...(by === call && { owner: "grace" }) })).json.client_id,
  );
}
async function user(): Promise<string> {
  const added = await call("POST", "/users", { username: name(), claims: { email: `${PASSWORD}@example.com` } });
  return (added.json.user as { subject: string }).subject;
}
async function team(): Promise<string> {
  const id = name();
  await call("POST", "/teams", { name: id });
  return id;
}
/** A grant of ada. */
async function grant(): Promise<void> {
  const form = { grant_type: "authorization_code", code: await world.code(), redirect_uri: `${ISSUER}/demo/callback` };
  await world.form("/token", { ...form, code_verifier: VERIFIER }, asWeb);
}
async function request(): Promise<Answer> {
  const body = { application: await application(), scope: "write_multipass", reason: "It books multipasses." };
  return grace("POST", "/requests", body);
}
/** A refusal that allowing the scope would fix. */
async function fixable(): Promise<readonly [string, number]> {
  const body = { client_name: name(), grant_types: ["client_credentials"], scope: "read_profile" };
  const { client_id, client_secret } = (await call("POST", "/applications", body)).json as Record<string, string>;
  const sent = { grant_type: "client_credentials", scope: "reports.read" };
  const { error_uri } = (await (await world.form("/token", sent, as(client_id ?? "", client_secret))).json()) as {
    error_uri: string;
  };
  const ref = new URL(error_uri).searchParams.get("ref") ?? "";
  const { fixes } = (await call("GET", `/refusals/${ref}`)).json as {
    fixes: readonly { changes: readonly { change: string }[] }[];
  };
  return [ref, fixes.findIndex(({ changes }) => changes[0]?.change === "add_to_client")];
}
const version = async (path: string) => etagOf(await call("GET", path));

let devices = 0;

type Expected = Partial<Pick<AuditEntry, "action" | "why">> & {
  readonly target?: object;
  readonly [name: string]: unknown;
};
interface Row {
  /** What is there before, and the request that changes it: method, path, body, headers. */
  readonly send: () => Promise<readonly [() => Promise<Answer>, Expected]>;
}
const row = (send: Row["send"]): Row => ({ send });

/** By the operation's id, or `kind/act`. */
const ROWS: Readonly<Record<string, Row>> = {
  fixRefusal: row(async () => {
    const [ref, fix] = await fixable();
    const expected = { action: "application/change", before: expect.anything(), after: expect.anything() };
    return [() => call("POST", `/refusals/${ref}/fix`, { fix }), { ...expected, why: `fix of refusal ${ref}` }];
  }),
  undoRefusalFix: row(async () => {
    const [ref, fix] = await fixable();
    await call("POST", `/refusals/${ref}/fix`, { fix });
    const expected = { action: "application/change", before: expect.anything(), after: expect.anything() };
    return [() => call("POST", `/refusals/${ref}/undo`), { ...expected, why: expect.stringContaining(ref) }];
  }),
  addRequest: row(async () => [request, { action: "request/add", actor: { is: "user", id: "demo-grace" } }]),
  decideRequest: row(async () => {
    const made = await request();
    const send = () => call("PATCH", `/requests/${made.json.id}`, { state: "approved" }, etagOf(made));
    return [send, { why: `request ${made.json.id}` }];
  }),
  addSecret: row(async () => {
    const id = await application();
    return [() => call("POST", `/applications/${id}/secrets`, { label: "2" }), { target: { kind: "application", id } }];
  }),
  removeSecret: row(async () => {
    const id = await application();
    await call("POST", `/applications/${id}/secrets`, { label: "2" });
    const [secret] = items(await call("GET", `/applications/${id}/secrets`));
    return [() => call("DELETE", `/applications/${id}/secrets/${secret?.id}`), { target: { kind: "application", id } }];
  }),
  cancelWaiting: row(async () => {
    const { clock } = world;
    const id = ++devices;
    await world.deps.storage.deviceRequests.insert({
      ...{ id, clientId: "demo-spa", hash: Buffer.alloc(32), userCodeHash: Buffer.from(`code ${id}`), scopes: [] },
      ...{ requestedAt: clock.now, expiresAt: clock.now + 600_000, interval: 5 },
      ...{ polledAt: undefined, decided: undefined, usedAt: undefined },
    });
    return [
      () => call("DELETE", `/waiting/device-${id}`),
      { action: "waiting/cancel", target: { kind: "waiting", id: `device-${id}` }, before: { client_id: "demo-spa" } },
    ];
  }),
  decideClientDocumentHost: row(async () => [
    () => call("POST", "/client-documents/hosts", { host: `${name()}.example`, act: "block" }),
    { action: "settings/change", after: { client_documents_blocked: expect.anything() } },
  ]),
  addInitialToken: row(async () => [
    () => call("POST", "/initial-tokens", { label: "Pipeline", owner: "grace", uses: 2 }),
    { action: "initial-token/add", after: { label: "Pipeline", owner: "grace", uses: 2 } },
  ]),
  endInitialToken: row(async () => {
    const { id } = (await call("POST", "/initial-tokens", { label: "Pipeline" })).json;
    const expected = { action: "initial-token/end", target: { kind: "initial-token", id } };
    return [
      () => call("DELETE", `/initial-tokens/${id}`),
      { ...expected, before: { label: "Pipeline", uses_left: 1 } },
    ];
  }),
  addUser: row(async () => [
    () => call("POST", "/users", { username: name(), claims: { groups: ["staff"] } }),
    // The link is made after the user.
    { action: "invitation/add", after: { for: "password" } },
  ]),
  changeUser: row(async () => {
    const id = await user();
    const send = async () => call("PATCH", `/users/${id}`, { role: "auditor" }, await version(`/users/${id}`));
    return [
      send,
      { action: "user/change", target: { kind: "user", id }, before: { role: "user" }, after: { role: "auditor" } },
    ];
  }),
  removeUser: row(async () => {
    const id = await user();
    const send = async () => call("DELETE", `/users/${id}`, undefined, await version(`/users/${id}`));
    return [send, { action: "user/remove", before: { role: "user" } }];
  }),
  addPasswordLink: row(async () => {
    const id = await user();
    return [() => call("POST", `/users/${id}/password-links`), { action: "invitation/add", after: { user: id } }];
  }),
  endUserSessions: row(async () => {
    await world.signedIn("ada");
    return [() => call("DELETE", "/users/demo-ada/sessions"), { action: "user/end-all" }];
  }),
  withdrawConsent: row(async () => {
    await grant();
    return [() => call("DELETE", "/users/demo-ada/consents/demo-web"), { action: "consent/withdraw" }];
  }),
  endGrant: row(async () => {
    await grant();
    const [first] = items(await call("GET", "/users/demo-ada/grants?live=true"));
    return [() => call("DELETE", `/grants/${first?.id}`), { action: "grant/end", before: { client_id: "demo-web" } }];
  }),
  endSession: row(async () => {
    await world.signedIn("ada");
    const [first] = items(await call("GET", "/users/demo-ada/sessions"));
    return [() => call("DELETE", `/sessions/${first?.id}`), { action: "session/end", before: { user: "demo-ada" } }];
  }),
  addInvitation: row(async () => [
    () => call("POST", "/invitations", { role: "auditor" }),
    { action: "invitation/add", after: { role: "auditor" } },
  ]),
  removeInvitation: row(async () => {
    const made = await call("POST", "/invitations", {});
    const { id } = (made.json.invitation ?? made.json) as { id: string };
    return [() => call("DELETE", `/invitations/${id}`), { action: "invitation/remove", target: { id: String(id) } }];
  }),
  inviteToTeam: row(async () => {
    const id = await team();
    return [() => call("POST", `/teams/${id}/invitations`, {}), { action: "invitation/add", after: { team: id } }];
  }),
  leaveTeam: row(async () => {
    const id = await team();
    const stored = { team: { name: id, members: [{ subject: "demo-ada", since: 0 }] } };
    const { storage } = world.deps;
    const from = (await storage.registrations.find("team", id))?.version ?? 0;
    const entry = {
      at: 0,
      actor: { is: "command", id: "test" },
      action: "team/join",
      target: { kind: "team", id },
    } as const;
    await storage.registrations.change([{ kind: "team", id, from, content: JSON.stringify(stored) }], entry);
    await world.deps.registries.refresh();
    return [() => call("DELETE", `/teams/${id}/members/demo-ada`), { target: { kind: "team", id } }];
  }),
  rotateKeys: row(async () => [() => call("POST", "/keys", { algs: ["ES256"] }), { target: { kind: "key" } }]),
  revokeKey: row(async () => {
    const [first] = items(await call("GET", "/keys"));
    return [() => call("DELETE", `/keys/${first?.id}`), { action: "key/revoke", before: { state: "signing" } }];
  }),
  addApplications: row(async () => {
    const line = JSON.stringify({ client_name: name(), grant_types: ["client_credentials"], scope: "read_profile" });
    const headers = { "content-type": "application/x-ndjson" };
    return [() => call("POST", "/applications/bulk", `${line}\n`, headers), { after: expect.anything() }];
  }),
  "application/add": row(async () => [
    () =>
      call("POST", "/applications", {
        client_name: name(),
        grant_types: ["client_credentials"],
        scope: "read_profile",
      }),
    { after: { scope: "read_profile" } },
  ]),
  "application/change": row(async () => {
    const path = `/applications/${await application()}`;
    const send = async () => call("PATCH", path, { client_name: "Other" }, await version(path));
    return [send, { before: { client_name: expect.any(String) }, after: { client_name: "Other" } }];
  }),
  "application/remove": row(async () => {
    const path = `/applications/${await application()}`;
    return [async () => call("DELETE", path, undefined, await version(path)), { before: { owner: "grace" } }];
  }),
  ...registered("scope", "/scopes", () => ({ name: name(), description: "Read" }), { description: "Write" }),
  ...registered("api", "/apis", () => ({ resource: `https://${name()}.example`, name: "One" }), { name: "Two" }),
  ...registered("team", "/teams", () => ({ name: name() }), { members: ["demo-ada"] }),
  ...registered("trusted-issuer", "/trusted-issuers", issuer, { subjects: "users" }),
  "settings/change": row(async () => [
    async () => call("PATCH", "/settings", { self_service_applications: 7 }, await version("/settings")),
    { after: { self_service_applications: 7 } },
  ]),
};

function issuer(): object {
  const iss = `https://${name()}.example`;
  return { issuer: iss, jwks_uri: `${iss}/jwks`, clients: ["demo-service"], scopes: ["read_profile"] };
}

function registered(kind: string, path: string, made: () => object, change: object): Readonly<Record<string, Row>> {
  const added = async () => {
    const { headers } = await call("POST", path, made());
    return new URL(headers.get("location") ?? "none:").pathname.replace("/admin/v1", "");
  };
  return {
    [`${kind}/add`]: row(async () => [() => call("POST", path, made()), { after: expect.anything() }]),
    [`${kind}/change`]: row(async () => {
      const at = await added();
      return [async () => call("PATCH", at, change, await version(at)), { after: change }];
    }),
    [`${kind}/remove`]: row(async () => {
      const at = await added();
      return [async () => call("DELETE", at, undefined, await version(at)), { before: expect.anything() }];
    }),
  };
}

/** Everything that changes something. */
const CHANGING = [
  ...OPERATIONS.filter((one) => one.method !== "GET" && actOf(one) !== "read").map(({ id }) => id),
  ...REPRESENTATIONS.flatMap(({ kind, ...more }) =>
    ("single" in more && more.single !== undefined ? ["change"] : ["add", "change", "remove"]).map(
      (act) => `${kind}/${act}`,
    ),
  ),
];

it("everything that changes something is tried", () => {
  expect(Object.keys(ROWS).sort()).toEqual([...CHANGING].sort());
});

const entries = async (from: number): Promise<readonly KeptAuditEntry[]> =>
  world.deps.storage.audit.read(from, 100_000);
const headNumber = async () => (await world.deps.storage.audit.head()).number;

describe.each(CHANGING)("%s", (id) => {
  it("is in the audit log with who, from where, what, from what to what and why, in one step and without a secret", async () => {
    const given = ROWS[id];
    if (given === undefined) throw new Error(`${id} has no row.`);
    const [send, { actor = { is: "client", id: "demo-admin" }, ...expected }] = await given.send();
    const before = await headNumber();
    const answer = await send();
    expect([id, answer.status, answer.code]).toEqual([id, expect.toSatisfy((status) => status < 300), undefined]);
    const made = await entries(before + 1);
    // What a test sets up first may be made by the same function.
    const last = made.at(-1);
    expect(last).toMatchObject({
      at: world.clock.now,
      actor: { ...(actor as object), network: expect.any(String) },
      action: id.includes("/") ? id : expect.stringMatching(/^[a-z]+\/[a-z-]+$/),
      target: { kind: expect.any(String), id: expect.stringMatching(/./) },
      ...expected,
    });
    expect(
      made.some(({ before, after }) => before !== undefined || after !== undefined) || id === "removeInvitation",
    ).toBe(true);
    const secrets = [PASSWORD, "argon2", "plain ", ...secretsIn(answer)];
    for (const secret of secrets) expect([id, JSON.stringify(made).includes(secret)]).toEqual([id, false]);
  });
});

/** What only the response has. */
function secretsIn({ text }: Answer): readonly string[] {
  const links = [...text.matchAll(/token=[0-9a-z]+\.([\w-]{16,})/g)].map(([, secret]) => secret ?? "");
  return [...links, ...[...text.matchAll(/"client_secret":"([^"]+)"/g)].map(([, secret]) => secret ?? "")];
}

it("what is refused or only tried is not", async () => {
  const before = await headNumber();
  await call("POST", "/scopes?dry_run=true", { name: name(), description: "Read" });
  await call("POST", "/scopes", { name: "no name", description: "" });
  await call("DELETE", "/sessions/1");
  await grace("PATCH", "/settings", {}, { "if-match": '"0"' });
  expect(await headNumber()).toBe(before);
});

it("the whole log is in one chain", async () => {
  expect(chainFault(await entries(1), await world.deps.storage.audit.head())).toBeUndefined();
});

it("the first start is in it: keys, users and applications of the demo, and the link of a first operator", async () => {
  const all = await entries(1);
  const of = (action: string, is: object) =>
    all.filter((one) => one.action === action && expect.objectContaining(is).asymmetricMatch(one.actor));
  expect(of("key/add", { is: "server", id: "start" })).toHaveLength(4);
  expect(of("user/add", { is: "server", id: "demo" }).map(({ target }) => target.id)).toEqual([
    "demo-ada",
    "demo-grace",
    "demo-root",
  ]);
  expect(JSON.stringify(all)).not.toContain("correct-horse-battery");
});
