/** Wordings about codes, PKCE, refresh tokens, assertions and the grants behind them. */
import { says, type Wording } from "./words-pattern.ts";

const LATER = /^(?!invalid_client|invalid_scope|invalid_token|insufficient_scope|unsupported_|unauthorized_client)/;

const ofCode: readonly Wording[] = [
  says("code/expired", 0.82, ["{code} & {expired}", "expired_(?:auth_?)?code", "expired {code}"], {
    unless: "{refresh}|{secret}|session",
  }),
  says("code/expired", 0.55, ["\\bexpired\\b", "no longer valid"], {
    of: ["code"],
    error: LATER,
    unless: "{refresh}|{secret}|{code}|session|access[ _]token|certificate",
  }),
  says("code/already-used", 0.85, ["{code} & {used}", "already redeemed", "code_already_used"], {
    unless: "{refresh}",
  }),
  says("code/already-used", 0.6, "{used}", {
    of: ["code"],
    error: LATER,
    unless: "{refresh}|{code}|{verifier}|{challenge}|redirect|jti|nonce|assertion",
  }),
  says("code/revoked", 0.5, "{code} & {revoked}", { unless: "{refresh}" }),
  says(
    "code/unknown",
    0.62,
    ["{code} & {unknown}", "no {code} (?:found|matches|with)", "(?:unknown|unrecognized) {code}"],
    { unless: "{refresh}|redirect|{verifier}|state" },
  ),
  says("code/unknown", 0.42, ["{code} & {invalid}", "bad_verification_code"], {
    unless: "{refresh}|redirect|{verifier}|{challenge}|{expired}|response[_ ]type|scope",
    tell: "An invalid code may be unknown, altered, expired or used: compare it with the one in the redirect, and look whether it was sent before.",
  }),
  says("code/already-used", 0.36, ["{code} & {invalid}", "bad_verification_code"], {
    unless: "{refresh}|redirect|{verifier}|{challenge}|{used}|response[_ ]type|scope",
  }),
  says("code/expired", 0.34, ["{code} & {invalid}", "bad_verification_code"], {
    unless: "{refresh}|redirect|{verifier}|{challenge}|{expired}|response[_ ]type|scope",
  }),
  says(
    "code/corrupted",
    0.66,
    [
      "{code} & (?:malformed|truncated|corrupt|decod|format|not well[- ]formed|url[- ]?encod|padding|illegal character)",
    ],
    { unless: "{verifier}|{challenge}|{redirect}" },
  ),
  says(
    "code/of-other-client",
    0.82,
    [
      "{code} ~(?:issued|belong|generated|granted|meant|created|bound|associated)~ {other}~\\b(?:client|app)",
      "{code}~(?:not|n't) (?:issued|belong|granted|generated|valid|associated|created)~\\b(?:client|app)",
      "\\b(?:client|app)\\w*~(?:does ?n[o']t match|mis-?match|differ)~ {code}",
      "{code} ~(?:another|different|other) (?:client|app)",
      "client(?:[_ ]?id)?~{mismatch}~(?:authori[sz]ation (?:request|code)|code|original)",
    ],
    { unless: "{refresh}|{redirect}|{verifier}|{secret}" },
  ),
  says(
    "code/of-other-client",
    0.6,
    [
      "(?:issued|belongs?|granted) (?:to|for) (?:another|a different|other)~client",
      "(?:not|n't) (?:issued|granted) (?:to|for) (?:this|the|your)~client",
    ],
    { of: ["code"], unless: "{refresh}|{redirect}" },
  ),
  says(
    "code/redirect-uri-mismatch",
    0.8,
    [
      "{redirect} & {mismatch}",
      "{redirect} & (?:invalid|incorrect|wrong|missing|required|used (?:in|when|during|to)|original|not found)",
    ],
    {
      of: ["code"],
      error: /^(?!redirect_uri_mismatch|invalid_client|unsupported_)/,
      unless: "not registered|whitelist|registered (?:redirect|callback|ur[il])|configured|pre-?registered|allowed",
    },
  ),
  says(
    "code/redirect-uri-mismatch",
    0.86,
    [
      "{redirect}~(?:authori[sz]ation (?:request|code)|authorize (?:request|call)|obtain(?:ing)? (?:the )?(?:authori[sz]ation )?code|previous(?:ly)?|original|earlier|first request)",
      "{redirect} ~{mismatch}~(?:issued|requested|used|initial)",
    ],
    { unless: "not registered|whitelist" },
  ),
];

