/**
 * Whether an input has to do with OAuth at all. Words such as token, code, scope, client and expired are used everywhere, so nothing
 * is concluded from them without a sign of the protocol.
 */

import { isCause } from "../reasons/causes.ts";
import { nameElsewhere } from "../reasons/names.ts";
import { standardError } from "../standard/index.ts";
import { droppedAuthorization } from "./rules/proxy.ts";
import type { Match } from "./signatures.ts";
import type { RequestView, View } from "./view.ts";

/** Parameters that only this family of protocols has. */
const PARAMETERS = [
  "assertion",
  "client_assertion",
  "client_id",
  "client_secret",
  "code_challenge",
  "code_verifier",
  "device_code",
  "grant_type",
  "id_token_hint",
  "logout_token",
  "post_logout_redirect_uri",
  "redirect_uri",
  "refresh_token",
  "request_uri",
  "response_type",
  "subject_token",
] as const;

const PATH =
  /\/\.well-known\/(?:openid|oauth|jwks)|\/(?:oauth2?|oidc|openid|openid-connect|o)(?:\/|$)|\/connect\/(?:token|authorize|userinfo|introspect|revocation)|jwks(?:\.json)?$|\/oauth[\w.]*$/i;

/** Standard errors that other protocols and APIs use as well. */
const COMMON: ReadonlySet<string> = new Set([
  "access_denied",
  "expired_token",
  "invalid_request",
  "invalid_token",
  "server_error",
  "slow_down",
  "temporarily_unavailable",
]);

/** Terms of the protocol. One of them is enough. */
const TERMS = [
  String.raw`(?<!n)oauth|openid|\boidc\b|\bpassport-(?!local\b)[a-z]|\bpkce\b|\bjwks?\b|\bdpop\b|\bjwts?\b|json web (?:token|key)|\bxoauth2\b|\boauthbearer\b|AADSTS\d|\bMSIS9\d{3}\b`,
  String.raw`\b(?:redirect(?:ion)?|call-?back|reply|post[_ -]?logout(?:[_ -]redirect)?)[_ -]?ur[il]s?\b|call-?back domain`,
  String.raw`\b(?:authori[sz]ation|auth|oauth|device)[_ -]?codes?\b|\bauthori[sz]ation[_ -](?:server|endpoint|grant|request|flow|state)(?![a-z])|\bclient[ -]registration\b`,
  String.raw`\b(?:refresh|id|identity|bearer|logout|subject|oauth)[_ -]?tokens?\b|\btoken[_ -](?:endpoint|introspection|exchange|request|response)\b`,
  String.raw`\bclient_id|(?<![a-z])client[_ -]?(?:secret|assertion|credentials?|authentication)\b|\bcode[_ ]?(?:verifier|challenge)\b|\bgrant[_ -]?types?\b|\bresponse[_ -]?(?:type|mode)s?\b`,
  String.raw`\berror_(?:description|uri)\b|\b(?:invalid|unsupported|unauthorized|insufficient)_(?:grant|client|scope|response_type|grant_type|redirect_uri|user_authentication)\b|\bidpiframe_|\b(?:deleted_client|bad_(?:verification_code|client_secret)|admin_policy_enforced|disallowed_useragent)\b`,
  String.raw`\b(?:insufficient|unknown|invalid|requested|required|missing|unauthorized) (?:oauth )?scopes?\b|\bscopes? (?:is|are) (?:not|invalid|unknown|missing)\b|\b(?:missing|invalid|insufficient|unknown)_scopes?\b|\bscope_?(?:not|mismatch)|\bscope=|\bscopes\b.{0,40}\b(?:space|comma)\b`,
  String.raw`\bconsent (?:screen|required)|\b(?:user|admin(?:istrator)?) consent\b|\bidentity provider\b|\bkey id\b.{0,80}\bnot found|\b(?:iss|aud|iat|nbf|exp|azp|kid|nonce)['")]{0,2} (?:claim|is |has |does|mismatch|must|not )|\bkid\b\s{0,2}[:=]|\bstate['’"”»]? (?:parameter|cookie)\b|\bclaim \(?['"]?(?:iss|aud|iat|nbf|exp|azp|nonce)\b|\((?:iat|nbf|exp|iss|aud)[:)]`,
  String.raw`\bhttps?://[^\s"'<>]{1,200}/(?:authorize|token|userinfo|introspect|oauth2?|oidc|o/oauth2)(?![\w-])`,
  // What only libraries and settings of the protocol are called.
  String.raw`\bJW[EST][A-Z][a-z]\w+(?:Failed|Invalid|Error|Exception|Key)\b|\bLaravel.Socialite\b|\bRequireHttpsMetadata\b|\bauth\.(?:github|gitlab|google|azuread|okta)\b`,
  // The same in other languages: they write the parameters as they are, and translate the rest.
  "授权码|授權碼|回调(?:地址|域名|页面)|授权回调|认可コード|認可コード|リダイレクト ?URI|コールバック ?URL|アクセストークン|リフレッシュトークン|인가 ?코드|인증 ?코드|리다이렉트|리디렉션|액세스 ?토큰|접근 ?토큰",
  String.raw`код авторизации|токен(?:а|ом)? (?:доступа|обновления)|Weiterleitungs-UR[IL]|Autorisierungscode|Zugriffstoken|Aktualisierungstoken|code d['’]autorisation|ur[il] de red\w+|jeton d['’](?:accès|actualisation)|código de autoriza\w+|ur[il] de re\w+|token de (?:acces+o|actualizaci\w+|atualiza\w+)|codice di autorizzazione|yetkilendirme kodu|yönlendirme ur[il]`,
].map((source) => new RegExp(source, "i"));

