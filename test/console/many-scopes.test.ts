/** An application among many scopes: a page of them is shown, what isn't on it stays allowed, and looking for one saves nothing. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Call, caller } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

const MANY = 230;

let world: World;
let call: Call;
let root: Visitor;
beforeAll(async () => {
  world = await openWorld();
  call = await caller(world);
  root = await Visitor.signedIn(world, "root");
  for (let n = 0; n < MANY; n++)
    await call("POST", "/scopes", {
      name: nameOf(n),
      description: `Thing ${n} of ${n % 2 === 0 ? "even" : "odd"} kind`,
    });
});
afterAll(() => world.close());

const nameOf = (n: number): string => `thing.${String(n).padStart(3, "0")}`;
const register = async (scopes: readonly string[]): Promise<string> => {
  const body = { client_name: "Many", redirect_uris: ["https://many.example/"], scope: scopes.join(" ") };
  return String((await call("POST", "/applications", body)).json.client_id);
};
const scopesOf = async (id: string): Promise<readonly string[]> =>
  String((await call("GET", `/applications/${id}`)).json.scope)
    .split(" ")
    .sort();

const plain = (text = ""): string => text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
const valueIn = (text: string, name: string): string => {
  const [tag = ""] = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(text) ?? [];
  return plain(/ value="([^"]*)"/.exec(tag)?.[1]);
};
const boxesIn = (text: string): readonly string[] =>
  [...text.matchAll(/name="scope" value="([^"]*)"/g)].map(([, one]) => one ?? "");
const selectedIn = (text: string): readonly string[] =>
  [...text.matchAll(/<input[^>]*name="scope"[^>]*>/g)]
    .filter(([tag]) => /\schecked/.test(tag))
    .map(([tag]) => /value="([^"]*)"/.exec(tag)?.[1] ?? "");
const nextIn = (text: string): string => plain(/name="step" value="(after:[^"]*)"/.exec(text)?.[1]);

/** What a browser would send with the button of a step. */
const sent = (text: string, step: string, more: { find?: string; scope?: readonly string[] } = {}) => ({
  ...{ etag: valueIn(text, "etag"), scope_others: valueIn(text, "scope_others"), default_scope: "" },
  ...{ find: valueIn(text, "find"), scope: selectedIn(text), ...more },
  ...(step !== "" && { step }),
});

it("shows what is allowed first, and every scope once, page by page", async () => {
  const id = await register(["openid", nameOf(7), nameOf(229)]);
  let { text } = await root.get(`/applications/${id}/scopes`);
  expect(boxesIn(text).slice(0, 3)).toEqual(["openid", nameOf(7), nameOf(229)]);
  const seen = [...boxesIn(text)];
  for (let turn = 0; turn < 9 && nextIn(text) !== ""; turn++) {
    const before = await scopesOf(id);
    ({ text } = await root.post(`/applications/${id}/scopes`, sent(text, nextIn(text))));
    seen.push(...boxesIn(text));
    expect(await scopesOf(id)).toEqual(before);
  }
  expect(seen.length).toBe(new Set(seen).size);
  for (let n = 0; n < MANY; n++) expect(seen).toContain(nameOf(n));
  // The same by URL, for whoever may only look.
  const found = await root.get(`/applications/${id}/scopes?find=thing.150`);
  expect(boxesIn(found.text)).toEqual([nameOf(150)]);
});

it("keeps what is selected on one page while another is looked at, and what isn't shown", async () => {
  const allowed = ["openid", ...Array.from({ length: 140 }, (_, n) => nameOf(n))];
  const id = await register(allowed);
  const path = `/applications/${id}/scopes`;
  const first = (await root.get(path)).text;
  expect(first).toContain("41 more scopes are allowed and not shown here.");
  const found = (await root.post(path, sent(first, "find", { find: "THING 200 " }))).text;
  expect(boxesIn(found)).toEqual([nameOf(200)]);
  const again = (await root.post(path, sent(found, "find", { scope: [nameOf(200)] }))).text;
  expect(selectedIn(again)).toEqual([nameOf(200)]);
  // Another one is found, and the first of the list is left out.
  const other = (await root.post(path, sent(again, "find", { find: nameOf(3) }))).text;
  expect(selectedIn(other)).toEqual([nameOf(3)]);
  const preview = (await root.post(path, sent(other, "", { scope: [] }))).text;
  expect(await scopesOf(id)).toEqual([...allowed].sort());
  await root.post(path, { etag: valueIn(preview, "etag"), patch: valueIn(preview, "patch") });
  const wanted = [...allowed.filter((name) => name !== nameOf(3)), nameOf(200)];
  expect(await scopesOf(id)).toEqual(wanted.sort());
});
