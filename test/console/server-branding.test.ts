/** The server's branding in the console, and logos as files. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addUser, caller } from "../admin/caller.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { pngUrl } from "../pages/pictures.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
beforeEach(async () => {
  world = await openWorld({ config: { branding: { privacy: "https://example.com/privacy" } } });
  await addUser(world, "iris", "auditor");
  root = await Visitor.signedIn(world, "root");
});
afterEach(() => world.close());

const AT = "/branding";
const etagIn = (text: string): string =>
  (/name="etag" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&quot;", '"');
const plain = (text: string): string => text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const branding = () => world.deps.registry.settings.branding;
const bytesOf = (url: string) => Buffer.from(url.slice(url.indexOf(",") + 1), "base64");

async function post(fields: Record<string, string>, by = root) {
  return by.post(AT, { etag: etagIn((await by.get(AT)).text), do: "save", ...fields });
}
async function upload(
  file: Buffer,
  more: Record<string, string> = {},
  { at = AT, field = "logo_file", name = "logo.png", type = "image/png" } = {},
) {
  const form = new FormData();
  const page = await root.get(at);
  for (const [key, value] of Object.entries({ etag: etagIn(page.text), do: "save", ...more })) form.set(key, value);
  form.set(field, new File([new Uint8Array(file)], name, { type }));
  return root.upload(at, form);
}

describe("an operator", () => {
  it("previews the server's branding without saving, and saves it for every page", async () => {
    const fields = { name: "Example ID", light: "#6b2fb3", terms: "https://example.com/terms" };
    const shown = await post({ ...fields, do: "preview" });
    expect([shown.status, branding()?.name]).toEqual([200, undefined]);
    expect(plain(shown.text)).toMatch(/Sign-in Example ID/);
    expect(shown.text).toMatch(/assets\/colors\?light=6b2fb3&amp;dark=[0-9a-f]{6}&amp;for=preview/);
    expect((await post(fields)).text).toContain("The branding is saved.");
    expect(branding()).toMatchObject({
      name: "Example ID",
      terms: "https://example.com/terms",
      colors: { light: "#6b2fb3" },
    });
    expect(await (await world.send("/sign-in")).text()).toContain("Example ID");
    const [entry] = await world.deps.storage.audit.list({ kind: "settings", limit: 1 });
    expect(entry).toMatchObject({ actor: { is: "user", id: "demo-root" }, after: { branding_name: "Example ID" } });
    // An empty field restores the default.
    await post({ name: "", light: "", dark: "", terms: "" });
    expect(branding()).toEqual({ privacy: "https://example.com/privacy" });
  });

  it.each([
    [{ light: "#ffff00" }, /contrast of 1\.\d+:1 on light pages/],
    [{ light: "#0d6150", dark: "#000000" }, /on dark pages/],
    [{ logo: "https://cdn.example/logo.png" }, /the URL of an image elsewhere/],
    [
      { logo: "data:image/svg+xml;base64,PHN2Zz48c2NyaXB0PmFsZXJ0KDEpPC9zY3JpcHQ+PC9zdmc+" },
      /isn't a whole PNG, JPEG or WebP/,
    ],
    [{ terms: "javascript:alert(1)" }, /an https URL/],
    [{ name: "\u202eevil" }, /without control characters/],
  ])("sees what is wrong with %j at its field", async (fields, says) => {
    const refused = await post(fields);
    expect([refused.status, plain(refused.text)]).toEqual([400, expect.stringMatching(says)]);
    expect(refused.text).toMatch(/aria-invalid="true"/);
    expect(branding()).toEqual({ privacy: "https://example.com/privacy" });
  });

  it("can't change what the file sets, which says so", async () => {
    const { text } = await root.get(AT);
    expect(text).toMatch(/<input[^>]*name="privacy"[^>]*readonly/i);
    expect(text).toContain("The configuration file sets this");
    const forged = await post({ privacy: "https://evil.example/" });
    expect([forged.status, branding()?.privacy]).toEqual([200, "https://example.com/privacy"]);
  });

  it("is shown what another operator has saved", async () => {
    const etag = etagIn((await root.get(AT)).text);
    await post({ name: "First" });
    const second = await root.post(AT, { etag, do: "save", name: "Second" });
    expect([second.status, branding()?.name]).toEqual([400, "First"]);
    expect(plain(second.text)).toMatch(/Changed in the meantime .*First.*Second/);
    await root.post(AT, { etag: etagIn(second.text), do: "save", name: "Second" });
    expect(branding()?.name).toBe("Second");
  });
});

it("auditors see it and change nothing, and users see nothing", async () => {
  const iris = await Visitor.signedIn(world, "iris");
  const page = await iris.get(AT);
  expect([page.status, page.text.includes("Save"), /<input[^>]*type="file"/.test(page.text)]).toEqual([
    200,
    false,
    false,
  ]);
  expect((await iris.post(AT, { etag: '"0"', name: "Mine" })).status).toBe(403);
  const ada = await Visitor.signedIn(world, "ada");
  expect((await ada.get(AT)).status).toBe(403);
  expect((await ada.post(AT, { etag: '"0"', name: "Mine" })).status).toBe(403);
  expect(branding()?.name).toBeUndefined();
});

describe("a logo as a file", () => {
  it("is taken for what its bytes are, whatever its name and type say", async () => {
    const saved = await upload(bytesOf(pngUrl(64)), {}, { name: "x.svg", type: "image/svg+xml" });
    expect(saved.text).toContain("The branding is saved.");
    expect(branding()?.logo).toBe(pngUrl(64));
    // Without a chosen file, the one that is there stays.
    const again = await upload(Buffer.alloc(0), { name: "Example", logo: pngUrl(64) });
    expect([again.status, branding()?.logo, branding()?.name]).toEqual([200, pngUrl(64), "Example"]);
    const other = await upload(bytesOf(pngUrl(32)), { logo: pngUrl(64) });
    expect([other.status, branding()?.logo]).toEqual([200, pngUrl(32)]);
  });

  it("is previewed from the page itself, which saves it", async () => {
    const shown = await upload(bytesOf(pngUrl(64)), { do: "preview" });
    expect([shown.status, branding()?.logo]).toEqual([200, undefined]);
    expect(shown.text).toContain(`src="${pngUrl(64)}"`);
    expect(/<textarea[^>]*name="logo"[^>]*>([^<]*)/.exec(shown.text)?.[1]).toBe(pngUrl(64));
  });

  it.each<[what: string, bytes: Buffer, says: RegExp]>([
    [
      "SVG with a script",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      /isn't a whole PNG/,
    ],
    ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>"), /isn't a whole PNG/],
    [
      "a PNG with a script behind it",
      Buffer.concat([bytesOf(pngUrl(64)), Buffer.from("<script>alert(1)</script>")]),
      /isn't a whole PNG/,
    ],
    ["half a PNG", bytesOf(pngUrl(64)).subarray(0, 40), /isn't a whole PNG/],
    ["a GIF", Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"), /isn't a whole PNG/],
    ["one byte", Buffer.from("x"), /isn't a whole PNG/],
    ["41 KB", Buffer.alloc(41_000, 1), /an image of 41000 bytes/],
    ["4 pixels", bytesOf(pngUrl(4)), /4 × 4 pixels/],
  ])("is refused at its field: %s", async (_, bytes, says) => {
    const refused = await upload(bytes);
    expect([refused.status, plain(refused.text)]).toEqual([400, expect.stringMatching(says)]);
    expect(branding()?.logo).toBeUndefined();
  });

  it("of an application is uploaded by its owner", async () => {
    const grace = await Visitor.signedIn(world, "grace");
    const app = await (await caller(world))("POST", "/applications", {
      ...{ client_name: "Shop", redirect_uris: ["https://shop.example/cb"], owner: "grace", scope: "openid" },
    });
    const id = String(app.json.client_id);
    const at = `/applications/${id}/branding`;
    const form = new FormData();
    form.set("etag", etagIn((await grace.get(at)).text));
    form.set("do", "save");
    form.set("logo_uri_file", new File([new Uint8Array(bytesOf(pngUrl(64)))], "a.png"));
    expect((await grace.upload(at, form)).text).toContain("The branding is saved.");
    const { client } = (await world.deps.registry.client(id)) ?? expect.fail("no client");
    expect(client.logo).toMatch(/^[\w-]{22}\.png$/);
  });

  it("needs the token of the console's own form, and a body that can be read", async () => {
    const form = new FormData();
    form.set("csrf", "forged");
    form.set("name", "Mine");
    expect((await root.upload(AT, form)).status).toBe(403);
    const broken = await world.send("/console/branding", {
      method: "POST",
      headers: {
        "content-type": "multipart/form-data; boundary=x",
        origin: ISSUER,
        cookie: [...root.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      body: "--x\r\nnot a part",
    });
    expect(broken.status).toBe(403);
    expect((await upload(Buffer.alloc(200_000, 1))).status).toBe(413);
    expect(branding()?.name).toBeUndefined();
  });
});
