/** A secret with the hash of another server, in files, exports and plans, before and after it is replaced. */
import { hash } from "node:crypto";
import { expect, it } from "vitest";
import { FORMS } from "../../src/configuration/schema.ts";
import { applicationFrom } from "../../src/declared/contents.ts";
import { differencesBetween } from "../../src/declared/differences.ts";
import { exported } from "../../src/declared/export.ts";
import { applicationForm } from "../../src/declared/forms.ts";
import { markOf } from "../../src/ports/foreign-secret.ts";
import { applicationChange, recordOf, type StoredApplication } from "../../src/ports/registered.ts";

const FOREIGN = `$2b$10$${"a".repeat(53)}`;
const T = 1_800_000_000_000;

const fromFile = (secrets: readonly object[], before?: StoredApplication): StoredApplication =>
  applicationFrom(FORMS.client.parse({ id: "shop", secrets }), {}, T, before);
const moved = fromFile([{ hash: FOREIGN, expiresAt: "2030-01-01T00:00:00.000Z" }]);

/** As it is once its secret was used (`keepOwnHash`). */
function used(): StoredApplication {
  const secrets = moved.secrets.map(({ foreign: _, ...one }) => ({
    ...one,
    ...{ hash: hash("sha256", "the secret", "base64url"), guessable: true, cameAs: markOf(FOREIGN) },
  }));
  return { ...moved, secrets };
}

it("is exported as it is, and applied again without a change", () => {
  const form = applicationForm(moved);
  expect(form.secrets).toEqual([{ hash: FOREIGN, expiresAt: "2030-01-01T00:00:00.000Z" }]);
  expect(differencesBetween("application", moved, fromFile(form.secrets ?? [], moved))).toEqual([]);
  // Nothing is known of it, so it isn't called weak.
  expect(exported([{ kind: "application", id: "shop", content: moved, version: 1 }]).weak).toEqual([]);
});

it("is still the same once it was replaced, whichever of the two hashes a file has", () => {
  const now = used();
  const file = [{ hash: FOREIGN, expiresAt: "2030-01-01T00:00:00.000Z" }];
  expect(fromFile(file, now)).toEqual(now);
  expect(differencesBetween("application", now, fromFile(file, now))).toEqual([]);
  expect(fromFile([...(applicationForm(now).secrets ?? [])], now)).toEqual(now);
  // Without what is here, the file's hash counts.
  expect(fromFile(file).secrets).toMatchObject([{ foreign: FOREIGN }]);
});

it("differs from another one, which is said without either hash", () => {
  const other = fromFile([{ hash: `$2b$10$${"b".repeat(53)}` }], moved);
  const differences = differencesBetween("application", moved, other);
  expect(differences).toEqual([{ member: "secrets", after: "changed" }]);
  expect(other.secrets.map(({ id }) => id)).toEqual(["2"]);
});

it("isn't among those that are looked for by their SHA-256, and the marks aren't secrets", () => {
  expect(applicationChange(moved, 0).secrets).toEqual([
    { hash: "A".repeat(43), guessable: false, foreignKind: "$2b$10$" },
  ]);
  expect(recordOf(moved).secrets).toMatchObject([{ id: "1", foreign: FOREIGN, guessable: true }]);
  expect(recordOf(used()).secrets[0]).not.toHaveProperty("foreign");
});
