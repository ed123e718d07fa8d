/** From a refusal to its page, for a newcomer who has the demo's accounts and nothing else. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { asService, openWorld, type World } from "../catalogue/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const html = { accept: "text/html" };

async function refused(): Promise<{ uri: string; ref: string }> {
  const form = { grant_type: "client_credentials", scope: "banana" };
  const { error_uri: uri } = (await (await world.form("/token", form, asService)).json()) as { error_uri: string };
  return { uri, ref: new URL(uri).searchParams.get("ref") ?? "" };
}

const text = async (path: string, username?: string): Promise<string> => {
  const headers = { ...html, ...(username !== undefined && (await world.signedIn(username))) };
  return (await world.send(path, { headers })).text();
};

it("the sign-in page that is opened for a refusal names who may see it", async () => {
  const { ref } = await refused();
  const page = await text(`/sign-in?ref=${ref}`);
  for (const word of ["grace", "staple-battery-horse", "root", "open-the-console"]) expect(page).toContain(word);
  expect(await text("/sign-in")).not.toContain("grace");
});

it("somebody else hears who is signed in, and where to sign in as another", async () => {
  const { uri, ref } = await refused();
  for (const path of [uri, `/refusals/${ref}`]) {
    const page = await text(path, "ada");
    expect(page).toContain(`You're signed in as <bdi class="name">ada</bdi>`);
    expect(page).toMatch(new RegExp(`href="[^"]*/sign-in\\?ref=${ref}">Use a different account`));
  }
});

it("another user's refusal looks as if it did not exist", async () => {
  const { ref } = await refused();
  const bare = async (one: string) =>
    (await text(`/refusals/${one}`, "ada")).replaceAll(one, "…").replaceAll(/<code>\w{12}<|ref=\w{12}/g, "…");
  expect(await bare(ref)).toBe(await bare("000000000000"));
});

it("its owner sees no sign-in", async () => {
  expect(await text((await refused()).uri, "grace")).not.toContain("Use a different account");
});
