/** Which calls with an access token are let through, and what they learn about its user. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BILLS, post, VERIFIER } from "../../test/catalogue/samples.ts";
import { AUTHORIZE, asWeb, ISSUER, openWorld, type World } from "../../test/catalogue/world.ts";
import type { Account } from "../ports/storage.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorizeBearer } from "./bearer.ts";
import type { Deps } from "./deps.ts";
import { token } from "./token.ts";
import { userinfo } from "./userinfo.ts";

let world: World;
let access: string;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  access = await issue(AUTHORIZE.scope);
});

async function issue(scope: string): Promise<string> {
  const code = await world.code({ scope });
  const body = { grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri };
  const form = new URLSearchParams({ ...body, code_verifier: VERIFIER });
  const answer = await token(world.deps, post(form.toString(), asWeb));
  return isRefusal(answer) ? expect.fail(answer.refused) : String(answer.body.access_token);
}
const call = (authorization: string | undefined) => post("", { method: "GET", contentType: undefined, authorization });

/** The world where something became of the user. */
function whereUser(change: Partial<Account> | undefined): { deps: Deps; asked: string[] } {
  const { storage } = world.deps;
  const asked: string[] = [];
  const find = async (subject: string) => {
    asked.push(subject);
    const account = await storage.people.find(subject);
    return account && change && { ...account, ...change };
  };
  return { deps: { ...world.deps, storage: { ...storage, people: { ...storage.people, find } } }, asked };
}

describe("a call with an access token", () => {
  it("brings its claims, and the account only where the call is about one", async () => {
    const without = await authorizeBearer(world.deps, call(`Bearer ${access}`), {});
    expect(without).toMatchObject({ claims: { subject: "demo-ada", clientId: "demo-web" }, account: undefined });
    const about = await authorizeBearer(world.deps, call(`Bearer ${access}`), {}, true);
    expect(about).toMatchObject({ claims: { subject: "demo-ada" }, account: { username: "ada" } });
  });

  it.each<[what: string, demand: object, refused: string]>([
    ["another API", { audience: BILLS.resource }, "token/wrong-audience"],
    ["a scope that it does not have", { scope: "write_multipass" }, "token/insufficient-scope"],
  ])("for %s is refused", async (_, demand, refused) => {
    const answer = await authorizeBearer(world.deps, call(`Bearer ${access}`), demand);
    expect(answer).toMatchObject({ refused, on: { decision: "bearer", demand, token: { is: "found" } } });
  });

  it("for this API and scope is accepted", async () => {
    const demand = { audience: `${ISSUER}/api`, scope: "read_profile" };
    expect(await authorizeBearer(world.deps, call(`Bearer ${access}`), demand)).toMatchObject({
      claims: { audience: [`${ISSUER}/api`, ISSUER] },
    });
  });

  it("is refused once the token has expired", async () => {
    world.clock.now += 600_000;
    const answer = await authorizeBearer(world.deps, call(`Bearer ${access}`), {});
    expect(answer).toMatchObject({ refused: "token/expired", on: { now: world.clock.now } });
  });

  it.each<[authorization: string | undefined, refused: string]>([
    [undefined, "token/absent"],
    ["Bearer nothing-of-ours", "token/malformed"],
    [`Bearer candor_access_${"A".repeat(56)}`, "token/unknown"],
    ["Bearer eyJhbGciOiJub25lIn0.e30.", "token/unknown"],
  ])("%s is refused: %s", async (authorization, refused) => {
    expect(await authorizeBearer(world.deps, call(authorization), {})).toMatchObject({ refused });
  });

  it.each<[what: string, change: Partial<Account> | undefined]>([
    ["disabled", { disabled: true }],
    ["gone", undefined],
  ])("about a user who is %s is refused, and so is what else the token was for", async (_, change) => {
    const { deps } = whereUser(change);
    const about = await authorizeBearer(deps, call(`Bearer ${access}`), {}, true);
    expect(about).toMatchObject({ refused: "token/revoked", on: { accountEnabled: false } });
    expect(await authorizeBearer(deps, call(`Bearer ${access}`), {})).toMatchObject({ refused: "token/revoked" });
  });

  it("doesn't look up a user for a token that isn't found", async () => {
    const { deps, asked } = whereUser({});
    await authorizeBearer(deps, call("Bearer eyJhbGciOiJub25lIn0.e30."), {}, true);
    expect(asked).toEqual([]);
  });

  it("of a client that acts for itself isn't about a user", async () => {
    const form = "grant_type=client_credentials&scope=read_profile";
    const answer = await token(world.deps, post(form, { authorization: asService }));
    const text = isRefusal(answer) ? expect.fail(answer.refused) : String(answer.body.access_token);
    expect(await authorizeBearer(world.deps, call(`Bearer ${text}`), {})).toMatchObject({ account: undefined });
    // No account stands behind it: a call about a user is refused, whatever scopes it has.
    expect(await authorizeBearer(world.deps, call(`Bearer ${text}`), {}, true)).toMatchObject({
      refused: "token/revoked",
    });
  });
});

const asService = `Basic ${Buffer.from("demo-service:demo-service-secret").toString("base64")}`;

describe("userinfo", () => {
  it("tells what the scopes release and no more", async () => {
    expect(await userinfo(world.deps, call(`Bearer ${access}`))).toEqual({ claims: { sub: "demo-ada" } });
    const email = await issue("openid email");
    expect(await userinfo(world.deps, call(`Bearer ${email}`))).toEqual({
      claims: {
        sub: "demo-ada",
        email: "ada@people.example",
        email_verified: true,
      },
    });
  });

  it("refuses a token without openid", async () => {
    const text = await issue("read_profile");
    expect(await userinfo(world.deps, call(`Bearer ${text}`))).toMatchObject({ refused: "token/no-openid" });
  });

  it("refuses the token of a user who is disabled", async () => {
    const { deps } = whereUser({ disabled: true });
    expect(await userinfo(deps, call(`Bearer ${access}`))).toMatchObject({ refused: "token/revoked" });
  });
});
