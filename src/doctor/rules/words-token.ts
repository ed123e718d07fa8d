/** Wordings about tokens: those sent to a resource, and those that a client or an API checks. */
import { says, type Wording } from "./words-pattern.ts";

const HELD = ["token", "exchange", "unknown", "code"] as const;
const notGrant = /^(?!invalid_grant|invalid_client|invalid_scope|invalid_request_object)/;

export const wordsOfToken: readonly Wording[] = [
  says(
    "token/expired",
    0.86,
    [
      "{token} & {expired}",
      "(?:jwt|token) ?expired|tokenexpired\\w*|expiredsignature\\w*|expired_token|token_expired",
      "\\bid[_ ]token\\b~{expired}",
      "signature has expired",
      "lifetime validation failed",
      "IDX10223",
      "[\"'`]?\\bexp\\b[\"'`]? claim~(?:check|{invalid}|past|{expired})",
    ],
    { unless: "{refresh}|{code} (?:has |is )?expired|{secret}|clock|assertion|device", error: notGrant },
  ),
  says("token/expired", 0.6, ["\\bexpired\\b"], {
    of: ["token"],
    unless: "{token}|{refresh}|{secret}|session|certificate",
  }),
  says("token/expired", 0.5, ["\\b(?:access[ _]?token|token)\\b & expired"], {
    of: ["exchange", "assertion"],
    unless: "{refresh}",
  }),
  says("token/revoked", 0.72, ["{token} & {revoked}"], { unless: "{refresh}|{expired}|user|\\bapp", error: notGrant }),
  says(
    "token/signature-invalid",
    0.86,
    [
      "{signature} & (?:{invalid}|{mismatch}|verif|validation)",
      "(?:invalid|bad|wrong) {signature}",
      "(?:no|could ?n[o']t find|unable to find|cannot find|not find)~(?:matching |suitable |applicable |signing |signature |public |verification )+key",
      "\\b(?:kid|key[ _-]?id)\\b & (?:{unknown}|{mismatch}|{missing}|no match)",
      "\\bJWKS?\\b & (?:no (?:matching|applicable)|{unknown}|does not contain)",
      "JWSSignatureVerificationFailed|JWKSNoMatchingKey|IDX1050[0-3]|IDX10511|SigningKeyNotFound\\w*|signature_?verification_?failed",
    ],
    {
      unless:
        "oauth_signature|client[ _]assertion|\\bdpop\\b|hmac|webhook|signature has expired|signature algorithm|ssl|certificate verify",
      of: [...HELD, "refresh"],
    },
  ),
  says(
    "token/algorithm-mismatch",
    0.88,
    [
      "{algorithm} & (?:{unsupported}|{mismatch}|{denied}|{invalid}|expected|unexpected|must be|should be)",
      "(?:expected|unexpected|instead of|not|only|requires?)~\\b(?:RS|HS|ES|PS)(?:256|384|512)\\b",
      "\\b(?:RS|HS|ES|PS)(?:256|384|512)\\b~(?:but|expected|instead|{unsupported}|{denied}|got)",
      "invalid algorithm|InvalidAlgorithmError|JOSEAlgNotAllowed|alg_not_allowed",
    ],
    { unless: "challenge|transform|s256 (?:only|is)|hash algorithm|cipher|ssl" },
  ),
  says(
    "token/wrong-audience",
    0.88,
    [
      "{audience} & (?:{invalid}|{mismatch}|{unsupported}|{other}|validation|not (?:allowed|include|contain|in|intended)|expected)",
      "(?:invalid|wrong|unexpected|incorrect)~{audience}",
      "IDX10214|InvalidAudience\\w*|invalid_audience",
      "(?:token|jwt)~(?:not|n't) (?:intended|meant|issued|addressed|for use)~(?:for|with|by)~(?:this|the|api|resource|audience|client)",
      "recipient",
    ],
    {
      unless:
        "client[ _]assertion|assertion audience|unknown audience|audience~(?:not found|does not exist|required|missing)|resource principal",
      of: [...HELD, "refresh"],
    },
  ),
  says(
    "token/wrong-issuer",
    0.88,
    [
      "{issuer} & (?:{invalid}|{mismatch}|{other}|validation|{unknown}|unexpected|not (?:trusted|allowed)|expected|un-?trusted)",
      "(?:invalid|wrong|unexpected|unknown|untrusted)~{issuer}",
      "IDX10205|InvalidIssuer\\w*|invalid_issuer",
    ],
    {
      unless:
        "discovery|metadata|well-known|configuration|client[ _]assertion|certificate|response parameter|authori[sz]ation response|get local",
      of: [...HELD, "refresh"],
    },
  ),
  says(
    "token/malformed",
    0.84,
    [
      "{token} & (?:malformed|(?:invalid|wrong|not in~)~format|not well[- ]?formed|not an? (?:valid )?(?:jwt|jws|token)|could ?n[o']t be (?:decoded|parsed|read|decrypted)|(?:unable|failed) to (?:decode|parse|read|deserialize)|segments?|truncated|opaque|corrupt|decod)",
      "(?:not enough|wrong number of|too many|bad|must (?:have|contain) (?:3|three)) (?:segments|parts|dots)",
      "jwt malformed|malformed (?:jwt|token)|IDX12741|IDX1270[89]|IDX14100|InvalidJWT|JWTMalformed|compact (?:jws|jwt|serialization)",
      "(?:unable|failed|cannot) to? ?(?:decode|parse|deserialize)~(?:jwt|token)",
      "not a (?:valid )?jwt",
      "opaque (?:token|access)",
      "illegal base64|jws invalid|invalid compact",
    ],
    { unless: "unexpected token|syntaxerror|{refresh}|{code}|JSON\\.parse|in json|assertion" },
  ),
  says(
    "token/malformed",
    0.4,
    [
      "(?:invalid|bad|incorrect|unknown) {token}",
      "{token} & (?:{invalid}|{unknown})",
      "invalid_token|InvalidAuthenticationToken",
    ],
    {
      of: ["token", "unknown", "exchange"],
      unless:
        "expired|{audience}|{issuer}|{signature}|{refresh}|unexpected token|{scope}|csrf|no token|missing|id[_ ]token",
      tell: "Decode the token: is it a JWT, and do exp, aud and iss fit this API?",
    },
  ),
  says("token/expired", 0.38, ["(?:invalid|bad) {token}", "{token} & {invalid}"], {
    of: ["token", "unknown"],
    unless:
      "expired|{audience}|{issuer}|{signature}|{refresh}|malformed|no token|missing|csrf|unexpected token|id[_ ]token",
  }),
  says(
    "token/absent",
    0.86,
    [
      "\\b(?:no|missing|without)\\b~(?:access |bearer |auth(?:entication|orization)? ?)?(?:token|authori[sz]ation header|authorization information)\\b",
      "authori[sz]ation header & (?:{missing}|{unknown}|not)",
      "(?:access|bearer|auth\\w*)[ _]token\\b~(?:(?:is |was )?(?:missing|required|not (?:provided|found|present|supplied|sent)|empty|absent|undefined|null))",
      "(?:authentication )?credentials? were not provided",
      "jwt must be provided",
      "full authentication is required",
      "unauthenticated|authentication (?:is )?required to access",
      "requires? (?:user )?authentication|login required for api",
      "missing or (?:invalid|malformed) (?:token|authori[sz]ation|jwt)",
      "no auth(?:orization)? (?:token|header)",
    ],
    {
      of: ["token", "unknown"],
      unless:
        "{refresh}|{client} (?:credentials|secret)|no id[_ ]token|login_required|csrf|unexpected token|session|user is not",
    },
  ),
  says("token/absent", 0.5, ["(?:no|missing) (?:access_?token|access token)"], { unless: "{refresh}" }),
  says(
    "token/insufficient-scope",
    0.9,
    [
      "insufficient[_ -]?(?:oauth[_ ]|authentication )?(?:scopes?|permissions?|privileges?)",
      "{token}~(?:{missing}|(?:not|n't) (?:have|contain|include|grant\\w*)|{denied})~{scope}",
      "{scope} & (?:{missing}|(?:not|n't) (?:have|contain|include))",
      "higher privileges|access_token_scope_insufficient",
      "(?:lacks?|requires?|needs?|missing|does not have)~(?:the )?(?:required |necessary |following )?(?:scope|permission|privilege|role)s?\\b",
      "request had insufficient",
    ],
    {
      of: ["token", "unknown"],
      unless: "admin|openid~(?:missing|required)|authori[sz]ation request|grant_type",
      error: /^(?!invalid_scope|invalid_request|invalid_client|access_denied|consent_required|invalid_grant)/,
    },
  ),
  says(
    "token/insufficient-scope",
    0.7,
    ["insufficient[_ -]?(?:oauth[_ ]|authentication )?(?:scopes?|permissions?|privileges?)"],
    {},
  ),
  says(
    "time/clock-skew",
    0.86,
    [
      "clock[- ]?(?:skew|drift|tolerance)?",
      "(?:used|issued)~(?:too early|in the future)",
      "too early",
      "(?:in|from) the future",
      "(?:not|n't) (?:yet |be )?(?:valid|active|accepted)~(?:yet|before|until)|not[ -]yet[ -](?:valid|active)",
      "[\"'`]?\\bnbf\\b[\"'`]?~(?:check|{invalid}|before|claim|future|timestamp)",
      "\\biat\\b~(?:future|{invalid}|too|ahead|check)",
      "(?:system|server|local|device|computer)(?:'s)? (?:time|clock)",
      "time~(?:synchroni[sz]|drift|out of sync|in sync)",
      "\\bntp\\b",
      "reasonable timeframe",
      "ImmatureSignatureError|NotBeforeError|IDX10222|before its (?:not[- ]before|issue)",
    ],
    { unless: "try again later|session idle|clock-?wise" },
  ),
];
