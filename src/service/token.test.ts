/** What the token endpoint remembers of those who come, to tell a thief from a retry. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic, post, refusalOf, VERIFIER } from "../../test/catalogue/samples.ts";
import { AUTHORIZE, encode, type Form, ISSUER, openWorld, type World } from "../../test/catalogue/world.ts";
import { isRefusal, refuse } from "../reasons/index.ts";
import { token } from "./token.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const HERE = { address: "192.0.2.7", userAgent: "the application" };
const THERE = { address: "198.51.100.7", userAgent: "somebody else" };
type Place = Partial<typeof HERE>;

const ask = (form: Form, from: Place) =>
  token(world.deps, post(encode(form), { authorization: basic("demo-web:demo-web-secret"), ...from }));
const redeem = (code: string, from: Place) =>
  ask({ grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri, code_verifier: VERIFIER }, from);
async function refresh(text: string, from: Place): Promise<string> {
  const answer = await ask({ grant_type: "refresh_token", refresh_token: text }, from);
  return isRefusal(answer) ? expect.fail(answer.refused) : String(answer.body.refresh_token);
}

describe("what was used twice", () => {
  it.each<[first: Place, second: Place, same: object]>([
    [HERE, HERE, { sameAgent: true, sameNetwork: true }],
    [HERE, THERE, { sameAgent: false, sameNetwork: false }],
    [HERE, { ...THERE, address: "192.0.2.99" }, { sameAgent: false, sameNetwork: true }],
    [HERE, {}, {}],
    [{}, HERE, {}],
  ])("first by %j, then by %j: %j", async (first, second, same) => {
    const code = await world.code();
    const answer = await redeem(code, first);
    if (isRefusal(answer)) expect.fail(answer.refused);
    world.clock.now += 7;
    const again = await redeem(code, second);
    expect(refusalOf(again)).toEqual(
      refuse("code/already-used", { usedAt: world.clock.now - 7, millisecondsAgo: 7, ...same }),
    );
    expect(again).toMatchObject({
      on: { decision: "token", facts: { authorization_code: { code: { is: "found" } } } },
    });

    // A refresh token too, by whoever had it last.
    const tokens = await redeem(await world.code(), THERE);
    if (isRefusal(tokens)) expect.fail(tokens.refused);
    const old = String(tokens.body.refresh_token);
    await refresh(await refresh(old, THERE), first);
    world.clock.now += 9;
    const reused = await ask({ grant_type: "refresh_token", refresh_token: old }, second);
    expect(refusalOf(reused)).toEqual(
      refuse("refresh-token/reused", {
        rotatedAt: world.clock.now - 9,
        millisecondsAgo: 9,
        generationsBehind: 2,
        grace: world.deps.registry.settings.refreshGrace,
        ...same,
      }),
    );
  });
});

describe("what came of a code or a refresh token ends where it was used twice, and not where it is refused for something else", () => {
  const works = async (text: string) =>
    !isRefusal(await ask({ grant_type: "refresh_token", refresh_token: text }, HERE));
  const begin = async () => {
    const code = await world.code();
    const answer = await redeem(code, HERE);
    return isRefusal(answer) ? expect.fail(answer.refused) : { code, text: String(answer.body.refresh_token) };
  };
  const form = { grant_type: "authorization_code", redirect_uri: AUTHORIZE.redirect_uri };

  it("a code", async () => {
    const { code, text } = await begin();
    expect(refusalOf(await redeem(code, HERE))).toMatchObject({ refused: "code/already-used" });
    expect(await works(text)).toBe(false);
  });

  it.each([
    ["without its verifier", undefined, AUTHORIZE.redirect_uri],
    ["with another verifier", `${VERIFIER}x`, AUTHORIZE.redirect_uri],
    ["with another redirect URI", VERIFIER, `${ISSUER}/elsewhere`],
  ])("a code %s, before and after it is redeemed", async (_, code_verifier, redirect_uri) => {
    const code = await world.code();
    const wrong = { ...form, code, code_verifier, redirect_uri };
    expect(isRefusal(await ask(wrong, HERE))).toBe(true);
    const answer = await redeem(code, HERE);
    if (isRefusal(answer)) expect.fail(answer.refused);
    expect(isRefusal(await ask(wrong, HERE))).toBe(true);
    expect(await works(String(answer.body.refresh_token))).toBe(true);
  });

  it("a refresh token with a scope that was not granted", async () => {
    const { text } = await begin();
    const more = { grant_type: "refresh_token", refresh_token: text, scope: "write_multipass" };
    expect(isRefusal(await ask(more, HERE))).toBe(true);
    expect(await works(text)).toBe(true);
  });
});

describe("a refresh token of a public client", () => {
  const spa = async (place: Place, form: Form) => {
    const from = post(encode({ client_id: "demo-spa", ...form }), place);
    return token(world.deps, from);
  };
  const SPA = { client_id: "demo-spa", redirect_uri: `${ISSUER}/demo/spa` };
  const begin = async (): Promise<string> => {
    const code = await world.code(SPA);
    const form = { grant_type: "authorization_code", code, code_verifier: VERIFIER };
    const answer = await spa(HERE, form);
    return isRefusal(answer) ? expect.fail(answer.refused) : String(answer.body.refresh_token);
  };
  const use = async (text: string, from: Place) => {
    const answer = await spa(from, { grant_type: "refresh_token", refresh_token: text });
    return isRefusal(answer) ? answer.refused : answer.body.refresh_token;
  };

  it.each<[Place]>([
    [HERE],
    [{ ...THERE, userAgent: HERE.userAgent }],
    [{ ...THERE, address: "192.0.2.99" }],
    [{ userAgent: HERE.userAgent }],
  ])("gives its successor within the grace to %j as well", async (place) => {
    const first = await begin();
    const next = await use(first, HERE);
    expect(await use(first, place)).toBe(next);
    expect(await use(String(next), HERE)).toMatch(/^candor_refresh_/);
  });

  it.each<[Place]>([[THERE], [{ address: THERE.address }], [{ userAgent: THERE.userAgent }], [{}]])(
    "ends its family where %j uses it a second time",
    async (place) => {
      const first = await begin();
      const next = await use(first, HERE);
      expect(await use(first, place)).toBe("refresh-token/reused");
      expect(await use(String(next), HERE)).toBe("refresh-token/revoked");
    },
  );
});
