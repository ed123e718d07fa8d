/** Branding in the console: an owner sees the pages before anything is saved, and what is wrong at its field. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caller } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { pngUrl } from "../pages/pictures.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let [grace, ada, root]: Visitor[] = [];
let at = "";

beforeAll(async () => {
  world = await openWorld({ config: { branding: { name: "Example Account", colors: { light: "#6b2fb3" } } } });
  const admin = await caller(world);
  const app = await admin("POST", "/applications", {
    ...{ client_name: "Graces shop", redirect_uris: ["https://shop.example/cb"], owner: "grace", scope: "openid" },
  });
  at = `/applications/${app.json.client_id}/branding`;
  [grace, ada, root] = [
    await Visitor.signedIn(world, "grace"),
    await Visitor.signedIn(world, "ada"),
    await Visitor.signedIn(world, "root"),
  ];
});
afterAll(() => world.close());

const etagIn = (text: string): string =>
  (/name="etag" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&quot;", '"');
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll("&quot;", '"');
const post = async (fields: Record<string, string>) =>
  (grace as Visitor).post(at, { etag: etagIn((await (grace as Visitor).get(at)).text), ...fields });

describe("an owner", () => {
  it("sees the pages with the server's name and colors", async () => {
    const { text } = await (grace as Visitor).get(at);
    expect(plain(text)).toMatch(/Sign-in Example Account Sign in to continue to Graces shop/);
    expect(text).toMatch(/assets\/colors\?light=6b2fb3&amp;dark=[0-9a-f]{6}&amp;for=preview/);
    expect(text).toContain("<title>Branding · Example Account</title>");
  });

  it("previews without saving, then saves; the pages that users see have it", async () => {
    const fields = {
      do: "preview",
      publisher: "Grace Ltd",
      logo_uri: pngUrl(64),
      light: "#0d6150",
      tos_uri: "https://shop.example/t",
    };
    const shown = await post(fields);
    expect(shown.status).toBe(200);
    expect(plain(shown.text)).toContain("Published by Grace Ltd");
    expect(shown.text).toContain(`src="${pngUrl(64)}"`);
    expect(plain((await (grace as Visitor).get(at)).text)).not.toContain("Published by");
    const saved = await post({ ...fields, do: "save" });
    expect(plain(saved.text)).toContain("The branding is saved.");
    expect(saved.text).toMatch(/src="\/logos\?image=[\w-]{22}\.png&amp;client_id=/);
    // What was shown of the logo is sent back, and the logo stays.
    const again = await post({
      do: "save",
      publisher: "Grace Ltd",
      logo_uri: /<textarea[^>]*name="logo_uri"[^>]*>([^<]*)/.exec(saved.text)?.[1]?.replaceAll("&amp;", "&") ?? "",
    });
    expect(again.text).toMatch(/src="\/logos\?image=/);
  });

  it.each([
    [{ light: "#ffff00" }, /#ffff00", which has a contrast of 1\.\d+:1 on light pages/],
    [{ light: "#0d6150", dark: "#000000" }, /on dark pages/],
    [{ logo_uri: "https://cdn.example/logo.png" }, /the URL of an image elsewhere/],
    [{ client_uri: "javascript:alert(1)" }, /an https URL/],
    [{ dark: "#74d3b9" }, /a color with six hexadecimal digits/],
  ])("sees what is wrong with %j", async (fields, says) => {
    const refused = await post({ do: "save", ...fields });
    expect([refused.status, plain(refused.text)]).toEqual([400, expect.stringMatching(says)]);
    expect(refused.text).toMatch(/aria-invalid="true"/);
  });
});

it("others see nothing of it, and an operator sees the server's", async () => {
  expect((await (ada as Visitor).get(at)).status).toBe(404);
  expect((await (ada as Visitor).post(at, { publisher: "Evil" })).status).toBe(404);
  expect([403, 404]).toContain((await (ada as Visitor).get("/branding")).status);
  const { status, text } = await (root as Visitor).get("/branding");
  expect([status, plain(text)]).toEqual([200, expect.stringContaining("Example Account")]);
});
