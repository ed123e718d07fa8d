/** The clients that developers use most, through the same harness as `npm run clients`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { librariesFor } from "../../src/libraries/index.ts";
import { mistakes } from "./define.ts";
import { missing } from "./installed.ts";
import { clients } from "./list.ts";
import { run, signInOnce } from "./run.ts";
import { removeSeed } from "./world.ts";

const named = (name: string) => {
  const found = clients.find((client) => client.name === name);
  if (found === undefined) throw new Error(`${name} is not in the list.`);
  return found;
};

afterAll(removeSeed);

const all = ["cause", "reference", "link"];

describe("what the developer sees", () => {
  it("openid-client 6 works by default, and shows everything", async () => {
    const { byDefault, mistakes: made } = await run(named("openid-client 6"));
    expect(byDefault.outcome).toBe("signed in");
    expect(made).toMatchObject({
      secret: { outcome: "refused", code: "client-auth/secret-wrong", shows: all },
      scope: { outcome: "refused", code: "scope/misspelled", shows: all },
      pkce: { outcome: "refused", code: "pkce/required", shows: all },
      redirect: { outcome: "refused", code: "redirect-uri/unregistered", shows: all },
      code: { outcome: "refused", code: "code/expired", shows: all },
    });
  });

  it("oauth4webapi works by default, and shows everything", async () => {
    const { byDefault, mistakes: made } = await run(named("oauth4webapi"));
    expect(byDefault.outcome).toBe("signed in");
    expect(made).toMatchObject({
      secret: { outcome: "refused", code: "client-auth/secret-wrong", shows: all },
      scope: { outcome: "refused", code: "scope/misspelled", shows: all },
      pkce: { outcome: "refused", code: "pkce/required", shows: all },
      code: { outcome: "refused", code: "code/expired", shows: all },
    });
  });

  it("simple-oauth2 needs the challenge from its application", async () => {
    const { byDefault, switched, mistakes: made } = await run(named("simple-oauth2"));
    expect(byDefault).toMatchObject({ outcome: "refused", code: "pkce/required" });
    expect(switched?.outcome).toBe("signed in");
    expect(made.code).toMatchObject({ outcome: "refused", code: "code/expired" });
  });
});

describe("set up as its documentation says, with the switch that docs/clients.md names, it signs its user in", () => {
  it.concurrent.for([
    "Auth.js",
    "passport-oauth2",
    "passport-openidconnect",
    "express-openid-connect",
    "oidc-client-ts",
    "MCP TypeScript SDK",
    "Authlib",
    "mod_auth_openidc",
  ])("%s", async (name, { skip }) => {
    const lacking = missing(named(name));
    // Where there is no apt-get, what Debian has can't be had.
    if (named(name).from === "Debian" && lacking.length > 0) skip(`Not run: ${lacking.join(", ")} cannot be had here.`);
    expect(await signInOnce(named(name))).toMatchObject({ outcome: "signed in", code: undefined });
  });
});

describe("docs/clients.md", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/clients.md"), "utf8");

  it.each(clients)("tells of $name", ({ name }) => {
    expect(text).toContain(`\n## ${name}\n`);
  });

  it("tells of each mistake", () => {
    for (const mistake of Object.values(mistakes)) expect(text.toLowerCase()).toContain(mistake.toLowerCase());
  });

  it("names nothing of the machine it was written on", () => {
    expect(text).not.toMatch(/\/(root|home|tmp|work)\/|localhost:\d|candor_(code|access|refresh)_|eyJ/);
  });
});

it.each(clients.filter(({ pkce }) => pkce === "switch" || pkce === "never"))(
  "the page of the reason has the PKCE switch of $name",
  ({ name }) => {
    expect(librariesFor("pkce/required")?.settings.map(({ library }) => library)).toContain(name);
  },
);
