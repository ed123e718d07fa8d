import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { countsOn } from "../../test/catalogue/counts.ts";
import { catalogue, client, SECOND, settings, T } from "../../test/catalogue/samples.ts";
import { configuredRegistry } from "../adapters/registry/configured.ts";
import type { ClientRecord, ClientSecret } from "../ports/registry.ts";
import { clientFacts } from "./clients.ts";
import type { Deps } from "./deps.ts";

const secret = (value: string, expiresAt?: number, guessable = false): ClientSecret => ({
  hash: hash("sha256", value, "buffer"),
  expiresAt,
  guessable,
});
const spa = client({ id: "spa", authMethods: ["none"] });
const clients: readonly ClientRecord[] = [
  { client: client(), secrets: [secret("new"), secret("old", T), secret("a+b")] },
  {
    client: client({ id: "twice" }),
    secrets: [secret("same", T - 1), secret("same", T + 1), secret("same", T - 2)],
  },
  { client: client({ id: "lasting" }), secrets: [secret("same"), secret("same", T - 1)] },
  { client: client({ id: "weak" }), secrets: [secret("guess me", undefined, true)] },
  { client: client({ id: "a b" }), secrets: [secret("s")] },
  { client: spa, secrets: [] },
  { client: client({ id: "https://app" }), secrets: [secret("a+b")] },
  { client: client({ id: "aA" }), secrets: [secret("secret of aA"), secret("shared")] },
  { client: client({ id: "a%41" }), secrets: [secret("secret of a%41"), secret("shared")] },
];
const registry = configuredRegistry({ settings: settings(), catalogue, clients }).current();

const UNUSED = ["clientKeys", "storage", "registries", "keys", "passwords", "signIns", "log"] as const;
const unused = Object.fromEntries(UNUSED.map((name) => [name, {}])) as unknown as Pick<Deps, (typeof UNUSED)[number]>;
const guarded = () => ({ registry, clientFailures: countsOn().clientFailures, ...unused });
const presented = (
  clientId: string | undefined,
  value: string | undefined,
  undecoded?: { clientId: string; secret: string },
) => ({ method: "client_secret_basic", clientId, secret: value, undecoded }) as const;
const is = async (...given: Parameters<typeof presented>) =>
  (await clientFacts(guarded(), presented(...given), "192.0.2.1", T)).secret;

describe("the outcome of comparing a secret", () => {
  it.each([
    ["photos", "new", { is: "right" }],
    ["photos", "old", { is: "expired", at: T }],
    ["photos", "other", { is: "wrong", length: 5 }],
    ["photos", "New", { is: "wrong", length: 3 }],
    ["photos", "", { is: "wrong", length: 0 }],
    ["photos", undefined, { is: "absent" }],
    // Of equal secrets the one that lives longest counts.
    ["twice", "same", { is: "right" }],
    ["lasting", "same", { is: "right" }],
    ["nobody", "new", { is: "wrong", length: 3 }],
    [undefined, "new", { is: "wrong", length: 3 }],
    ["spa", "x", { is: "wrong", length: 1 }],
    ["spa", undefined, { is: "absent" }],
  ])("%s with %j: %j", async (id, value, outcome) => expect(await is(id, value)).toEqual(outcome));

  it.each<[id: string, secret: string, raw: [id: string, secret: string], is: object]>([
    // Sent as it is, or form-encoded: the registered secret of photos is `a+b` among others.
    ["photos", "a b", ["photos", "a+b"], { is: "right" }],
    ["photos", "a+b", ["photos", "a%2Bb"], { is: "right" }],
    ["photos", "new", ["photos", "n%65w"], { is: "right" }],
    // One of the two is encoded, the other is not.
    ["https://app", "a b", ["https%3A//app", "a+b"], { is: "right" }],
    ["https://app", "a+b", ["https%3A//app", "a%2Bb"], { is: "right" }],
    // What the secret would be, decoded once more, or encoded twice, is wrong.
    ["photos", "a b", ["photos", "a%20b"], { is: "wrong", length: 3 }],
    ["photos", "a%2Bb", ["photos", "a%252Bb"], { is: "wrong", length: 5 }],
    ["photos", "c d", ["photos", "c+d"], { is: "wrong", length: 3 }],
    ["photos", "old", ["photos", "%6Fld"], { is: "expired", at: T }],
    ["nobody", "a b", ["nobody", "a+b"], { is: "wrong", length: 3 }],
  ])("%s:%s, sent as %j: %j", async (id, secret, [clientId, raw], outcome) => {
    expect(await is(id, secret, { clientId, secret: raw })).toEqual(outcome);
  });

  it("takes an id for that of the client whose secret came with it", async () => {
    const facts = (secret: string) =>
      clientFacts(guarded(), presented("aA", secret, { clientId: "a%41", secret }), "192.0.2.1", T);
    expect(await facts("secret of aA")).toMatchObject({ clientId: "aA", secret: { is: "right" } });
    expect(await facts("secret of a%41")).toMatchObject({ clientId: "a%41", secret: { is: "right" } });
    expect(await facts("shared")).toMatchObject({ clientId: "aA", secret: { is: "right" } });
    expect(await facts("another")).toMatchObject({ clientId: "aA", secret: { is: "wrong" } });
  });

  it("never reveals the secret or its hash", async () => {
    const facts = await clientFacts(guarded(), presented("photos", "swordfish"), "192.0.2.1", T);
    expect(JSON.stringify(facts)).not.toMatch(/swordfish|hash/);
    expect(facts).toMatchObject({ clientId: "photos", client: { id: "photos" } });
  });

  it("keeps the id of a client that does not exist", async () => {
    const { clientId, client } = await clientFacts(guarded(), presented("nobody", "x"), "192.0.2.1", T);
    expect([clientId, client]).toEqual(["nobody", undefined]);
  });
});

