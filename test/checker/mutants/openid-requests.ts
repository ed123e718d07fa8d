/** Faults of what an authorization request may ask of an OpenID Provider. */
import { asking, parameter, redirected, withParameters } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";
import { saying } from "./id-tokens.ts";

const asked = (change: (message: Message) => Message | Answer) => asking("/authorize", change);

const fault = (name: string, does: string, change: (message: Message) => Message | Answer): Mutant => ({
  does,
  breaks: [`openid-request/${name}`],
  between: asked(change),
});

/** A parameter of this value is changed. */
const instead =
  (name: string, value: string, other: string | undefined) =>
  (message: Message): Message =>
    parameter(message, name) === value ? withParameters(message, { [name]: other }) : message;

const refusedWith =
  (name: string, value?: string) =>
  (message: Message): Message | Answer => {
    const sent = parameter(message, name);
    const isIt = sent !== undefined && (value === undefined || sent === value) && onlyOpenid(message);
    return isIt ? redirected(message, { error: "invalid_request" }) : message;
  };

/** As only the probe of these requests asks. */
const onlyOpenid = (message: Message): boolean => parameter(message, "scope") === "openid";

const tolerated = (requirement: string, name: string, value?: string): Mutant =>
  fault(requirement, `${value ?? name} is refused.`, refusedWith(name, value));

/** Hints are dropped if the server didn't give them, and `isIt`. */
const lenient =
  (isIt: (hint: string) => boolean): (() => Between) =>
  () => {
    const given = new Set<string>();
    return async (message, ask) => {
      const hint = parameter(message, "id_token_hint");
      const drops = hint !== undefined && !given.has(hint) && isIt(hint);
      const answer = await ask(drops ? withParameters(message, { id_token_hint: undefined }) : message);
      if (message.path === "/token" && answer.body.startsWith("{")) given.add(JSON.parse(answer.body).id_token);
      return answer;
    };
  };

let later = 0;

export const OPENID_REQUESTS: Readonly<Record<string, Mutant>> = {
  "prompt login ignored": fault("prompt-login", "prompt=login is ignored.", instead("prompt", "login", undefined)),
  "prompt consent ignored": fault(
    "prompt-consent",
    "prompt=consent is ignored.",
    instead("prompt", "consent", undefined),
  ),
  "prompt none never works": {
    does: "With prompt=none, nobody is ever signed in.",
    breaks: ["openid-request/prompt-none", "openid-request/id-token-hint"],
    between: asked((message) =>
      parameter(message, "prompt") === "none" && onlyOpenid(message)
        ? redirected(message, { error: "login_required" })
        : message,
    ),
  },
  "prompts in conflict": fault(
    "prompt-conflict",
    "With prompt=none and login, the user has to sign in.",
    instead("prompt", "none login", "login"),
  ),
  "max_age of zero ignored": fault("max-age-zero", "max_age=0 is ignored.", instead("max_age", "0", undefined)),
  "max_age in words": fault(
    "max-age-malformed",
    "A max_age that is no number is ignored.",
    instead("max_age", "soon", undefined),
  ),
  "auth_time of each token": {
    does: "auth_time is another one in each ID token.",
    breaks: ["openid-request/auth-time-kept"],
    between: saying((claims) => ({ ...claims, auth_time: Number(claims.auth_time) - ++later })),
  },
  "a user for each token": {
    does: "sub is another one in each ID token.",
    breaks: ["openid-request/sub-kept", "userinfo/sub"],
    between: saying((claims) => ({ ...claims, sub: `${claims.sub}-${++later}` })),
  },
  "hints refused": fault("id-token-hint", "A request with a hint is refused.", refusedWith("id_token_hint")),
  "forged hints dropped": {
    does: "A hint whose signature is wrong is ignored.",
    breaks: ["openid-request/forged-hint"],
    between: lenient((hint) => !hint.endsWith(".")),
  },
  "unsigned hints dropped": {
    does: "A hint without a signature is ignored.",
    breaks: ["openid-request/unsigned-hint"],
    between: lenient((hint) => hint.endsWith(".")),
  },
  "display refused": tolerated("display-page", "display", "page"),
  "popups refused": tolerated("display-popup", "display", "popup"),
  "languages refused": tolerated("ui-locales", "ui_locales"),
  "languages of claims refused": tolerated("claims-locales", "claims_locales"),
  "classes refused": tolerated("acr-values", "acr_values"),
  "login hints refused": tolerated("login-hint", "login_hint"),
  "unknown claims refused": fault(
    "unknown-claims",
    "A request for claims that it doesn't know is refused.",
    (message) =>
      parameter(message, "claims")?.includes("no-such-claim")
        ? redirected(message, { error: "invalid_request" })
        : message,
  ),
  "nonce required": fault("nonce-optional", "A request without nonce is refused.", (message) =>
    parameter(message, "nonce") === undefined && onlyOpenid(message)
      ? redirected(message, { error: "invalid_request" })
      : message,
  ),
  "nonce decoded twice": fault("nonce-characters", "A plus sign in nonce comes back as a space.", (message) =>
    parameter(message, "nonce")?.includes("+")
      ? withParameters(message, { nonce: parameter(message, "nonce")?.replace(/\+/g, " ") })
      : message,
  ),
};
