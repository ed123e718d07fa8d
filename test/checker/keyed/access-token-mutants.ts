/** Faults of access tokens that are JWTs, of introspection that is, and of an API that accepts them. */
import { decodeJwt } from "jose";
import { unsigned } from "../../../src/checker/sign.ts";
import { responding, withHeader, withMembers } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";
import { type ApiFault, api } from "./api.ts";
import { type Changed, changedJwt, resigning, withOwnKey } from "./resigned.ts";

type Claims = Readonly<Record<string, unknown>>;

/** With a valid layer's key it stays signed; what only the API can tell isn't looked at then. */
const token = (does: string, breaks: string, change: (claims: Claims, nth: number) => Changed): Mutant => ({
  does,
  breaks: [breaks],
  between: resigning(change),
});

const without = (name: string, breaks: string): Mutant =>
  token(`It has no ${name}.`, breaks, () => ({ claims: { [name]: undefined } }));

export const ACCESS_TOKENS: Readonly<Record<string, Mutant>> = {
  "access tokens of no type": {
    does: "Its typ is JWT.",
    breaks: ["jwt-access-token/typ"],
    between: resigning(() => ({ header: { typ: "JWT" } })),
  },
  "access tokens by a key of nobody": {
    does: "Its key isn't behind jwks_uri.",
    breaks: ["jwt-access-token/signed"],
    between: resigning(() => ({ header: { kid: "RS256" } })),
  },
  "access tokens by none": token("Its alg is none.", "jwt-access-token/not-none", () => ({
    header: { alg: "none" },
    signer: unsigned,
  })),
  "access tokens whose dates are text": token("Its nbf is text.", "jwt-access-token/dates", () => ({
    claims: { nbf: "now" },
  })),
  "access tokens that bring a key": token("Its header has jku.", "jwt-access-token/no-key-of-its-own", () => ({
    header: { jku: "https://keys.invalid" },
  })),
  "access tokens that last longer": token("It lasts a day longer.", "jwt-access-token/lifetime", ({ exp }) => ({
    claims: { exp: Number(exp) + 86_400 },
  })),
  "access tokens for another API": token("Its aud is another.", "jwt-access-token/aud-resource", () => ({
    claims: { aud: "urn:example:other" },
  })),
  "access tokens of another issuer": token("Its iss is another.", "jwt-access-token/iss", () => ({
    claims: { iss: "https://login.invalid" },
  })),
  "access tokens that have expired": token("It has expired.", "jwt-access-token/exp", ({ exp, iat }) => ({
    claims: { exp: Number(exp) - 86_400, iat: Number(iat) - 86_400 },
  })),
  "access tokens without aud": {
    does: "It has no aud.",
    breaks: ["jwt-access-token/aud", "jwt-access-token/aud-resource"],
    between: resigning(() => ({ claims: { aud: undefined } })),
  },
  "access tokens without sub": without("sub", "jwt-access-token/sub"),
  "access tokens without client_id": without("client_id", "jwt-access-token/client-id"),
  "access tokens without iat": without("iat", "jwt-access-token/iat"),
  "access tokens without jti": without("jti", "jwt-access-token/jti"),
  "access tokens with the same jti": token("Its jti is always the same.", "jwt-access-token/jti-unique", () => ({
    claims: { jti: "always-the-same" },
  })),
  "access tokens without scope": without("scope", "jwt-access-token/scope"),
};

/** The path of the endpoint, here and at Candor. */
const PATHS = ["/token/introspection", "/introspect"];

const isSigned = (message: Message, { headers }: Answer): boolean =>
  PATHS.includes(message.path) && headers.get("content-type")?.includes("+jwt") === true;

const introspecting = (change: (claims: Claims) => Changed) => (): Between => async (message, ask) => {
  const answer = await ask(message);
  if (message.path === "/jwks") return withOwnKey(answer);
  return isSigned(message, answer)
    ? { ...answer, body: changedJwt(answer.body, change(decodeJwt(answer.body))) }
    : answer;
};

const response = (does: string, breaks: string, change: (claims: Claims) => Changed): Mutant => ({
  does,
  breaks: [breaks],
  between: introspecting(change),
});

const about = ({ token_introspection }: Claims): Claims => token_introspection as Claims;

