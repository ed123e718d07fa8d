/** passport-oauth2: its strategy with state and PKCE, which sends the secret in the body. */
import { Strategy } from "passport-oauth2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf } from "./application.ts";
import { formsOf } from "./person.ts";
import { codeIn } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface Result {
  readonly redirect?: string;
  readonly user?: { access: string; refresh: string; parameters: Record<string, unknown> };
  readonly fail?: unknown;
  readonly error?: { message: string; code: string; uri: string; name: string };
}

const strategy = (clientID: string, clientSecret: string | undefined, callbackURL = REDIRECT) =>
  new Strategy(
    {
      authorizationURL: `${world.issuer}/authorize`,
      tokenURL: `${world.issuer}/token`,
      clientID,
      clientSecret,
      callbackURL,
      scope: ["offline_access", "read_profile"],
      state: true,
      pkce: true,
    },
    (access, refresh, parameters, _profile, done) => done(null, { access, refresh, parameters }),
  );

/** Runs the strategy on a request as passport does. */
function run(at: Strategy, request: object): Promise<Result> {
  return new Promise((resolve) => {
    const acting = Object.create(at, {
      redirect: { value: (redirect: string) => resolve({ redirect }) },
      success: { value: (user: Result["user"]) => resolve(user === undefined ? {} : { user }) },
      fail: { value: (fail: unknown) => resolve({ fail }) },
      error: { value: (error: Result["error"]) => resolve(error === undefined ? {} : { error }) },
    }) as Strategy;
    acting.authenticate(request);
  });
}

async function walk(at: Strategy, answer: "allow" | "deny" = "allow"): Promise<Result> {
  const session = {};
  const { redirect = "" } = await run(at, { session });
  const to = await world.person().sentTo(redirect, answer);
  return run(at, { session, query: Object.fromEntries(to.searchParams) });
}

describe("passport-oauth2", () => {
  it("signs a user in by client_secret_post, state and PKCE", async () => {
    const { user } = await walk(strategy("post", SECRET));
    expect(user?.parameters).toMatchObject({ token_type: "Bearer", scope: "offline_access read_profile" });
    const seen = await world.app("post", { method: "post" }).introspect(user?.access ?? "");
    expect(seen.body).toMatchObject({ active: true, client_id: "post" });
  });

  it("refreshes", async () => {
    const at = strategy("post", SECRET);
    const { user } = await walk(at);
    const refreshed = await new Promise<{ access: string; refresh: string }>((resolve, reject) => {
      at._oauth2.getOAuthAccessToken(user?.refresh ?? "", { grant_type: "refresh_token" }, (error, access, refresh) =>
        error ? reject(error) : resolve({ access, refresh }),
      );
    });
    expect(refreshed.access).not.toBe(user?.access);
    expect(refreshed.refresh).toMatch(/^candor_refresh_/);
    expect(refreshed.refresh).not.toBe(user?.refresh);
  });

  it("serves a public client, whose empty secret counts as none", async () => {
    const { user } = await walk(strategy("native", undefined, "http://127.0.0.1:50123/callback"));
    expect(user?.parameters.scope).toBe("offline_access read_profile");
  });

  it("fails if the user declines", async () => {
    const { fail } = await walk(strategy("two", SECRET), "deny");
    expect(fail).toEqual({
      message: expect.stringMatching(
        /^The user declined the request\. Offer to try again\. \(ref [0-9a-hjkmnp-tv-z]{12}\)$/,
      ),
    });
  });

  it("hands on the error of the authorization endpoint", async () => {
    const at = strategy("post", SECRET);
    const { redirect = "" } = await run(at, { session: {} });
    const to = await world.person().sentTo(redirect.replace("read_profile", "read_profil"));
    const { error } = await run(at, { session: {}, query: Object.fromEntries(to.searchParams) });
    expect({ name: error?.name, code: error?.code }).toEqual({ name: "AuthorizationError", code: "invalid_scope" });
    expect(codeIn(error?.uri, world.issuer)).toBe("scope/misspelled");
  });

  it("hands on that a client registered for Basic sent its secret in the body", async () => {
    const { error } = await walk(strategy("basic", SECRET));
    expect({ name: error?.name, code: error?.code }).toEqual({ name: "TokenError", code: "invalid_client" });
    expect(codeIn(error?.uri, world.issuer)).toBe("client-auth/method-mismatch");
    expect(error?.message).toContain("client_secret_post");
  });

  it("refuses a callback with another's state, before it redeems the code", async () => {
    const at = strategy("post", SECRET);
    const [mine, session] = [{}, {}];
    await run(at, { session: mine });
    const { redirect = "" } = await run(at, { session });
    const to = await world.person().sentTo(redirect);
    expect(await run(at, { session: mine, query: Object.fromEntries(to.searchParams) })).toHaveProperty("fail");
  });

  it("gets its response also by form_post", async () => {
    const at = strategy("post", SECRET);
    const session = {};
    const { redirect = "" } = await run(at, { session });
    const page = await world.person().page(`${redirect}&response_mode=form_post`);
    const { user } = await run(at, { session, body: formsOf(page)[0]?.fields });
    const info = await fetch(`${world.issuer}/introspect`, {
      method: "POST",
      body: new URLSearchParams({ token: user?.access ?? "", client_id: "post", client_secret: SECRET }),
    });
    expect((await answerOf(world.issuer, info)).body.active).toBe(true);
  });
});
