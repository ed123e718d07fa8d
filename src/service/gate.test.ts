/** What passes on its way to the wire, the journal and the terminal; and what the gate gives away. */

import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { atOnce } from "../../test/catalogue/at-once.ts";
import { countsOn } from "../../test/catalogue/counts.ts";
import { basic, catalogue, client, post, settings, T } from "../../test/catalogue/samples.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import { configuredRegistry } from "../adapters/registry/configured.ts";
import type { ClientRecord } from "../ports/registry.ts";
import type { ClientFacts } from "../protocol/client-authentication/facts.ts";
import type { Refused } from "../protocol/occasion.ts";
import { receive } from "../protocol/received.ts";
import { replay } from "../protocol/replay/replay.ts";
import { isRefusal } from "../reasons/index.ts";
import { openGate } from "./gate.ts";
import { findSecrets } from "./registered-secrets.ts";

const SECRET = "s3cret, of:photos";
const secretOf = (value: string, guessable = true) => ({
  hash: hash("sha256", value, "buffer"),
  expiresAt: undefined,
  guessable,
});
const BYE = "https://photos.example/bye";
const registryOf = (clients: readonly ClientRecord[]) =>
  configuredRegistry({ settings: settings(), catalogue, clients }).current();
const RECORDS: readonly ClientRecord[] = [
  { client: client({ postLogoutRedirectUris: [BYE] }), secrets: [secretOf(SECRET)] },
  { client: client({ id: "b" }), secrets: [] },
  { client: client({ id: "bills-app" }), secrets: [] },
  { client: client({ id: "bills" }), secrets: [secretOf("a-secret-of-the-bills-client-that-is-long", false)] },
];
const registry = registryOf(RECORDS);
const gate = openGate(registry, countsOn().counts);

/** The refusal of a token request by Photos. */
function refusedFor(
  form: Record<string, string>,
  authorization: string | undefined = basic("photos:right-or-not"),
  about: Partial<ClientFacts> = {},
): Refused {
  const received = receive(post(new URLSearchParams(form).toString(), { authorization }));
  const facts = {
    method: "client_secret_basic",
    clientId: "photos",
    client: client(),
    secret: { is: "right" },
    ...about,
  } as const;
  const on = { decision: "token", received, client: facts, catalogue, settings: settings(), now: T } as const;
  const { outcome } = replay(on);
  if (outcome.is !== "refused") throw new Error("It is not refused.");
  return { ...outcome.refusal, on };
}

const pass = (refused: Refused, others: readonly string[] = []) => atOnce(gate(refused, others, "192.0.2.7", T));

describe("any client's secret is replaced by asterisks of its length, and the decision stays the same", () => {
  it.each<[place: string, form: Record<string, string>, code: string]>([
    ["scope", { grant_type: "client_credentials", scope: SECRET }, "scope/unknown"],
    [
      "scope, among others",
      { grant_type: "client_credentials", scope: `read_photos ${SECRET} write_photos` },
      "scope/unknown",
    ],
    ["grant_type", { grant_type: SECRET }, "request/grant-type-unsupported"],
    [
      "a scope of another client's",
      { grant_type: "client_credentials", scope: "a-secret-of-the-bills-client-that-is-long" },
      "scope/unknown",
    ],
  ])("in %s", (_, form, code) => {
    const { refused } = pass(refusedFor(form));
    expect(refused.refused).toBe(code);
    const kept = JSON.stringify([refused.evidence, isRefusal(refused.on) ? "" : refused.on], (__, value) =>
      value instanceof Map ? [...value] : value,
    );
    for (const part of ["s3cret", "of:photos", "a-secret-of"]) expect(kept).not.toContain(part);
    const { outcome } = replay(refused.on);
    expect(outcome).toEqual({ is: "refused", refusal: { refused: code, evidence: refused.evidence } });
  });

  it("in what is kept beside the occasion", () => {
    const { told } = pass(refusedFor({ grant_type: "x" }), [`/token/${SECRET}`, "agent/1.0"]);
    expect(told(`/token/${SECRET}`)).toBe(`/token/${"*".repeat(SECRET.length)}`);
    expect(told("agent/1.0")).toBe("agent/1.0");
  });
});

