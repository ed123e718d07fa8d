/** Faults of proofs of possession at the token endpoint. In most of them, a rule is skipped: what breaks only that rule is replaced with a right proof. */
import { decodeJwt } from "jose";
import { METADATA, responding, withHeader, withMembers } from "../between.ts";
import type { Answer, Between, Fixed, Message, Mutant } from "../through.ts";
import { brokenProofRules, freshProof } from "./proof-rules.ts";

const isProved = ({ path, headers }: Message): boolean => path === "/token" && headers.has("dpop");

function withProof(message: Message, proof: string | undefined): Message {
  const headers = new Headers(message.headers);
  if (proof === undefined) headers.delete("dpop");
  else headers.set("dpop", proof);
  return { ...message, headers };
}

/** Right in every way. It keeps its jti, so that the server behind still finds it twice. */
function mended(message: Message, issuer: string, kept: readonly string[] = ["jti", "nonce"]): Message {
  const claims = Object.entries(claimsOf(message)).filter(([name]) => kept.includes(name));
  return withProof(message, freshProof(message, issuer, Object.fromEntries(claims)));
}

function claimsOf(message: Message): Readonly<Record<string, unknown>> {
  try {
    return decodeJwt(message.headers.get("dpop")?.split(", ")[0] ?? "");
  } catch {
    return {};
  }
}

const skipping =
  (rule: string) =>
  ({ issuer }: Fixed): Between =>
  async (message, ask) => {
    const broken = isProved(message) ? await brokenProofRules(message, issuer) : [];
    return ask(broken.length > 0 && broken.every((one) => one === rule) ? mended(message, issuer) : message);
  };

const skips = (rule: string, does: string, breaks: string): Mutant => ({
  does,
  breaks: [breaks],
  between: skipping(rule),
});

const whenProved = (change: (answer: Answer) => Answer) =>
  responding("/token", (answer, message) => (isProved(message) ? change(answer) : answer));
const introspected = (change: (all: Record<string, unknown>) => Record<string, unknown>) =>
  responding("/token/introspection", (answer) => (answer.status === 200 ? withMembers(answer, change) : answer));

