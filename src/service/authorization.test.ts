/** What an authorization request comes to, and what is stored for it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { CHALLENGE, post } from "../../test/catalogue/samples.ts";
import { AUTHORIZE, encode, type Form, ISSUER, openWorld, sessionOf, type World } from "../../test/catalogue/world.ts";
import { type Storage, StorageUnavailable } from "../ports/storage.ts";
import { readCredential } from "../protocol/credential.ts";
import type { Grant } from "../protocol/grant.ts";
import { receive } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { authorize, refusedAfterSignIn } from "./authorization.ts";
import { findSession, type SignedIn } from "./sessions.ts";

let world: World;
let ada: SignedIn;
let granted: Grant[];
let agreed: unknown[][];
/** The scopes that Ada has allowed before. */
let allowed: readonly string[];
const REQUESTED = ["openid", "offline_access", "read_profile"];
/** What storage fails with, by what is asked of it. */
let failing: { find?: Error; add?: Error; insert?: Error };
const watched = (storage: Storage): Storage => ({
  ...storage,
  grants: {
    ...storage.grants,
    insert: async (grant) => {
      if (failing?.insert) throw failing.insert;
      granted?.push(grant);
      await storage.grants.insert(grant);
    },
  },
  consents: {
    find: async (subject, clientId) => {
      if (failing?.find) throw failing.find;
      return subject === "demo-ada" && clientId === "demo-web" ? allowed : [];
    },
    add: async (...args) => {
      if (failing?.add) throw failing.add;
      agreed?.push(args);
    },
    remove: async () => {},
  },
});
beforeAll(async () => {
  world = await openWorld({ storage: watched });
});
afterAll(() => world.close());
beforeEach(async () => {
  [granted, agreed, allowed, failing] = [[], [], [], {}];
  const text = await sessionOf(world.deps, "demo-ada", world.clock.now);
  const session = await findSession(world.deps, text, world.clock.now);
  if (session === undefined) throw new Error("The session has just begun.");
  ada = session;
});

const came = (form: Form = {}) =>
  receive(post("", { method: "GET", contentType: undefined, query: encode({ ...AUTHORIZE, ...form }) }));
const asAda = async () => ada;
const asNobody = async () => undefined;
const ask = (form: Form = {}, session: () => Promise<SignedIn | undefined> = asAda, answer?: "allow" | "deny") =>
  authorize(world.deps, came(form), session, answer);
const hint = (sub: string) =>
  world.deps.keys.sign("RS256", undefined, { iss: ISSUER, aud: "demo-web", sub, iat: 0, exp: 1 });

