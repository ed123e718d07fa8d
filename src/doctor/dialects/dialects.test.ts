/** Every signature recognizes the message that its provider writes, before any other of its dialect; and its dialect is well-formed. */
import { describe, expect, it } from "vitest";
import { isCause } from "../../reasons/causes.ts";
import { buildView } from "../build-view.ts";
import { type Material, NOTHING } from "../material.ts";
import { read } from "../read.ts";
import { findSignatures } from "../signatures.ts";
import type { Example } from "./define.ts";
import { dialects } from "./index.ts";

/** An example as it would be pasted, from this provider. */
function materialOf(provider: string, { error, description, status = 400, body, text, request }: Example): Material {
  const said =
    body ??
    (error === undefined && description === undefined
      ? undefined
      : JSON.stringify({ error, error_description: description }));
  const input = {
    ...(request !== undefined && { request }),
    ...(said !== undefined && { response: { status, headers: { "content-type": "application/json" }, body: said } }),
    ...(text !== undefined && { text }),
    context: { provider },
  };
  return { ...NOTHING, ...read(JSON.stringify(input)) };
}

it("there are at least forty, each under a name of its own", () => {
  const names = dialects.map(({ provider }) => provider);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(dialects.map((dialect) => [dialect.provider, dialect] as const))("%s", (provider, dialect) => {
  it("has signatures of their own names, with causes of the vocabulary and pages to read", () => {
    const ids = dialect.signatures.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    for (const { id, means, page, says } of dialect.signatures) {
      expect([id, page]).toEqual([id, expect.stringMatching(/^https:\/\/[^\s]+$/)]);
      expect([id, means.length > 0]).toEqual([id, true]);
      for (const { reason, weight, fix } of means) {
        expect([id, isCause(reason), weight > 0 && weight <= 0.99, /^[\x20-\x7E]{10,}$/.test(fix)]).toEqual([
          id,
          true,
          true,
          true,
        ]);
      }
      // A pattern with a memory matches differently the second time.
      expect([id, says?.global ?? false, says?.sticky ?? false]).toEqual([id, false, false]);
    }
  });

  it.each(dialect.signatures.map((signature) => [signature.id, signature] as const))(
    "recognises %s",
    (id, { example, means }) => {
      const view = buildView(materialOf(provider, example));
      const found = findSignatures(view, [dialect]);
      expect(found.map(({ rule }) => rule)).toContain(`${provider}/${id}`);
      const [likeliest] = [...means].sort((a, b) => b.weight - a.weight);
      expect(found.find(({ rule }) => rule === `${provider}/${id}`)?.reason).toBe(likeliest?.reason);
    },
  );
});
