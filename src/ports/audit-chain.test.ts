import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { AuditEntry, KeptAuditEntry } from "./audit.ts";
import { chained, chainFault, START } from "./audit-chain.ts";

const json = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
const entry: fc.Arbitrary<AuditEntry> = fc.record(
  {
    at: fc.integer(),
    actor: fc.record({ is: fc.constantFrom("client", "user", "command", "file", "server"), id: fc.string() }),
    action: fc.string(),
    target: fc.record({ kind: fc.string(), id: fc.string() }),
    before: json,
    after: json,
    why: fc.string(),
  },
  { requiredKeys: ["at", "actor", "action", "target"] },
);

function logOf(entries: readonly AuditEntry[]): KeptAuditEntry[] {
  const log: KeptAuditEntry[] = [];
  for (const one of entries) log.push(chained(one, log.at(-1) ?? START));
  return log;
}

/** A log of at least two entries, and a place in it. */
const log = fc.array(entry, { minLength: 2, maxLength: 8 }).map(logOf);
const placed = log.chain((kept) => fc.record({ kept: fc.constant(kept), at: fc.nat(kept.length - 1) }));
const headOf = (kept: readonly KeptAuditEntry[]) => kept.at(-1) ?? START;

const fast = { numRuns: 200 };

describe("a log", () => {
  it("that nobody touched is whole, also by any of its own heads", () => {
    fc.assert(
      fc.property(placed, ({ kept, at }) => {
        expect(chainFault(kept, headOf(kept), kept[at])).toBeUndefined();
        expect(chainFault(JSON.parse(JSON.stringify(kept)), headOf(kept))).toBeUndefined();
      }),
      fast,
    );
    expect(chainFault([], START)).toBeUndefined();
  });

  it("shows a changed entry", () => {
    fc.assert(
      fc.property(placed, entry, ({ kept, at }, other) => {
        const own = kept[at] as KeptAuditEntry;
        const { number, hash } = own;
        const changed = { ...JSON.parse(JSON.stringify(other)), number, hash };
        fc.pre(JSON.stringify(chained(other, kept[at - 1] ?? START)) !== JSON.stringify(own));
        expect(chainFault(kept.with(at, changed), headOf(kept))).toEqual({ is: "changed", number });
      }),
      fast,
    );
  });

  it.each<[member: string, change: (one: KeptAuditEntry) => KeptAuditEntry]>([
    ["time", (one) => ({ ...one, at: one.at + 1 })],
    ["actor", (one) => ({ ...one, actor: { ...one.actor, id: `${one.actor.id} ` } })],
    ["kind of actor", (one) => ({ ...one, actor: { ...one.actor, is: one.actor.is === "user" ? "file" : "user" } })],
    ["network", (one) => ({ ...one, actor: { ...one.actor, network: "192.0.2.0/24" } })],
    ["action", (one) => ({ ...one, action: `${one.action}s` })],
    ["kind", (one) => ({ ...one, target: { ...one.target, kind: `${one.target.kind}x` } })],
    ["id", (one) => ({ ...one, target: { ...one.target, id: `${one.target.id}x` } })],
    ["before", (one) => ({ ...one, before: { ...one.before, "a new one": 1 } })],
    ["after", (one) => ({ ...one, after: { ...one.after, "a new one": null } })],
    ["reason", (one) => ({ ...one, why: `${one.why} ` })],
    ["hash", (one) => ({ ...one, hash: one.hash.replace(/^./, (first) => (first === "A" ? "B" : "A")) })],
    ["hash, which is gone", (one) => ({ ...one, hash: "" })],
    ["unknown member", (one) => ({ ...one, more: 1 }) as KeptAuditEntry],
  ])("shows where its %s was changed", (_, change) => {
    fc.assert(
      fc.property(placed, ({ kept, at }) => {
        const own = kept[at] as KeptAuditEntry;
        const is = chainFault(kept.with(at, change(own)), headOf(kept));
        expect(is).toEqual({ is: "changed", number: own.number });
      }),
      fast,
    );
  });

  it("shows a removed entry, also the first and the last", () => {
    fc.assert(
      fc.property(placed, ({ kept, at }) => {
        expect(chainFault(kept.toSpliced(at, 1), headOf(kept))).toEqual({ is: "missing", number: at + 1 });
        expect(chainFault(kept.slice(0, at), headOf(kept))).toEqual({ is: "missing", number: at + 1 });
      }),
      fast,
    );
  });

  it("shows removed entries although the rest was numbered again", () => {
    fc.assert(
      fc.property(placed, ({ kept, at }) => {
        const rest = kept.toSpliced(at, 1).map((one, i) => ({ ...one, number: i + 1 }));
        expect(chainFault(rest, headOf(kept))).toEqual({
          is: at < rest.length ? "changed" : "missing",
          number: at + 1,
        });
      }),
      fast,
    );
  });

  it("shows two entries that changed places, with or without their numbers and hashes", () => {
    fc.assert(
      fc.property(placed, ({ kept, at }) => {
        const [one, other] = [kept[at], kept[(at + 1) % kept.length]] as [KeptAuditEntry, KeptAuditEntry];
        const { number: _, hash: __, ...content } = one;
        const { number: ___, hash: ____, ...otherContent } = other;
        fc.pre(JSON.stringify(content) !== JSON.stringify(otherContent));
        const moved = kept.with(at, other).with(kept.indexOf(other), one);
        expect(chainFault(moved, headOf(kept))).toBeDefined();
        const numbered = moved.map((each, i) => ({ ...each, number: i + 1 }));
        const first = Math.min(one.number, other.number);
        expect(chainFault(numbered, headOf(kept))).toEqual({ is: "changed", number: first });
        const under = moved.map((each, i) => ({ ...each, number: i + 1, hash: kept[i]?.hash ?? "" }));
        expect(chainFault(under, headOf(kept))).toEqual({ is: "changed", number: first });
      }),
      fast,
    );
  });

  it("shows an inserted entry, at any place, and its repetition", () => {
    fc.assert(
      fc.property(placed, entry, ({ kept, at }, other) => {
        const forged = chained(other, kept[at] ?? START);
        const more = kept.toSpliced(at + 1, 0, forged);
        const number = at + 2;
        expect(chainFault(more, headOf(kept))?.number).toBe(number);
        const numbered = more.map((each, i) => ({ ...each, number: i + 1 }));
        expect(chainFault(numbered, headOf(kept))).toBeDefined();
        expect(chainFault(kept.toSpliced(at, 0, kept[at] as KeptAuditEntry), headOf(kept))).toEqual({
          is: "unexpected",
          number: at + 1,
        });
      }),
      fast,
    );
  });
});