describe("an authorization request", () => {
  it("asks nobody to sign in, and keeps nothing", async () => {
    expect(await ask({}, asNobody)).toMatchObject({
      is: "ask",
      ask: { decided: "sign-in" },
      hinted: false,
      signedIn: undefined,
      to: { uri: AUTHORIZE.redirect_uri },
    });
    expect([granted, agreed]).toEqual([[], []]);
  });

  it("asks for consent, and assumes none without a choice", async () => {
    expect(await ask()).toMatchObject({ is: "ask", ask: { decided: "consent" }, signedIn: ada });
    expect([granted, agreed]).toEqual([[], []]);
  });

  it("is refused if the user denies, and nothing is remembered as allowed", async () => {
    expect(await ask({}, asAda, "deny")).toMatchObject({ is: "refused", refusal: { refused: "user/denied" } });
    expect([granted, agreed]).toEqual([[], []]);
  });

  it("is granted if the user allows it, and the grant is bound to the whole request", async () => {
    world.clock.now += 5_000;
    const outcome = await ask({ nonce: "n-1" }, asAda, "allow");
    expect(outcome).toMatchObject({ is: "granted", response: { code: expect.stringMatching(/^candor_code_/) } });
    const credential = readCredential("code", outcome.is === "granted" ? (outcome.response.code ?? "") : "");
    expect(credential).toMatchObject({ id: granted[0]?.id, generation: 0 });
    const now = world.clock.now;
    const scopes = REQUESTED;
    expect(agreed).toEqual([["demo-ada", "demo-web", scopes, now]]);
    expect(granted).toEqual([
      {
        id: expect.any(Number),
        clientId: "demo-web",
        subject: "demo-ada",
        sessionId: ada.session.id,
        scopes,
        createdAt: now,
        authTime: ada.session.authTime,
        nonce: "n-1",
        source: {
          kind: "code",
          hash: expect.any(Uint8Array),
          expiresAt: now + world.deps.registry.settings.codeLifetime * 1000,
          redirectUri: AUTHORIZE.redirect_uri,
          redirectUriSent: true,
          challenge: CHALLENGE,
          redeemedAt: undefined,
          redeemedBy: undefined,
        },
        refresh: undefined,
        revokedAt: undefined,
        revokedBecause: undefined,
      },
    ]);
  });

  it("is granted at once the next time, without asking again", async () => {
    allowed = REQUESTED;
    expect(await ask()).toMatchObject({ is: "granted" });
    expect([granted.length, agreed]).toEqual([1, []]);
  });

  it("that does not name its only redirect URI is granted for that one", async () => {
    allowed = REQUESTED;
    expect(await ask({ redirect_uri: undefined, scope: "read_profile" })).toMatchObject({ is: "granted" });
    expect(granted[0]).toMatchObject({ source: { redirectUri: AUTHORIZE.redirect_uri, redirectUriSent: false } });
  });

  it.each<[what: string, form: Form, refused: string]>([
    ["an unknown client", { client_id: "nobody" }, "client/not-registered"],
    ["no client", { client_id: undefined }, "request/parameter-absent"],
    ["another redirect URI", { redirect_uri: "https://evil.test/" }, "redirect-uri/unregistered"],
    ["too much", { extra: "x".repeat(70_000) }, "request/too-large"],
  ])("of %s is not to be redirected", async (_, form, refused) => {
    const outcome = await ask(form);
    expect(outcome).toMatchObject({ is: "untrusted" });
    expect(outcome.is === "untrusted" && outcome.refusal.refused).toBe(refused);
    expect(outcome).toMatchObject({ refusal: { on: { decision: "authorization", now: world.clock.now } } });
  });

  it.each<[what: string, subject: string, outcome: object]>([
    ["somebody else's", "demo-grace", { is: "refused" }],
    ["the user's", "demo-ada", { is: "granted" }],
  ])("with a hint that is %s", async (_, subject, outcome) => {
    allowed = REQUESTED;
    expect(await ask({ id_token_hint: hint(subject), prompt: "none" })).toMatchObject(outcome);
  });

  it("has the keys read again for a hint, which one that is new may have signed, and for nothing else", async () => {
    const refresh = vi.fn(async () => undefined);
    const deps = { ...world.deps, keys: { ...world.deps.keys, refresh } };
    await authorize(deps, came(), asAda);
    expect(refresh).not.toHaveBeenCalled();
    await authorize(deps, came({ id_token_hint: hint("demo-ada") }), asAda);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it("tells whether a hint says who is expected", async () => {
    expect(await ask({ id_token_hint: hint("demo-grace") }, asNobody)).toMatchObject({ is: "ask", hinted: true });
    expect(await ask({ id_token_hint: hint("demo-grace") })).toMatchObject({ is: "ask", hinted: true });
  });

  it("is judged by the consent that the user gave this client, as recorded in the occasion", async () => {
    allowed = REQUESTED;
    const outcome = await ask({ scope: "openid email", prompt: "none" });
    expect(outcome).toMatchObject({ is: "refused", refusal: { refused: "user/consent-required" } });
    expect(outcome.is === "refused" && outcome.refusal.on).toMatchObject({
      client: { id: "demo-web" },
      hint: { is: "absent" },
      person: { subject: "demo-ada", consented: expect.arrayContaining(["read_profile"]) },
    });
  });
});

describe("where storage does not work", () => {
  const busy = new StorageUnavailable("busy", "locked");
  const down = { is: "unavailable", error: busy, to: { uri: AUTHORIZE.redirect_uri } };
  const allow = { scope: "openid email" };

  it("the application that is trusted without it learns", async () => {
    allowed = REQUESTED;
    expect(await ask({}, () => Promise.reject(busy))).toMatchObject(down);
    failing = { find: busy };
    expect(await ask()).toMatchObject(down);
    failing = { insert: busy };
    expect(await ask()).toMatchObject(down);
    failing = { add: busy };
    expect(await ask(allow, asAda, "allow")).toMatchObject(down);
    expect(granted).toEqual([]);
  });

  it("one that is not is not redirected to", async () => {
    failing = { find: busy };
    expect(await ask({ redirect_uri: "https://evil.test/" })).toMatchObject({ is: "untrusted" });
  });

  it("another error is the server's own, and isn't hidden", async () => {
    allowed = REQUESTED;
    failing = { find: new Error("a fault") };
    await expect(ask()).rejects.toThrow("a fault");
    failing = { insert: new Error("another") };
    await expect(ask()).rejects.toThrow("another");
    failing = { add: new Error("a third") };
    await expect(ask(allow, asAda, "allow")).rejects.toThrow("a third");
  });
});

describe("right after a sign-in", () => {
  const outcomeOf = (form: Form, session: () => Promise<SignedIn | undefined> = asAda) =>
    refusedAfterSignIn(world.deps, came(form), session);

  it("a request that can continue isn't refused, and nothing is granted yet", async () => {
    expect(await outcomeOf({})).toBeUndefined();
    expect(await outcomeOf({ scope: "openid profile" })).toBeUndefined();
    expect(await outcomeOf({}, asNobody)).toBeUndefined();
    expect([granted, agreed]).toEqual([[], []]);
  });

  it("one that expected somebody else is refused instead of asked for ever", async () => {
    const outcome = await outcomeOf({ id_token_hint: hint("demo-grace") });
    expect(outcome).toMatchObject({ is: "refused", refusal: { on: { justSignedIn: true } } });
    expect(outcome?.is === "refused" && isRefusal(outcome.refusal) && outcome.refusal.refused).toBe(
      "user/hint-mismatch",
    );
  });

  it("one that can't be trusted or decided says so", async () => {
    expect(await outcomeOf({ redirect_uri: "https://evil.test/" })).toMatchObject({ is: "untrusted" });
    expect(await outcomeOf({}, () => Promise.reject(new StorageUnavailable("full", "")))).toMatchObject({
      is: "unavailable",
      error: { reason: "full" },
    });
  });
});
