/** Scopes, APIs, the matrix and the report in the console: what they do, and who sees what. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Call, caller } from "../admin/caller.ts";
import { as } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

const DAY = 86_400_000;

let world: World;
let root: Visitor;
let grace: Visitor;
let ada: Visitor;
let call: Call;
let mine: string;
let secret: string;

beforeAll(async () => {
  world = await openWorld();
  call = await caller(world);
  [root, grace, ada] = (await Promise.all(["root", "grace", "ada"].map((name) => Visitor.signedIn(world, name)))) as [
    Visitor,
    Visitor,
    Visitor,
  ];
  await call("POST", "/scopes", { name: "old.read", description: "Read the old way", sensitive: true });
  const app = await call("POST", "/applications", {
    client_name: "Ledger & <Sons>",
    owner: "grace",
    grant_types: ["client_credentials"],
    scope: "old.read read_profile",
  });
  mine = String(app.json.client_id);
  secret = String(app.json.client_secret);
});
afterAll(() => world.close());

const token = (scope: string) => world.form("/token", { grant_type: "client_credentials", scope }, as(mine, secret));
const etagIn = ({ text }: { readonly text: string }): string =>
  (/name="etag" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&quot;", '"');

describe("scopes", () => {
  it("are created, described in several languages, and changed after a look at what that does", async () => {
    const made = await root.post("/scopes/new", {
      name: "books.read",
      description: "Read your books",
      descriptions: "de: Ihre Bücher lesen\npt-BR: Ler seus livros",
      sensitive: "true",
    });
    expect([made.status, made.at]).toEqual([200, "/console/scopes/books.read"]);
    expect(made.text).toContain("is in force");
    expect((await call("GET", "/scopes/books.read")).json).toMatchObject({
      descriptions: { de: "Ihre Bücher lesen", "pt-BR": "Ler seus livros" },
      sensitive: true,
    });
    const fields = {
      etag: etagIn(made),
      description: "Read all your books",
      descriptions: "de: Ihre Bücher",
      state: "active",
    };
    const preview = await root.post("/scopes/books.read", { ...fields, step: "preview" });
    expect(preview.text).toContain("What this does");
    expect((await call("GET", "/scopes/books.read")).json.description).toBe("Read your books");
    const saved = await root.post("/scopes/books.read", { ...fields, step: "save" });
    expect(saved.text).toContain("The change is in force");
    expect((await call("GET", "/scopes/books.read")).json).toMatchObject({
      description: "Read all your books",
      descriptions: { de: "Ihre Bücher" },
      sensitive: false,
    });
    const stale = await root.post("/scopes/books.read", { ...fields, description: "Mine", step: "save" });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain("Mine");
    expect(world.journal.at(-1)?.refusal.refused).toBe("admin/changed-meanwhile");
    const removal = await root.get("/scopes/books.read/remove");
    const gone = await root.post("/scopes/books.read/remove", { etag: etagIn(removal), step: "save" });
    expect([gone.at, (await call("GET", "/scopes/books.read")).status]).toEqual(["/console/scopes", 404]);
  });

  it.each([
    [{ name: "has space", description: "x" }, "name"],
    [{ name: "", description: "x" }, "name"],
    [{ name: "read_profile", description: "x" }, undefined],
    [{ name: "fine", description: "" }, "description"],
    [{ name: "fine", description: "x", api: "https://nowhere.example" }, "api"],
    [{ name: "fine", description: "x", descriptions: "no colon here" }, "descriptions"],
    [{ name: "fine", description: "x", descriptions: "xx!: y" }, "descriptions"],
  ])("%j is refused at its field, and what was typed stays", async (fields, member) => {
    const shown = await root.post("/scopes/new", fields);
    expect(shown.status).toBe(422);
    if (member !== undefined) expect(shown.text).toContain(`id="${member}-fault"`);
    if (fields.name !== "") expect(shown.text).toContain(`value="${fields.name}"`);
    expect((await call("GET", "/scopes/fine")).status).toBe(404);
  });

  it("show before saving who would begin to be refused, and name what uses one that would be removed", async () => {
    expect((await token("old.read")).status).toBe(200);
    const shown = await root.get("/scopes/old.read");
    expect(shown.text).toContain("Ledger &amp; &lt;Sons>");
    const preview = await root.post("/scopes/old.read", {
      etag: etagIn(shown),
      description: "Read the old way",
      state: "removed",
      replacement: "read_profile",
      step: "preview",
    });
    expect(preview.text).toContain(`${mine}: token requests (client_credentials)`);
    expect(preview.text).toContain("/errors/scope/removed");
    const removal = await root.get("/scopes/old.read/remove");
    expect([removal.status, removal.text.includes("It is used by")]).toEqual([200, true]);
    expect(removal.text).toContain(`client &#39;${mine}&#39;`.replaceAll("&#39;", "'"));
  });

  it("are for owners to look at, with their own applications only", async () => {
    const [hers, others] = [await grace.get("/scopes/old.read"), await ada.get("/scopes/old.read")];
    expect(hers.text).toContain(mine);
    expect([others.status, others.text.includes(mine)]).toEqual([200, false]);
    for (const visitor of [grace, ada]) {
      expect((await visitor.get("/scopes")).text).not.toContain("New scope");
      expect((await visitor.get("/scopes/new")).status).toBe(403);
      expect((await visitor.post("/scopes/new", { name: "evil", description: "x" })).status).toBe(403);
      expect((await visitor.post("/scopes/old.read", { description: "x", step: "save" })).status).toBe(403);
      expect((await visitor.post("/scopes/old.read/remove", { step: "save" })).status).toBe(403);
    }
    expect((await call("GET", "/scopes/old.read")).json.description).toBe("Read the old way");
  });

  it("a form from elsewhere does nothing", async () => {
    const tried = await root.post("/scopes/new", { csrf: "forged", name: "forged", description: "x" });
    expect(tried.status).toBe(403);
    expect((await call("GET", "/scopes/forged")).status).toBe(404);
  });

  it("are found, and come in pages", async () => {
    for (let n = 0; n < 35; n++) await call("POST", "/scopes", { name: `page.${n}`, description: `Page ${n}` });
    const first = await root.get("/scopes?q=page.");
    expect(first.text.match(/<code>page\.\d+<\/code>/g)).toHaveLength(30);
    const next = /href="([^"]*)" rel="next"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect((await root.get(next.replace("/console", ""))).text.match(/<code>page\.\d+<\/code>/g)).toHaveLength(5);
    expect((await root.get('/scopes?q="><script>')).text).not.toContain("<script>");
    expect((await root.get("/scopes/no-such-scope")).status).toBe(404);
  });
});

describe("APIs", () => {
  it("are created, changed and removed", async () => {
    const made = await root.post("/apis/new", {
      resource: "https://books.example/",
      name: "Books",
      tokens: "opaque",
      alg: "ES256",
      typ: "at+jwt",
      lifetime: "60",
    });
    expect([made.status, made.at]).toEqual([200, "/console/apis/https%3A%2F%2Fbooks.example%2F"]);
    const path = made.at.replace("/console", "");
    const fields = { etag: etagIn(made), name: "Library", tokens: "jwt", alg: "RS256", typ: "JWT", lifetime: "120" };
    expect((await root.post(path, { ...fields, step: "preview" })).text).toContain("What this does");
    expect((await root.post(path, { ...fields, step: "save" })).text).toContain("The change is in force");
    const { json } = await call("GET", path);
    expect(json).toMatchObject({ name: "Library", tokens: "jwt", alg: "RS256", lifetime: 120 });
    const now = etagIn(await root.get(path));
    const wrong = await root.post(path, { ...fields, etag: now, lifetime: "soon", step: "save" });
    expect([wrong.status, wrong.text.includes('id="lifetime-fault"')]).toEqual([422, true]);
    const removal = await root.get(`${path}/remove`);
    expect((await root.post(`${path}/remove`, { etag: etagIn(removal), step: "save" })).at).toBe("/console/apis");
    expect((await call("GET", path)).status).toBe(404);
  });

  it("are for owners to look at", async () => {
    expect((await grace.get("/apis")).status).toBe(200);
    expect((await grace.post("/apis/new", { resource: "https://evil.example", name: "x" })).status).toBe(403);
  });
});

describe("who uses what", () => {
  it("is a matrix of the applications that the viewer may see", async () => {
    const all = await root.get("/scopes/matrix");
    expect(all.text).toContain("Ledger &amp; &lt;Sons>");
    expect(all.text).toContain('aria-label="Allowed and used"');
    const none = await ada.get("/scopes/matrix");
    expect(none.text).not.toContain(mine);
    expect(none.text).not.toContain("demo-service");
    const later = await root.get("/scopes/matrix?scope=page.5");
    expect(later.text).toContain(">page.5</a>");
    expect((await root.get("/scopes/matrix?scope=nope&after=%00")).status).toBe(200);
  });

  it("is a report with the mail to write, as page, CSV and JSON", async () => {
    await token("write_multipass");
    const page = await root.get("/reports/least-privilege");
    expect(page.text).toContain(`<code>${mine}</code>`);
    expect(page.text).toContain("mailto:grace%40people.example?subject=");
    const { items } = (await call("GET", `/reports/least-privilege?application=${mine}`)).json as {
      items: readonly Record<string, readonly { scope: string }[]>[];
    };
    const scopesOf = (what: string) => items[0]?.[what]?.map(({ scope }) => scope);
    expect([scopesOf("unused"), scopesOf("refused"), scopesOf("deprecated")]).toEqual([
      ["read_profile"],
      ["write_multipass"],
      [],
    ]);
    const csv = await root.get("/reports/least-privilege.csv");
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(csv.text).toContain(`${mine},Ledger & <Sons>,grace,,write_multipass,refused,`);
  });

  it("changes with time and with the number of days", async () => {
    world.clock.now += 10 * DAY;
    call = await caller(world);
    const unused = async (days: number) => {
      const { items } = (await call("GET", `/reports/least-privilege?application=${mine}&days=${days}`)).json as {
        items: readonly { unused: readonly { scope: string }[] }[];
      };
      return items[0]?.unused.map(({ scope }) => scope);
    };
    expect([await unused(9), await unused(11)]).toEqual([["old.read", "read_profile"], ["read_profile"]]);
    for (const days of ["0", "401", "x", "1.5"])
      expect((await call("GET", `/reports/least-privilege?days=${days}`)).code).toBe("request/parameter-invalid");
  });

  it("names a deprecated scope that is still used, and what replaces it", async () => {
    const etag = { "if-match": (await call("GET", "/scopes/old.read")).headers.get("etag") ?? "" };
    const deprecated = { state: "deprecated", replacement: "read_profile", sunset: "2027-01-01" };
    expect((await call("PATCH", "/scopes/old.read", deprecated, etag)).status).toBe(200);
    await token("old.read");
    const page = await (await Visitor.signedIn(world, "grace")).get("/reports/least-privilege");
    expect(page.text).toContain("old.read, replaced by read_profile, refused from 2027-01-01");
    expect(page.text).toContain("mailto:?subject=");
  });

  it("is an owner's own", async () => {
    const visitor = await Visitor.signedIn(world, "ada");
    for (const path of ["/reports/least-privilege", "/reports/least-privilege.csv"]) {
      const { status, text } = await visitor.get(path);
      expect([status, text.includes(mine), text.includes("demo-service")]).toEqual([200, false, false]);
    }
  });

  it("a field that a spreadsheet would run is only text", async () => {
    await call("POST", "/applications", {
      client_name: '=cmd|"/c calc"',
      grant_types: ["client_credentials"],
      scope: "read_profile",
    });
    const csv = await (await Visitor.signedIn(world, "root")).get("/reports/least-privilege.csv");
    expect(csv.text).toContain(`"'=cmd|""/c calc"""`);
  });
});
