/** The settings of libraries, by the reason that they fix. */
import type { CauseCode } from "../reasons/causes.ts";
import { algorithm } from "./algorithm.ts";
import { methodMismatch } from "./client-auth.ts";
import type { Setting } from "./define.ts";
import { pkceRequired } from "./pkce.ts";
import { redirectUnregistered } from "./redirect-uri.ts";
import { responseType, scopeDelimiter } from "./request.ts";

export { READ_ON, type Setting } from "./define.ts";

interface Group {
  /** What the settings do, as a heading has it. */
  readonly title: string;
  readonly settings: readonly Setting[];
}

const PKCE: Group = { title: "Switch PKCE on in your library", settings: pkceRequired };

const REDIRECT: Group = { title: "The redirect URI in your library", settings: redirectUnregistered };

const groups: Partial<Record<CauseCode, Group>> = {
  "pkce/required": PKCE,
  "pkce/method-unsupported": PKCE,
  "token/algorithm-mismatch": { title: "Name the algorithm in your library", settings: algorithm },
  "client-auth/method-mismatch": { title: "Where your library puts the secret", settings: methodMismatch },
  "redirect-uri/unregistered": REDIRECT,
  "redirect-uri/path-mismatch": REDIRECT,
  "redirect-uri/trailing-slash": REDIRECT,
  "scope/wrong-delimiter": { title: "How your library joins scopes", settings: scopeDelimiter },
  "request/response-type-unsupported": { title: "Ask for a code in your library", settings: responseType },
};

/** Which settings fix a reason; undefined where it is not a matter of settings. */
export const librariesFor = (code: CauseCode): Group | undefined => groups[code];

/** The reasons that have some. */
export const codesWithLibraries = Object.keys(groups) as CauseCode[];
