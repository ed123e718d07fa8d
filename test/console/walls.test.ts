/**
 * Walls: every route of the console and of the admin API, with every role. What belongs to somebody else is in no page, list, feed, file
 * or error, whatever id or filter is asked for, and whoever may only look changes nothing.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS, REPRESENTATIONS } from "../../src/admin/all.ts";
import { ROUTES } from "../../src/http/console/sections.ts";
import { AUDITOR, addUser, callerAs, PORTAL } from "../admin/caller.ts";
import { basic } from "../catalogue/samples.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

/** What only its owner, auditors and operators may see. */
const ZEBRA = {
  id: "zebra-nine",
  name: "Zebra Nine",
  owner: "zoe",
  secrets: [{ value: "zebra-nine-secret" }],
  grantTypes: ["client_credentials" as const, "authorization_code" as const],
  redirectUris: ["https://zebra.example/callback"],
  scopes: ["openid", "read_profile", "write_multipass"],
};
const MARKS = /zebra.nine|zebra\.example|-nine\b|demo-zoe|zoe@/i;

let world: World;
/** Ids of everything that belongs to zebra-nine or zoe. */
let ids: readonly string[] = [];
let ada: Visitor;
let iris: Visitor;
let root: Visitor;

beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL, ZEBRA] });
  await addUser(world, "zoe", "user");
  await addUser(world, "iris", "auditor");
  const refused = await world.form(
    "/token",
    { grant_type: "client_credentials", scope: "read_profile zebra.stripes" },
    { authorization: basic("zebra-nine:zebra-nine-secret") },
  );
  const { error_uri: uri } = (await refused.json()) as { error_uri: string };
  const ref = new URL(uri).searchParams.get("ref") ?? "";
  const zoe = await Visitor.signedIn(world, "zoe");
  const session = [...zoe.cookies].find(([name]) => name.includes("candor-session"))?.[1] ?? "";
  ids = ["zebra-nine", "demo-zoe", "zoe", ref, String(Number.parseInt(session.split(".", 1)[0] ?? "", 36)), "1"];
  await world.deps.journal.flush();
  [ada, iris, root] = await Promise.all([
    Visitor.signedIn(world, "ada"),
    Visitor.signedIn(world, "iris"),
    Visitor.signedIn(world, "root"),
  ]);
});
afterAll(() => world.close());

/** Each id in the place of each parameter. */
const targetsOf = (path: string): readonly string[] => [
  ...new Set(ids.map((id) => path.replaceAll(/:\w+|\{\w+\}/g, encodeURIComponent(id)))),
];

/** Filters by which lists could be made to show it. */
const FILTERS = [
  "",
  "?q=zebra",
  "?application=zebra-nine",
  "?client=zebra-nine",
  "?client_id=zebra-nine",
  "?owner=zoe",
  "?user=demo-zoe",
  "?id=zebra-nine&kind=application",
];