export const INTROSPECTION: Readonly<Record<string, Mutant>> = {
  "introspection as JSON": {
    does: "The media type of a JWT is application/jwt.",
    breaks: ["jwt-introspection/media-type"],
    between: () => async (message, ask) => {
      const answer = await ask(message);
      return isSigned(message, answer) ? withHeader(answer, "content-type", "application/jwt") : answer;
    },
  },
  "introspection of no type": response("Its typ is JWT.", "jwt-introspection/typ", () => ({ header: { typ: "JWT" } })),
  "introspection by a key of nobody": response("Its key isn't behind jwks_uri.", "jwt-introspection/signed", () => ({
    header: { kid: "RS256" },
  })),
  "introspection of another issuer": response("Its iss is another.", "jwt-introspection/iss", () => ({
    claims: { iss: "https://login.invalid" },
  })),
  "introspection for anybody's API": response("Its aud is another.", "jwt-introspection/aud", () => ({
    claims: { aud: "another" },
  })),
  "introspection without iat": response("It has no iat.", "jwt-introspection/iat", () => ({
    claims: { iat: undefined },
  })),
  "introspection without active": response("active is missing.", "jwt-introspection/active", (claims) => ({
    claims: { token_introspection: { ...about(claims), active: about(claims).active === true ? undefined : false } },
  })),
  "introspection that tells of tokens that don't exist": response(
    "For a token that doesn't exist, it has the client.",
    "jwt-introspection/tells-nothing",
    (claims) => ({ claims: { token_introspection: { client_id: "service", ...about(claims) } } }),
  ),
  "introspection like an access token": response("It has sub.", "jwt-introspection/no-access-token", () => ({
    claims: { sub: "ada" },
  })),
};

const skips = (rule: string, does: string, breaks: string): Mutant => ({
  does,
  breaks: [breaks],
  between: api({ skips: [rule] }),
});

const responds = (does: string, breaks: string, change: NonNullable<ApiFault["responds"]>): Mutant => ({
  does,
  breaks: [breaks],
  between: api({ responds: change }),
});

const challenged = (answer: Answer, change: (challenge: string) => string): Answer => {
  const challenge = answer.headers.get("www-authenticate");
  return challenge === null ? answer : withHeader(answer, "www-authenticate", change(challenge));
};

const hasToken = ({ headers, query }: Message): boolean => headers.has("authorization") || query.has("access_token");

const published = (does: string, breaks: string, change: (all: Claims) => Record<string, unknown>): Mutant => ({
  does,
  breaks: [breaks],
  between: responding("/.well-known/oauth-protected-resource/api", (answer) =>
    withMembers(answer, change),
  ) as () => Between,
});

export const APIS: Readonly<Record<string, Mutant>> = {
  "an API without tokens is forbidden": responds(
    "Without a token, the response is 403.",
    "api/token-required",
    (answer, message) => (hasToken(message) ? answer : { ...answer, status: 403 }),
  ),
  "an API with an error before there is a token": responds(
    "Without a token, the challenge has an error.",
    "api/challenge",
    (answer, message) =>
      hasToken(message)
        ? answer
        : challenged(answer, (one) => one.replace(/^Bearer/, 'Bearer error="invalid_request"')),
  ),
  "an API without invalid_token": responds("A bad token has no error.", "api/invalid-token", (answer, message) =>
    message.headers.get("authorization")?.startsWith("Bearer ")
      ? challenged(answer, (one) => one.replaceAll('error="invalid_token"', 'realm="api"'))
      : answer,
  ),
  "an API for any token": skips("bad token", "A token that doesn't exist is accepted.", "api/bad-token"),
  "tokens in URLs of the API": skips("query", "A token in the query is accepted.", "api/not-in-url"),
  "tokens sent twice to the API": skips("twice", "A token may be sent in two ways.", "api/not-twice"),
  "an API that wants capitals": skips("scheme in any case", "bearer in lower case is refused.", "api/scheme-case"),
  "an API that doesn't verify": skips("token signature", "The signature isn't verified.", "api/signature"),
  "an API that accepts none": skips("not none", "alg may be none.", "api/not-none"),
  "an API for tokens of others": skips("aud", "aud isn't compared.", "api/audience"),
  "an API for any scope": skips("scope", "scope isn't looked at.", "api/insufficient-scope"),
  "metadata of another API": published("resource is another.", "resource-metadata/resource", (all) => ({
    ...all,
    resource: "https://api.example",
  })),
  "metadata of an API as text": {
    does: "Its media type is text/plain.",
    breaks: ["resource-metadata/json"],
    between: responding("/.well-known/oauth-protected-resource/api", (answer) =>
      withHeader(answer, "content-type", "text/plain"),
    ) as () => Between,
  },
  "an API of another server": published("authorization_servers has another.", "resource-metadata/issuer", (all) => ({
    ...all,
    authorization_servers: ["https://login.invalid"],
  })),
  "an API that lists query": published("query is listed.", "resource-metadata/no-query", (all) => ({
    ...all,
    bearer_methods_supported: ["header", "query"],
  })),
  "an API that lists none": published("none is listed.", "resource-metadata/no-none", (all) => ({
    ...all,
    resource_signing_alg_values_supported: ["none"],
  })),
  "an API with an empty list": published("scopes_supported is empty.", "resource-metadata/no-empty-lists", (all) => ({
    ...all,
    scopes_supported: [],
  })),
};
