/** Wordings about clients, how they authenticate, their redirect URIs and scopes, and their registration. */
import { says, type Wording } from "./words-pattern.ts";

const CLIENT_ASSERTION = ["client-assertion"] as const;
const notGrant = /^(?!invalid_grant|invalid_token|insufficient_scope|invalid_scope)/;

const ofClients: readonly Wording[] = [
  says(
    "client/unknown",
    0.82,
    [
      "{client}~{unknown}",
      "(?:unknown|unrecogni[sz]ed|no such|nonexistent) {client}",
      "\\b(?:client|app|application|consumer)[_ -]?(?:id|key|identifier)\\b & (?:{unknown}|{invalid}|not (?:registered|valid))",
      "(?:invalid|incorrect|wrong|bad) (?:client|app|application|consumer|api)[_ -]?(?:id|key|identifier)",
      "no (?:client|application|app) (?:with|for|found|registered|exists|matches|configured)",
      "{client}~(?:is |was |has )?(?:not|n't) (?:been )?(?:registered|recogni[sz]ed|known)\\b",
      "could not find (?:an? )?(?:oauth )?(?:client|app)",
      "client (?:lookup|not recogni[sz]ed|does not exist)",
    ],
    {
      unless:
        "{secret}|{redirect}|{scope}|{code}|{refresh}|user|account|{missing} (?:parameter|client)|missing|registered (?:for|with|to use)|service not found|resource|\\bkid\\b|browser client",
    },
  ),
  says("client/unknown", 0.5, ["invalid (?:client|application|app)\\b(?![ _](?:secret|cred|auth|assert|type|meta))"], {
    error: notGrant,
    unless: "{secret}|{redirect}|{scope}|id\\b|credentials",
  }),
  says("client/unknown", 0.48, [
    "(?:client|app)[_ -]?id~(?:and/?or|and|or|/)~secret~(?:{invalid}|{mismatch})",
    "(?:{invalid})~client[_ -]?id~(?:and/?or|and|or|/)~secret",
  ]),
  says(
    "client/disabled",
    0.84,
    [
      "{client}~(?:(?:is |has been |was |been )(?:disabled|deactivated|suspended|deleted|inactive|blocked|archived|removed|locked|banned|terminated|rejected|closed|turned off)|not active|inactive)",
      "(?:disabled|deactivated|suspended|deleted|inactive|blocked) (?:oauth )?{client}",
      "(?:service (?:account|principal))~(?:disabled|deleted|deactivated|not active)",
      "disabled[_ ]client|deleted[_ ]client",
    ],
    {
      unless:
        "flow|grant|user (?:is|account)|{scope}|{redirect}|\\bcookies?\\b|{unknown}|for (?:the|this) (?:client|app)",
    },
  ),
  says(
    "client/type-mismatch",
    0.78,
    [
      "(?:public|confidential|native|single[- ]page|spa|browser|web|mobile|desktop)[- ](?:client|app)\\w*~(?:{denied}|can ?n[o']?t|must|should|only|{unsupported}|{mismatch}|{missing})",
      "(?:only|must be|requires?|not|for) (?:an? )?(?:a )?(?:public|confidential|native|single[- ]page)[- ](?:client|app)",
      "(?:client|application|app)[ _](?:type|platform)\\b & (?:{invalid}|{mismatch}|{denied}|{unsupported})",
      "cross-origin (?:token )?redemption",
      "client is (?:public|confidential|not public|not confidential)",
    ],
    { unless: "user type" },
  ),
  says(
    "client/grant-type-not-allowed",
    0.86,
    [
      "grant[ _-]?types?~{denied}~\\b(?:client|app|application|integration|key|consumer)\\b",
      "\\b(?:client|app|application|integration)\\b~{denied}~(?:grant|flow|client[_ ]credentials|authori[sz]ation[_ ]code|password|refresh[_ ]token|device)",
      "(?:not|un-?)\\s?authori[sz]ed~(?:to use )?(?:this |the |that )?(?:authori[sz]ation )?(?:grant|flow)",
      "(?:flow|grants?)~(?:is |are )?(?:disabled|not enabled|not allowed|not permitted|not configured|turned off)",
      "(?:enable|tick|turn on)~(?:flow|grant)",
      "not enabled to retrieve service account",
      "allowed[ _]grant",
    ],
    { unless: "response[_ ]type|implicit|{scope}|{redirect}|{secret}|cookies" },
  ),
  says("client/grant-type-not-allowed", 0.62, [
    "grant[ _-]?types?~(?:not allowed|not permitted|not authori[sz]ed|not enabled|disallowed|forbidden)",
  ]),
  says("client/grant-type-not-allowed", 0.5, ["{denied}"], {
    error: /^unauthorized_client$/,
    unless:
      "{secret}|response[_ ]type|{redirect}|{scope}|id\\b|subject|delegat|retrieve access tokens|authentication method|disabled",
  }),
  says("client/response-type-not-allowed", 0.85, [
    "response[ _]?types?~{denied}~\\b(?:client|app|application)\\b",
    "\\b(?:client|app|application)\\b~{denied}~response[ _]?type",
    "implicit~(?:flow|grant)?~(?:disabled|not enabled|not allowed|{denied})",
    "response[ _]?type~(?:not (?:enabled|allowed|permitted|registered))",
    "not (?:allowed|authori[sz]ed|permitted) to request an? (?:authori[sz]ation code|access token|id token)",
  ]),
];

