/** Who sees what of a refusal: anyone the reason, the client itself, the application's owner and the operator the occasion. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic } from "../catalogue/samples.ts";
import { AUTHORIZE, asService, asWeb, openWorld, type World } from "../catalogue/world.ts";

let world: World;
beforeAll(async () => {
  const other = { id: "other", owner: "grace", secrets: [{ value: "other-secret" }] };
  world = await openWorld({ clients: [{ ...other, redirectUris: ["https://id.example/other"] }] });
});
afterAll(() => world.close());

const html = { accept: "text/html" };
const as = (pair: string) => ({ authorization: basic(pair) });

interface Uttered {
  readonly ref: string;
  readonly uri: string;
}

/** Has demo-service refused; returns the URL of the refusal. */
async function refuse(
  fields: Record<string, string> = {},
  headers: Record<string, string> = asService,
): Promise<Uttered> {
  const form = { grant_type: "client_credentials", scope: "read_profile write_multipas", ...fields };
  const { error_uri } = (await (await world.form("/token", form, headers)).json()) as { error_uri: string };
  return { ref: new URL(error_uri).searchParams.get("ref") ?? "", uri: error_uri };
}

const page = async (path: string, username?: string): Promise<{ status: number; text: string }> => {
  const headers = { ...html, ...(username !== undefined && (await world.signedIn(username))) };
  const answer = await world.send(path, { headers });
  return { status: answer.status, text: await answer.text() };
};
const PROVED = "Verified: granted.";

describe("the client itself", () => {
  it("fetches its refusal by HTTP Basic", async () => {
    const { ref, uri } = await refuse();
    const answer = await world.send(`/refusals/${ref}`, { headers: asService });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await answer.json()).toMatchObject({ ref, audience: "client", code: "scope/misspelled", error_uri: uri });
  });

  it("fetches it by POST, with its secret in the body", async () => {
    const { ref } = await refuse();
    const body = { client_id: "demo-service", client_secret: "demo-service-secret" };
    expect(await (await world.form(`/refusals/${ref}`, body)).json()).toMatchObject({ code: "scope/misspelled" });
  });

  it("fetches it as Markdown, to paste into an issue", async () => {
    const { ref } = await refuse();
    const answer = await world.send(`/refusals/${ref}`, { headers: { ...asService, accept: "text/markdown" } });
    expect(answer.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(await answer.text()).toContain("write_multipass");
  });

  it("learns the true reason that the response hid", async () => {
    const { ref, uri } = await refuse({}, as("demo-service:wrong-secret"));
    expect(uri).toContain("/errors/client-auth/failed?");
    const answer = await world.send(`/refusals/${ref}`, { headers: asService });
    expect(await answer.json()).toMatchObject({ code: "client-auth/secret-wrong" });
  });

  it.each([
    ["another client", as("demo-web:demo-web-secret")],
    ["the same client, with a wrong secret", as("demo-service:wrong-secret")],
    ["nobody", {}],
    ["a public client", as("demo-spa:")],
  ])("%s does not get it", async (_, headers) => {
    const { ref } = await refuse();
    const answer = await world.send(`/refusals/${ref}`, { headers });
    expect([401, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain("write_multipas");
  });

  it("can't tell another client's refusal from one that doesn't exist", async () => {
    const { ref } = await refuse();
    const answers = await Promise.all(
      [ref, "000000000000", "no-reference", "%00", "x".repeat(150)].map(async (one) => {
        const answer = await world.send(`/refusals/${one}`, { headers: asWeb });
        const headers = [...answer.headers].filter(([name]) => name !== "date");
        return { status: answer.status, headers, body: (await answer.text()).replaceAll(/ref[= ]\w{12}/g, "ref=…") };
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe("error_uri", () => {
  it("explains the reason to anyone, and says who may see more", async () => {
    const { uri, ref } = await refuse();
    const { status, text } = await page(uri);
    expect(status).toBe(200);
    expect(text).toContain("A scope is misspelled");
    expect(text).toContain(`/sign-in?ref=${ref}`);
    expect(text).not.toContain(PROVED);
    expect(text).not.toContain("192.0.2");
  });

  it.each([
    ["grace", "who owns the application"],
    ["root", "the operator"],
  ])("shows this very refusal to %s, %s", async (username) => {
    const { uri } = await refuse();
    const { text } = await page(uri, username);
    expect(text).toContain(PROVED);
    expect(text).toContain("192.0.2.0/24");
  });

  it("shows the true reason to the owner where a face hid it", async () => {
    const { uri } = await refuse({}, as("demo-service:wrong-secret"));
    const { text } = await page(uri, "grace");
    expect(text).toContain("client-auth/secret-wrong");
    expect(text).toContain("none of the client's secrets");
    expect((await page(uri)).text).not.toContain("none of the client's secrets");
  });

  it("shows no more to somebody else who is signed in", async () => {
    const { uri } = await refuse();
    const { text } = await page(uri, "ada");
    expect(text).not.toContain(PROVED);
  });

  it("shows an application without an owner to the operator alone", async () => {
    const { uri } = await refuse({ scope: "" }, as("demo-strict:demo-strict-secret"));
    expect((await page(uri, "grace")).text).not.toContain(PROVED);
    expect((await page(uri, "root")).text).toContain(PROVED);
  });

  it("does not show a refusal under the URL of another reason", async () => {
    const { ref } = await refuse();
    expect((await page(`/errors/scope/unknown?ref=${ref}`, "root")).text).not.toContain(PROVED);
  });
});

describe("in a browser, /refusals", () => {
  it("leads to the sign-in and back to the refusal", async () => {
    const { ref } = await refuse();
    const answer = await world.send(`/refusals/${ref}`, { headers: html });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `https://id.example/sign-in?ref=${ref}`]);
    const signIn = await world.send(`/sign-in?ref=${ref}`, { headers: html });
    const text = await signIn.text();
    const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
    const cookie = signIn.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    const fields = { csrf, request: "", ref, username: "grace", password: "staple-battery-horse" };
    const after = await world.form("/sign-in", fields, { cookie });
    expect(after.headers.get("location")).toBe(`https://id.example/refusals/${ref}`);
  });

  it("takes nobody anywhere else", async () => {
    const signIn = await world.send("/sign-in?ref=//evil.test", { headers: html });
    expect(await signIn.text()).not.toContain("evil");
  });

  it("says to whoever may not see it what it says where there is none", async () => {
    const { ref } = await refuse();
    const [hidden, absent] = await Promise.all([
      page(`/refusals/${ref}`, "ada"),
      page("/refusals/000000000000", "ada"),
    ]);
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(hidden.text.replaceAll(/[0-9a-z]{12}/g, "")).toBe(absent.text.replaceAll(/[0-9a-z]{12}/g, ""));
  });
});

describe("a field of evidence", () => {
  it("for the operator isn't in any other explanation", async () => {
    const code = await world.code();
    const fields = { grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri };
    await world.form("/token", fields, as("other:other-secret"));
    const { ref, refusal } = world.journal.at(-1) ?? expect.fail();
    expect(refusal).toMatchObject({ refused: "code/of-other-client", evidence: { issuedTo: "demo-web" } });
    expect((await page(`/refusals/${ref}`, "root")).text).toContain("demo-web");
    const owners = (await page(`/refusals/${ref}`, "grace")).text;
    expect(owners).toContain("code/of-other-client");
    expect(owners).not.toContain("demo-web");
    const client = await (await world.send(`/refusals/${ref}`, { headers: as("other:other-secret") })).text();
    expect(client).toContain("code/of-other-client");
    expect(client).not.toContain("demo-web");
  });
});
