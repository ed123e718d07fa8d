/** Faults of client authentication by signed tokens. In most of them, a rule is skipped: what breaks only that rule is replaced with a right assertion. */
import { asking, refusal, responding, withMembers, withParameters } from "../between.ts";
import type { Between, Fixed, Message, Mutant } from "../through.ts";
import { brokenRules, freshAssertion, JWT_CLIENT } from "./jwt-client.ts";

const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const isKeyed = ({ path, form }: Message): boolean =>
  path === "/token" && (form.has("client_assertion") || form.get("client_id") === JWT_CLIENT.client_id);

/** Right in every way. It keeps its jti, so that a rule of the server behind stays as it is. */
function mended(message: Message, issuer: string, keep = true): Message {
  const { jti } = claimsOf(message.form.get("client_assertion") ?? "");
  const changes = { client_id: JWT_CLIENT.client_id, client_assertion_type: JWT_BEARER };
  const headers = new Headers(message.headers);
  headers.delete("authorization");
  return {
    ...withParameters(message, {
      ...changes,
      client_assertion: freshAssertion(issuer, keep && jti !== undefined ? { claims: { jti } } : {}),
    }),
    headers,
  };
}

const skipping =
  (...rules: readonly string[]) =>
  ({ issuer }: Fixed): Between =>
  async (message, ask) => {
    if (!isKeyed(message)) return ask(message);
    const broken = await brokenRules(message, issuer);
    const isSkipped = broken.length > 0 && broken.every((one) => rules.includes(one));
    return ask(isSkipped ? mended(message, issuer) : message);
  };

const skips = (rule: string, does: string, breaks: string): Mutant => ({
  does,
  breaks: [breaks],
  between: skipping(rule),
});

export const ASSERTIONS: Readonly<Record<string, Mutant>> = {
  "assertions without iss": skips("iss required", "iss may be missing.", "client-jwt/iss-required"),
  "assertions of any issuer": skips("iss", "iss isn't looked at.", "client-jwt/iss-verified"),
  "assertions without sub": skips("sub required", "sub may be missing.", "client-jwt/sub-required"),
  "assertions about anybody": skips("sub", "sub isn't looked at.", "client-jwt/sub-verified"),
  "assertions without aud": skips("aud required", "aud may be missing.", "client-jwt/aud-required"),
  "assertions for any server": skips("aud", "aud isn't looked at.", "client-jwt/aud-verified"),
  "assertions without exp": skips("exp required", "exp may be missing.", "client-jwt/exp-required"),
  "expired assertions": skips("expired", "exp isn't compared with the time.", "client-jwt/expired"),
  "assertions that expire at a word": skips("exp number", "exp may be text.", "client-jwt/exp-number"),
  "assertions of tomorrow": skips("nbf", "nbf isn't looked at.", "client-jwt/not-before"),
  "assertions without jti": skips("jti", "jti may be missing.", "client-jwt/jti-required"),
  "assertions of any key": skips("signature", "The signature isn't verified.", "client-jwt/signature"),
  "assertions without a signature": skips(
    "signature required",
    "The signature may be empty.",
    "client-jwt/signature-required",
  ),
  "assertions by none": skips("none", "alg may be none.", "client-jwt/not-none"),
  "assertions by the public key": skips(
    "MAC",
    "HS256 is verified with the public key.",
    "client-jwt/no-mac-with-public-key",
  ),
  "assertions that bring a key": skips("own key", "jwk is trusted.", "client-jwt/no-key-of-its-own"),
  "assertions with any crit": skips("crit", "crit isn't looked at.", "client-jwt/crit"),
  "assertions of no type": skips("type required", "client_assertion_type may be missing.", "client-jwt/type-required"),
  "assertions of any type": skips("type", "client_assertion_type isn't looked at.", "client-jwt/type"),
  "assertions of another client": skips("client_id", "client_id isn't compared.", "client-jwt/client-id-agrees"),
  "an assertion and a secret": skips("one method", "The secret is ignored.", "client-jwt/one-method"),
  "two assertions": skips("one assertion", "The second assertion is ignored.", "client-jwt/one-assertion"),
  "clients without an assertion": {
    does: "The client's id is enough.",
    breaks: ["client-jwt/required"],
    between:
      ({ issuer }) =>
      (message, ask) =>
        ask(isKeyed(message) && !message.form.has("client_assertion") ? mended(message, issuer) : message),
  },
  "client_id beside an assertion": {
    does: "client_id is required beside the assertion.",
    breaks: ["client-jwt/client-id-optional"],
    between: asking("/token", (message) =>
      message.form.has("client_assertion") && !message.form.has("client_id") ? refusal("invalid_request") : message,
    ),
  },
  "what is no JWT": {
    does: "What is no JWT is an error of the server.",
    breaks: ["client-jwt/malformed"],
    between: asking("/token", (message) =>
      message.form.get("client_assertion") === "not-a.jwt" ? refusal("server_error", 500) : message,
    ),
  },
  "wrong assertions, another error": {
    does: "Wrong assertions are invalid_grant.",
    breaks: ["client-jwt/error"],
    between: responding("/token", (answer, message) =>
      message.form.has("client_assertion") && JSON.parse(answer.body).error === "invalid_client"
        ? withMembers(answer, (all) => ({ ...all, error: "invalid_grant" }))
        : answer,
    ),
  },
  "assertions used again": {
    does: "An assertion works more than once.",
    breaks: ["client-jwt/single-use"],
    between: ({ issuer }) => {
      const seen = new Set<string>();
      return async (message, ask) => {
        const [assertion = "", ...more] = message.form.getAll("client_assertion");
        const isAgain = seen.has(assertion) && more.length === 0;
        if ((await brokenRules(message, issuer)).length === 0) seen.add(assertion);
        return ask(isAgain ? mended(message, issuer, false) : message);
      };
    },
  },
  "assertions used at once": {
    does: "An assertion works more than once if the requests come together.",
    breaks: ["client-jwt/single-use-at-once"],
    between: ({ issuer }) => {
      const under = new Map<string, number>();
      return async (message, ask) => {
        const assertion = message.form.get("client_assertion");
        if (message.path !== "/token" || assertion === null) return ask(message);
        const before = under.get(assertion) ?? 0;
        under.set(assertion, before + 1);
        const answer = await ask(before > 0 ? mended(message, issuer, false) : message);
        under.set(assertion, (under.get(assertion) ?? 1) - 1);
        return answer;
      };
    },
  },
  "the token endpoint as audience": skips(
    "issuer alone",
    "The token endpoint's URL is accepted as aud.",
    "client-jwt/aud-issuer-only",
  ),
  "several audiences": skips("single aud", "Of several audiences, one is enough.", "client-jwt/aud-single"),
  "the issuer is no audience": {
    does: "Only the token endpoint's URL is accepted as aud.",
    breaks: ["client-jwt/aud-issuer", "client-jwt/aud-issuer-only"],
    between: (server) => {
      const skip = skipping("issuer alone")(server);
      return (message, ask) => {
        const assertion = message.form.get("client_assertion") ?? "";
        return claimsOf(assertion).aud === server.issuer
          ? Promise.resolve(refusal("invalid_client", 401))
          : skip(message, ask);
      };
    },
  },
};

function claimsOf(assertion: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString());
  } catch {
    return {};
  }
}
