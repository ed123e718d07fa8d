/** Wordings about clients, and how they authenticate. */
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

export const wordsOfClient: readonly Wording[] = [...ofClients, ...ofAuthentication];