const ofAuthentication: readonly Wording[] = [
  says(
    "client-auth/secret-wrong",
    0.86,
    [
      "{secret} & (?:{invalid}|{mismatch}|verification failed)",
      "(?:invalid|incorrect|wrong|bad|mismatched) (?:client[ _-]?)?{secret}",
    ],
    { unless: "{expired}|{missing}|verifier|length|id (?:and/?or|or|and|/) (?:client[_ ])?secret" },
  ),
  says(
    "client-auth/secret-wrong",
    0.68,
    [
      "(?:invalid|incorrect|wrong|bad)~client[ _-]?(?:credentials|authentication)",
      "client[ _-]?(?:credentials|authentication)~(?:{invalid}|fail\\w*|unsuccessful|not valid)",
      "(?:client|app)[_ -]?id~(?:and/?or|and|or|/)~secret~(?:{invalid}|{mismatch})",
      "(?:{invalid})~client[_ -]?id~(?:and/?or|and|or|/)~secret",
      "(?:unable to|could ?n[o']t|failed to|cannot) (?:authenticate|verify)~(?:the )?client",
      "authentication of (?:the )?client failed",
    ],
    {
      unless: "unknown client|no client|{missing}|method|assertion|grant|flow|user",
      tell: "The message does not tell a wrong secret from a wrong id: compare both with the server's console.",
    },
  ),
  says("client-auth/secret-wrong", 0.4, ["authentication failed|invalid credentials|unauthorized|bad credentials"], {
    error: /^(invalid_client|unauthorized_client|)$/,
    of: ["code", "refresh", "unknown"],
    unless: "client|{scope}|{token}|user|policy|certificate|cors",
  }),
  says("client-auth/secret-expired", 0.9, [
    "{secret} & (?:{expired}|past its|end date)",
    "(?:client|app)[ _]?(?:secret|credentials?|keys?)~(?:has |have |is |are )?expired",
    "expired (?:client )?{secret}",
  ]),
  says(
    "client-auth/secret-absent",
    0.86,
    [
      "{secret} & {missing}",
      "client[ _-]?(?:authentication|credentials?)~(?:{missing}|not found)",
      "(?:missing|no|requires?)~client[ _-]?(?:authentication|credentials?|secret)",
      "(?:missing|no) (?:basic )?authori[sz]ation header",
      "(?:neither|no)~(?:client_secret|client_assertion)",
      "public clients?~(?:not|n't|cannot)",
      "{secret}~or~client_assertion",
    ],
    {
      unless:
        "id[^a-z]+and/?or|{expired}|credentials (?:grant|flow)|more than one|header~(?:bearer|token)|secrets? (?:must )?not be|can ?n[o']t (?:present|send|use)",
    },
  ),
  says(
    "client-auth/method-mismatch",
    0.84,
    [
      "(?:client[ _])?auth(?:entication)?[ _-]?(?:method|type|scheme|mechanism)\\b & (?:{denied}|{unsupported}|{mismatch}|{invalid}|expected|must)",
      "token_endpoint_auth_method",
      "client_secret_(?:basic|post|jwt)~(?:{denied}|{unsupported}|must|expected|only|required|instead|but|{mismatch})",
      "(?:must|should|expected to|registered to|configured to|only) (?:authenticate|use|be authenticated)~(?:basic|client_secret_\\w+|private_key_jwt|none|header|body)",
      "private_key_jwt~(?:required|must|only|expected)",
      "(?:basic|post)~(?:authentication|auth)~(?:{denied}|{unsupported})",
    ],
    { unless: "user|cookie|more than one|multiple" },
  ),
  says(
    "client-auth/repeated",
    0.88,
    [
      "(?:multiple|more than one|several|two)~(?:client[ _])?(?:auth\\w*|credentials?)(?: methods?| mechanisms?| types?)?\\b",
      "both~(?:header|basic|authori[sz]ation)~(?:body|post|parameters?)",
      "(?:header|basic)~(?:and|as well as)~(?:body|post)~(?:not|only|both)",
      "only one~(?:auth\\w* )?(?:method|mechanism)",
      "credentials~(?:more than once|twice|both)",
    ],
    { unless: "redirect|scope|factor|code" },
  ),
  says(
    "client-auth/secret-encoding",
    0.72,
    [
      "(?:basic|authori[sz]ation|credentials?)~(?:url[- ]?(?:en|de)cod|form[- ]?(?:en|de)cod|base64|percent|decod)",
      "(?:base64|url)~(?:decod|encod)~(?:credential|client|header)",
    ],
    { unless: "{challenge}|{verifier}|{token}|{redirect}" },
  ),
  says("client-auth/malformed", 0.6, ["(?:authori[sz]ation|basic) header & (?:malformed|{invalid}|format|pars)"], {
    of: ["code", "refresh", "unknown", "assertion"],
    unless: "bearer|token",
  }),
  says(
    "client-auth/assertion-invalid",
    0.84,
    [
      "client[ _]?assertion & (?:{invalid}|{expired}|{signature}|{unknown}|{used}|{unsupported}|{missing}|verif|pars|decod|too (?:long|far)|jti|\\bkid\\b|certificate|thumbprint|key)",
    ],
    { unless: "{audience}|assertion[ _]type~{missing}|assertion or client[ _]secret|secret or" },
  ),
  says(
    "client-auth/assertion-invalid",
    0.72,
    [
      "(?:jwt|assertion|token|{signature}|\\bkid\\b|\\bjti\\b|\\bexp\\b|\\biat\\b|key|certificate|thumbprint)~(?:{invalid}|{expired}|{unknown}|{used}|{mismatch}|too (?:long|far)|future)",
      "invalid (?:jwt|assertion|signature)",
    ],
    { of: CLIENT_ASSERTION, unless: "{audience}" },
  ),
  says("client-auth/assertion-wrong-audience", 0.88, [
    "client[ _]?assertion~{audience}",
    "{audience}~client[ _]?assertion",
  ]),
  says(
    "client-auth/assertion-wrong-audience",
    0.85,
    [
      "{audience}~(?:{invalid}|{mismatch}|{missing}|{other}|{denied}|must)",
      "(?:{invalid}|{mismatch}|wrong)~{audience}",
    ],
    { of: CLIENT_ASSERTION },
  ),
];

