import { describe, expect, it } from "vitest";
import { GRANT_TAG_BYTES, readGrantId, writeGrantId } from "./grant-id.ts";

const tag = Uint8Array.from({ length: GRANT_TAG_BYTES }, (_, i) => i * 16 + 15);

describe("grant_id", () => {
  it.each([1, 2 ** 31, 2 ** 48 + 5, 2 ** 53 - 1])("is read as it was written: %d", (id) => {
    const text = writeGrantId(id, tag);
    expect(text).toMatch(/^[\w-]{31}$/);
    expect(readGrantId(text)).toEqual({ id, tag: Buffer.from(tag) });
  });

  it("has one text for each id", () => {
    const text = writeGrantId(5, tag);
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const read = [...last].filter((one) => readGrantId(text.slice(0, -1) + one) !== undefined);
    expect(read).toHaveLength(16);
    expect(read).toContain(text.at(-1));
  });

  it.each(["", "x", "x".repeat(30), "x".repeat(32), `${"x".repeat(30)}=`, `${"x".repeat(30)} `, "_".repeat(31)])(
    "isn't %j",
    (text) => expect(readGrantId(text)).toBeUndefined(),
  );
});
