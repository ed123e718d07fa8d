import { hash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { atOnce } from "../../test/catalogue/at-once.ts";
import { countsOn } from "../../test/catalogue/counts.ts";
import { basic, catalogue, client, post, settings, T } from "../../test/catalogue/samples.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import { configuredRegistry } from "../adapters/registry/configured.ts";
import type { Storage } from "../ports/storage.ts";
import type { Occasion } from "../protocol/occasion.ts";
import { receive } from "../protocol/received.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import { type Code, type Refusal, refuse } from "../reasons/index.ts";
import type { Shared } from "./deps.ts";
import { openJournal } from "./journal.ts";
import { refusedOn } from "./refused.ts";

const asking = (body: string, now = T, of = client()): TokenOccasion => ({
  decision: "token",
  received: receive(post(body, { authorization: basic("photos:s") })),
  client: { method: "client_secret_basic", clientId: of.id, client: of, secret: { is: "right" } },
  catalogue,
  settings: settings(),
  now,
});
const CODE = "grant_type=authorization_code&code=c";
const AT = { endpoint: "token", method: "POST", path: "/token" };
const missing = refuse("pkce/verifier-missing", { clientId: "photos" });
const is = (ref: string, code: Code = "pkce/verifier-missing", title = "code_verifier is missing") => ({
  code,
  title,
  ref,
});

let storage: Storage;
let now: number;
const said: string[] = [];
beforeEach(() => {
  storage = memoryStorage();
  now = T;
  said.length = 0;
});

/** The journal of another process on the storage. */
function open(limits: object = {}) {
  const deps = {
    storage,
    keys: {
      tag: (context: string, bytes: Uint8Array, length: number) =>
        hash("sha256", Buffer.concat([Buffer.from(context), bytes]), "buffer").subarray(0, length),
    },
    clock: () => now,
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
    log: { error: (_: object, text: string) => void said.push(text) },
    counts: countsOn(storage).counts,
  } as unknown as Shared;
  const registry = configuredRegistry({ catalogue, settings: settings(), clients: [] }).current();
  const journal = openJournal(deps, { perMinute: 100, charactersPerMinute: 1e9, share: 1, ...limits });
  const refuseAt = (refusal: Refusal, on: Occasion, at: number): string => {
    now = at;
    return atOnce(journal.record(refusedOn(refusal, on), AT, registry)).ref;
  };
  return { journal, refuseAt };
}

describe("what was refused a moment ago", () => {
  it("is returned for the same client and code, for ten seconds", async () => {
    const { journal, refuseAt } = open();
    const ref = refuseAt(missing, asking(CODE), T);
    expect(await journal.earlier(asking(CODE, T + 9_999))).toEqual(is(ref));
    expect(await journal.earlier(asking(`${CODE}&client_id=photos&client_secret=s`, T))).toEqual(is(ref));
    expect(await journal.earlier(asking(CODE, T + 10_000))).toBeUndefined();
    expect(await journal.earlier(asking(CODE, T - 1))).toBeUndefined();
    expect(await journal.earlier(asking(`${CODE}2`))).toBeUndefined();
    expect(await journal.earlier(asking(CODE, T, client({ id: "other" })))).toBeUndefined();
  });

  it("is returned whichever process has refused it", async () => {
    const [one, two] = [open(), open()];
    const ref = one.refuseAt(missing, asking(CODE), T);
    await one.journal.flush();
    expect(await two.journal.earlier(asking(CODE))).toEqual(is(ref));
    expect(await open().journal.earlier(asking(CODE))).toEqual(is(ref));
  });

  it("is the latest, but for the refusal of a method", async () => {
    const { journal, refuseAt } = open();
    refuseAt(missing, asking(CODE), T);
    const ref = refuseAt(refuse("code/expired", { age: 61, lifetime: 60 }), asking(CODE), T + 1);
    const method = refuse("client-auth/method-mismatch", { clientId: "photos", sent: "x", registered: [] });
    refuseAt(method, asking(CODE), T + 2);
    expect(await journal.earlier(asking(CODE, T + 3))).toMatchObject({ code: "code/expired", ref });
  });

  it("has the face that the requester was shown", async () => {
    const { journal, refuseAt } = open();
    refuseAt(refuse("client-auth/secret-wrong", { clientId: "photos", length: 3 }), asking(CODE), T);
    expect((await journal.earlier(asking(CODE)))?.code).toBe("client-auth/failed");
  });

  it("is looked for among the client's latest refusals", async () => {
    const { journal, refuseAt } = open();
    for (let n = 0; n < 21; n++) refuseAt(missing, asking(`${CODE}${n}`), T + n);
    expect(await journal.earlier(asking(`${CODE}0`, T + 21))).toBeUndefined();
    expect(await journal.earlier(asking(`${CODE}1`, T + 21))).toBeDefined();
  });

  it("is kept of the token endpoint alone, of clients that there are, and of forms that can be read", async () => {
    const { journal, refuseAt } = open();
    const { client: facts, received, now: at } = asking("");
    refuseAt(missing, { decision: "revocation", client: facts, received, now: at }, T);
    expect(await journal.earlier(asking(""))).toBeUndefined();
    const ref = refuseAt(missing, asking(CODE), T);
    for (const odd of [{ client: undefined }, { received: receive(post("code=%zz")) }]) {
      refuseAt(missing, { ...asking(CODE), ...odd }, T);
      expect(await journal.earlier({ ...asking(CODE), ...odd })).toBeUndefined();
    }
    expect(await journal.earlier(asking(CODE))).toEqual(is(ref));
  });

  it("isn't found if the storage fails", async () => {
    const { journal } = open();
    storage.refusals.list = () => Promise.reject(new TypeError("broken"));
    expect(await journal.earlier(asking(CODE))).toBeUndefined();
    expect(said).toEqual(["the previous refusals of a client can't be read"]);
  });

  it("shows no code or token in the record", async () => {
    const { journal, refuseAt } = open();
    const ref = refuseAt(missing, asking("grant_type=authorization_code&code=a-code-of-its-own"), T);
    await journal.flush();
    expect((await storage.refusals.find(ref))?.record).not.toContain("of-its-own");
  });
});
