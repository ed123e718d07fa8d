/** Which endpoint refused, where the requests or the error leave no doubt. */
import { isOfRedemption } from "./redeeming.ts";
import type { Endpoint, View } from "./view.ts";

/** Where a request to sign out goes (OpenID Connect RP-Initiated Logout). */
const LOGOUT = /\/(?:logout|end_?session|signout|sign-out|log_?out|connect\/endsession)(?:\/|$)/i;

/** `undefined` if it could be several. */
export function refusedAt(view: View): Endpoint | "logout" | undefined {
  const { requests, errors } = view;
  const isLogout = requests.some(
    ({ url, parameters }) =>
      parameters.has("post_logout_redirect_uri") || LOGOUT.test(url?.pathname ?? "") || parameters.has("id_token_hint"),
  );
  const endpoints = new Set(requests.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== "other"));
  if (isLogout && !endpoints.has("token") && !requests.some(({ parameters }) => parameters.has("response_type")))
    return "logout";
  if (/\bpost[_ -]?logout[_ -]?redirect/i.test(view.words)) return "logout";
  // Only the token endpoint refuses a grant (RFC 6749 5.2).
  const named = new Set(errors.flatMap(({ error }) => error ?? []));
  if (named.size > 0 && [...named].every((error) => error === "invalid_grant")) return "token";
  if (endpoints.size === 0 && named.has("redirect_uri_mismatch") && isRedeemed(view)) return "token";
  if (endpoints.size !== 1) return undefined;
  const [only] = endpoints;
  // An authorization request may be all that is shown of a flow that failed later.
  const isOver = only === "authorization" && (view.redirects.some(hasCode) || LATER.test(view.words));
  return isOver ? undefined : only;
}

/** Pages are of the authorization endpoint: a program that redeems a code sees none. */
const PAGE =
  /\bError \d{3}: redirect_uri_mismatch|\bdoes ?n['’]t comply\b|\baccess blocked\b|\bnot match the ones authorized\b/i;

const isRedeemed = ({ material: { texts }, words }: View): boolean => {
  const all = [words, ...texts].join("\n");
  return isOfRedemption(all) && !PAGE.test(all);
};

/** Words about what comes after the authorization endpoint. */
const LATER =
  /\btokens?[ _-](?:endpoint|request|response|exchange)|\b(?:fetch|obtain|get|retriev|exchang|redeem)\w*\b.{0,30}\b(?:token|code)|refresh_token|\/token\b|\binvalid_grant\b|\boauth2: (?:"|cannot fetch)/i;

const hasCode = ({ parameters }: View["redirects"][number]): boolean => parameters.has("code");
