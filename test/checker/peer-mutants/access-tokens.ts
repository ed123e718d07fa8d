/** Faults of access tokens, and of the claims parameter. */
import { asking, parameter, withMembers, withParameters } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

const tokenIn = ({ body }: Answer): string | undefined =>
  body.startsWith("{") ? JSON.parse(body).access_token : undefined;

/** The same with the server's own names of tokens. */
function unnamed(message: Message, known: ReadonlyMap<string, string>): Message {
  const bearer = message.headers.get("authorization")?.match(/^(?:Bearer|DPoP) (.+)$/)?.[1] ?? "";
  const headers = new Headers(message.headers);
  const own = known.get(bearer);
  if (own !== undefined) headers.set("authorization", `Bearer ${own}`);
  const named = ["token", "access_token"].flatMap((name) => {
    const real = known.get(message.form.get(name) ?? "");
    return real === undefined ? [] : [[name, real]];
  });
  return { ...withParameters(message, Object.fromEntries(named)), headers };
}

/** Other names for access tokens. */
const renaming =
  (nameOf: (token: string, at: number) => string): (() => Between) =>
  () => {
    const known = new Map<string, string>();
    return async (message, ask) => {
      const answer = await ask(unnamed(message, known));
      const token = message.path === "/token" ? tokenIn(answer) : undefined;
      if (token === undefined || token.includes(".")) return answer;
      const name = nameOf(token, known.size);
      known.set(name, token);
      return withMembers(answer, (all) => ({ ...all, access_token: name }));
    };
  };

const claimsChanged = (change: (claims: string) => string | undefined) =>
  asking("/auth", (message) => {
    const claims = parameter(message, "claims");
    return claims === undefined ? message : withParameters(message, { claims: change(claims) });
  });

export const ACCESS_TOKENS: Readonly<Record<string, Mutant>> = {
  "access tokens that count": {
    does: "An access token is a number with zeros in front.",
    breaks: ["token/unguessable", "token/160-bits"],
    between: renaming((_, at) => String(at).padStart(43, "0")),
  },
  "access tokens of 144 bits": {
    does: "Access tokens have 24 characters.",
    breaks: ["token/160-bits"],
    between: renaming((token) => token.slice(-24)),
  },
  "claims of ID tokens ignored": {
    does: "The claims parameter is ignored unless it is malformed.",
    breaks: ["openid-request/claims-of-id-token"],
    between: claimsChanged((claims) => (claims.startsWith("{no") ? claims : undefined)),
  },
  "malformed claims ignored": {
    does: "A claims parameter that is no JSON is ignored.",
    breaks: ["openid-request/claims-malformed"],
    between: claimsChanged((claims) => (claims.startsWith("{no") ? undefined : claims)),
  },
};
