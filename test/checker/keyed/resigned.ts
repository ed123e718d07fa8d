/** Access tokens as oidc-provider makes them, changed and signed again with a key that the layer adds to the key set. */
import { generateKeyPairSync } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { jws, publicJwk, signerOf } from "../../../src/checker/sign.ts";
import type { Signer } from "../../../src/checker/signer.ts";
import { parameter, withMembers, withParameters } from "../between.ts";
import type { Answer, Between } from "../through.ts";

const own = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

export interface Changed {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signer?: Signer;
}

type Change = (claims: Readonly<Record<string, unknown>>, nth: number) => Changed;

/** Members that are undefined are left out. */
export function changedJwt(
  text: string,
  { header, claims, signer = signerOf({ key: own, alg: "RS256" }) }: Changed,
): string {
  return jws({ ...decodeProtectedHeader(text), kid: "between", ...header }, { ...decodeJwt(text), ...claims }, signer);
}

/** A key set with the layer's key. */
export const withOwnKey = (answer: Answer): Answer =>
  withMembers(answer, ({ keys }) => ({
    keys: [...(keys as object[]), { ...publicJwk(own), kid: "between", alg: "RS256", use: "sig" }],
  }));

export const resigning = (change: Change) => (): Between => {
  let nth = 0;
  return async (message, ask) => {
    const answer = await ask(message);
    if (message.path === "/jwks") return withOwnKey(answer);
    const token = message.path === "/token" && answer.status === 200 ? JSON.parse(answer.body).access_token : "";
    if (token.split(".").length !== 3) return answer;
    const access_token = changedJwt(token, change(decodeJwt(token), nth++));
    return withMembers(answer, (all) => ({ ...all, access_token }));
  };
};

/** ID tokens, changed. As hints, they are what they were. */
export const resigningIdTokens = (change: Changed) => (): Between => {
  const real = new Map<string, string>();
  return async (message, ask) => {
    const hint = real.get(parameter(message, "id_token_hint") ?? "");
    const answer = await ask(hint === undefined ? message : withParameters(message, { id_token_hint: hint }));
    if (message.path === "/jwks") return withOwnKey(answer);
    const { id_token: id } = message.path === "/token" && answer.status === 200 ? JSON.parse(answer.body) : {};
    if (id === undefined) return answer;
    const changed = changedJwt(id, change);
    real.set(changed, id);
    return withMembers(answer, (all) => ({ ...all, id_token: changed }));
  };
};
