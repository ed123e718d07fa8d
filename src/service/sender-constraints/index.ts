/** Verifies whatever a request proves its key with. */
import type { SingleUse } from "../../ports/single-use.ts";
import type { Soon } from "../../ports/soon.ts";
import type { EndpointRequest, Received } from "../../protocol/received.ts";
import { CONSTRAINTS } from "../../protocol/sender-constraints/list.ts";
import type { Proof } from "../../protocol/sender-constraints/sender-constraint.ts";
import type { Deps } from "../deps.ts";
import { PROOF_WORK } from "./list.ts";
import type { Proving } from "./proof-work.ts";

type Where = Omit<Deps, "journal">;

const hasProof = (received: Received): boolean => CONSTRAINTS.some(({ isUsed }) => isUsed(received));

/** Proofs that were used, by their request: one that is decided several times uses its proof once. */
const used = new WeakMap<EndpointRequest, Promise<Proof>>();

/**
 * Uses up what a request proves its keys with: a second request with the same proof is refused. Nothing waits where there is none, and
 * nothing is returned. `now` in milliseconds.
 */
export function useProof(
  deps: Where,
  wire: EndpointRequest,
  received: Received,
  by: Proving & { readonly now: number },
): Soon<Proof | undefined> {
  if (!hasProof(received)) return undefined;
  const using = used.get(wire) ?? proofIn(deps, received, { ...by, use: true });
  used.set(wire, using);
  return using;
}

/** The keys that a request proves to have, or the first proof that is invalid. */
async function proofIn(
  deps: Where,
  received: Received,
  { now, use, ...by }: Proving & { readonly now: number; readonly use: boolean },
): Promise<Proof> {
  let cnf: Extract<Proof, { is: "valid" }>["cnf"] | undefined;
  for (const { name, isUsed } of CONSTRAINTS) {
    if (!isUsed(received)) continue;
    const verified = await PROOF_WORK[name]?.verify(deps, received, now, by);
    if (verified === undefined) throw new Error(`Nothing verifies the proofs of ${name}.`);
    const { once, ...proof } = verified;
    if (proof.is === "invalid") return proof;
    if (use && once !== undefined && !(await deps.storage.singleUse.use([singleUse(once)])))
      return { is: "invalid", by: name, because: once.because, details: once.details };
    if (proof.is === "valid") cnf = { ...cnf, ...proof.cnf };
  }
  return cnf === undefined ? { is: "absent" } : { is: "valid", cnf };
}

const singleUse = ({ hash, until }: SingleUse): SingleUse => ({ hash, until });

/** The same for a request of which this wasn't loaded, without using anything up. */
export async function missingProof(
  deps: Where,
  {
    proof,
    received,
    now,
    token,
    client,
  }: Proving & {
    readonly proof?: Proof | undefined;
    readonly received: Received;
    readonly now: number;
  },
): Promise<{ readonly proof?: Proof }> {
  if (proof !== undefined || !hasProof(received)) return {};
  return { proof: await proofIn(deps, received, { now, token, client, use: false }) };
}