const ofPkce: readonly Wording[] = [
  says(
    "pkce/verifier-missing",
    0.86,
    [
      "{verifier} & {missing}",
      "(?:no|missing|requires?|needs?|expected) (?:a |the )?{verifier}",
      "{verifier}~(?:{unknown}|not (?:stored|available))",
      "(?:pkce|proof key) (?:for code exchange )?(?:is )?required (?:for|on|at|to) (?:the )?(?:token|cross-origin|redemption|exchange|redeem)",
    ],
    { unless: "length|character|between|43" },
  ),
  says(
    "pkce/verifier-mismatch",
    0.86,
    [
      "{verifier} & {mismatch}",
      "{verifier} & (?:invalid|incorrect|wrong|fail\\w*|not valid|bad\\b|verification)",
      "{challenge} & (?:{mismatch}|verif\\w+ (?:failed|failure)|failed)",
      "pkce (?:verification|validation|check|code|challenge|verif\\w*)~(?:fail\\w*|invalid|mismatch\\w*|incorrect|error|unsuccessful)",
      "(?:invalid|failed|incorrect) pkce",
      "pkce~{mismatch}",
      "failed (?:to verify )?(?:the )?pkce",
    ],
    {
      unless:
        "{verifier} (?:is )?(?:missing|required)|(?:missing|required|no) (?:a |the )?{verifier}|length|characters|challenge[_ ]method",
    },
  ),
  says("pkce/verifier-malformed", 0.7, [
    "{verifier} & (?:length|characters?|too short|too long|malformed|43|format|syntax|base64)",
  ]),
  says(
    "pkce/required",
    0.86,
    [
      "{challenge} & {missing}",
      "(?:missing|requires?|no|needs?|without|expected) (?:a |an |the )?(?:parameters?:? )?(?:pkce|{challenge})",
      "\\bpkce\\b & (?:required|mandatory|must|enforced|missing|needed|not (?:provided|used|present|enabled))",
      "proof key for code exchange & (?:required|must|missing)",
    ],
    { unless: "{verifier}|length|challenge[_ ]method|redemption|disabled" },
  ),
  says(
    "pkce/method-unsupported",
    0.88,
    [
      "(?:code[_ ])?challenge[_ ]?method & (?:{unsupported}|{missing}|{denied}|{invalid}|{mismatch}|only)",
      "transform(?:ation)? (?:algorithm|method) & (?:{unsupported}|{denied}|{missing})",
      "\\bplain\\b~(?:{denied}|{unsupported})",
      "(?:only|must (?:be|use)) ['\"“]?s256",
      "s256~(?:is )?(?:required|only|supported)",
    ],
    {},
  ),
  says(
    "pkce/challenge-malformed",
    0.84,
    [
      "{challenge} & (?:length|characters?|too short|too long|malformed|43|format|syntax|base64|encod|size|regex|pattern)",
    ],
    { unless: "{verifier}|challenge[_ ]method" },
  ),
  says("pkce/challenge-malformed", 0.55, "{challenge}~(?:invalid|not valid)|invalid {challenge}", {
    unless: "{verifier}|challenge[_ ]method|length",
  }),
];

