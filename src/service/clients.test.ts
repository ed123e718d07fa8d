import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { client, SECOND, T } from "../../test/catalogue/samples.ts";
import { systemRandom } from "../adapters/clock/system.ts";
import type { ClientSecret } from "../ports/clients.ts";
import { clientFacts } from "./clients.ts";
import { failures } from "./failures.ts";

const secret = (value: string, expiresAt?: number, guessable = false): ClientSecret => ({
  hash: hash("sha256", value, "buffer"),
  expiresAt,
  guessable,
});
const spa = client({ id: "spa", authMethods: ["none"] });
const registered = new Map([
  ["photos", { client: client(), secrets: [secret("new"), secret("old", T), secret("a+b")] }],
  [
    "twice",
    { client: client({ id: "twice" }), secrets: [secret("same", T - 1), secret("same", T + 1), secret("same", T - 2)] },
  ],
  ["lasting", { client: client({ id: "lasting" }), secrets: [secret("same"), secret("same", T - 1)] }],
  ["weak", { client: client({ id: "weak" }), secrets: [secret("guess me", undefined, true)] }],
  ["a b", { client: client({ id: "a b" }), secrets: [secret("s")] }],
  ["spa", { client: spa, secrets: [] }],
  ["https://app", { client: client({ id: "https://app" }), secrets: [secret("a+b")] }],
  ["aA", { client: client({ id: "aA" }), secrets: [secret("secret of aA"), secret("shared")] }],
  ["a%41", { client: client({ id: "a%41" }), secrets: [secret("secret of a%41"), secret("shared")] }],
]);

const guarded = () => ({
  clients: {
    find: (id: string) => registered.get(id),
    hasSecret: () => false,
    lengthsOf: () => [],
    haveGuessable: false,
  },
  clientFailures: failures(systemRandom()),
});
const presented = (
  clientId: string | undefined,
  value: string | undefined,
  undecoded?: { clientId: string; secret: string },
) => ({ method: "client_secret_basic", clientId, secret: value, undecoded }) as const;
const is = (...given: Parameters<typeof presented>) =>
  clientFacts(guarded(), presented(...given), "192.0.2.1", T).secret;

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
  ])("%s with %j: %j", (id, value, outcome) => expect(is(id, value)).toEqual(outcome));

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
  ])("%s:%s, sent as %j: %j", (id, secret, [clientId, raw], outcome) => {
    expect(is(id, secret, { clientId, secret: raw })).toEqual(outcome);
  });

  it("takes an id for that of the client whose secret came with it", () => {
    const facts = (secret: string) =>
      clientFacts(guarded(), presented("aA", secret, { clientId: "a%41", secret }), "192.0.2.1", T);
    expect(facts("secret of aA")).toMatchObject({ clientId: "aA", secret: { is: "right" } });
    expect(facts("secret of a%41")).toMatchObject({ clientId: "a%41", secret: { is: "right" } });
    expect(facts("shared")).toMatchObject({ clientId: "aA", secret: { is: "right" } });
    expect(facts("another")).toMatchObject({ clientId: "aA", secret: { is: "wrong" } });
  });

  it("never reveals the secret or its hash", () => {
    const facts = clientFacts(guarded(), presented("photos", "swordfish"), "192.0.2.1", T);
    expect(JSON.stringify(facts)).not.toMatch(/swordfish|hash/);
    expect(facts).toMatchObject({ clientId: "photos", client: { id: "photos" } });
  });

  it("keeps the id of a client that does not exist", () => {
    const { clientId, client } = clientFacts(guarded(), presented("nobody", "x"), "192.0.2.1", T);
    expect([clientId, client]).toEqual(["nobody", undefined]);
  });
});

describe("guessing", () => {
  /** The facts after so many wrong secrets for a client from an IP address. */
  const guessed = (
    count: number,
    id: string,
    address: string | undefined,
    value = (n: number): string => `guess ${n}`,
  ) => {
    const deps = guarded();
    for (let n = 0; n < count; n++) clientFacts(deps, presented(id, value(n)), address, T);
    return (who: string, sent: string | undefined, from = address, now = T) =>
      clientFacts(deps, presented(who, sent), from, now).throttled;
  };

  it("waits after thirty failures, until one of them is forgotten", () => {
    expect(guessed(29, "photos", "192.0.2.1")("photos", "wrong")).toBeUndefined();
    const ask = guessed(30, "photos", "192.0.2.1");
    expect(ask("photos", "wrong", "192.0.2.1", T + 5 * SECOND)).toBe(15);
    expect(ask("photos", "wrong", "192.0.2.1", T + 20 * SECOND)).toBeUndefined();
    expect(ask("photos", "wrong", "192.0.2.1", T + 20 * SECOND)).toBe(20);
  });

  it("of an unknown client waits just as long", () => {
    expect(guessed(30, "nobody", "192.0.2.1")("nobody", "wrong")).toBe(20);
  });

  it("doesn't lock the client out, neither elsewhere nor with a secret that is too long to guess", () => {
    const ask = guessed(1_000, "photos", "192.0.2.1");
    expect(ask("photos", "new")).toBeUndefined();
    expect(ask("photos", "wrong", "192.0.2.2")).toBeUndefined();
    expect(ask("twice", "wrong")).toBeUndefined();
    expect(ask("photos", undefined)).toBeUndefined();
  });

  it("of a weak secret waits also when it has come to the right one", () => {
    expect(guessed(30, "weak", "192.0.2.1")("weak", "guess me")).toBe(20);
    expect(guessed(29, "weak", "192.0.2.1")("weak", "guess me")).toBeUndefined();
  });

  it("isn't counted if the host gives no IP address, because anyone could then lock a client out", () => {
    expect(guessed(1_000, "photos", undefined)("photos", "wrong")).toBeUndefined();
    expect(guessed(1_000, "weak", undefined)("weak", "guess me")).toBeUndefined();
  });

  it("is not counted for a public client, which has no secret to guess", () => {
    expect(guessed(1_000, "spa", "192.0.2.1")("spa", undefined)).toBeUndefined();
    expect(guessed(1_000, "spa", "192.0.2.1")("spa", "x")).toBeUndefined();
  });

  it("is what an expired secret counts for, and a right one never, weak as it may be", () => {
    expect(guessed(30, "photos", "192.0.2.1", () => "old")("photos", "old")).toBe(20);
    expect(guessed(1_000, "weak", "192.0.2.1", () => "guess me")("weak", "guess me")).toBeUndefined();
  });
});
