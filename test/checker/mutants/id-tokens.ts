/** Faults of ID tokens, keys and userinfo. */
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from "jose";
import { asking, parameter, refusal, responding, withHeader, withMembers, withParameters } from "../between.ts";
import type { Answer, Between, Fixed, Message, Mutant } from "../through.ts";

type Claims = Record<string, unknown>;

const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
const KID = "key-of-the-fault";

const claimsOf = (token: string): Claims => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

const idTokenIn = ({ body }: Answer): string | undefined =>
  body.startsWith("{") ? JSON.parse(body).id_token : undefined;

/** The server knows the ID tokens that it gave, whatever the fault made of them. */
const hinted =
  (between: (server: Fixed) => Between) =>
  (server: Fixed): Between => {
    const given = new Map<string, string>();
    const changing = between(server);
    return async (message, ask) => {
      const hint = given.get(parameter(message, "id_token_hint") ?? "");
      let own: string | undefined;
      const answer = await changing(
        hint === undefined ? message : withParameters(message, { id_token_hint: hint }),
        async (one) => {
          const came = await ask(one);
          own = message.path === "/token" ? idTokenIn(came) : undefined;
          return came;
        },
      );
      const shown = own === undefined ? undefined : idTokenIn(answer);
      if (shown !== undefined && own !== undefined) given.set(shown, own);
      return answer;
    };
  };

/** ID tokens with other claims, signed with a key that is among the server's. */
export const saying = (
  change: (claims: Claims) => Claims,
  header: Readonly<Record<string, unknown>> = {},
): ((server: Fixed) => Between) => hinted(said(change, header));

const said =
  (change: (claims: Claims) => Claims, header: Readonly<Record<string, unknown>>) =>
  (_: Fixed): Between =>
  async (message, ask) => {
    const answer = await ask(message);
    if (message.path === "/jwks") {
      const own: JWK = { ...(await exportJWK(publicKey)), kid: KID, alg: "ES256", use: "sig" };
      return withMembers(answer, (all) => ({ keys: [...(all.keys as JWK[]), own] }));
    }
    const { id_token: token, access_token: access } =
      message.path === "/token" && answer.status === 200 ? JSON.parse(answer.body) : {};
    if (token === undefined) return answer;
    const claims = { ...claimsOf(token), at_hash: await atHash(access) };
    const signed = await new SignJWT(change(claims))
      .setProtectedHeader({ alg: "ES256", kid: KID, ...header })
      .sign(privateKey);
    return withMembers(answer, (all) => ({ ...all, id_token: signed }));
  };

async function atHash(access: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(access));
  return Buffer.from(digest).subarray(0, 16).toString("base64url");
}

const claim = (does: string, name: string, change: (claims: Claims) => Claims): Mutant => ({
  does,
  breaks: [`id-token/${name}`],
  between: saying(change),
});

const without = (name: string) => (claims: Claims) =>
  Object.fromEntries(Object.entries(claims).filter(([one]) => one !== name));

const keys = (does: string, name: string, change: (keys: readonly JWK[]) => readonly JWK[]): Mutant => ({
  does,
  breaks: [`keys/${name}`],
  between: responding("/jwks", (answer) => withMembers(answer, (all) => ({ keys: change(all.keys as JWK[]) }))),
});

const isBearer = (message: Message): boolean => message.headers.get("authorization")?.startsWith("Bearer ") ?? false;
const atUserinfo = (change: (answer: Answer, message: Message) => Answer) => responding("/userinfo", change);
const whenRefused = (change: (answer: Answer, message: Message) => Answer) =>
  atUserinfo((answer, message) => (answer.status === 401 ? change(answer, message) : answer));