const ofRefresh: readonly Wording[] = [
  says("refresh-token/expired", 0.82, ["{refresh} & {expired}", "expired_?refresh"], { unless: "{used}" }),
  says(
    "refresh-token/expired",
    0.5,
    ["\\bexpired\\b", "no longer valid", "inactivity|inactive for|idle", "maximum (?:lifetime|time)"],
    {
      of: ["refresh"],
      error: LATER,
      unless: "{refresh}|{secret}|{code} |session|access[ _]token|jwt|assertion|certificate",
    },
  ),
  says("refresh-token/revoked", 0.82, ["{refresh} & {revoked}"], { unless: "{used}" }),
  says("refresh-token/revoked", 0.55, ["{revoked}"], {
    of: ["refresh"],
    error: LATER,
    unless: "{refresh}|{secret}|user (?:has )?(?:revoked|removed)|certificate|client",
  }),
  says("refresh-token/reused", 0.88, [
    "{refresh} & {used}",
    "{refresh}~(?:rotat|superseded|replaced|newer)",
    "(?:token )?reuse (?:was )?detected",
    "(?:maximum|max) allowed {refresh} reuse",
  ]),
  says("refresh-token/reused", 0.55, "{used}", {
    of: ["refresh"],
    error: LATER,
    unless: "{refresh}|{code}|jti|assertion",
  }),
  says(
    "refresh-token/unknown",
    0.6,
    [
      "{refresh} & {unknown}",
      "{refresh} & (?:malformed|not (?:a )?(?:valid|well)|could ?n[o']t (?:be )?(?:decode|decrypt|parse)|decrypt|wrong type|incorrect type)",
    ],
    { unless: "{used}|{other} client|undefined in" },
  ),
  says("refresh-token/unknown", 0.44, ["{refresh} & {invalid}"], {
    unless: "{expired}|{revoked}|{used}|missing",
    tell: "An invalid refresh token may be unknown, revoked, expired or rotated: compare it with the last one that the server gave.",
  }),
  says("refresh-token/revoked", 0.36, ["{refresh} & {invalid}"], { unless: "{revoked}|missing" }),
  says("refresh-token/expired", 0.34, ["{refresh} & {invalid}"], { unless: "{expired}|missing" }),
  says("refresh-token/unknown", 0.45, ["{unknown}"], {
    of: ["refresh"],
    error: /^invalid_grant$/,
    unless: "{refresh}|{client}|user|account|session|{scope}",
  }),
  says("refresh-token/of-other-client", 0.84, [
    "{refresh} ~(?:another|different|other|wrong)~\\b(?:client|app)",
    "{refresh}~(?:not|n't) (?:issued|belong|granted|valid for|associated)~\\b(?:client|app)",
    "\\b(?:client|app)\\w*~{mismatch}~{refresh}",
    "{refresh}~\\bclient~{mismatch}",
  ]),
  says(
    "refresh-token/of-other-client",
    0.62,
    [
      "(?:issued|belongs?|granted) (?:to|for) (?:another|a different|other)~(?:client|app)",
      "(?:not|n't) (?:issued|granted) (?:to|for) (?:this|the|your)~(?:client|app)",
      "client~(?:mismatch|did not match|does ?n[o']t match)",
    ],
    { of: ["refresh"], unless: "{code}|secret" },
  ),
  says(
    "refresh-token/not-issued",
    0.8,
    [
      "(?:no|without a?) {refresh} (?:is |was |has been |in |to be )?(?:set|returned|received|issued|available|provided|found|present|granted|stored|included|in the)",
      "(?:did ?n[o']t|does ?n[o']t|do ?n[o']t|not|never|n't) (?:return|receive|get|give|include|issue|contain|send|provide|returning|getting|receiving)\\w*~{refresh}",
      "{refresh}~(?:is|was|comes? back) (?:null|undefined|missing|empty|not (?:returned|included|issued|present|sent|provided|in the response))",
      "no {refresh}(?: handler)?\\b",
      "{refresh}~not (?:returned|issued)",
    ],
    {
      unless: "parameter|request body|invalid_request|missing required",
      tell: "Look at the first token response: is there a refresh_token in it?",
    },
  ),
];