/** What SAML has not. */
const OWN = /oauth|openid|\boidc\b|\bjwt|redirect_uri|grant_type|client_(?:id|secret)/i;

/** A common error's name in the place of an OAuth error: `"error":"access_denied"`, `Error 403: access_denied`. */
const STANDARD = new RegExp(
  String.raw`\berror["']?\s{0,2}(?:=>|[:=]|\d{3}:)\s{0,2}["']?(?:${[...COMMON].join("|")})\b`,
  "i",
);

/** Words that point to the protocol, if nothing points elsewhere. Two of them are needed. */
const HINTS = [
  /(?<![a-z])access[_ -]?tokens?(?![a-z])/i,
  /\b(?:client|app(?:lication)?|consumer)[_ -]?(?:id|key)s?\b/i,
  // Named twice over: it has no meaning elsewhere.
  /\b(?:no|missing|unknown?|invalid|wrong|required) (?:client|app(?:lication)?|consumer)[_ -]?(?:id|key)\b|\b(?:client|consumer)[_ -]?(?:id|key)\b.{0,20}\b(?:missing|required|unknown|invalid|not found|not specified)/i,
  // Servers and libraries whose only purpose it is. Their databases and builds fail as well.
  /\b(?:auth0|keycloak|okta|zitadel|authentik|authelia|openiddict|identityserver|oauth2-proxy|next-?auth|msal|authlib|omniauth|doorkeeper)\b/i,
  /\blog[- ]?in(?: is)? required\b/i,
  /\bauthori[sz]ation header\b/i,
  /\bauth(?:entication)? tokens?\b/i,
  /(?<!Security)(?:Invalid|Expired|Missing|Unknown)[A-Z]\w*Token\b/,
  /(?:登录|登入|ログイン|로그인|\bse connecter|\bs['’]authentifier|\banmeld\w+|\biniciar sesi[oó]n|\bfazer login|авториза\w*|вход\w* через)/i,
  /\bscopes?\b/i,
  /\b(?:un)?authori[sz](?:ed?|ation|ing)\b/i,
  /\bconsent(?:ed)?\b|\bgrant(?:s|ed)?\b/i,
  /\bsingle sign-?on\b|\bsso\b|\bsign[- ]?in with\b|\blog ?in with\b/i,
  /\bclient\b.{0,30}\b(?:not|unknown|invalid|disabled|registered)|\b(?:unknown|invalid|unauthori[sz]ed|no such) client\b/i,
  /\bstate\b.{0,30}\b(?:mismatch|match|missing|invalid|parameter)|\b(?:invalid|missing) state\b/i,
  /\bissuer\b|\baudience\b|\bnonce\b/i,
  /(?<![a-z])tokens?(?![a-z]).{0,40}(?<![a-z])(?:expired|revoked|invalid|inactive)|(?<![a-z])(?:expired|revoked|invalid|inactive)(?![a-z]).{0,20}(?<![a-z])tokens?(?![a-z])/i,
  /\brefresh(?:ed|ing)?\b/i,
  /(?:Token|Authorization|Authentication)(?:Error|Exception)\b/,
  /\bredirect/i,
  /\borigin\b.{0,40}\b(?:not|invalid)|\bip\b.{0,60}\b(?:white-?list|allowed|restrict)/i,
];

/** Other fields that have tokens, codes, scopes, clients and grants of their own. There, hints mean nothing. */
const ELSEWHERE = [
  /\bsaml|urn:oasis|SubjectConfirmation|\bshibboleth\.sso/i,
  /\b(?:npm|yarn|pnpm) (?:err|error|notice|warn)|\bYN\d{4}\b|\bcrates\.io\b|\bcargo (?:login|publish)|\bpypi\b|\bpip\b|\bnuget\b|Could not (?:transfer|resolve) (?:artifact|dependencies)|Received status code \d+ from server/i,
  /^(?:fatal|remote|hint): |\.git\/?'|\bgit@|\bgit push\b|\bPersonal Access Token\b|\(publickey|known_hosts|\bssh:/im,
  /docker (?:login|pull|push|run)|\bpull access denied|failed to (?:pull image|solve)|\bmanifests?\/|pull rate limit/i,
  /\bcsrf|\bxsrf|AuthenticityToken|Page Expired|anti-?forgery/i,
  /\bLdapErr\b|\bldap[_: ]|\bkrb5?\b|kerberos|\bkinit\b|GSS(?:API|Exception)|\bSASL\b|\bNTLM\b/i,
  /\bERROR \d{4} \(|\bSQLSTATE|\bpsql\b|pg_hba|password authentication failed for user|\bGRANT (?:ALL|SELECT|USAGE|INSERT|CREATE)|syntax error at or near|MongoServerError|\bWRONGPASS|\bNOAUTH|\bER_[A-Z_]+/,
  /\berror(?:\[E\d+\]| TS\d+)|SyntaxError|ReferenceError|NullPointer|cannot find symbol|UnboundLocalError|Cannot (?:read propert|find (?:name|module))|\bin this scope\b|[Uu]nexpected token|\blexer\b|\bparser?\b.{0,20}\btoken|[Ee]rror tokenizing|undefined: \w+|segmentation violation/,
  /SignatureDoesNotMatch|AWS4-HMAC|AWSAccessKeyId|InvalidAccessKeyId|\barn:aws:|GetCallerIdentity|security token included in the request|ExpiredToken\b|RequestTimeTooSkewed/,
  /Error from server \(|cannot (?:list|get|create|watch) resource|system:serviceaccount|client-go\/|\bkubelet\b/,
  /\bx509\b|\bPKIX\b|certificate (?:has expired|problem|verify)|SSL_CTX|SSLHandshake/i,
  /^\d{3}[ -]\d\.\d\.\d |\bSMTP(?!.{0,80}XOAUTH)|Relay access denied/im,
  /\binvalid_request_error\b|api[_ ]?key/i,
  /ERR_TOO_MANY_REDIRECTS|redirected you too many times|redirection cycle/i,
  /\bfunction \w+\(|\bdef \w+\(|^\s*(?:const|let|var|import|for|if) .*[;:{]$/m,
  /context length|max_tokens|\btokenizer\b|tokens? (?:per|limit)/i,
];

/** Whether anything in the input is a sign of OAuth or OpenID Connect. `found` are the messages of providers that fit. */
export function isOAuth(view: View, found: readonly Match[]): boolean {
  if (isStated(view) || isSent(view) || isNamed(view)) return true;
  const words = wordsOf(view);
  const isTermed = TERMS.some((term) => term.test(words));
  // What is only mentioned among what is clearly something else, such as SAML, isn't a sign.
  if (/\bsaml|urn:oasis|assertion\/response/i.test(words) && !OWN.test(words)) return false;
  if (isTermed || STANDARD.test(words) || found.some(isDistinctive) || droppedAuthorization(words) !== undefined)
    return true;
  if (ELSEWHERE.some((other) => other.test(words))) return false;
  return found.some(isKnown) || HINTS.filter((hint) => hint.test(words)).length >= 2;
}

/** Somebody who gives the registered redirect URIs, or the provider, says what it is about. */
const isStated = ({ context }: View): boolean => Object.values(context).some((value) => value !== undefined);

/** Requests, callbacks, tokens and metadata have a form of their own. */
const isSent = (view: View): boolean =>
  view.requests.some(isRequest) ||
  view.jwts.length > 0 ||
  view.material.discovery.length > 0 ||
  view.redirects.some(
    ({ url, parameters }) =>
      PATH.test(url.pathname) ||
      ["state", "iss", "session_state", "error_description", "authError", "id_token"].some((name) =>
        parameters.has(name),
      ) ||
      parameters.has("access_token") ||
      isStandard(parameters.get("error")),
  ) ||
  view.responses.some(
    ({ headers, body = "" }) =>
      /\b(?:bearer|dpop)\b/i.test(headers["www-authenticate"] ?? "") ||
      /"(?:access_token|id_token|refresh_token|token_type|device_code)"\s*:/.test(body.slice(0, 20_000)),
  );

const isRequest = ({ url, parameters, bearer, headers }: RequestView): boolean =>
  PARAMETERS.some((name) => parameters.has(name)) ||
  bearer !== undefined ||
  /^dpop\s/i.test(headers.authorization ?? "") ||
  PATH.test(url?.pathname ?? "");

const isStandard = (name: string | undefined): boolean => name !== undefined && standardError(name) !== undefined;

/** An error by its name. What is the entire input was asked for. */
const isNamed = (view: View): boolean =>
  view.material.names.some((name) => isCause(name) || isStandard(name) || nameElsewhere(name) !== undefined) ||
  view.errors.some(({ ref, around, error }) => ref !== undefined || (around !== undefined && isStandard(error))) ||
  view.errors.some(({ error, codes, uri }) =>
    [error, ...codes].some(
      (name) =>
        name !== undefined &&
        /[_A-Z]/.test(name) &&
        !COMMON.has(name) &&
        (isStandard(name) || nameElsewhere(name) !== undefined || uri?.includes("/errors/") === true),
    ),
  );

/** A message that only one provider writes. What is said of connections and certificates is about any request. */
const isDistinctive = ({ dialect, signature }: Match): boolean =>
  signature.distinctive === true &&
  dialect.provider !== "generic" &&
  !signature.means.some(({ reason }) => reason.startsWith("transport/"));

/** A message that fits the provider that was recognized. */
const isKnown = ({ by }: Match): boolean => by === "said" || by === "host" || by === "mark";

const MOST = { characters: 50_000, texts: 40 } as const;

function wordsOf(view: View): string {
  const bodies = view.responses.flatMap(({ body }) => body ?? []);
  const texts = [view.words, ...view.material.texts, ...bodies].slice(0, MOST.texts);
  return [...new Set(texts)].join("\n").slice(0, MOST.characters);
}
