/** Wordings about refresh tokens, assertions and the grants behind them. */
import { says, type Wording } from "./words-pattern.ts";

const LATER = /^(?!invalid_client|invalid_scope|invalid_token|insufficient_scope|unsupported_|unauthorized_client)/;

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
  says(
    "refresh-token/reused",
    0.6,
    "\\b(?:both|two|several|all) (?:\\w+ ){1,3}(?:share|use|have|read|refresh)\\b|\\b(?:concurrent|parallel|simultaneous)\\w* ~(?:refresh|request|token)",
    { of: ["refresh"] },
  ),
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
      "client~{mismatch}",
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

export const wordsOfGrant: readonly Wording[] = [...ofRefresh, ...ofGrants, ...ofAssertions];
