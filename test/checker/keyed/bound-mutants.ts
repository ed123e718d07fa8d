/** Faults of what is bound to a key: codes, refresh tokens, access tokens at an API. */
import { decodeProtectedHeader } from "jose";
import { asking, withHeader, withParameters } from "../between.ts";
import type { Answer, Between, Fixed, Message, Mutant } from "../through.ts";
import { type ApiFault, api } from "./api.ts";
import { freshProof } from "./proof-rules.ts";
import { resigning } from "./resigned.ts";

const without = (message: Message, name: string): Message => {
  const headers = new Headers(message.headers);
  headers.delete(name);
  return { ...message, headers };
};

const isRefresh = ({ path, form }: Message): boolean => path === "/token" && form.get("grant_type") === "refresh_token";
const isOfApp = ({ path, form }: Message): boolean => path === "/token" && form.get("client_id") === "app";

/** What the app's refresh token is bound to is the layer's key. What is sent with the right key gets a proof with it, and so does one thing more. */
const binding =
  (also: "no proof" | "another key") =>
  ({ issuer }: Fixed): Between => {
    let first: string | undefined;
    return async (message, ask) => {
      if (!isOfApp(message)) return ask(message);
      const key = keyOf(message);
      if (!isRefresh(message)) first = key;
      const isRight = key !== undefined && key === first;
      const isAlso = isRefresh(message) && (also === "no proof" ? key === undefined : key !== undefined);
      if (!isRight && !isAlso) return ask(message);
      const headers = new Headers(message.headers);
      headers.set("dpop", freshProof(message, issuer, {}));
      return ask({ ...message, headers });
    };
  };

const keyOf = ({ headers }: Message): string | undefined => {
  const proof = headers.get("dpop");
  return proof === null ? undefined : JSON.stringify(decodeProtectedHeader(proof).jwk);
};

export const BOUND: Readonly<Record<string, Mutant>> = {
  "dpop_jkt ignored": {
    does: "dpop_jkt binds no code.",
    breaks: ["dpop/code-needs-proof", "dpop/code-bound"],
    between: asking("/auth", (message) => withParameters(message, { dpop_jkt: undefined })),
  },
  "proofs of pushed requests ignored": {
    does: "A proof at the PAR endpoint binds nothing, and isn't compared.",
    breaks: ["dpop/par-binds", "dpop/par-agrees"],
    between: asking("/request", (message) => without(message, "dpop")),
  },
  "refresh tokens without proof": {
    does: "A public client's refresh token works without a proof.",
    breaks: ["dpop/refresh-needs-proof"],
    between: binding("no proof"),
  },
  "refresh tokens of any key": {
    does: "A public client's refresh token works with any key.",
    breaks: ["dpop/refresh-bound"],
    between: binding("another key"),
  },
  "refreshed tokens called Bearer": {
    does: "What a refresh token gets is called Bearer.",
    breaks: ["dpop/refresh-type"],
    between: () => async (message, ask) => {
      const answer = await ask(message);
      if (!isRefresh(message) || !message.headers.has("dpop") || answer.status !== 200) return answer;
      return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), token_type: "Bearer" }) };
    },
  },
};

const skips = (rule: string, does: string, breaks: string): Mutant => ({
  does,
  breaks: [breaks],
  between: api({ skips: [rule] }),
});

const atApi = (fault: ApiFault["responds"]) => api(fault === undefined ? {} : { responds: fault });

const whenRefused = (change: (answer: Answer, message: Message) => Answer) =>
  atApi((answer, message) => (answer.status === 200 ? answer : change(answer, message)));

function bearerAlone(answer: Answer): Answer {
  const challenge = (answer.headers.get("www-authenticate") ?? "").replace(/(, )?DPoP .*$/, "");
  return withHeader(answer, "www-authenticate", challenge === "" ? 'Bearer error="invalid_token"' : challenge);
}

export const AT_API: Readonly<Record<string, Mutant>> = {
  "access tokens without their key": {
    does: "An access token has no cnf.",
    breaks: ["dpop/bound-jwt"],
    between: resigning(() => ({ claims: { cnf: undefined } })),
  },
  "bound tokens without proof": skips("proof required", "A proof may be missing.", "dpop-api/proof-required"),
  "bound tokens as bearer tokens": skips("no downgrade", "Bearer is accepted.", "dpop-api/no-downgrade"),
  "bound tokens with any key": skips("key", "The key isn't compared.", "dpop-api/key"),
  "bearer tokens as bound ones": skips("bound only", "cnf may be missing.", "dpop-api/bound-only"),
  "proofs without ath at the API": skips("ath required", "ath may be missing.", "dpop-api/ath-required"),
  "proofs for any token at the API": skips("ath", "ath isn't compared.", "dpop-api/ath"),
  "proofs for any method at the API": skips("htm", "htm isn't compared.", "dpop-api/htm"),
  "proofs for any URL at the API": skips("htu", "htu isn't compared.", "dpop-api/htu"),
  "old proofs at the API": skips("old", "iat may be long ago.", "dpop-api/not-old"),
  "proofs in advance at the API": skips("future", "iat may be in the future.", "dpop-api/not-in-advance"),
  "proofs without jti at the API": skips("jti required", "jti may be missing.", "dpop-api/jti-required"),
  "proofs of any type at the API": skips("typ", "typ isn't looked at.", "dpop-api/typ"),
  "proofs by none at the API": skips("none", "alg may be none.", "dpop-api/not-none"),
  "proofs of any signature at the API": skips("signature", "The signature isn't verified.", "dpop-api/signature"),
  "proofs used again at the API": skips("single use", "A proof works more than once.", "dpop-api/single-use"),
  "an API without a challenge for proofs": {
    does: "The challenge names Bearer alone.",
    breaks: ["dpop-api/challenge", "dpop-api/error"],
    between: whenRefused((answer) => bearerAlone(answer)),
  },
  "an API that doesn't say its algorithms": {
    does: "The challenge has no algs.",
    breaks: ["dpop-api/challenge-algorithms"],
    between: whenRefused((answer) =>
      withHeader(
        answer,
        "www-authenticate",
        (answer.headers.get("www-authenticate") ?? "").replace(/(, )?algs="[^"]*"/, ""),
      ),
    ),
  },
  "wrong proofs at the API, another error": {
    does: "Wrong proofs are invalid_request.",
    breaks: ["dpop-api/error"],
    between: whenRefused((answer) =>
      withHeader(
        answer,
        "www-authenticate",
        (answer.headers.get("www-authenticate") ?? "").replace("invalid_dpop_proof", "invalid_request"),
      ),
    ),
  },
};
