/** Access tokens as oidc-provider makes them, changed and signed again with a key that the layer adds to the key set. */
import { generateKeyPairSync } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { jws, publicJwk, type Signer, signerOf } from "../../../src/checker/sign.ts";
import { withMembers } from "../between.ts";
import type { Between } from "../through.ts";

const own = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

export interface Changed {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signer?: Signer;
}

type Change = (claims: Readonly<Record<string, unknown>>, nth: number) => Changed;

/** Members that are undefined are left out. */
export const resigning = (change: Change) => (): Between => {
  let nth = 0;
  return async (message, ask) => {
    const answer = await ask(message);
    if (message.path === "/jwks")
      return withMembers(answer, ({ keys }) => ({
        keys: [...(keys as object[]), { ...publicJwk(own), kid: "between", alg: "RS256", use: "sig" }],
      }));
    const token = message.path === "/token" && answer.status === 200 ? JSON.parse(answer.body).access_token : "";
    if (token.split(".").length !== 3) return answer;
    const claims = decodeJwt(token);
    const { header, claims: changed, signer = signerOf({ key: own, alg: "RS256" }) } = change(claims, nth++);
    const usual = { ...decodeProtectedHeader(token), kid: "between" };
    const access_token = jws({ ...usual, ...header }, { ...claims, ...changed }, signer);
    return withMembers(answer, (all) => ({ ...all, access_token }));
  };
};
