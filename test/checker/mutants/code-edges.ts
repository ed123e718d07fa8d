/** Faults of codes that are used as other things, and of code_verifiers of a wrong form. */
import { asking, granted, parameter, refusal } from "../between.ts";
import type { Between, Message, Mutant } from "../through.ts";
import { challengeOf, codeIn, isCode, verifying } from "./codes.ts";

/** Requests with a code where it doesn't belong. */
const misused =
  (where: (message: Message) => string | undefined, members: Readonly<Record<string, unknown>>): (() => Between) =>
  () => {
    const codes = new Set<string>();
    return async (message, ask) => {
      if (codes.has(where(message) ?? "")) return granted(members);
      const answer = await ask(message);
      const code = codeIn(answer);
      if (code !== undefined) codes.add(code);
      return answer;
    };
  };

const asksWith =
  (verifier: string) =>
  (message: Message): boolean =>
    parameter(message, "code_challenge") === challengeOf(verifier);

const [LONG, ODD] = ["v".repeat(129), `${"v".repeat(43)} !`];

export const CODE_EDGES: Readonly<Record<string, Mutant>> = {
  "no code, another error": {
    does: "A token request without code is refused as invalid_grant.",
    breaks: ["code/required"],
    between: asking("/token", (message) =>
      isCode(message) && parameter(message, "code") === undefined ? refusal("invalid_grant") : message,
    ),
  },
  "codes as access tokens": {
    does: "userinfo accepts codes.",
    breaks: ["code/no-access-token"],
    between: misused(
      ({ path, headers }) => (path === "/userinfo" ? headers.get("authorization")?.replace(/^Bearer /, "") : undefined),
      { sub: "somebody" },
    ),
  },
  "codes as refresh tokens": {
    does: "A code is accepted as a refresh token.",
    breaks: ["code/no-refresh-token"],
    between: misused((message) => (message.path === "/token" ? parameter(message, "refresh_token") : undefined), {
      access_token: "a".repeat(43),
      token_type: "Bearer",
      expires_in: 300,
    }),
  },
  "long verifiers": {
    does: "A code_verifier may have more than 128 characters.",
    breaks: ["pkce/long-verifier"],
    between: verifying((verifier) => verifier === LONG, asksWith(LONG)),
  },
  "verifiers of any characters": {
    does: "A code_verifier may have any characters.",
    breaks: ["pkce/verifier-characters"],
    between: verifying((verifier) => verifier === ODD, asksWith(ODD)),
  },
  "plain by default": {
    does: "Without a method, the challenge is the verifier.",
    breaks: ["pkce/no-plain-by-default"],
    between: verifying(
      (verifier, challenge) => verifier === challenge,
      (message) =>
        parameter(message, "code_challenge") !== undefined && parameter(message, "code_challenge_method") === undefined,
    ),
  },
};