describe("guessing", () => {
  /** The facts after so many wrong secrets for a client from an IP address. */
  const guessed = async (
    count: number,
    id: string,
    address: string | undefined,
    value = (n: number): string => `guess ${n}`,
  ) => {
    const deps = guarded();
    for (let n = 0; n < count; n++) await clientFacts(deps, presented(id, value(n)), address, T);
    return async (who: string, sent: string | undefined, from = address, now = T) =>
      (await clientFacts(deps, presented(who, sent), from, now)).throttled;
  };

  it("waits after thirty failures, until one of them is forgotten", async () => {
    expect(await (await guessed(29, "photos", "192.0.2.1"))("photos", "wrong")).toBeUndefined();
    const ask = await guessed(30, "photos", "192.0.2.1");
    expect(await ask("photos", "wrong", "192.0.2.1", T + 5 * SECOND)).toBe(15);
    expect(await ask("photos", "wrong", "192.0.2.1", T + 20 * SECOND)).toBeUndefined();
    expect(await ask("photos", "wrong", "192.0.2.1", T + 20 * SECOND)).toBe(20);
  });

  it("of an unknown client waits just as long", async () => {
    expect(await (await guessed(30, "nobody", "192.0.2.1"))("nobody", "wrong")).toBe(20);
  });

  it("doesn't lock the client out, neither elsewhere nor with a secret that is too long to guess", async () => {
    const ask = await guessed(1_000, "photos", "192.0.2.1");
    expect(await ask("photos", "new")).toBeUndefined();
    expect(await ask("photos", "wrong", "192.0.2.2")).toBeUndefined();
    expect(await ask("twice", "wrong")).toBeUndefined();
    expect(await ask("photos", undefined)).toBeUndefined();
  });

  it("of a weak secret waits also when it has come to the right one", async () => {
    expect(await (await guessed(30, "weak", "192.0.2.1"))("weak", "guess me")).toBe(20);
    expect(await (await guessed(29, "weak", "192.0.2.1"))("weak", "guess me")).toBeUndefined();
  });

  it("isn't counted if the host gives no IP address, because anyone could then lock a client out", async () => {
    expect(await (await guessed(1_000, "photos", undefined))("photos", "wrong")).toBeUndefined();
    expect(await (await guessed(1_000, "weak", undefined))("weak", "guess me")).toBeUndefined();
  });

  it("is not counted for a public client, which has no secret to guess", async () => {
    expect(await (await guessed(1_000, "spa", "192.0.2.1"))("spa", undefined)).toBeUndefined();
    expect(await (await guessed(1_000, "spa", "192.0.2.1"))("spa", "x")).toBeUndefined();
  });

  it("is what an expired secret counts for, and a right one never, weak as it may be", async () => {
    expect(await (await guessed(30, "photos", "192.0.2.1", () => "old"))("photos", "old")).toBe(20);
    expect(await (await guessed(1_000, "weak", "192.0.2.1", () => "guess me"))("weak", "guess me")).toBeUndefined();
  });
});