const notRegistered =
  "not registered|un-?registered|whitelist|not (?:in|on) the list|must be registered|add (?:the|this|it)|not (?:been )?configured|not listed|is ?n[o']t registered";
const ofRedirects: readonly Wording[] = [
  says(
    "redirect-uri/unregistered",
    0.84,
    [
      `{redirect} & (?:{mismatch}|${notRegistered})`,
      "{redirect} & (?:not (?:allowed|authori[sz]ed|permitted|associated|recogni[sz]ed|found|included|in the|among)|{unknown}|blocked)",
      "redirect_uri_mismatch|redirect_uri_not_allowed",
      "url blocked",
      "(?:app|application)~domain~not (?:included|allowed)",
    ],
    {
      unless: "authori[sz]ation (?:request|code)|previous(?:ly)?|original|used (?:in|when|during)|cross-origin|cookies",
      error: /^(?!invalid_grant)/,
    },
  ),
  says(
    "redirect-uri/unregistered",
    0.6,
    [
      "{redirect} & (?:invalid|incorrect|wrong|not valid|bad\\b|isn't valid)",
      "invalid (?:parameter:? ?)?['\"]?{redirect}",
    ],
    {
      error: /^(?!invalid_grant)/,
      unless: "malformed|format|absolute|fragment|valid ur[il]|https|registered",
      tell: "Compare redirect_uri with the registered ones, letter by letter.",
    },
  ),
  says("redirect-uri/unregistered", 0.4, [`{redirect} & (?:{mismatch}|${notRegistered}|not allowed)`], {
    error: /^invalid_grant$/,
  }),
  says(
    "redirect-uri/malformed",
    0.78,
    [
      "{redirect} & (?:malformed|absolute|fragment|not an? (?:valid|absolute|well)|valid ur[il]|pars(?:e|ing)|relative|well[- ]formed|format|illegal|syntax|white ?space)",
    ],
    { unless: "registered|whitelist" },
  ),
  says(
    "redirect-uri/not-allowed",
    0.74,
    [
      "{redirect} & (?:must (?:be|use|start with) (?:a )?(?:https|secure)|https (?:is )?(?:required|only)|only https|not (?:use|be) http\\b|insecure|localhost|loopback|wildcard|custom scheme|private[- ]use|ip address|raw ip|public top-level)",
    ],
    { unless: "{mismatch}~registered" },
  ),
  says("redirect-uri/scheme-mismatch", 0.5, ["{redirect} & (?:http vs\\.? https|http instead of https|scheme)"], {}),
  says("redirect-uri/encoding", 0.7, ["{redirect} & (?:url[- ]?encod|percent[- ]?encod|double[- ]encod|encoded)"], {
    unless: "form",
  }),
];