export const ID_TOKENS: Readonly<Record<string, Mutant>> = {
  "ID tokens of nobody": {
    does: "ID tokens are signed by a key that isn't the server's.",
    breaks: ["id-token/signed"],
    between: hinted(
      responding("/token", (answer) =>
        answer.status === 200 && answer.body.includes("id_token")
          ? withMembers(answer, (all) => ({
              ...all,
              ...(all.id_token !== undefined && { id_token: `${String(all.id_token).slice(0, -8)}AAAAAAAA` }),
            }))
          : answer,
      ),
    ),
  },
  "ID tokens without a signature": {
    does: "ID tokens have the algorithm none.",
    breaks: ["id-token/not-none", "id-token/signed"],
    between: hinted(
      responding("/token", (answer) =>
        answer.status === 200 && answer.body.includes("id_token")
          ? withMembers(answer, (all) => ({
              ...all,
              id_token: new UnsecuredJWT(claimsOf(String(all.id_token))).encode(),
            }))
          : answer,
      ),
    ),
  },
  "another issuer": claim("iss has a slash at its end.", "iss", (all) => ({ ...all, iss: `${all.iss}/` })),
  "another audience": claim("aud is the issuer.", "aud", (all) => ({ ...all, aud: all.iss })),
  "a wrong azp": claim("azp is another client.", "azp", (all) => ({ ...all, azp: "other" })),
  "two audiences without azp": claim("There are two audiences and no azp.", "azp", (all) => ({
    ...all,
    aud: [all.aud, "https://api.example"],
  })),
  "expired ID tokens": claim("exp is over.", "exp", (all) => ({ ...all, exp: 1_000_000_000 })),
  "ID tokens from long ago": claim("iat is an hour ago.", "iat", (all) => ({ ...all, iat: Number(all.iat) - 3600 })),
  "no nonce": {
    ...claim("nonce is missing.", "nonce", without("nonce")),
    breaks: ["id-token/nonce", "openid-request/nonce-characters"],
  },
  "another at_hash": claim("at_hash is that of another token.", "at-hash", (all) => ({
    ...all,
    at_hash: "AAAAAAAAAAAAAAAAAAAAAA",
  })),
  "no auth_time": {
    ...claim("auth_time is missing.", "auth-time", without("auth_time")),
    breaks: ["id-token/auth-time", "openid-request/claims-of-id-token"],
  },
  "ID tokens with a key": {
    does: "The header of ID tokens has the URL of a key set.",
    breaks: ["id-token/no-key-of-its-own"],
    between: saying((all) => all, { jku: "https://keys.example/" }),
  },
  "no subject": {
    does: "sub is missing.",
    breaks: ["id-token/sub", "userinfo/sub"],
    between: saying(without("sub")),
  },
  "keys as text": {
    does: "The key set is text/plain.",
    breaks: ["keys/json"],
    between: responding("/jwks", (answer) => withHeader(answer, "content-type", "text/plain")),
  },
  "private keys": keys("A key has its private part.", "public-only", ([first, ...rest]) => [
    { ...first, d: "AAAA" },
    ...rest,
  ]),
  "a symmetric key": keys("There is a symmetric key.", "no-symmetric", (all) => [
    ...all,
    { kty: "oct", k: "AAAA", kid: "shared" },
  ]),
  "a key without kid": keys("A key has no kid.", "kid", (all) => [
    ...all,
    { kty: "EC", crv: "P-256", x: "AAAA", y: "AAAA" },
  ]),
  "a kid twice": keys("Two keys have one kid.", "kid-once", (all) => [...all, all[0] as JWK]),
  "a short key": keys("An RSA key has 1024 bits.", "strong", (all) => [
    ...all,
    { kty: "RSA", n: Buffer.alloc(128, 0xc3).toString("base64url"), e: "AQAB", kid: "short" },
  ]),
  "keys without a date": {
    does: "The response doesn't say for how long keys may be kept.",
    breaks: ["keys/cache"],
    between: responding("/jwks", (answer) =>
      withHeader(withHeader(answer, "cache-control", undefined), "expires", undefined),
    ),
  },
  "userinfo of somebody else": {
    does: "sub isn't that of the ID token.",
    breaks: ["userinfo/sub"],
    between: atUserinfo((answer) =>
      answer.status === 200 ? withMembers(answer, (all) => ({ ...all, sub: "somebody-else" })) : answer,
    ),
  },
  "userinfo by GET alone": {
    does: "POST isn't accepted.",
    breaks: ["userinfo/post"],
    between: asking("/userinfo", (message) => (message.method === "POST" ? refusal("invalid_request", 405) : message)),
  },
  "claims that nobody asked for": {
    does: "userinfo says the phone number, whatever the scope.",
    breaks: ["userinfo/claims-by-scope"],
    between: atUserinfo((answer) =>
      answer.status === 200 ? withMembers(answer, (all) => ({ ...all, phone_number: "+1 555 0100" })) : answer,
    ),
  },
  "userinfo without a token": {
    does: "Without a token, the response is 403.",
    breaks: ["userinfo/token-required"],
    between: whenRefused((answer, message) => (isBearer(message) ? answer : { ...answer, status: 403 })),
  },
  "no challenge": {
    does: "There is no WWW-Authenticate.",
    breaks: ["userinfo/challenge", "userinfo/invalid-token", "dpop-api/challenge", "dpop-api/error"],
    between: whenRefused((answer) => withHeader(answer, "www-authenticate", undefined)),
  },
  "an error without a token": {
    does: "Without a token, the challenge has an error.",
    breaks: ["userinfo/challenge", "dpop-api/challenge", "dpop-api/error"],
    between: whenRefused((answer, message) =>
      isBearer(message) ? answer : withHeader(answer, "www-authenticate", 'Bearer error="invalid_request"'),
    ),
  },
  "bad tokens, another status": {
    does: "With a bad token, the response is 400.",
    breaks: ["userinfo/bad-token"],
    between: whenRefused((answer, message) => (isBearer(message) ? { ...answer, status: 400 } : answer)),
  },
  "bad tokens, no error": {
    does: "With a bad token, the challenge has no error.",
    breaks: ["userinfo/invalid-token"],
    between: whenRefused((answer, message) =>
      isBearer(message) ? withHeader(answer, "www-authenticate", "Bearer") : answer,
    ),
  },
  "tokens in the URL": {
    does: "A token in the query is accepted.",
    breaks: ["userinfo/not-in-url"],
    between: asking("/userinfo", (message) => {
      const token = message.query.get("access_token");
      if (token === null) return message;
      const headers = new Headers(message.headers);
      headers.set("authorization", `Bearer ${token}`);
      return { ...withParameters(message, { access_token: undefined }), headers };
    }),
  },
  "tokens twice": {
    does: "A token may be sent in two ways.",
    breaks: ["userinfo/not-twice"],
    between: asking("/userinfo", (message) =>
      isBearer(message) && message.form.size > 0
        ? { ...message, method: "GET", form: new URLSearchParams(), body: "" }
        : message,
    ),
  },
  "ID tokens open APIs": {
    does: "userinfo accepts ID tokens.",
    breaks: ["userinfo/no-id-token"],
    between: asking("/userinfo", (message) =>
      (message.headers.get("authorization") ?? "").split(".").length === 3 &&
      claimsOf(message.headers.get("authorization") ?? "").nonce !== undefined
        ? {
            status: 200,
            headers: new Headers({ "content-type": "application/json" }),
            body: JSON.stringify({ sub: "somebody" }),
          }
        : message,
    ),
  },
  "access tokens that are ID tokens": {
    does: "The ID token is the access token too.",
    breaks: ["authorization-details/jwt", "id-token/no-access-token", "id-token/at-hash", "userinfo/no-id-token"],
    between: () => {
      const real = new Map<string, string>();
      return async (message, ask) => {
        const headers = new Headers(message.headers);
        const shown = headers.get("authorization")?.replace("Bearer ", "") ?? "";
        if (real.has(shown)) headers.set("authorization", `Bearer ${real.get(shown)}`);
        const form = new URLSearchParams(message.form);
        for (const name of ["token", "access_token"])
          if (real.has(form.get(name) ?? "")) form.set(name, real.get(form.get(name) ?? "") ?? "");
        const answer = await ask({ ...message, headers, form });
        const all = message.path === "/token" && answer.status === 200 ? JSON.parse(answer.body) : {};
        if (all.id_token === undefined) return answer;
        real.set(all.id_token, all.access_token);
        return withMembers(answer, (members) => ({ ...members, access_token: members.id_token }));
      };
    },
  },
  "userinfo for no browser": {
    does: "There is no Access-Control-Allow-Origin.",
    breaks: ["userinfo/cors"],
    between: atUserinfo((answer) => withHeader(answer, "access-control-allow-origin", undefined)),
  },
};
