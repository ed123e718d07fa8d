/** Verifies whatever a request proves its key with. */
import type { Received } from "../../protocol/received.ts";
import { CONSTRAINTS } from "../../protocol/sender-constraints/list.ts";
import type { Proof } from "../../protocol/sender-constraints/sender-constraint.ts";
import type { Deps } from "../deps.ts";
import { PROOF_WORK } from "./list.ts";

/** The keys that a request proves to have, or the first proof that is invalid. `now` in milliseconds. */
export async function proofIn(deps: Omit<Deps, "journal">, received: Received, now: number): Promise<Proof> {
  let cnf: Extract<Proof, { is: "valid" }>["cnf"] | undefined;
  for (const { name, isUsed } of CONSTRAINTS) {
    if (!isUsed(received)) continue;
    const proof = await PROOF_WORK[name]?.verify(deps, received, now);
    if (proof === undefined) throw new Error(`Nothing verifies the proofs of ${name}.`);
    if (proof.is === "invalid") return proof;
    if (proof.is === "valid") cnf = { ...cnf, ...proof.cnf };
  }
  return cnf === undefined ? { is: "absent" } : { is: "valid", cnf };
}

/** The same for a request of which this wasn't loaded; `undefined` if no constraint is supported, and nothing asks for it. */
export async function missingProof(
  deps: Omit<Deps, "journal">,
  { proof, received, now }: { readonly proof?: Proof | undefined; readonly received: Received; readonly now: number },
): Promise<{ readonly proof?: Proof }> {
  if (proof !== undefined || CONSTRAINTS.length === 0) return {};
  return { proof: await proofIn(deps, received, now) };
}
