/** Wordings about the form of a request, and what the server doesn't support. */
import { says, type Wording } from "./words-pattern.ts";

const PARAMETER =
  "(?:grant_type|redirect_uri|client_id|response_type|refresh_token|code|assertion|subject_token(?:_type)?|username|password|device_code|token|resource|audience|account_id|state|client_assertion_type|client_assertion)";
const notRefused = /^(?!invalid_grant|invalid_client|invalid_token|insufficient_scope)/;

const ofParameters: readonly Wording[] = [
  says(
    "request/parameter-absent",
    0.84,
    [
      `(?:missing|no|requires?)~(?:required )?(?:form |query |url |body |request )?(?:parameters?|params?|arguments?|fields?|property)~['"\`“]?${PARAMETER}`,
      `['"\`“]?\\b${PARAMETER}\\b['"\`”]?~(?:parameters?|params?|fields?|argument)?~(?:(?:is|was|are) (?:missing|required|mandatory|empty|blank|null|undefined|not (?:set|present|provided|specified|supplied))|missing|must be (?:provided|included|specified|present|supplied|given|set)|can(?:not|'t) be (?:empty|blank|null|undefined))`,
      "must contain the following parameters?",
      `(?:missing|no|requires?|without|must (?:include|provide|specify|contain)) (?:an? |the |valid |required )*['"\`“]?\\b${PARAMETER}\\b(?![_-])`,
    ],
    {
      unless:
        "{verifier}|{challenge}|{secret}|{refresh} (?:is )?(?:set|returned|received|given|issued)|{refresh} in the (?:token )?(?:response|answer|reply)|error[_ ]code|status code|status of|authorization header|bearer",
    },
  ),
  says(
    "request/parameter-absent",
    0.62,
    [
      "(?:missing|required)~(?:parameters?|params?|arguments?|fields?)",
      "(?:parameters?|params?|arguments?|fields?)~{missing}",
    ],
    {
      unless: "{verifier}|{challenge}|{secret}|{scope}|{token}|nonce|state|\\bnot (?:supported|allowed)",
      error: notRefused,
    },
  ),
  says(
    "request/parameter-repeated",
    0.88,
    [
      "(?:duplicate[ds]?|repeated|more than once|multiple (?:values|times|occurrences)|twice|appears? multiple|must not be repeated)~(?:parameters?|params?|header|values?)",
      "(?:parameters?|params?)~(?:duplicate[ds]?|repeated|more than once|multiple (?:values|times)|twice|repeats?)",
      "duplicate(?:d)?[ _](?:param\\w*|[a-z_]+ (?:in|for))",
    ],
    { unless: "used" },
  ),
  says(
    "request/parameter-rejected",
    0.74,
    [
      "(?:parameters?|params?|arguments?|propert(?:y|ies)|prompt|display|access_type|claims|acr_values|response_mode|max_age)\\b~(?:{unsupported}|{denied}|{invalid}|not accepted)",
      "(?:{invalid}|{unsupported}|{denied})~(?:parameters?|params?|arguments?|prompt|max_age|access_type|id_token_hint|acr_values|login_hint|ui_locales|display)\\b",
      "invalid (?:value|input)~(?:for|of)",
      "(?:value|parameter)~must be (?:one of|a )",
    ],
    {
      unless:
        "{redirect}|{scope}|{challenge}|{verifier}|challenge[_ ]method|grant[_ ]type|response[_ ]type|response[_ ]mode|client[_ ]id|{secret}|missing|required|{audience}|{resourceName}|more than once|registration|state|nonce|request_uri|{token}".replace(
          "|{resourceName}",
          "|\\bresource\\b",
        ),
    },
  ),
  says(
    "request/parameter-misplaced",
    0.84,
    [
      "(?:query (?:string|param\\w*)|\\burl\\b|address)~(?:not allowed|must not|forbidden|not (?:be )?(?:permitted|accepted|supported)|instead of~body)",
      "(?:must|should|only)~(?:be )?(?:sent|passed|provided|included|in)~(?:request |post |http )?body",
      "(?:in|via) the (?:request )?(?:body|query),? not (?:in )?the (?:query|url|body)",
      "as query param",
    ],
    { unless: "redirect|json|both|\\bip\\b|e-?mail" },
  ),
  says(
    "request/wrong-content-type",
    0.88,
    [
      "content[- _]?type & (?:{unsupported}|{missing}|{invalid}|{mismatch}|must|expected|x-www-form)",
      "application/x-www-form-urlencoded",
      "media[- ]?type~(?:{unsupported}|not)",
      "unsupported media",
      "(?:form[- ](?:url)?encoded|urlencoded)~(?:body|request|data|required|expected)",
      "(?:body|request|data) (?:must|should) be (?:form|url)[- ]?encoded",
    ],
    {},
  ),
  says(
    "request/wrong-method",
    0.88,
    [
      "(?:http )?methods? not allowed",
      "(?:http|request) method~(?:{denied}|{unsupported})",
      "\\b(?:GET|PUT|HEAD|DELETE|PATCH|POST)\\b['\"]?~(?:method )?(?:is |are )?(?:not allowed|not supported|unsupported)",
      "(?:must|should|only|needs? to|expected?)~(?:be (?:a |an )?|use |via |using |accepts? |supports? )(?:http )?['\"]?\\bPOST\\b",
      "method_not_allowed",
      "only (?:http )?post\\b",
    ],
    { unless: "client_secret_post|authentication method|challenge|form_post|token_endpoint_auth|signing method" },
  ),
];

