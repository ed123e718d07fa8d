/** Refusals in the console: the live feed, causes, one refusal, and its fix as a button that can be undone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { events } from "../../src/http/console/refusals/lists.ts";
import type { Visit } from "../../src/http/console/section.ts";
import type { KnownUser } from "../../src/ports/hooks.ts";
import { applicationChange, type StoredApplication } from "../../src/ports/registered.ts";
import type { KeptRefusal } from "../../src/ports/storage.ts";
import { ADMIN_SCOPE_NAMES } from "../../src/protocol/scope/catalogue.ts";
import { callerAsUser } from "../../src/service/admin/caller.ts";
import { addUser } from "../admin/caller.ts";
import { as } from "../catalogue/reach/world.ts";
import { asService, ISSUER, openWorld, registered, type World } from "../catalogue/world.ts";
import { pause, until } from "../until.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let grace: Visitor;
let root: Visitor;
let ada: Visitor;

const OWN = "reports-app";
const asOwn = as(OWN);

beforeAll(async () => {
  world = await openWorld();
  await addUser(world, "iris", "auditor");
  const service = registered(world.deps, "demo-service");
  const client = {
    ...service?.client,
    id: OWN,
    name: "Reports",
    owner: "grace",
    scopes: ["read_profile"],
  } as StoredApplication["client"];
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(`${OWN}-secret`))).toString("base64url");
  const application: StoredApplication = { client, secrets: [{ id: "one", hash, createdAt: 0, guessable: false }] };
  await world.deps.storage.registrations.change([applicationChange(application, 0)], {
    at: world.clock.now,
    actor: { is: "user", id: "demo-root" },
    action: "application/add",
    target: { kind: "application", id: OWN },
    after: {},
  });
  await world.deps.registries.refresh();
  [grace, root, ada] = await Promise.all([
    Visitor.signedIn(world, "grace"),
    Visitor.signedIn(world, "root"),
    Visitor.signedIn(world, "ada"),
  ]);
});
afterAll(() => world.close());

async function refused(scope: string, sender: Record<string, string> = asOwn): Promise<string> {
  const response = await world.form("/token", { grant_type: "client_credentials", scope }, sender);
  const { error_uri } = (await response.json()) as { error_uri: string };
  return new URL(error_uri).searchParams.get("ref") ?? "";
}
const etagIn = (text: string): string =>
  /name="etag" value="([^"]*)"/.exec(text)?.[1]?.replaceAll("&quot;", '"') ?? "none";
const scopesNow = async () =>
  JSON.parse((await world.deps.storage.registrations.find("application", OWN))?.content ?? "{}").client.scopes;

describe("the list", () => {
  it("shows an owner what was refused to the own applications, and nothing else", async () => {
    const mine = await refused("read_profil");
    const web = await refused("openid", as("demo-web"));
    const spa = new URL(
      `${ISSUER}/authorize?${new URLSearchParams({ client_id: "demo-spa", response_type: "code", scope: "nothing", redirect_uri: `${ISSUER}/demo/spa` })}`,
    );
    await world.send(spa.pathname + spa.search);
    const { text } = await grace.get("/refusals");
    expect(text).toContain(`/console/refusals/${mine}`);
    expect(text).toContain(`/console/refusals/${web}`);
    expect(text).not.toContain("demo-spa");
    expect((await root.get("/refusals")).text).toContain("demo-spa");
    const nothing = (await ada.get("/refusals")).text;
    expect(nothing).toContain("Nothing was refused here");
    for (const ref of [mine, web]) {
      expect(nothing).not.toContain(ref);
      expect((await ada.get(`/refusals/${ref}`)).status).toBe(404);
      expect((await ada.get(`/refusals/${ref}/fix?fix=0`)).status).toBe(404);
    }
    expect((await ada.get(`/refusals?application=${OWN}`)).text).not.toContain(mine);
    expect((await ada.get(`/refusals/groups?application=${OWN}`)).text).toContain("Nothing was refused here");
  });

  it("is filtered by the URL, and loads again by itself without scripts", async () => {
    const page = (await root.get("/refusals?code=scope&range=24h")).text;
    expect(page).toContain('<noscript><meta http-equiv="refresh" content="20"');
    expect(page).toContain("scope/misspelled");
    expect(page).not.toContain("client/grant-type-not-allowed</code>");
    expect((await root.get("/refusals?network=203.0.113.0%2F24")).text).toContain("Nothing was refused here");
    // Owners have no such filter, however it is sent.
    expect((await grace.get("/refusals?network=203.0.113.0%2F24")).text).not.toContain("Nothing was refused here");
    expect((await root.get("/refusals?code=%3Cscript%3E&range=x&next=%00")).status).toBe(200);
  });

  it("goes on page by page", async () => {
    for (let i = 0; i < 70; i++) {
      world.clock.now += 60_000;
      await refused("read_profil");
    }
    const first = (await grace.get("/refusals")).text;
    const next = /href="\/console(\/refusals\?[^"]*next=[^"]*)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = (await grace.get(next)).text;
    const refs = (text: string) => [...text.matchAll(/data-ref="(\w{12})"/g)].map(([, ref]) => ref);
    expect(refs(first)).toHaveLength(50);
    expect(refs(second).length).toBeGreaterThan(10);
    expect(new Set([...refs(first), ...refs(second)]).size).toBe(refs(first).length + refs(second).length);
    expect(second).not.toContain("data-live=");
  });

  it("says in one sentence what was changed just before", async () => {
    world.clock.now += 120_000;
    const now = await world.deps.storage.registrations.find("application", OWN);
    const stored = JSON.parse(now?.content ?? "") as StoredApplication;
    const changed = { ...stored, client: { ...stored.client, redirectUris: ["https://reports.example/"] } };
    await world.deps.storage.registrations.change([applicationChange(changed, now?.version ?? 0)], {
      at: world.clock.now,
      actor: { is: "user", id: "demo-root" },
      action: "application/change",
      target: { kind: "application", id: OWN },
      before: { redirect_uris: [] },
      after: { redirect_uris: ["https://reports.example/"] },
    });
    await world.deps.registries.refresh();
    world.clock.now += 180_000;
    await refused("nothing_like_it");
    const { text } = await grace.get("/refusals/groups?code=scope");
    expect(text).toMatch(/<strong>Once<\/strong> <a [^>]*>Unknown scope<\/a>/);
    expect(text).toContain("first seen 3 minutes after its redirect URIs were changed");
    expect(text).toMatch(/<strong>71 times<\/strong>/);
  });
});

describe("the live feed", () => {
  /** The messages of a stream, as they are written to the browser. */
  async function open(username: string, query = "", { deps } = world) {
    const account = (await deps.storage.people.find(`demo-${username}`)) as never as KnownUser;
    const called = { clientId: "candor-console", scopes: ADMIN_SCOPE_NAMES, address: undefined };
    const caller = await callerAsUser(deps, account, called);
    return events({ deps, caller, account, query: new URLSearchParams(query) } as Visit);
  }

  it("has new refusals of the own applications, also those of another process, and a bounded number of streams", async () => {
    const streams: AsyncIterator<string>[] = [];
    const begin = async (...args: Parameters<typeof open>): Promise<void> => {
      const outcome = await open(...args);
      expect(outcome.is).toBe("events");
      streams.push((outcome as { events: AsyncIterable<string> }).events[Symbol.asyncIterator]());
    };
    for (let i = 0; i < 4; i++) await begin("grace");
    expect(await open("grace")).toMatchObject({ is: "json", status: 429 });
    await begin("root", "code=code");
    // Each server of a process has its own users, whatever they are called.
    const other = await openWorld();
    await begin("grace", "", other);
    const [reader] = streams as [AsyncIterator<string>];
    let heard = "";
    const hear = async (text: string) => {
      while (!heard.includes(text)) heard += (await reader.next()).value;
    };
    await hear("retry:");
    // The feed looks once before it tells anything.
    let isTelling = false;
    const first = hear("event: refusal").then(() => {
      isTelling = true;
    });
    await until(async () => {
      await refused("read_prof");
      await pause(200);
      return isTelling;
    }, "the feed tells of refusals");
    await first;
    const foreign = await refused("reports.read", as("demo-strict"));
    const mine = await refused("read_profi");
    await hear(mine);
    expect(heard).not.toContain(foreign);
    // Another process writes into the same storage.
    const row = (await world.deps.storage.refusals.find(mine)) as KeptRefusal;
    await world.deps.storage.refusals.insert({ ...row, ref: "zzzzzzzzzzzz" });
    await hear("zzzzzzzzzzzz");
    for (const one of streams.splice(0)) await one.return?.();
    await begin("grace");
    await streams[0]?.return?.();
    await other.close();
  });

  it("isn't for those who aren't signed in", async () => {
    const { status } = await world.send("/console/refusals/events");
    expect(status).toBe(303);
  });
});

