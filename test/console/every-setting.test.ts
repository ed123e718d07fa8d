/** Every setting of a client can be changed in the console: on a tab, on another page of the application, or it is named here with the reason. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { application, SETTINGS } from "../../src/admin/application.ts";
import { client } from "../../src/configuration/client.ts";
import { TABS } from "../../src/http/console/applications/tabs/index.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

/** Pages of an application that aren't tabs of fields, and the settings on them with the name of their input. */
const PAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  branding: {
    logoUri: "logo_uri",
    clientUri: "client_uri",
    tosUri: "tos_uri",
    policyUri: "policy_uri",
    publisher: "publisher",
    contacts: "contacts",
    colors: "light",
  },
  claims: { claims: "claim" },
  secrets: { secrets: "label" },
};

/** Settings that nobody changes in the console, and why. */
const NOT_CHANGED: Readonly<Record<string, string>> = {
  id: "The server makes it, and whatever refers to the client would lose it.",
};

const MEMBERS: Readonly<Record<string, string>> = {
  name: "client_name",
  scopes: "scope",
  defaultScopes: "default_scope",
  ...Object.fromEntries(Object.entries(SETTINGS).map(([member, setting]) => [setting, member])),
};

const onTabs = new Set(TABS.flatMap(({ fields }) => fields.map(({ member }) => member)));
const onPages = new Map(
  Object.entries(PAGES).flatMap(([page, settings]) => Object.keys(settings).map((setting) => [setting, page] as const)),
);

let world: World;
let root: Visitor;
let path: string;
beforeAll(async () => {
  world = await openWorld();
  root = await Visitor.signedIn(world, "root");
  const created = await root.post("/applications/new", {
    ...{ building: "web", client_name: "Reports", redirect_uris: "https://reports.example/callback", scope: "openid" },
  });
  path = `/applications/${/\/applications\/([^"/]+)/.exec(created.text)?.[1]}`;
});
afterAll(() => world.close());

it.each(Object.keys(client.shape))("%s", (setting) => {
  const places = [
    onTabs.has(MEMBERS[setting] ?? "") && "a tab",
    onPages.has(setting) && "a page",
    Object.hasOwn(NOT_CHANGED, setting) && "named with a reason",
  ].filter(Boolean);
  expect(places, `${setting} has no field on the tabs of src/http/console/applications/tabs`).toHaveLength(1);
});

it.each(Object.entries(PAGES))("the page %s has them", async (page, settings) => {
  const { status, text } = await root.get(`${path}/${page}`);
  expect(status).toBe(200);
  const inputs = new Set([...text.matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)].map(([, name]) => name));
  expect(Object.values(settings).filter((name) => !inputs.has(name))).toEqual([]);
});

it("no tab has a member that applications don't have, and none has one twice", () => {
  const all = TABS.flatMap(({ fields }) => fields.map(({ member }) => member));
  expect(all.filter((member) => !Object.hasOwn(application.schema.shape, member))).toEqual([]);
  expect(all).toEqual([...new Set(all)]);
});

it("names no setting that is gone", () => {
  const named = [...onPages.keys(), ...Object.keys(NOT_CHANGED)];
  expect(named.filter((setting) => !Object.hasOwn(client.shape, setting))).toEqual([]);
});
