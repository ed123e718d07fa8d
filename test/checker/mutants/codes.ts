/** Faults of codes and of PKCE. */
import { createHash } from "node:crypto";
import {
  asClient,
  asking,
  clientOf,
  parameter,
  refusal,
  returning,
  withHeader,
  withMembers,
  withParameters,
} from "../between.ts";
import { CALLBACK, SECRETS } from "../mutant-server.ts";
import type { Answer, Ask, Between, Message, Mutant } from "../through.ts";

export const isCode = (message: Message): boolean =>
  message.path === "/token" && parameter(message, "grant_type") === "authorization_code";

/** Requests that redeem codes, changed on their way in. */
const redeeming = (change: (message: Message, ask: Ask) => Message | Answer | Promise<Answer>) =>
  asking("/token", (message, ask) => (isCode(message) ? change(message, ask) : message));

const onSuccess = (change: (parameters: URLSearchParams, message: Message) => void, into = "?") =>
  returning((parameters, message) => {
    if (parameters.has("code")) change(parameters, message);
  }, into);

/** Tells the first redemption of a code from later ones. */
const again =
  (second: (message: Message, first: Answer, ask: Ask) => Promise<Answer> | Answer): (() => Between) =>
  () => {
    const redeemed = new Map<string, Answer>();
    return async (message, ask) => {
      const code = parameter(message, "code") ?? "";
      const first = isCode(message) ? redeemed.get(code) : undefined;
      if (first !== undefined) return second(message, first, ask);
      const answer = await ask(message);
      if (isCode(message) && answer.status === 200) redeemed.set(code, answer);
      return answer;
    };
  };

export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");
const VERIFIER = "v".repeat(43);

/** Puts a challenge of its own in place of the client's, and redeems with it whenever `isFine`. */
export const verifying =
  (
    isFine: (verifier: string | undefined, challenge: string | undefined) => boolean,
    takes: (message: Message) => boolean = () => true,
  ): (() => Between) =>
  () => {
    const challenges = new Map<string, string | undefined>();
    /** Those of pushed requests, by their request_uri. */
    const pushed = new Map<string, string | undefined>();
    const substituted = (message: Message): Message =>
      withParameters(message, { code_challenge: challengeOf(VERIFIER), code_challenge_method: "S256" });
    return async (message, ask) => {
      const uri = parameter(message, "request_uri");
      if (message.path === "/par" && takes(message)) {
        const answer = await ask(substituted(message));
        if (answer.status === 201)
          pushed.set(JSON.parse(answer.body).request_uri, parameter(message, "code_challenge"));
        return answer;
      }
      if (message.path === "/authorize" && (uri === undefined ? takes(message) : pushed.has(uri))) {
        const challenge = uri === undefined ? parameter(message, "code_challenge") : pushed.get(uri);
        const answer = await ask(uri === undefined ? substituted(message) : message);
        const code = codeIn(answer);
        if (code !== undefined) challenges.set(code, challenge);
        return answer;
      }
      const answer = await (isCode(message) ? redeemed(message, ask) : ask(message));
      const code = codeIn(answer);
      // A code of a request that it doesn't take is none of its business.
      if (code !== undefined && message.path !== "/authorize" && !challenges.has(code)) challenges.set(code, waiting);
      return answer;
    };
    function redeemed(message: Message, ask: Ask): Promise<Answer> {
      const code = parameter(message, "code") ?? "";
      if (!challenges.has(code)) return ask(message);
      const verifier = parameter(message, "code_verifier");
      const fine = isFine(verifier, challenges.get(code));
      return ask(withParameters(message, { code_verifier: fine ? VERIFIER : "x".repeat(43) }));
    }
  };

/** A code that came after pages of which the request isn't known. */
const waiting = undefined;

/** The code of a redirect, or of the JWT that comes with it. */
export function codeIn({ headers }: Answer): string | undefined {
  const location = headers.get("location") ?? "";
  if (!location.startsWith(`${CALLBACK}?`)) return undefined;
  const { searchParams: parameters } = new URL(location);
  const [, claims] = parameters.get("response")?.split(".") ?? [];
  if (claims === undefined) return parameters.get("code") ?? undefined;
  return JSON.parse(Buffer.from(claims, "base64url").toString()).code;
}

