/** A sender constraint that no standard knows: tokens are bound to the value of a header, by its hash. Both halves. */
import { createHash } from "node:crypto";
import type { SenderConstraint } from "../../../src/protocol/sender-constraints/sender-constraint.ts";
import { refuse } from "../../../src/reasons/index.ts";
import type { ProofWork } from "../../../src/service/sender-constraints/proof-work.ts";
import { rfc } from "../../../src/specs.ts";

const HEADER = "x-stamp";

export const stamp: SenderConstraint<"stamp"> = {
  name: "stamp",
  cites: rfc(9700, "2.2.1"),
  sends: "The stamp, in the header X-Stamp.",
  headers: [HEADER],
  metadata: { stamp_bound_access_tokens: true },
  isUsed: ({ headers }) => headers?.has(HEADER) === true,
  refuses: (because) => refuse("request/parameter-invalid", { parameter: "x-stamp", expected: because }),
};

export const stampWork: ProofWork = {
  async verify(_, { headers }) {
    const value = headers?.get(HEADER) ?? "";
    if (value.length < 16) return { is: "invalid", by: "stamp", because: "16 characters or more" };
    return { is: "valid", cnf: { "x5t#S256": createHash("sha256").update(value).digest("base64url") } };
  },
};
