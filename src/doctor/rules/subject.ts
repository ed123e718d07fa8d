/** What an error is about, if it doesn't say: the credential in the refused request. */
import { withoutBoilerplate } from "../boilerplate.ts";
import { isOfRedemption } from "../redeeming.ts";
import type { ErrorSaid, RequestView, View } from "../view.ts";

export type Subject =
  | "code"
  | "refresh"
  | "password"
  | "assertion"
  | "client-assertion"
  | "exchange"
  | "device"
  | "token"
  | "unknown";

const OF_GRANT: ReadonlyMap<string, Subject> = new Map(
  Object.entries<Subject>({
    authorization_code: "code",
    refresh_token: "refresh",
    password: "password",
    "urn:ietf:params:oauth:grant-type:jwt-bearer": "assertion",
    "urn:ietf:params:oauth:grant-type:saml2-bearer": "assertion",
    "urn:ietf:params:oauth:grant-type:token-exchange": "exchange",
    "urn:ietf:params:oauth:grant-type:device_code": "device",
  }),
);

/** The request that an error belongs to, or the only candidate. */
function requestOf(view: View, said: ErrorSaid): RequestView | undefined {
  if (said.request !== undefined) return said.request;
  const tokens = view.requests.filter(({ endpoint }) => endpoint === "token");
  return said.from === "redirect" ? undefined : (tokens.at(-1) ?? view.requests.at(-1));
}

export function subjectOf(view: View, said: ErrorSaid): Subject {
  const request = requestOf(view, said);
  const grant = OF_GRANT.get(request?.parameters.get("grant_type") ?? "");
  if (said.error === "invalid_client" && request?.parameters.has("client_assertion")) return "client-assertion";
  if (grant !== undefined) return grant;
  if (request?.parameters.has("refresh_token")) return "refresh";
  if (request?.parameters.has("code")) return "code";
  if (request?.parameters.has("client_assertion") && request.parameters.get("grant_type") === "client_credentials")
    return "client-assertion";
  if (request?.bearer !== undefined || said.error === "invalid_token" || said.error === "insufficient_scope")
    return "token";
  return ofWords(said.words) ?? ofCallback(view) ?? ofWords(view.words) ?? "unknown";
}

/** A browser that came back with a code had it redeemed next. */
const ofCallback = (view: View): Subject | undefined =>
  view.redirects.some(({ parameters }) => parameters.has("code")) ? "code" : undefined;

/** What a text is about, by the names in it. */
function ofWords(words: string): Subject | undefined {
  const all = withoutBoilerplate(words.slice(0, 20_000));
  const bounded = isOfRedemption(all) ? all.replaceAll(BROUGHT, " ") : all;
  if (/refresh[ _-]?token|grant_type["'=:\s]+refresh/i.test(bounded)) return "refresh";
  if (/client[ _]assertion|private[ _-]key[ _-]jwt/i.test(bounded)) return "client-assertion";
  if (/\b(?:authori[sz]ation|auth|grant)[ _-]code\b|grant_type["'=:\s]+authorization_code|[?&]code=/i.test(bounded))
    return "code";
  if (/\bassertion\b|service account|jwt.?bearer/i.test(bounded) || SIGNERS.test(bounded)) return "assertion";
  if (/grant_type["'=:\s]+password|resource owner password|user ?name.{0,20}password/i.test(bounded)) return "password";
  if (/device[ _-]?(?:code|flow|authori[sz]ation)/i.test(bounded)) return "device";
  if (REFRESHING.test(bounded)) return "refresh";
  return isOfRedemption(bounded) ? "code" : undefined;
}

/** A refresh token that the code brings: "to exchange the code for an access token and a refresh token". */
const BROUGHT =
  /\b(?:access|id)[ _]?tokens?(?:,| and| &| or|\/) ?(?:an? |the )?refresh[ _-]?tokens?|\b(?:for|gets?|got|getting|receiv\w+|return\w*|obtain\w*) (?:an? |the |my )?refresh[ _-]?tokens?/gi;

/** A token that is refreshed, where no refresh token is named. Pages are refreshed as well. */
const REFRESHING =
  /\b(?:auto-?)?refresh(?:e[sd]|ing)?\b[^\n.]{0,30}\b(?:tokens?|credentials|access)\b|\b(?:tokens?|oauth|credentials?)\b[^\n.]{0,30}\b(?:auto-?)?refresh(?:e[sd]|ing)?\b(?! (?:the |this |my |your )?(?:page|browser|tab|app\b|window))|\brefresh(?:Access|OAuth)?(?:Tokens?|Credentials)\b|\brefresh method\b/i;

/** Frames and classes of libraries that sign an assertion of their own: nobody signs in there, and no code is redeemed. */
const SIGNERS =
  /node_modules\/gtoken\/|\bjwtclient\.js|ServiceAccountCredentials?\b|\boauth2[\\/._]service_account\b|service_account\.(?:py|Credentials)|JWTAuthentication|SignedJwtAssertion/;