const fits = (verifier: string | undefined, challenge: string | undefined): boolean =>
  verifier !== undefined && /^[\w.~-]{43,128}$/.test(verifier) && challengeOf(verifier) === challenge;

/** Authorization requests, changed on their way in. */
const asked = (change: (message: Message) => Message) => asking("/authorize", change);

/** Other names for codes. */
export const renamed =
  (nameOf: (code: string, at: number) => string): (() => Between) =>
  () => {
    const known = new Map<string, string>();
    return async (message, ask) => {
      const code = parameter(message, "code");
      const answer = await ask(
        isCode(message) && code !== undefined ? withParameters(message, { code: known.get(code) ?? code }) : message,
      );
      const issued = codeIn(answer);
      if (issued === undefined) return answer;
      const name = nameOf(issued, known.size);
      known.set(name, issued);
      const location = answer.headers.get("location") ?? "";
      return withHeader(answer, "location", location.replace(encodeURIComponent(issued), name));
    };
  };

export const CODES: Readonly<Record<string, Mutant>> = {
  "state lost": {
    does: "Responses with a code have no state.",
    breaks: ["code/state", "authorization/long-state", "authorization/state-characters", "request-object/works"],
    between: onSuccess((parameters) => parameters.delete("state")),
  },
  "state in lower case": {
    does: "state comes back in lower case.",
    breaks: ["code/state", "authorization/state-characters", "request-object/works"],
    between: onSuccess((parameters) => parameters.set("state", (parameters.get("state") ?? "").toLowerCase())),
  },
  "iss lost": {
    does: "Responses with a code have no iss.",
    breaks: ["code/iss"],
    between: onSuccess((parameters) => parameters.delete("iss")),
  },
  "another iss": {
    does: "iss has a slash at its end.",
    breaks: ["code/iss"],
    between: onSuccess((parameters) => parameters.set("iss", `${parameters.get("iss")}/`)),
  },
  "short codes": {
    does: "Codes have ten characters.",
    breaks: ["code/entropy", "code/unguessable", "code/160-bits"],
    between: renamed((code) => code.slice(-10)),
  },
  "a token beside the code": {
    does: "The response has an access token too.",
    breaks: ["code/no-token-in-front"],
    between: onSuccess((parameters) => parameters.set("access_token", "a".repeat(43))),
  },
  "two codes": {
    does: "The response has two codes.",
    breaks: ["code/one-code"],
    between: onSuccess((parameters) => parameters.append("code", "b".repeat(43))),
  },
  "codes in the fragment": {
    does: "The response is in the fragment.",
    breaks: ["code/in-query", "response-mode/query", "jarm/query", "jarm/default"],
    between: onSuccess(() => {}, "#"),
  },
  "codes work twice": {
    does: "A code may be redeemed again.",
    breaks: ["code/once", "code/once-error", "code/twice-revokes-access-token", "code/twice-revokes-refresh-token"],
    between: again((_, first) => first),
  },
  "used codes, another error": {
    does: "A code that was redeemed is refused as invalid_request.",
    breaks: ["code/once-error"],
    between: again(async (message, _, ask) =>
      withMembers(await ask(message), (all) => ({ ...all, error: "invalid_request" })),
    ),
  },
  "used codes revoke nothing": {
    does: "If a code is redeemed again, its tokens stay.",
    breaks: ["code/twice-revokes-access-token", "code/twice-revokes-refresh-token"],
    between: again(() => refusal("invalid_grant")),
  },
  "codes of anybody": {
    does: "A code may be redeemed by any client.",
    breaks: ["code/bound-to-client"],
    between: redeeming((message) => (clientOf(message) === "other" ? asClient(message, "web", SECRETS.web) : message)),
  },
  "codes for any redirect URI": {
    does: "redirect_uri isn't compared when a code is redeemed.",
    breaks: ["code/bound-to-redirect-uri"],
    between: redeeming((message) => withParameters(message, { redirect_uri: CALLBACK })),
  },
  "unknown codes, another error": {
    does: "A code that doesn't exist is refused as invalid_request.",
    breaks: ["code/unknown"],
    between: () => {
      const known = new Set<string>();
      return async (message, ask) => {
        const answer = await ask(message);
        const isUnknown = isCode(message) && !known.has(parameter(message, "code") ?? "");
        if (isUnknown && answer.status === 400) return refusal("invalid_request");
        const code = codeIn(answer);
        if (code !== undefined) known.add(code);
        return answer;
      };
    },
  },
  "codes without client authentication": {
    does: "A client needs no secret to redeem a code.",
    breaks: ["code/client-authentication"],
    between: redeeming((message) =>
      clientOf(message) === "web" && !message.headers.has("authorization") && !message.form.has("client_secret")
        ? asClient(message, "web", SECRETS.web)
        : message,
    ),
  },
  "codes with any secret": {
    does: "A client's secret isn't compared when a code is redeemed.",
    breaks: ["code/secret-verified"],
    between: redeeming((message) =>
      clientOf(message) === "web" && message.headers.has("authorization")
        ? asClient(message, "web", SECRETS.web)
        : message,
    ),
  },
  "PKCE ignored": {
    does: "code_verifier isn't looked at.",
    breaks: [
      ...["pkce/wrong-verifier", "pkce/verifier-required", "pkce/short-verifier", "pkce/challenge-is-no-verifier"],
      ...["pkce/long-verifier", "pkce/verifier-characters", "par/challenge-kept"],
    ],
    between: verifying(
      () => true,
      (message) =>
        parameter(message, "code_challenge_method") === "S256" &&
        (parameter(message, "code_challenge") ?? "").length === 43,
    ),
  },
  "PKCE optional": {
    does: "Without code_verifier, a code is redeemed.",
    breaks: ["pkce/verifier-required"],
    between: verifying(
      (verifier, challenge) => verifier === undefined || fits(verifier, challenge),
      (message) =>
        parameter(message, "code_challenge_method") === "S256" &&
        (parameter(message, "code_challenge") ?? "").length === 43,
    ),
  },
  "short verifiers": {
    does: "A code_verifier may be any text.",
    breaks: ["pkce/short-verifier", "pkce/long-verifier", "pkce/verifier-characters"],
    between: verifying(
      (verifier, challenge) => verifier !== undefined && challengeOf(verifier) === challenge,
      (message) =>
        parameter(message, "code_challenge_method") === "S256" &&
        (parameter(message, "code_challenge") ?? "").length === 43,
    ),
  },
  "the challenge as verifier": {
    does: "The challenge is taken for the verifier.",
    breaks: ["pkce/challenge-is-no-verifier"],
    between: verifying(
      (verifier, challenge) => verifier === challenge || fits(verifier, challenge),
      (message) =>
        parameter(message, "code_challenge_method") === "S256" &&
        (parameter(message, "code_challenge") ?? "").length === 43,
    ),
  },
  "PKCE downgraded": {
    does: "A code_verifier is accepted although the request had no challenge.",
    breaks: ["pkce/no-downgrade"],
    between: verifying(
      () => true,
      (message) =>
        parameter(message, "client_id") === "web" &&
        parameter(message, "code_challenge") === undefined &&
        parameter(message, "response_type") === "code",
    ),
  },
  "public clients without PKCE": {
    does: "A public client needs no challenge.",
    breaks: ["pkce/public-clients"],
    between: asked((message) =>
      parameter(message, "client_id") === "app" && parameter(message, "code_challenge") === undefined
        ? withParameters(message, { code_challenge: challengeOf(VERIFIER), code_challenge_method: "S256" })
        : message,
    ),
  },
  "plain accepted": {
    does: "The method plain is accepted.",
    breaks: ["pkce/no-plain"],
    between: asked((message) =>
      parameter(message, "code_challenge_method") === "plain"
        ? withParameters(message, { code_challenge_method: "S256" })
        : message,
    ),
  },
  "any method": {
    does: "An unknown challenge method is taken for S256.",
    breaks: ["pkce/method-unknown"],
    between: asked((message) =>
      parameter(message, "code_challenge_method") === "S1"
        ? withParameters(message, { code_challenge_method: "S256" })
        : message,
    ),
  },
  "any challenge": {
    does: "A challenge may have any length.",
    breaks: ["pkce/malformed-challenge"],
    between: asked((message) =>
      parameter(message, "code_challenge") === "too-short"
        ? withParameters(message, { code_challenge: challengeOf(VERIFIER) })
        : message,
    ),
  },
};
