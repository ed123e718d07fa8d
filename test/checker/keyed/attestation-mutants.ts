/** Faults of servers whose clients are attested. In most of them, a rule is skipped: what breaks only that rule is replaced with what is right. */
import { METADATA, refusal, responding, withHeader, withMembers } from "../between.ts";
import type { Answer, Between, Fixed, Mutant } from "../through.ts";
import { brokenRules, isOurs, mended, proofIn } from "./attested-client.ts";

const skips = (rule: string, does: string, breaks: string): Mutant => ({
  does,
  breaks: [breaks],
  between:
    ({ issuer }: Fixed): Between =>
    async (message, ask) => {
      const broken = isOurs(message) ? await brokenRules(message, issuer) : [];
      return ask(broken.length === 1 && broken[0] === rule ? mended(message, issuer) : message);
    },
});

/** Any error of client authentication. */
const isRefused = ({ body }: Answer): boolean =>
  /"error":\s?"(?:invalid_client|invalid_client_attestation)"/.test(body);

export const ATTESTATIONS: Readonly<Record<string, Mutant>> = {
  "clients that must be attested": skips("attested", "The id alone is enough.", "attestation/required"),
  "two attestations": skips("one attestation", "Of two attestations, one is enough.", "attestation/one-header"),
  "attestations of any type": skips("type", "typ isn't looked at.", "attestation/type"),
  "attestations by anybody": skips("signature", "The signature isn't verified.", "attestation/signature"),
  "attestations without a signature": skips(
    "signature required",
    "The signature may be empty.",
    "attestation/signature-required",
  ),
  "attestations with none": skips("none", "alg may be none.", "attestation/not-none"),
  "attestations with a public secret": skips(
    "MAC",
    "The attester's public key does as a secret.",
    "attestation/no-mac-with-public-key",
  ),
  "attestations with their own key": skips("own key", "The header's key is trusted.", "attestation/no-key-of-its-own"),
  "attestations with critical headers": skips("crit", "crit isn't looked at.", "attestation/crit"),
  "attestations of nobody": skips("sub required", "sub may be missing.", "attestation/sub-required"),
  "attestations of another client": skips("sub", "sub isn't looked at.", "attestation/client-id-agrees"),
  "attestations for ever": skips("exp required", "exp may be missing.", "attestation/exp-required"),
  "expired attestations": skips("expired", "exp isn't compared with the time.", "attestation/expired"),
  "attestations of tomorrow": skips("nbf", "nbf isn't looked at.", "attestation/not-before"),
  "attestations of no key": skips("cnf", "cnf may be missing.", "attestation/cnf-required"),
  "attestations of a private key": skips("public cnf", "The key may be a private one.", "attestation/cnf-public"),
  "attestations that are no JWT": {
    does: "What is no JWT is an error of the server.",
    breaks: ["attestation/malformed"],
    between: () => async (message, ask) =>
      message.headers.get("oauth-client-attestation") === "not-a.jwt" ? refusal("server_error", 500) : ask(message),
  },
  "wrong attestations, another error": {
    does: "Wrong attestations are invalid_grant.",
    breaks: ["attestation/error"],
    between: responding("/token", (answer, message) =>
      isOurs(message) && isRefused(answer)
        ? withMembers(answer, (all) => ({ ...all, error: "invalid_request" }))
        : answer,
    ),
  },
  "algorithms of attestations": {
    does: "The metadata has no algorithms of proofs.",
    breaks: ["attestation/algorithms"],
    between: responding(METADATA, (answer) =>
      withMembers(answer, ({ client_attestation_pop_signing_alg_values_supported: _, ...rest }) => rest),
    ),
  },
  "attestations without a proof": skips("proof", "The proof may be missing.", "attestation-proof/required"),
  "proofs alone": skips("attestation", "The proof is enough.", "attestation-proof/not-alone"),
  "two proofs of an attestation": skips("one proof", "Of two proofs, one is enough.", "attestation-proof/one-header"),
  "attested proofs of any type": skips("proof type", "typ isn't looked at.", "attestation-proof/type"),
  "attested proofs by anybody": skips("proof signature", "The signature isn't verified.", "attestation-proof/key"),
  "attested proofs without a signature": skips(
    "proof signature required",
    "The signature may be empty.",
    "attestation-proof/signature-required",
  ),
  "attested proofs with none": skips("proof none", "alg may be none.", "attestation-proof/not-none"),
  "attested proofs with a public secret": skips(
    "proof MAC",
    "The attested public key does as a secret.",
    "attestation-proof/no-mac",
  ),
  "attested proofs with critical headers": skips("proof crit", "crit isn't looked at.", "attestation-proof/crit"),
  "attested proofs for nobody": skips("proof aud required", "aud may be missing.", "attestation-proof/aud-required"),
  "attested proofs for any server": skips("proof aud", "aud isn't looked at.", "attestation-proof/aud-verified"),
  "attested proofs without jti": skips("proof jti", "jti may be missing.", "attestation-proof/jti-required"),
  "attested proofs of no time": skips("proof iat", "iat may be missing.", "attestation-proof/iat-required"),
  "attested proofs used again": {
    does: "A proof works more than once.",
    breaks: ["attestation-proof/single-use"],
    between: ({ issuer }) => {
      const seen = new Set<unknown>();
      return async (message, ask) => {
        const { jti } = proofIn(message);
        const isRight = isOurs(message) && (await brokenRules(message, issuer)).length === 0;
        if (!isRight || !seen.has(jti)) return ask(isRight && seen.add(jti) ? message : message);
        return ask(mended(message, issuer, { jti: crypto.randomUUID() }));
      };
    },
  },
  "attested proofs used at once": {
    does: "A proof works more than once if the requests come together.",
    breaks: ["attestation-proof/single-use-at-once"],
    between: ({ issuer }) => {
      const under = new Map<unknown, number>();
      return async (message, ask) => {
        const { jti } = proofIn(message);
        if (!isOurs(message) || jti === undefined) return ask(message);
        const before = under.get(jti) ?? 0;
        under.set(jti, before + 1);
        const isAgain = before > 0 && (await brokenRules(message, issuer)).length === 0;
        const answer = await ask(isAgain ? mended(message, issuer, { jti: crypto.randomUUID() }) : message);
        under.set(jti, (under.get(jti) ?? 1) - 1);
        return answer;
      };
    },
  },
  "refresh tokens of any instance": skips(
    "instance",
    "A refresh token works for every attested instance.",
    "attestation-proof/refresh-bound",
  ),
  "refresh tokens of nobody attested": skips(
    "attested refresh",
    "A refresh token works without an attestation.",
    "attestation-proof/refresh-attested",
  ),
};