describe("a head that is kept elsewhere", () => {
  it("shows that everything from some entry on was hashed again", () => {
    fc.assert(
      fc.property(placed, entry, ({ kept, at }, other) => {
        const rewritten = kept.slice(0, at);
        for (const each of [other, ...kept.slice(at + 1)]) rewritten.push(chained(each, rewritten.at(-1) ?? START));
        fc.pre(rewritten[at]?.hash !== kept[at]?.hash);
        expect(chainFault(rewritten, headOf(rewritten))).toBeUndefined();
        const pinned = headOf(kept);
        expect(chainFault(rewritten, headOf(rewritten), pinned)).toEqual({ is: "rewritten", number: pinned.number });
        expect(chainFault(rewritten, pinned)).toEqual({ is: "rewritten", number: pinned.number });
      }),
      fast,
    );
  });

  it("shows that the end was cut off together with the head in the storage", () => {
    fc.assert(
      fc.property(placed, ({ kept, at }) => {
        const cut = kept.slice(0, at);
        expect(chainFault(cut, headOf(cut))).toBeUndefined();
        expect(chainFault(cut, headOf(cut), headOf(kept))).toEqual({ is: "missing", number: at + 1 });
      }),
      fast,
    );
  });

  it("shows that the storage's head was set back", () => {
    const kept = logOf([1, 2, 3].map((at) => ({ ...ENTRY, at })));
    expect(chainFault(kept, kept[1] ?? START)).toEqual({ is: "unexpected", number: 3 });
    expect(chainFault(kept, kept[1] ?? START, kept[2])).toEqual({ is: "unexpected", number: 3 });
    expect(chainFault(kept, START)).toEqual({ is: "unexpected", number: 1 });
  });
});

const ENTRY: AuditEntry = {
  at: 1_767_225_600_000,
  actor: { is: "command", id: "root" },
  action: "user/change",
  target: { kind: "user", id: "usr_ada" },
  before: { role: "user" },
  after: { role: "operator", groups: ["é", 1e21] },
};

test("the hash is SHA-256 of the hash before and the entry as RFC 8785 writes it", () => {
  const first = chained(ENTRY, START);
  const second = chained({ ...ENTRY, why: "ticket 7" }, first);
  const rest =
    '"actor":{"id":"root","is":"command"},"after":{"groups":["é",1e+21],"role":"operator"},"at":1767225600000,"before":{"role":"user"}';
  const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url");
  const target = '"target":{"id":"usr_ada","kind":"user"}';
  expect(first.hash).toBe(sha256(`{"action":"user/change",${rest},"number":1,${target}}`));
  expect(second.hash).toBe(
    sha256(`${first.hash}{"action":"user/change",${rest},"number":2,${target},"why":"ticket 7"}`),
  );
});
