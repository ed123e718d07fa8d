/** Every message of dialects/*.yaml is recognized by its example, before any other of its provider. */
import { describe, expect, it } from "vitest";
import { inputOf } from "../../scripts/dialects/example.ts";
import { dialectFiles, readDialect } from "../../scripts/dialects/file.ts";
import { dialectOf } from "../../scripts/dialects/pack.ts";
import { buildView } from "../../src/doctor/build-view.ts";
import { read } from "../../src/doctor/read.ts";
import { findSignatures } from "../../src/doctor/signatures.ts";

const files = dialectFiles().map((file) => readDialect(file));

it("the files are sound, and there are more than a hundred", () => {
  expect(files.flatMap(({ faults }) => faults)).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
});

describe.each(files.flatMap(({ written }) => (written === undefined ? [] : [[written.provider, written] as const])))(
  "%s",
  (provider, written) => {
    const dialect = dialectOf(written);

    it.each(written.messages.map((message) => [message.id, message] as const))(
      "recognizes %s",
      (id, { example, means }) => {
        const found = findSignatures(buildView(read(inputOf(example, provider))), [dialect]);
        expect(found.map(({ rule }) => rule)).toContain(`${provider}/${id}`);
        const weights = Object.entries(means).map(([reason, meaning]) => ({
          reason,
          weight: typeof meaning === "number" ? meaning : meaning.weight,
        }));
        const [likeliest] = weights.sort((a, b) => b.weight - a.weight);
        expect(found.find(({ rule }) => rule === `${provider}/${id}`)?.reason).toBe(likeliest?.reason);
      },
    );
  },
);