/** Of a server that wants no challenges. */
export const OLD_PROOFS: Readonly<Record<string, Mutant>> = {
  "attested proofs of yesterday": skips("proof age", "iat isn't compared with the time.", "attestation-proof/recent"),
};

const HEADER = "oauth-client-attestation-challenge";

/** Puts the last challenge of the server where another one is, or none. */
const challenging = (does: string, breaks: string, isMeant: (sent: unknown) => boolean): Mutant => ({
  does,
  breaks: [breaks],
  between: ({ issuer }) => {
    const seen = new Set<unknown>();
    let last: string | undefined;
    return async (message, ask) => {
      const { challenge } = proofIn(message);
      const isWrong = isOurs(message) && !seen.has(challenge) && isMeant(challenge) && last !== undefined;
      const isSkipped = isWrong && (await brokenRules(message, issuer)).length === 0;
      const answer = await ask(isSkipped ? mended(message, issuer, { challenge: last }) : message);
      last = answer.headers.get(HEADER) ?? challengeIn(answer) ?? last;
      if (last !== undefined) seen.add(last);
      return answer;
    };
  },
});

function challengeIn({ body }: Answer): string | undefined {
  return /"attestation_challenge":\s?"([^"]+)"/.exec(body)?.[1];
}

/** Of a server that wants challenges. */
export const ATTESTATION_CHALLENGES: Readonly<Record<string, Mutant>> = {
  "no challenge": challenging(
    "A proof needs no challenge.",
    "attestation-proof/challenge-required",
    (sent) => sent === undefined,
  ),
  "any challenge": challenging(
    "Any challenge is accepted.",
    "attestation-proof/challenge-verified",
    (sent) => sent !== undefined,
  ),
  "a challenge under another name": {
    does: "The challenge endpoint returns it as nonce.",
    breaks: ["attestation-proof/challenge-endpoint"],
    between: responding("/challenge", (answer) =>
      withMembers(answer, ({ attestation_challenge: nonce }) => ({ nonce })),
    ),
  },
  "a challenge that is stored": {
    does: "Caches may store the challenge.",
    breaks: ["attestation-proof/challenge-no-store"],
    between: responding("/challenge", (answer) => withHeader(answer, "cache-control", "max-age=60")),
  },
  "a refusal without a challenge": {
    does: "The refusal of a proof has no new challenge.",
    breaks: ["attestation-proof/challenge-error"],
    between: responding("/token", (answer) =>
      answer.body.includes("use_attestation_challenge") ? withHeader(answer, HEADER, undefined) : answer,
    ),
  },
};
