/** Wordings about the user who signs in: what they did, must do, or may not. */
import { says, type Wording } from "./words-pattern.ts";

const USER = "(?:users?|account|owner|person|customer|member|principal|identity)";
const notClient = /^(?!invalid_client|unauthorized_client|invalid_scope|unsupported_)/;

export const wordsOfUser: readonly Wording[] = [
  says(
    "user/denied",
    0.86,
    [
      `${USER}~(?:has |have )?(?:denied|cancel+ed|declined|rejected|refused|abort\\w*|said no|did ?n[o']t (?:authori[sz]e|consent|approve|grant|allow)|closed|disallowed|chose not)`,
      "(?:denied|cancel+ed|declined|rejected|refused|aborted) (?:the )?(?:by )?(?:the )?(?:end[- ]?)?(?:user|request by|consent|authori[sz]ation)",
      "user[_ -]?(?:denied|cancel+ed|rejected|declined)\\w*",
      "popup[_ ](?:closed|window)|user closed",
    ],
    {
      unless: "policy|not assigned|admin (?:has )?(?:denied|blocked)|account (?:has been )?(?:disabled|locked)|tenant",
    },
  ),
  says(
    "user/denied",
    0.5,
    [
      "access (?:was |is )?denied|access_denied|permission denied|denied access",
      "(?:request|authori[sz]ation|login|sign-?in) (?:was |has been )?(?:denied|cancel+ed|rejected|declined)",
    ],
    { error: /^(access_denied|)$/, unless: "policy|assigned|rule|consent|scope|admin|group|role|token|api|storage" },
  ),
  says(
    "user/login-required",
    0.86,
    [
      "login[_ ](?:is )?required",
      `${USER}~(?:is |are )?(?:not|n't) (?:currently )?(?:be(?:en)? )?(?:logged|signed)[- ]?in`,
      "no (?:active |valid |existing )?(?:user )?session~(?:found|exist)?",
      "(?:must|needs? to|has to|required to) (?:log|sign)[- ]?in",
      "(?:user )?(?:re-?)?authentication (?:is )?required",
      "silent (?:authentication|sign-?in|sso|login|renew)~(?:fail|denied|not|error)",
      "end-?user is not authenticated|not authenticated",
    ],
    {
      of: ["unknown", "code", "token", "refresh"],
      unless:
        "session[ _]state|{client} authentication|client~not authenticated|api|credentials were|bearer|multi-?factor|header",
      error: /^(?!invalid_grant|invalid_client|invalid_token)/,
    },
  ),
  says(
    "user/consent-required",
    0.86,
    [
      "consent[_ ](?:is )?(?:required|needed)",
      "(?:has|have|had) (?:not|n't) (?:yet )?(?:been )?(?:consented|approved|accepted|given consent|granted (?:consent|permission|access))",
      "(?:not|n't) (?:been )?consented",
      "(?:no|missing|without|requires?|needs?) (?:user |prior )?(?:consent|approval)\\b",
      "(?:send|prompt)~interactive authori[sz]ation",
      "user must (?:consent|approve|authori[sz]e)",
      "authori[sz]ed the (?:app|client)~(?:not|yet)",
    ],
    { unless: "admin|delegat|prompt=consent" },
  ),
  says(
    "user/interaction-required",
    0.84,
    [
      "interaction[_ ](?:is )?required|interactive (?:sign-?in|login|authentication)~(?:required|needed)|requires? (?:user )?interaction|user interaction",
      "(?:account|select)[_ ](?:an )?(?:selection|account)[_ ]?(?:required|needed)?",
      "(?:multiple|more than one|several) (?:accounts|identities|users|sessions)",
      "accept~(?:terms|conditions|policy)",
      "prompt['\"]? ?(?:=|of|set to|is)? ?['\"“]?none",
    ],
    { unless: "multi-?factor|login[_ ]required|consent[_ ]required|conflict|combin|other prompt" },
  ),
  says(
    "user/mfa-required",
    0.9,
    [
      "(?:multi|two|second)[- ]?factor",
      "\\bmfa\\b|\\b2fa\\b|mfa_required",
      "\\botp\\b|one[- ]time (?:pass(?:word|code)?)",
      "step[- ]?up (?:authentication|auth)",
      "strong(?:er)? authentication",
      "unmet_authentication_requirements|acr (?:value|level)~(?:not|required)",
    ],
    { unless: "webauthn not" },
  ),
  says(
    "user/policy-blocked",
    0.84,
    [
      "conditional access",
      `(?:polic(?:y|ies)|rule)\\b~(?:{denied}|block\\w*|prevent\\w*|reject\\w*|evaluation failed|requires?|fail\\w*|not met)`,
      `(?:blocked|denied|prevented|rejected|restricted|disallowed|forbidden)~(?:by|due to|because of)~(?:polic|rule|admin|organi[sz]ation|security|tenant|condition|network|location)`,
      "device~(?:not|must be|isn't)~(?:compliant|managed|registered|trusted|joined|enrolled)",
      "\\bip\\b(?: address)?~(?:{denied}|block\\w*|not (?:in|on)|whitelist|range)",
      "(?:network zone|location|country|region)~(?:{denied}|block\\w*)",
      "security defaults|suspicious|risk[yi]|unusual (?:activity|sign)",
      "admin(?:istrator)?~(?:has )?(?:blocked|restricted|disabled|not allowed)",
    ],
    {
      unless:
        "cors|origin|cookie|{scope}|client registration|password policy|{redirect}|third[- ]party|content security|app(?:lication)? is (?:disabled|blocked)",
      error: notClient,
    },
  ),
  says(
    "user/not-assigned",
    0.8,
    "(?:permission|permitted|allowed|authori[sz]ed|entitled) to (?:access|use|sign in to|log in to) (?:this|the|that) (?:app|application)\\b",
    { error: notClient, unless: "cors|origin" },
  ),
  says(
    "user/not-assigned",
    0.86,
    [
      `${USER}~(?:not|n't) (?:been )?(?:assigned|a tester|added|listed|authori[sz]ed|permitted|granted access|entitled)~(?:to|for|as)?`,
      "not (?:been )?assigned (?:to )?(?:a role|the|this|any)",
      "(?:not|n't) have access to (?:this|the|your)~(?:app|application|client|service)\\b",
      "(?:not|n't) (?:in|a member of|part of|belong to)~(?:group|team|allowed list|role|test users)",
      "(?:only|restricted to|limited to)~(?:test(?:er)?s?|developers?|test users)\\b",
      "unassigned",
    ],
    {
      unless:
        "tenant|directory|{scope}|{redirect}|{token}|delegat|any of the scopes|testing mode|in (?:the )?testing|role~(?:missing|required)~{token}",
      error: notClient,
    },
  ),
  says(
    "user/not-in-tenant",
    0.86,
    [
      `${USER}~(?:{unknown}|not (?:a member|part|in|exist|belong)|from (?:a |an )?(?:different|another|external))~(?:in |of |to |the )*(?:tenant|directory|organi[sz]ation|domain|workspace)`,
      "(?:tenant|directory|organi[sz]ation|workspace|domain|hosted domain|\\bhd\\b)~(?:{denied}|{mismatch}|not allow|restricted|only)",
      "(?:restricted to|only)~users (?:with)?in (?:its|the|this) (?:organi[sz]ation|tenant|domain|workspace)",
      "needs to be added as an external user",
      "(?:not|n't) (?:a )?(?:member|guest)",
      "personal (?:microsoft )?accounts?~(?:not|n't|{denied})",
    ],
    { unless: "{redirect}|app(?:lication)?~(?:with|identifier)|client|{scope}|resource|group|team" },
  ),
  says(
    "user/credentials-wrong",
    0.86,
    [
      "(?:invalid|incorrect|wrong|bad|unknown)~(?:user ?name|e-?mail|login|user[ _]credentials?|password|user(?:id)?\\b)",
      "(?:user ?name|e-?mail|login|user|user[ _]credentials?)~(?:or|and|/|and/or|&)~pass(?:word|phrase)~(?:{invalid}|{mismatch}|not recogni[sz]ed|unknown)",
      "password~(?:{invalid}|{mismatch})",
      "bad credentials|user (?:authentication|credentials) (?:failed|are invalid|invalid)|invalid (?:user|resource owner) (?:credentials?|password)|invalid_user_credentials|invalid[ _]credentials",
    ],
    {
      unless:
        "client|{secret}|code|must be changed|changed|reset|expired|bearer|{token}|user ?agent|user ?info|e-?mail~(?:verif|scope|permission)|login[_ ](?:hint|required)",
      error: /^(?!invalid_client|invalid_token|unauthorized_client|invalid_scope|login_required)/,
    },
  ),
  says("user/credentials-wrong", 0.6, ["{unknown}", "authentication failed|invalid credentials"], {
    of: ["password"],
    unless: "client|{scope}|{secret}",
  }),
  says(
    "user/account-not-ready",
    0.86,
    [
      `${USER}(?:'s)?~(?:is |has been |was |are )?(?:temporarily )?(?:disabled|locked|suspended|not (?:yet |been |fully )*(?:set ?up|verified|confirmed|activated|active|complete\\w*|enabled)|blocked|inactive|pending|deactivated|unverified|unconfirmed|banned|deleted|expired)`,
      "(?:disabled|locked|suspended|inactive|unverified|unconfirmed|deactivated|blocked) (?:user|account)",
      "e-?mail~(?:not|n't|un|must be|needs? to be|has to be)[ -]?(?:been )?(?:verified|confirmed)",
      "(?:verify|confirm)~(?:your|the|their) e-?mail",
      "password~(?:has )?(?:expired|must be (?:changed|reset)|(?:reset|change) (?:is )?required|needs? to be (?:changed|reset))",
      "(?:force[d]?|must|needs? to|required to)~(?:chang|reset|updat|set)\\w*~password",
      "temporary password|new_password_required|required actions?|resolve_required_actions",
      "email_not_verified|user_not_confirmed|account_locked|user_disabled|UserNotConfirmed\\w*|PasswordResetRequired\\w*",
    ],
    { unless: "client|{token}|app(?:lication)?~(?:is )?disabled|service account|session|consent", error: notClient },
  ),
];