it("a value in the place of a secret is also covered elsewhere, registered or not", () => {
  const { refused } = pass(
    refusedFor({ grant_type: "client_credentials", scope: "never-registered" }, basic("photos:never-registered")),
  );
  expect(refused.evidence).toMatchObject({ sent: "*".repeat(16) });
});

it("a public value is shown, even in the place of a secret", () => {
  const form = { grant_type: "client_credentials", scope: "read_photos,write_photos" };
  const refused = refusedFor(form, basic("photos:read_photos"));
  expect(pass(refused).refused).toBe(refused);
});

it("what isn't a secret passes as it is, and at no cost of another object", () => {
  const refused = refusedFor({ grant_type: "client_credentials", scope: "read_photo" });
  expect(pass(refused).refused).toBe(refused);
});

describe("an id that isn't valid", () => {
  /** What is shown of the id that was sent with this in the place of its secret. */
  function told(id: string, secret: string): unknown {
    const authorization = basic(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
    const found = RECORDS.find(({ client: one }) => one.id === id)?.client;
    const about = { clientId: id, client: found, secret: { is: "wrong", length: secret.length } } as const;
    const { evidence } = pass(refusedFor({ grant_type: "client_credentials" }, authorization, about)).refused;
    return evidence.clientId;
  }

  it.each<[what: string, id: string, secret: string]>([
    ["where the id of a client is in the place of its secret", "never-registered", "photos"],
    ["where it stands behind the id of a client", "photos:never-registered", "x"],
    ["however short that is", "b:never-registered", "x"],
  ])("is covered %s", (_, id, secret) => expect(told(id, secret)).toBe("*".repeat(id.length)));

  it.each<[what: string, id: string, secret: string]>([
    ["is beside what isn't an id either", "never-registered", "whatever"],
    ["has something before the colon that isn't a client", "nobody:never-registered", "x"],
    ["has nothing before the colon", ":never-registered", "x"],
    ["is nearly the id of a client", "photoss", "whatever"],
    ["is the id of another client", "bills", "photos"],
    ["is a scope", "read_photos", "photos"],
    ["is a word of the protocol", "client_credentials", "photos"],
  ])("is shown where it %s", (_, id, secret) => expect(told(id, secret)).toBe(id));
});

describe("what is in the place of a secret", () => {
  const sentFor = (secret: string, scope: string) =>
    pass(refusedFor({ grant_type: "client_credentials", scope }, basic(`photos:${secret}`))).refused.evidence.sent;

  it("is covered from eight characters on", () => {
    expect([sentFor("abcdefgh", "abcdefgh"), sentFor("abcdefg", "abcdefg")]).toEqual(["********", "abcdefg"]);
  });

  it("is shown if it is the id of a client or a word of the protocol", () => {
    expect([sentFor("bills-app", "bills-app"), sentFor("select_account", "select_account")]).toEqual([
      "bills-app",
      "select_account",
    ]);
  });

  it("is covered as a whole before a part of it is", () => {
    const { told } = pass(refusedFor({ grant_type: "x", password: "abcdefgh", token: "abcdefgh-longer" }), [
      "see abcdefgh-longer",
    ]);
    expect(told("see abcdefgh-longer")).toBe(`see ${"*".repeat(15)}`);
  });

  it("is covered in evidence, too, if the reason depends on it, and public values there are shown", () => {
    const form = { grant_type: "client_credentials", scope: "READ_PHOTOS" };
    const before = refusedFor(form, basic("photos:READ_PHOTOS"));
    const { refused } = pass(before);
    expect([before.refused, refused.refused]).toEqual(["scope/wrong-case", "scope/wrong-case"]);
    expect(before.evidence).toMatchObject({ sent: "READ_PHOTOS" });
    expect(refused.evidence).toEqual({
      offenders: [expect.stringMatching(/^\*+$/)],
      repaired: "read_photos",
      sent: "***********",
      without: undefined,
      words: ["***********"],
    });
  });
});

it("only credentials of this server are covered", () => {
  const scope = `candor_refresh_${"A".repeat(56)}`;
  const { refused } = pass(refusedFor({ grant_type: "client_credentials", scope }));
  const kept = JSON.stringify([refused.evidence, refused.on], (_, value) =>
    value instanceof Map ? [...value] : value,
  );
  expect(kept).not.toContain("AAAA");
});

it("of more texts than a request has that is well meant the rest is covered unread", () => {
  const texts = Array.from({ length: 18 }, (_, n) => `text ${n} of one request`);
  const KNOWN = ["write_photos", "https://photos.example/callback", BYE];
  const { told } = pass(refusedFor({ grant_type: "unheard-of" }), [...texts, ...KNOWN]);
  expect(KNOWN.map(told)).toEqual(KNOWN);
  expect(texts.map(told)).toEqual(texts.map((text, n) => (n < 16 ? text : "*".repeat(text.length))));
});

describe("guesses", () => {
  it("at secrets that can be guessed are counted by network; beyond the count everything looks like one", () => {
    const find = findSecrets(registry.secrets, countsOn().counts);
    for (let n = 0; n < 600; n++) expect(find(`guess-${n}-`, "a", T)).toEqual([]);
    expect(find("one-guess-more", "a", T)).toBeUndefined();
    expect(find(SECRET, "a", T)).toBeUndefined();
    // What was looked at before says nothing new.
    expect(find("guess-7-", "a", T)).toEqual([]);
    expect(find(SECRET, "b", T)).toEqual([SECRET]);
    expect(find("one-guess-more", "a", T + 60_000)).toEqual([]);
  });

  it("are counted for all processes together, and let through again as the count drains", async () => {
    const storage = memoryStorage();
    const processes = Array.from({ length: 4 }, () => countsOn(storage).counts);
    const finds = processes.map((counts) => findSecrets(registry.secrets, counts));
    let seen = 0;
    for (let n = 0; n < 2_400; n++) {
      if (finds[n % 4]?.(`guess-${n}-`, "a", T) !== undefined) seen++;
      await processes[n % 4]?.flush();
    }
    // Each of the others hears of a guess when it makes its own next one.
    expect(seen).toBeGreaterThanOrEqual(600);
    expect(seen).toBeLessThanOrEqual(603);
    for (const find of finds) expect(find(SECRET, "a", T)).toBeUndefined();
  });

  it("that several processes let through before they hear of each other are paid back", async () => {
    const storage = memoryStorage();
    const processes = [countsOn(storage), countsOn(storage)].map(({ counts }) => counts);
    const finds = processes.map((counts) => findSecrets(registry.secrets, counts));
    for (const [i, find] of finds.entries())
      for (let n = 0; n < 600; n++) expect(find(`guess-${i}-${n}-`, "a", T)).toEqual([]);
    await Promise.all(processes.map((counts) => counts.flush()));
    for (const counts of processes) {
      counts.share({ count: counts.cellsOf("text", "a"), drain: 0 }, T);
      await counts.flush();
    }
    for (const [i, find] of finds.entries()) {
      expect(find(`one-more-${i}`, "a", T + 60_000)).toBeUndefined();
      expect(find(`one-more-${i}`, "a", T + 60_100)).toEqual([]);
    }
  });

  it("are not counted if no secret can be guessed", () => {
    const found = registryOf([{ client: client(), secrets: [secretOf(SECRET, false)] }]);
    const find = findSecrets(found.secrets, countsOn().counts);
    for (let n = 0; n < 2_000; n++) expect(find(`guess-${n}-`, "a", T)).toEqual([]);
    expect(find(SECRET, "a", T)).toEqual([SECRET]);
  });
});
