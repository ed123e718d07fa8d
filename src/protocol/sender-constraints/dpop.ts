/** Tokens bound to a key by proofs in the header DPoP (RFC 9449). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { CLIENT_SIGNING_ALGS } from "../jwk.ts";
import type { ProofFault } from "./dpop-proof.ts";
import type { ProofDetails, SenderConstraint } from "./sender-constraint.ts";

/** The header, in lower case. */
export const DPOP = "dpop";

export const dpop: SenderConstraint<"dpop"> = {
  name: "dpop",
  cites: rfc(9449, "4"),
  sends: "A JWT for each request in the header `DPoP`, signed with the key that it contains.",
  headers: [DPOP],
  metadata: { dpop_signing_alg_values_supported: CLIENT_SIGNING_ALGS },
  isUsed: ({ headers }) => headers?.has(DPOP) === true,
  refuses: (because, details) => refuseProof(because as ProofFault, details),
};

/** Names why a proof is wrong. */
export function refuseProof(because: ProofFault, details: ProofDetails): Refusal {
  const { looks = "", length = 0, member = "", sent, expected = "", madeAt = 0, seconds = 0, early = false } = details;
  switch (because) {
    case "malformed":
      return refuse("dpop/malformed", { looks, length });
    case "header-wrong":
      return refuse("dpop/header-wrong", { member, sent, expected });
    case "claim-wrong":
      return refuse("dpop/claim-wrong", { claim: member, sent, expected });
    case "signature-wrong":
      return refuse("dpop/signature-wrong", { alg: expected });
    case "not-timely":
      return refuse("dpop/not-timely", { madeAt, seconds, early });
    case "nonce-required":
      return refuse("dpop/nonce-required", { sent: sent !== undefined });
    case "used-before":
      return refuse("dpop/used-before", {});
  }
}