export const PROOFS: Readonly<Record<string, Mutant>> = {
  "two proofs": skips("one proof", "The second proof is ignored.", "dpop/one-proof"),
  "proofs that aren't JWTs": skips("form", "A proof that can't be read is ignored.", "dpop/malformed"),
  "proofs without jti": skips("jti required", "jti may be missing.", "dpop/jti-required"),
  "proofs without htm": skips("htm required", "htm may be missing.", "dpop/htm-required"),
  "proofs without htu": skips("htu required", "htu may be missing.", "dpop/htu-required"),
  "proofs without iat": skips("iat required", "iat may be missing.", "dpop/iat-required"),
  "proofs for any method": skips("htm", "htm isn't compared.", "dpop/htm"),
  "proofs for any URL": skips("htu", "The path of htu isn't compared.", "dpop/htu"),
  "proofs for any server": skips("host", "The host of htu isn't compared.", "dpop/htu-host"),
  "old proofs": skips("old", "iat may be long ago.", "dpop/not-old"),
  "proofs in advance": skips("future", "iat may be in the future.", "dpop/not-in-advance"),
  "proofs of any type": skips("typ", "typ isn't looked at.", "dpop/typ"),
  "proofs by none": skips("none", "alg may be none.", "dpop/not-none"),
  "proofs with a MAC": skips("MAC", "HS256 is accepted.", "dpop/asymmetric"),
  "proofs of any key": skips("signature", "The signature isn't verified.", "dpop/signature"),
  "proofs without a key": skips("jwk required", "jwk may be missing.", "dpop/jwk-required"),
  "proofs with a private key": skips("private key", "jwk may be a private key.", "dpop/no-private-key"),
  "proofs with any crit": skips("crit", "crit isn't looked at.", "dpop/crit"),
  "proofs compared as text": {
    does: "htu is compared letter by letter.",
    breaks: ["dpop/htu-normalized"],
    between:
      ({ issuer }) =>
      (message, ask) => {
        const { htu } = claimsOf(message);
        const isText = typeof htu === "string" && htu !== issuer + message.path && htu.toLowerCase() === htu;
        const isOther = typeof htu === "string" && !isText && htu !== issuer + message.path;
        return ask(isProved(message) && isOther ? withProof(message, "not-a.jwt") : message);
      },
  },
  "proofs compared with the query": {
    does: "htu must have the query of the URL.",
    breaks: ["dpop/query-ignored"],
    between: () => (message, ask) =>
      ask(isProved(message) && message.query.size > 0 ? withProof(message, "not-a.jwt") : message),
  },
  "wrong proofs, another error": {
    does: "Wrong proofs are invalid_request.",
    breaks: ["dpop/error"],
    between: whenProved((answer) =>
      answer.status === 400 && JSON.parse(answer.body).error === "invalid_dpop_proof" && !/crit/.test(answer.body)
        ? withMembers(answer, (all) => ({ ...all, error: "invalid_grant" }))
        : answer,
    ),
  },
  "bound tokens called Bearer": {
    does: "token_type is Bearer with a proof too.",
    breaks: ["dpop/token-type"],
    between: whenProved((answer) =>
      answer.status === 200 ? withMembers(answer, (all) => ({ ...all, token_type: "Bearer" })) : answer,
    ),
  },
  "proofs used again": {
    does: "A proof works more than once.",
    breaks: ["dpop/single-use"],
    between: ({ issuer }) => {
      const seen = new Set<string>();
      return (message, ask) => {
        const proof = message.headers.get("dpop") ?? "";
        const isAgain = isProved(message) && seen.has(proof) && proof.split(".").length === 3;
        seen.add(proof);
        return ask(isAgain ? mended(message, issuer, ["nonce"]) : message);
      };
    },
  },
  "proofs used at once": {
    does: "A proof works more than once if the requests come together.",
    breaks: ["dpop/single-use-at-once"],
    between: ({ issuer }) => {
      const under = new Set<string>();
      return async (message, ask) => {
        const proof = message.headers.get("dpop");
        if (!isProved(message) || proof === null) return ask(message);
        if (under.has(proof)) return ask(mended(message, issuer, ["nonce"]));
        under.add(proof);
        const answer = await ask(message);
        under.delete(proof);
        return answer;
      };
    },
  },
  "proofs by any algorithm": {
    does: "dpop_signing_alg_values_supported has HS256.",
    breaks: ["dpop/algorithms"],
    between: responding(METADATA, (answer) =>
      answer.status === 200
        ? withMembers(answer, (all) => ({
            ...all,
            dpop_signing_alg_values_supported: [...(all.dpop_signing_alg_values_supported as string[]), "HS256"],
          }))
        : answer,
    ),
  },
  "introspection without the key": {
    does: "Introspection has no cnf.",
    breaks: ["dpop/bound-introspection"],
    between: introspected(({ cnf: _, ...rest }) => rest),
  },
  "bound tokens introspected as Bearer": {
    does: "Introspection says Bearer of a bound token.",
    breaks: ["dpop/introspection-type"],
    between: introspected((all) => (all.cnf === undefined ? all : { ...all, token_type: "Bearer" })),
  },
};

/** What the probe takes for one. */
const WRONG_NONCE = "not-a-nonce-of-this-server";

/** On a server that asks for nonces. */
export const NONCES: Readonly<Record<string, Mutant>> = {
  "any nonce": {
    does: "The nonce isn't compared.",
    breaks: ["dpop/nonce-verified"],
    between: ({ issuer }) => {
      let latest: string | undefined;
      return async (message, ask) => {
        const { nonce, jti } = claimsOf(message);
        const isForeign = isProved(message) && nonce === WRONG_NONCE;
        const answer = await ask(
          isForeign ? withProof(message, freshProof(message, issuer, { jti, nonce: latest })) : message,
        );
        latest = answer.headers.get("dpop-nonce") ?? latest;
        return answer;
      };
    },
  },
  "a nonce is asked for with another status": {
    does: "The response that asks for a nonce is 401.",
    breaks: ["dpop/nonce-asked-for"],
    between: whenProved((answer) => (/use_dpop_nonce/.test(answer.body) ? { ...answer, status: 401 } : answer)),
  },
  "a nonce in quotation marks": {
    does: "DPoP-Nonce is in quotation marks if the nonce was wrong.",
    breaks: ["dpop/nonce-characters"],
    between: responding("/token", (answer, message) =>
      claimsOf(message).nonce === WRONG_NONCE
        ? withHeader(answer, "dpop-nonce", `"${answer.headers.get("dpop-nonce")}"`)
        : answer,
    ),
  },
  "a nonce that may be cached": {
    does: "The response that asks for a nonce may be cached.",
    breaks: ["dpop/nonce-no-store"],
    between: whenProved((answer) =>
      /use_dpop_nonce/.test(answer.body) ? withHeader(answer, "cache-control", "max-age=60") : answer,
    ),
  },
};