/** Only lists have filters. */
const withFilters = (target: string, path: string): readonly string[] =>
  /[:{]/.test(path) ? [target] : FILTERS.map((filter) => target + filter);

// A feed never ends. Its own test reads it (refusals.test.ts).
const pages = ROUTES.filter(({ method, path }) => method === "GET" && !path.endsWith("/events"));
const actions = ROUTES.filter(({ method }) => method === "POST");

/** What a change of anything would change. */
const state = async () => {
  const { registrations, people, audit } = world.deps.storage;
  return [
    await registrations.version(),
    (await people.list(undefined, 100)).map((one) => JSON.stringify(one)),
    await audit.head(),
  ];
};

/** A text without what the asker sent, which pages may repeat. */
const without = (text: string, sent: string): string =>
  [sent, decodeURIComponent(sent), ...new URLSearchParams(sent.split("?")[1]).values(), ...ids]
    .filter((one) => one.length > 1 && (one === sent || sent.includes(encodeURIComponent(one))))
    .reduce((left, one) => left.replaceAll(one, ""), text);

describe("a user who owns nothing", () => {
  it.each(pages.map(({ path }) => path))("sees nothing of another's at %s", async (path) => {
    for (const url of targetsOf(path).flatMap((target) => withFilters(target, path))) {
      const { status, text } = await ada.get(url);
      expect([url, status >= 500]).toEqual([url, false]);
      expect([url, MARKS.exec(without(text, url))?.[0]]).toEqual([url, undefined]);
    }
  });

  it.each(actions.map(({ path }) => path))("changes nothing of another's at %s", async (path) => {
    const before = JSON.stringify(await world.deps.registry.client("zebra-nine"));
    const zoe = JSON.stringify(await world.deps.storage.people.find("demo-zoe"));
    for (const target of targetsOf(path)) {
      const { status } = await ada.post(target, {
        client_id: "zebra-nine",
        application: "zebra-nine",
        subject: "demo-zoe",
      });
      expect([target, status >= 500]).toEqual([target, false]);
    }
    expect(JSON.stringify(await world.deps.registry.client("zebra-nine"))).toBe(before);
    expect(JSON.stringify(await world.deps.storage.people.find("demo-zoe"))).toBe(zoe);
  });

  it("sees nothing of another's through the admin API, with every scope that a token can have", async () => {
    const call = await callerAs(world, "ada");
    const paths = [
      ...REPRESENTATIONS.flatMap(({ plural }) => [`/${plural}`, `/${plural}/{id}`]),
      ...OPERATIONS.filter(({ method }) => method === "GET").map(({ path }) => path),
    ];
    for (const url of paths.flatMap((path) => targetsOf(path).flatMap((target) => withFilters(target, path)))) {
      const { status, text } = await call("GET", url);
      expect([url, status >= 500]).toEqual([url, false]);
      expect([url, MARKS.exec(without(text, url))?.[0]]).toEqual([url, undefined]);
    }
  });
});

describe("an auditor", () => {
  it.each(pages.map(({ path }) => path))("may look at %s", async (path) => {
    for (const target of targetsOf(path))
      expect([target, (await iris.get(target)).status >= 500]).toEqual([target, false]);
  });

  it.each(actions.filter(({ path }) => !path.startsWith("/me")).map(({ path }) => path))(
    "changes nothing at %s",
    async (path) => {
      const before = await state();
      for (const target of targetsOf(path)) {
        const { status } = await iris.post(target, {
          client_name: "Changed",
          name: "changed",
          description: "Changed",
          username: "changed",
        });
        expect([target, status >= 500]).toEqual([target, false]);
      }
      expect(await state()).toEqual(before);
    },
  );
});

describe("nobody", () => {
  it.each(ROUTES.map(({ method, path }) => [method, path] as const))(
    "gets anything of %s %s without signing in",
    async (method, path) => {
      for (const target of targetsOf(path)) {
        const response = await world.send(`/console${target}`, {
          method,
          ...(method === "POST" && {
            body: "csrf=x",
            headers: { "content-type": "application/x-www-form-urlencoded" },
          }),
        });
        expect([target, response.status]).toEqual([target, method === "GET" ? 303 : 403]);
        expect(MARKS.test(without(await response.text(), target))).toBe(false);
      }
    },
  );
});

describe("an operator", () => {
  it.each(pages.map(({ path }) => path))("never meets a fault at %s", async (path) => {
    for (const url of targetsOf(path).flatMap((target) => withFilters(target, path)))
      expect([url, (await root.get(url)).status >= 500]).toEqual([url, false]);
  });

  it("sees zebra-nine where it is listed, so that the marks above mean something", async () => {
    const seen = await Promise.all(pages.filter(({ path }) => !path.includes(":")).map(({ path }) => root.get(path)));
    expect(seen.some(({ text }) => MARKS.test(text))).toBe(true);
  });
});