const ofGrants: readonly Wording[] = [
  says(
    "grant/revoked-by-user",
    0.8,
    [
      "(?:user|owner|member|customer|merchant|workspace|admin\\w*)~(?:has |have )?(?:revoked|removed|withdr[ae]wn?|uninstalled|disconnected|de-?authori[sz]ed|rescinded)",
      "(?:app|application|access|authori[sz]ation|permissions?|consent|integration|connection)~(?:has been |was |been )(?:revoked|removed|uninstalled|withdrawn|disconnected|de-?authori[sz]ed)",
      "(?:revoked|uninstalled|removed|disconnected) (?:by )?(?:the )?(?:user|owner|app\\b|application)",
      "uninstalled",
      "no longer (?:installed|connected|authori[sz]ed)",
      "(?:user|customer|owner) (?:has )?(?:not|n't) (?:longer )?authori[sz]ed (?:the )?app",
    ],
    { unless: "{refresh} (?:has been |was |is )?revoked|access token (?:has been |was |is )?revoked|certificate" },
  ),
  says(
    "grant/password-changed",
    0.84,
    [
      "(?:chang(?:ed|e|ing)|reset)~(?:his |her |their |the )?password",
      "password~(?:was |has been |been )?(?:recently )?(?:changed|reset\\b)",
    ],
    { unless: "must|required?|needs?|force|expired|temporary|before" },
  ),
  says(
    "grant/token-limit-exceeded",
    0.8,
    [
      "(?:too many|maximum number of|limit (?:of|on)|exceed\\w* (?:the )?(?:maximum|number|limit))~(?:refresh |access |active |live |outstanding )?(?:tokens|grants|authori[sz]ations|sessions)",
      "(?:tokens?|grants?) limit~(?:exceeded|reached)",
    ],
    { unless: "requests|rate|per (?:second|minute|hour|day)" },
  ),
  says(
    "grant/app-in-testing-mode",
    0.82,
    [
      "(?:in|is in|still in|publishing status[^a-z]*)~\\b(?:testing|test|development|dev|sandbox|draft)\\b (?:mode|status|phase|state)?\\b~(?:only|tester|test users?|access)?",
      "(?:test|development|sandbox) (?:users?|mode|accounts?)",
      "not (?:completed|passed|yet)~verification",
      "(?:app|application)~(?:not (?:been )?(?:verified|published|distributed|live|approved|reviewed|public)|unverified|undistributed|currently being tested)",
      "developer[- ]approved testers?",
    ],
    {
      unless: "client_id|sandbox (?:key|credential|environment|url|host)|switch|use the|api[- ]key|live mode key",
      error: /^(?!invalid_client|unsupported)/,
    },
  ),
  says(
    "grant/session-ended",
    0.8,
    [
      "session~(?:{unknown}|{expired}|ended|terminated|(?:is )?(?:not|n't) (?:active|valid)|inactive|invalid(?:ated)?|closed|no longer|logged out|signed out|was (?:deleted|removed)|limit)",
      "(?:no (?:active )?|inactive |expired |ended |terminated )session",
      "(?:user|has) (?:been )?(?:logged|signed)[- ]?out",
    ],
    {
      unless: "{code} |state|cookie|csrf|login[_ ]required|nonce|prompt|secure|http.?session",
      error: /^(?!login_required|interaction_required|access_denied)/,
    },
  ),
];

const ofAssertions: readonly Wording[] = [
  says(
    "assertion/signature-invalid",
    0.84,
    [
      "(?:jwt|assertion|token)?~\\bsignature\\b~(?:{invalid}|{mismatch}|verif)",
      "invalid (?:jwt |assertion )?signature",
      "(?:no|could not find|unable to find) (?:matching |public )?key",
      "\\bkid\\b~(?:{unknown}|{invalid})",
    ],
    { of: ["assertion"] },
  ),
  says(
    "assertion/expired",
    0.78,
    [
      "{expired}",
      "\\bexp\\b~(?:past|before)",
      "(?:exp|iat|lifetime|life ?time|validity)~(?:too (?:long|far|large)|exceed|more than|at most|within|maximum|greater)",
      "(?:check|bad) (?:your )?(?:iat|exp)",
    ],
    { of: ["assertion"], unless: "clock" },
  ),
  says("assertion/expired", 0.72, ["\\bassertion\\b & {expired}"], { unless: "client[ _]assertion|clock" }),
  says(
    "assertion/wrong-audience",
    0.84,
    [
      "{audience}~(?:{invalid}|{mismatch}|{missing}|{other}|{denied}|must)",
      "(?:{invalid}|{mismatch}|wrong)~{audience}",
    ],
    { of: ["assertion"] },
  ),
  says("assertion/wrong-audience", 0.7, ["\\bassertion\\b~{audience}"], {
    unless: "client[ _]assertion",
    of: ["code", "refresh", "unknown", "exchange", "token"],
  }),
  says(
    "assertion/subject-not-delegated",
    0.84,
    [
      "(?:not|un-?)\\s?authori[sz]ed~(?:any of the scopes|on behalf|domain[- ]wide|delegat|impersonat|using this method|for this (?:user|subject))",
      "(?:delegat|impersonat)\\w*~(?:{denied}|{missing}|{invalid}|not)",
      "(?:sub|subject|user)~not~(?:delegat|consented|approved|pre-?authori[sz]ed)",
      "domain[- ]wide",
    ],
    {},
  ),
  says("assertion/subject-not-delegated", 0.5, ["{denied}"], {
    of: ["assertion"],
    error: /^(unauthorized_client|access_denied)$/,
  }),
];

export const wordsOfGrant: readonly Wording[] = [...ofCode, ...ofPkce, ...ofRefresh, ...ofGrants, ...ofAssertions];
