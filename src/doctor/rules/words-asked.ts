/** Wordings about redirect URIs, scopes, and the registration of clients. */
import { says, type Wording } from "./words-pattern.ts";

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

export const wordsOfAsked: readonly Wording[] = [...ofRedirects, ...ofScopes, ...ofRegistration];