describe("a fix", () => {
  it("is tried, applied, and undone by one click each", async () => {
    const ref = await refused("reports.read");
    const page = (await grace.get(`/refusals/${ref}`)).text;
    expect(page).toContain("How far it came");
    expect(page).toContain("What led to it");
    const link = /href="\/console(\/refusals\/\w+\/fix\?fix=\d+)"/.exec(page)?.[1] ?? "";
    const preview = (await grace.get(link)).text;
    expect(preview).toContain("It would be granted: an access token for reports.read.");
    expect(await scopesNow()).toEqual(["read_profile"]);
    const fix = new URL(link, ISSUER).searchParams.get("fix") ?? "";
    const applied = await grace.post(`/refusals/${ref}/fix`, { fix, etag: etagIn(preview) });
    expect(applied.text).toContain("The fix is in force");
    expect(await scopesNow()).toEqual(["read_profile", "reports.read"]);
    const [entry] = await world.deps.storage.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ actor: { is: "user", id: "demo-grace" }, why: `fix of refusal ${ref}` });
    // Pressed twice: the second press does nothing.
    expect((await grace.post(`/refusals/${ref}/fix`, { fix, etag: etagIn(preview) })).text).toContain(
      "Nothing was changed",
    );
    const undone = await grace.post(`/refusals/${ref}/undo`, { etag: etagIn(applied.text) });
    expect(undone.text).toContain("The fix is undone");
    expect(await scopesNow()).toEqual(["read_profile"]);
    expect((await grace.post(`/refusals/${ref}/undo`, { etag: etagIn(applied.text) })).text).toContain(
      "There is no fix to undo",
    );
  });

  it("isn't applied over another version, and isn't undone over a later change", async () => {
    const ref = await refused("reports.read");
    const page = (await grace.get(`/refusals/${ref}`)).text;
    const link = /href="\/console(\/refusals\/\w+\/fix\?fix=\d+)"/.exec(page)?.[1] ?? "";
    const fix = new URL(link, ISSUER).searchParams.get("fix") ?? "";
    const stale = etagIn((await grace.get(link)).text);
    const rename = async (name: string) => {
      const now = await world.deps.storage.registrations.find("application", OWN);
      const stored = JSON.parse(now?.content ?? "") as StoredApplication;
      const change = applicationChange({ ...stored, client: { ...stored.client, name } }, now?.version ?? 0);
      await world.deps.storage.registrations.change([change], {
        at: world.clock.now,
        actor: { is: "user", id: "demo-root" },
        action: "application/change",
        target: { kind: "application", id: OWN },
        before: { client_name: stored.client.name },
        after: { client_name: name },
      });
      await world.deps.registries.refresh();
    };
    await rename("Renamed");
    const late = await grace.post(`/refusals/${ref}/fix`, { fix, etag: stale });
    expect([late.status, late.text.includes("Nothing was changed")]).toEqual([409, true]);
    expect(await scopesNow()).toEqual(["read_profile"]);
    const applied = await grace.post(`/refusals/${ref}/fix`, { fix, etag: etagIn(late.text) });
    expect(applied.text).toContain("The fix is in force");
    await rename("Renamed again");
    const undone = await grace.post(`/refusals/${ref}/undo`, { etag: etagIn(applied.text) });
    expect(undone.text).toContain("Nothing was undone: the application was changed since");
    expect(undone.text).toContain("so this fix can't be undone by itself");
    expect(await scopesNow()).toEqual(["read_profile", "reports.read"]);
  });

  it("isn't pressed by others, without a form of the console, or for what weakens", async () => {
    const ref = await refused("write_multipass");
    // A sensitive scope: only an operator has the button.
    expect((await grace.get(`/refusals/${ref}`)).text).not.toContain("Try this fix");
    const page = (await root.get(`/refusals/${ref}`)).text;
    const link = /href="\/console(\/refusals\/\w+\/fix\?fix=\d+)"/.exec(page)?.[1] ?? "";
    const fix = new URL(link, ISSUER).searchParams.get("fix") ?? "";
    const etag = etagIn((await root.get(link)).text);
    const before = await scopesNow();
    const iris = await Visitor.signedIn(world, "iris");
    expect((await iris.get(`/refusals/${ref}`)).text).not.toContain("Try this fix");
    const presses = [
      grace.post(`/refusals/${ref}/fix`, { fix, etag }),
      ada.post(`/refusals/${ref}/fix`, { fix, etag }),
      iris.post(`/refusals/${ref}/fix`, { fix, etag }),
      root.post(`/refusals/${ref}/fix`, { fix, etag, csrf: "forged" }),
      root.post(`/refusals/${ref}/fix`, { fix, etag }, { origin: "https://evil.example" }),
      root.post(`/refusals/${ref}/fix`, { fix }),
      root.post(`/refusals/${ref}/fix`, { fix: "7", etag }),
    ];
    await Promise.all(presses);
    expect(await scopesNow()).toEqual(before);
    // The file registers demo-service, so its fix is made there.
    const others = await refused("reports.read", asService);
    expect((await root.get(`/refusals/${others}`)).text).not.toContain("Try this fix");
  });
});