const ofOffer: readonly Wording[] = [
  says(
    "request/grant-type-unsupported",
    0.84,
    [
      "grant[ _-]?type(?!=) & (?:{unsupported}|{invalid}|unsupported)",
      "unsupported[ _-]?grant",
      "(?:unknown|invalid|unsupported|unrecognized) grant\\b(?![ _-]?(?:type )?for)",
    ],
    {
      unless:
        "missing|required|\\b(?:client|application|app)\\b~(?:not|is)|for (?:the|this) (?:client|app)|content|\\bempty\\b",
    },
  ),
  says("request/grant-type-unsupported", 0.5, ["grant[ _-]?type~(?:not allowed|not permitted|disabled)"], {
    unless: "client|application|app\\b",
  }),
  says(
    "request/response-type-unsupported",
    0.84,
    ["response[ _-]?type & (?:{unsupported}|{invalid})", "unsupported[ _-]?response[ _-]?type"],
    { unless: "missing|required|\\b(?:client|application|app)\\b", error: /^(?!unauthorized_client)/ },
  ),
  says("client/response-type-not-allowed", 0.84, "response[ _-]?type & (?:{unsupported}|{invalid}|{denied})", {
    error: /^unauthorized_client$/,
  }),
  says(
    "request/response-mode-unsupported",
    0.88,
    ["response[ _-]?mode & (?:{unsupported}|{missing}|{invalid}|{denied})"],
    { unless: "redirect" },
  ),
  says(
    "request/object-invalid",
    0.84,
    [
      "request[ _]?object",
      "\\brequest_uri\\b & (?:{invalid}|{expired}|{missing}|{unknown}|{used}|{unsupported})",
      "signed (?:authori[sz]ation )?request",
      "pushed authori[sz]ation (?:request|endpoint)?~(?:required|only|must|expired|{invalid})",
      "\\bPAR\\b~(?:required|mandatory|must|only)",
      "\\bJAR\\b~(?:required|must|invalid)",
    ],
    {},
  ),
  says(
    "request/nonce-missing",
    0.86,
    ["\\bnonce\\b & (?:{missing}|{mismatch}|{invalid})", "missing (?:parameter:? ?)?['\"]?nonce"],
    { unless: "dpop" },
  ),
  says(
    "request/state-mismatch",
    0.86,
    [
      "(?<!machine |session[_ -]?)\\bstate\\b(?:[ _-]?(?:parameter|param|value|cookie|token))?~(?:{mismatch}|{invalid}|{unknown}|{missing}|could not be (?:verified|parsed)|verification|{expired}|cookie|not stored|tamper)",
      "(?:invalid|missing|mismatching|mismatched|unknown|bad|unverified|wrong|unexpected|no matching|checks\\.)[ _]?\\bstate\\b(?! machine)",
      "mismatching_state|invalid_state|state_mismatch|statemismatch",
      "authorization_request_not_found",
      "correlation failed",
      "csrf~(?:{invalid}|{mismatch}|warning|detected|fail\\w*|attack|token)",
      "cross-site request forgery",
      "\\bstate\\b~does not match",
      "no (?:session|saved|stored)[ _]state (?:was )?found|no state cookie",
      "(?:verify|validate)~request state|invalid oauth (?:user )?state|InvalidState(?:Exception|Error)",
      "(?:obtain|find|read)~(?:csrf|state) cookie|(?:csrf|state) cookie~not present",
    ],
    {
      unless: "state is (?:active|pending)|united|account state|object is in|current state|login state",
      tell: "Compare state in the callback with the one in the session: is the session's cookie sent back there?",
    },
  ),
  says(
    "resource/unknown",
    0.84,
    [
      "resource principal~{unknown}",
      "(?:\\bresource\\b|audience|\\bapi\\b|target service|service)\\b(?: (?:server|identifier|indicator|parameter|named))?~(?:{unknown}|not (?:registered|recogni[sz]ed|defined|configured|known))",
      "(?:unknown|invalid|unrecogni[sz]ed|no such|bad|unsupported) (?:resource|audience|target|api)\\b",
      "service not found",
    ],
    {
      unless:
        "{token}|{redirect}|static resource|url|route|page|\\bclient\\b|{user}|assertion|api[ _-]?key|validation|requested resource could not|endpoint".replace(
          "{user}",
          "user",
        ),
    },
  ),
  says(
    "resource/mismatch",
    0.86,
    ["\\bresource\\b(?: (?:indicator|parameter|server|url|metadata))?~{mismatch}", "protected resource~{mismatch}"],
    { unless: "redirect" },
  ),
  says("dpop/nonce-required", 0.93, ["dpop~nonce", "use_dpop_nonce", "nonce~dpop"]),
  says(
    "dpop/proof-invalid",
    0.88,
    [
      "dpop & (?:{invalid}|{missing}|{mismatch}|proof|{unsupported}|htu|htm|ath|jti|jkt|{expired}|{used}|thumbprint|binding)",
    ],
    { unless: "nonce" },
  ),
  says(
    "discovery/issuer-mismatch",
    0.86,
    [
      "endpoint~(?:different|other) (?:host|domain)~authority|issuer name does not match authority",
      "{issuer}~{mismatch}~requested {issuer}",
      "{issuer}~(?:discovery|metadata|well-known|configuration|response|authori[sz]ation server)~(?:{mismatch}|{invalid}|expected|unexpected)",
      "(?:discovery|metadata|well-known|configuration|openid-configuration|authori[sz]ation response)~{issuer}",
      "(?:expected|unexpected|invalid|missing)[ \"'`(]{1,4}(?:response )?(?:parameter )?[\"'`]?iss(?:uer)?[\"'`]?~(?:response|parameter|metadata|missing|authori[sz]ation)",
      "did not match the issuer~(?:returned|provided)",
      "{issuer}~{mismatch}~(?:metadata|discovery|requested|provider|returned|provided)",
    ],
    { unless: "id[_ ]token|claim|\\bjwt\\b" },
  ),
];

export const wordsOfRequest: readonly Wording[] = [...ofParameters, ...ofOffer];
