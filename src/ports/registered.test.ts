import { hash } from "node:crypto";
import { expect, it } from "vitest";
import { recordOf, type StoredApplication } from "./registered.ts";

it("what is kept of a secret is as long as its hash, and not the pool that Node takes small buffers from", () => {
  const secrets = ["one", "another"].map((id) => ({
    ...{ id, hash: hash("sha256", id, "base64url"), createdAt: 0, guessable: false, shape: "random" },
  }));
  const record = recordOf({ client: { id: "shop" }, secrets } as unknown as StoredApplication);
  for (const [at, { hash: kept }] of record.secrets.entries()) {
    expect(Buffer.from(kept).toString("base64url")).toBe(secrets[at]?.hash);
    expect(kept.buffer.byteLength).toBe(32);
  }
});
