import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusalOf } from "../../test/catalogue/samples.ts";
import { encode, type Form, ISSUER, openWorld, sessionOf, type World } from "../../test/catalogue/world.ts";
import { refuse } from "../reasons/index.ts";
import { sentOf } from "../reasons/scrub.ts";
import { findSession, type SignedIn } from "./sessions.ts";
import { readSignOut } from "./sign-out.ts";

let world: World;
let ada: SignedIn | undefined;
beforeAll(async () => {
  world = await openWorld({
    clients: [
      {
        id: "app",
        name: "The App",
        secrets: [{ value: "app-secret" }],
        redirectUris: ["https://app.example/cb"],
        postLogoutRedirectUris: ["https://app.example/bye", "https://app.example/bye?x=1"],
      },
      {
        id: "off",
        disabled: true,
        secrets: [{ value: "off-secret" }],
        redirectUris: ["https://off.example/cb"],
        postLogoutRedirectUris: ["https://off.example/bye"],
      },
    ],
  });
  ada = await findSession(world.deps, await sessionOf(world.deps, "demo-ada", world.clock.now), world.clock.now);
});
afterAll(() => world.close());

const hint = (sub: string, aud = "app") =>
  world.deps.keys.sign("RS256", undefined, { iss: ISSUER, aud, sub, iat: 1, exp: 2 });
const read = (form: Form, who = ada) => readSignOut(world.deps, encode(form), who);
const BYE = "https://app.example/bye";

describe("a sign-out request", () => {
  it.each<[form: () => Form, answer: object]>([
    [() => ({}), { clientName: undefined, returnTo: undefined, confirm: true }],
    [() => ({ client_id: "app" }), { clientName: "The App", returnTo: undefined, confirm: true }],
    [() => ({ client_id: "off" }), { clientName: undefined, returnTo: undefined, confirm: true }],
    [() => ({ client_id: "nobody" }), { clientName: undefined, returnTo: undefined, confirm: true }],
    [() => ({ client_id: "app", post_logout_redirect_uri: BYE }), { returnTo: BYE, confirm: true }],
    [() => ({ id_token_hint: hint("demo-ada") }), { clientName: "The App", returnTo: undefined, confirm: false }],
    [() => ({ id_token_hint: hint("demo-ada"), post_logout_redirect_uri: BYE }), { returnTo: BYE, confirm: false }],
    [
      () => ({ id_token_hint: hint("demo-ada"), post_logout_redirect_uri: `${BYE}?x=1`, state: "a&b é" }),
      { returnTo: `${BYE}?x=1&state=a%26b+%C3%A9`, confirm: false },
    ],
    // The hint of somebody else does not end this user's session unasked.
    [() => ({ id_token_hint: hint("demo-grace") }), { confirm: true }],
    [() => ({ unknown: "1", state: "x" }), { returnTo: undefined, confirm: true, carried: "state=x" }],
  ])("%#", async (form, answer) => expect(await read(form())).toMatchObject(answer));

  it("without a signed-in user needs no confirmation if the hint is valid", async () => {
    expect(await readSignOut(world.deps, encode({ id_token_hint: hint("demo-ada") }), undefined)).toMatchObject({
      confirm: false,
    });
    expect(await readSignOut(world.deps, "", undefined)).toMatchObject({ confirm: true });
  });

  it.each<[form: () => Form, refused: string]>([
    [() => ({ post_logout_redirect_uri: BYE }), "request/parameter-absent"],
    [() => ({ client_id: "nobody", post_logout_redirect_uri: BYE }), "client/not-registered"],
    [() => ({ client_id: "off", post_logout_redirect_uri: "https://off.example/bye" }), "client/not-registered"],
    [() => ({ client_id: "demo-web", post_logout_redirect_uri: BYE }), "redirect-uri/post-logout-unregistered"],
    [() => ({ client_id: "app", post_logout_redirect_uri: `${BYE}/` }), "redirect-uri/post-logout-unregistered"],
    [
      () => ({ client_id: "app", post_logout_redirect_uri: "https://evil.test/" }),
      "redirect-uri/post-logout-unregistered",
    ],
    [
      () => ({ client_id: "app", post_logout_redirect_uri: "https://app.example/cb" }),
      "redirect-uri/post-logout-unregistered",
    ],
    [() => ({ state: "x".repeat(8193) }), "request/parameter-too-long"],
  ])("%#: is refused for %2$s", async (form, refused) => expect(await read(form())).toMatchObject({ refused }));

  it.each<[form: () => Form]>([
    [() => ({ id_token_hint: "eyJ.e30.x", post_logout_redirect_uri: BYE })],
    [() => ({ id_token_hint: hint("demo-ada"), client_id: "demo-web" })],
  ])("%#: with a hint that is worth nothing asks, and leads nowhere", async (form) => {
    expect(await read(form())).toMatchObject({
      confirm: true,
      returnTo: undefined,
      carried: "",
      ignored: { refused: "user/hint-invalid" },
    });
  });

  it("is refused if it can't be read, or repeats a parameter", async () => {
    const malformed = await readSignOut(world.deps, "state=%zz", ada);
    expect(refusalOf(malformed)).toEqual(refuse("request/malformed", { at: "state" }));
    expect(malformed).toMatchObject({ on: { decision: "sign-out", now: world.clock.now } });
    const repeated = await readSignOut(world.deps, "client_id=app&client_id=app", ada);
    expect(refusalOf(repeated)).toEqual(refuse("request/parameter-repeated", { parameters: ["client_id"] }));
    const unregistered = await readSignOut(
      world.deps,
      encode({ client_id: "app", post_logout_redirect_uri: `${BYE}/` }),
      ada,
    );
    expect(refusalOf(unregistered)).toEqual(
      refuse("redirect-uri/post-logout-unregistered", {
        sent: `${BYE}/`,
        clientId: "app",
        uris: [BYE, `${BYE}?x=1`],
        by: "trailing-slash",
        near: BYE,
      }),
    );
    // What is kept of the client, and what was sent as its id: no more than the decision takes, and no token.
    expect(unregistered).toMatchObject({ on: { named: "app" } });
    expect("on" in unregistered && "client" in unregistered.on && unregistered.on.client).toStrictEqual({
      id: "app",
      postLogoutRedirectUris: [BYE, `${BYE}?x=1`],
      applicationType: "web",
      anyLocalhostPort: true,
    });
    const token = await world.code();
    const misplaced = await readSignOut(world.deps, encode({ client_id: token, post_logout_redirect_uri: BYE }), ada);
    expect(misplaced).toMatchObject({ refused: "client/not-registered", on: { named: sentOf(token, 200) } });
    expect("on" in misplaced && "named" in misplaced.on && misplaced.on.named).not.toContain(token.slice(20));
    const ofNobody = await readSignOut(world.deps, encode({ post_logout_redirect_uri: BYE }), ada);
    expect(refusalOf(ofNobody)).toEqual(refuse("request/parameter-absent", { parameter: "client_id" }));
  });
});