const ofScopes: readonly Wording[] = [
  says(
    "scope/unknown",
    0.74,
    [
      "{scope}~{unknown}",
      "(?:unknown|unrecogni[sz]ed|invalid|unsupported|no such|bad|nonexistent) (?:oauth )?{scope}",
      "\\bscopes?\\b~(?:{invalid}|{unsupported})",
    ],
    {
      unless:
        "{token}|{missing}|not (?:been )?(?:allowed|granted|assigned|permitted|authori[sz]ed)|exceed|empty|format|malformed|resource principal|space|\\buser\\b|privilege|for (?:the|this) (?:client|app)",
    },
  ),
  says(
    "scope/not-allowed-for-client",
    0.8,
    [
      "{scope}~{denied}",
      "{denied}~\\bscopes?\\b",
      "\\b(?:client|app|application)\\b~(?:not|n't)~(?:allowed|granted|authori[sz]ed|permitted|registered|configured|approved|entitled)~{scope}",
      "\\bscopes?\\b~(?:not|n't) (?:been )?(?:allowed|granted|registered|assigned|enabled|authori[sz]ed|approved|permitted)",
      "(?:allowed|permitted|configured) scopes?",
      "unauthorized[_ ]scope",
    ],
    {
      unless:
        "{token}|originally|resource owner|refresh|exceed|admin|user (?:has|does|is)|sufficient|format|empty|must (?:be|include)|not supported",
    },
  ),
  says("scope/not-allowed-for-client", 0.4, ["(?:invalid|bad) {scope}", "\\bscopes?\\b~(?:{invalid})"], {
    error: /^(invalid_scope|)$/,
    unless: "{token}|missing|format|malformed|empty",
  }),
  says(
    "scope/missing",
    0.8,
    [
      "\\bscopes?\\b & {missing}",
      "(?:no|missing|empty|at least one|without)~\\bscopes?\\b",
      "(?:openid|offline_access)['\"”]? (?:scope )?(?:is )?(?:{missing})",
      "must~(?:include|contain|request)~['\"“]?openid",
      "(?:requires?|needs?|missing)~['\"“]?openid['\"”]?~scope",
    ],
    {
      unless: "{token}|insufficient|admin|space|privilege|more than|resource|request (?:is missing|requires)",
      error: /^(?!invalid_token|insufficient_scope)/,
    },
  ),
  says(
    "scope/malformed",
    0.74,
    [
      "{scope} & (?:malformed|format|illegal|syntax|characters?|well[- ]formed|\\.default|not a (?:valid )?string|white ?space|too long|regular expression)",
    ],
    { unless: "space[- ](?:delim|separ)|comma" },
  ),
  says(
    "scope/wrong-delimiter",
    0.86,
    [
      "{scope} & (?:(?:delimited|separated|joined|split)~(?:space|comma|plus)|(?:space|white ?space)[- ](?:delimited|separated)|comma)",
    ],
    {},
  ),
  says("scope/wrong-case", 0.8, ["{scope} & (?:case[- ]sensitive|lower ?case|upper ?case)"]),
  says(
    "scope/exceeds-grant",
    0.85,
    [
      "{scope} & (?:exceeds?|wider|broader|larger|superset|beyond|originally)",
      "{scope}~(?:not|n't) (?:previously |been |originally )*granted~(?:resource owner|user|originally|refresh|first|initial)",
      "(?:refresh|exchange)~{scope}~(?:not|n't)",
    ],
    { unless: "quota|rate|length" },
  ),
  says(
    "scope/needs-admin-consent",
    0.88,
    [
      "admin(?:istrator)?(?:'s|s)?~(?:consent|approval|approve|permission)",
      "(?:needs?|requires?|only)~(?:an? )?(?:tenant |global |org\\w* |workspace )?admin(?:istrator)?\\b~(?:{missing}|consent|approv|grant|can)",
      "consent~(?:by|from|of) (?:an? |the )?admin",
    ],
    { unless: "contact your admin|if you are (?:the|an) admin|see your admin|contact (?:the|an) admin" },
  ),
  says(
    "scope/deprecated",
    0.86,
    [
      "{scope} & (?:deprecated|no longer (?:supported|available|valid)|removed|retired|sunset|replaced|renamed|discontinued|migrat)",
    ],
    { unless: "{token}|user|{redirect}" },
  ),
  says(
    "scope/mixes-resources",
    0.84,
    [
      "(?:multiple|more than one|several|different|two) (?:resources?|audiences?|apis?)\\b",
      "{scope}~(?:same|single|one) (?:resource|audience)",
    ],
    { unless: "token audience" },
  ),
];

const ofRegistration: readonly Wording[] = [
  says(
    "registration/not-allowed",
    0.86,
    [
      "(?:dynamic (?:client )?|client )?\\bregistration~(?:{denied}|{unsupported}|requires?~token|closed)",
      "(?:not|n't) support~(?:dynamic )?(?:client )?registration",
      "initial access token",
      "policy~rejected request to client[- ]registration",
      "incompatible auth server",
      "\\bDCR\\b~(?:{unsupported}|{denied})",
    ],
    { unless: "request parameter|'registration'|user registration|device registration" },
  ),
  says(
    "registration/metadata-invalid",
    0.84,
    [
      "(?:client |registration )metadata~(?:{invalid}|{unsupported}|{missing}|{denied})",
      "invalid (?:client |registration )metadata",
      "registration (?:request|response)~(?:{invalid}|{missing}|pars|schema)",
    ],
    {},
  ),
];

export const wordsOfClient: readonly Wording[] = [
  ...ofClients,
  ...ofAuthentication,
  ...ofRedirects,
  ...ofScopes,
  ...ofRegistration,
];
