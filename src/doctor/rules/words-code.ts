/** Wordings about codes and PKCE. */
import { says, type Wording } from "./words-pattern.ts";

const LATER = /^(?!invalid_client|invalid_scope|invalid_token|insufficient_scope|unsupported_|unauthorized_client)/;

const ofCode: readonly Wording[] = [
  says("code/expired", 0.84, ["device[ _-]?code & {expired}", "user[ _]code & {expired}"]),
  says("code/already-used", 0.8, ["device[ _-]?code & {used}"]),
  says("code/unknown", 0.7, ["device[ _-]?code & (?:{unknown}|{invalid})"], { unless: "{expired}|{used}|missing" }),
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

export const wordsOfCode: readonly Wording[] = [...ofCode, ...ofPkce];
