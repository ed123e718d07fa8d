/** Faults of responses that are JWTs: the layer signs what it changes, with a key that is among the server's. */
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from "jose";
import { withHeader, withMembers } from "../between.ts";
import { CALLBACK } from "../peers/oidc-provider.ts";
import type { Answer, Between, Mutant } from "../through.ts";

type Claims = Record<string, unknown>;

const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
const KID = "key-of-the-fault";

const claimsOf = (token: string): Claims => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
const signed = (claims: Claims): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: KID }).sign(privateKey);

/** The JWT of a redirect: what is before it, and in which separator. */
const REDIRECT = new RegExp(`^${CALLBACK.replaceAll(".", "\\.")}([?#])response=([^&]+)$`);

/** Redirects with a JWT. The key set has the layer's key. */
const responses =
  (change: (token: string, separator: string) => Promise<string> | string): (() => Between) =>
  () =>
  async (message, ask) => {
    const answer = await ask(message);
    if (message.path === "/jwks") {
      const own: JWK = { ...(await exportJWK(publicKey)), kid: KID, alg: "ES256", use: "sig" };
      return withMembers(answer, (all) => ({ keys: [...(all.keys as JWK[]), own] }));
    }
    const [, separator = "", token] = answer.headers.get("location")?.match(REDIRECT) ?? [];
    return token === undefined ? answer : relocated(answer, await change(token, separator));
  };

const relocated = (answer: Answer, rest: string): Answer => withHeader(answer, "location", CALLBACK + rest);

/** Other claims in responses with a code. */
const saying = (does: string, name: string, change: (claims: Claims) => Claims): Mutant => ({
  does,
  breaks: [`jarm/${name}`],
  between: responses(async (token, separator) => {
    const claims = claimsOf(token);
    return `${separator}response=${claims.code === undefined ? token : await signed(change(claims))}`;
  }),
});

/** The mode of a request is taken for another one. */
const instead = (name: string, mode: string, other: string): Mutant => ({
  does: `${mode} is taken for ${other}.`,
  breaks: [`jarm/${name}`],
  between: () => (message, ask) => {
    if (!/^\/auth(?:orize)?$/.test(message.path) || message.query.get("response_mode") !== mode) return ask(message);
    const query = new URLSearchParams(message.query);
    query.set("response_mode", other);
    return ask({ ...message, query });
  },
});

const now = (): number => Math.floor(Date.now() / 1000);

export const JWT_RESPONSES: Readonly<Record<string, Mutant>> = {
  "responses of another issuer": saying("iss has a slash at its end.", "issuer", (all) => ({
    ...all,
    iss: `${all.iss}/`,
  })),
  "responses for another client": saying("aud is another client.", "audience", (all) => ({ ...all, aud: "other" })),
  "expired responses": saying("exp is over.", "expires", (all) => ({ ...all, exp: now() - 3600 })),
  "responses for a day": saying("exp is tomorrow.", "short-lived", (all) => ({ ...all, exp: now() + 86_400 })),
  "responses without state": saying("state is missing.", "state", ({ state: _, ...rest }) => rest),
  "responses with another code": saying("The code is none.", "code", (all) => ({ ...all, code: "c".repeat(43) })),
  "responses of nobody": {
    does: "The signature is made by a key that isn't the server's.",
    breaks: ["jarm/signed"],
    between: responses((token, separator) => `${separator}response=${token.slice(0, -8)}AAAAAAAA`),
  },
  "responses without a signature": {
    does: "The algorithm is none.",
    breaks: ["jarm/not-none", "jarm/signed"],
    between: responses((token, separator) => `${separator}response=${new UnsecuredJWT(claimsOf(token)).encode()}`),
  },
  "codes beside responses": {
    does: "The code is beside the JWT too.",
    breaks: ["jarm/alone"],
    between: responses((token, separator) => `${separator}response=${token}&code=${claimsOf(token).code}`),
  },
  "query.jwt elsewhere": instead("query", "query.jwt", "fragment.jwt"),
  "fragment.jwt elsewhere": instead("fragment", "fragment.jwt", "query.jwt"),
  "form_post.jwt elsewhere": instead("form-post", "form_post.jwt", "query.jwt"),
  "jwt elsewhere": instead("default", "jwt", "fragment.jwt"),
  "errors without a JWT": {
    does: "Errors are plain parameters.",
    breaks: ["jarm/errors"],
    between: responses((token, separator) => {
      const { error, state } = claimsOf(token);
      return error === undefined ? `${separator}response=${token}` : `${separator}error=${error}&state=${state}`;
    }),
  },
};
