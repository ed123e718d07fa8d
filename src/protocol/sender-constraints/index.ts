/** How requests prove the key that tokens are bound to. */
import { refuse } from "../../reasons/index.ts";
import { openid, rfc } from "../../specs.ts";
import { bindingsOf, type Confirmation } from "../access-token.ts";
import type { Client } from "../client.ts";
import type { ClientFacts } from "../client-authentication/facts.ts";
import { type Check, type Stage, stage } from "../decision.ts";
import { profileOf } from "../profiles/index.ts";
import { CONSTRAINTS } from "./list.ts";
import type { Proof } from "./sender-constraint.ts";

/** The headers that carry proofs, in lower case. */
export const PROOF_HEADERS: readonly string[] = CONSTRAINTS.flatMap(({ headers }) => headers ?? []);

/** Members of the metadata document. */
export const PROOF_METADATA: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ...CONSTRAINTS.map(({ metadata }) => metadata),
);

const checks: readonly Check<{ readonly proof: Proof }>[] = [
  {
    asks: "Is the proof of the client's key valid, if there is one?",
    cites: rfc(9449, "4.3"),
    run: ({ proof }) =>
      proof.is === "invalid"
        ? CONSTRAINTS.find(({ name }) => name === proof.by)?.refuses(proof.because, proof.details ?? {})
        : undefined,
  },
];

const ABSENT: Proof = { is: "absent" };

interface WithProof {
  /** Requests without one have nothing to keep. */
  readonly proof?: Proof | undefined;
}

/** The stage that verifies the proof of a request; none if no constraint is supported. */
export function proofStages<On extends WithProof>(): readonly Stage<On>[] {
  return CONSTRAINTS.length === 0
    ? []
    : [stage<On, { proof: Proof }>(checks, ({ proof = ABSENT }) => ({ proof }), "proof")];
}

interface Demanding {
  readonly proof: Proof;
  readonly client: Client;
}

const demands: readonly Check<Demanding>[] = [
  {
    asks: "Does the client send a proof, if it must?",
    cites: rfc(9449, "5.2"),
    run: ({ proof, client: { id, dpopBoundAccessTokens } }) =>
      dpopBoundAccessTokens === true && provedKey(proof)?.jkt === undefined
        ? refuse("dpop/proof-absent", { clientId: id })
        : undefined,
  },
  {
    asks: "Does the client connect with a certificate, if it must?",
    cites: rfc(8705, "3.4"),
    run: ({ proof, client: { id, tlsClientCertificateBoundAccessTokens } }) =>
      tlsClientCertificateBoundAccessTokens === true && provedKey(proof)?.["x5t#S256"] === undefined
        ? refuse("client/certificate-absent", { clientId: id })
        : undefined,
  },
  {
    // Either constraint will do. Last, so that a client that is registered for one hears of that one.
    asks: "Does the client prove a key, if its profile requires it?",
    cites: openid("fapi", "5.3.2.1"),
    run: ({ proof, client }) =>
      profileOf(client).boundTokens === true && bindingOf(proof, client) === undefined
        ? refuse("dpop/proof-absent", { clientId: client.id })
        : undefined,
  },
];

/** The same for a token request, whose client may be registered to send a proof. */
export function tokenProofStages<On extends WithProof & { readonly client?: ClientFacts | undefined }>() {
  const demanding = ({ proof = ABSENT, client }: On): Demanding | undefined =>
    client?.client && { proof, client: client.client };
  return CONSTRAINTS.length === 0 ? [] : [...proofStages<On>(), stage<On, Demanding>(demands, demanding)];
}

/** The key that a request proved to have. */
export const provedKey = (proof: Proof | undefined): Confirmation | undefined =>
  proof?.is === "valid" ? proof.cnf : undefined;

/** What a request proved, with the key of the client's instance if an attestation authenticated it. */
export function provedIn({ proof, client }: { readonly proof?: Proof | undefined; readonly client: ClientFacts }) {
  const jkt = client.attestation?.jkt;
  return jkt === undefined ? proof : ({ is: "valid", cnf: { attestation: jkt, ...provedKey(proof) } } as const);
}

/** What the tokens of a request are bound to: the keys that it proved, as far as they bind those of this client. */
export function bindingOf(proof: Proof | undefined, client: Client): Confirmation | undefined {
  const cnf = provedKey(proof);
  if (cnf === undefined) return undefined;
  const unbound = CONSTRAINTS.flatMap(({ bindsOnly }) =>
    bindsOnly === undefined || bindsOnly.of(client) ? [] : [bindsOnly.member as string],
  );
  const members = Object.entries(cnf).filter(([member]) => !unbound.includes(member));
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Whether a request proved every key that something is bound to. What is bound to an unknown key can't be proved. */
export function isProved(bound: Confirmation, proof: Proof | undefined): boolean {
  const proved: Readonly<Record<string, unknown>> = { ...provedKey(proof) };
  const members = Object.entries(bound);
  return (
    bindingsOf(bound).length > 0 && members.every(([member, value]) => value !== undefined && value === proved[member])
  );
}
