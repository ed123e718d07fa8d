/** Wordings about where a request went, how it got there, and problems of the server. */
import { says, type Wording } from "./words-pattern.ts";

const ofPlaces: readonly Wording[] = [
  says(
    "request/wrong-endpoint",
    0.72,
    [
      "(?:page|url|path|route|endpoint|resource url|requested url)~{unknown}",
      "404~not found",
      "cannot (?:GET|POST|PUT) /",
      "(?:no|invalid|wrong|incorrect|unknown) (?:such )?(?:endpoint|route|url|path)\\b",
      "\\brealm\\b~(?:{unknown})",
      "no (?:handler|mapping|static resource|route|endpoint)~(?:found|for)",
      "no matching (?:route|state)",
      "(?:use|via) (?:the )?(?:tenant|/common|/organizations|/consumers|v1|v2)~endpoint",
      "endpoint~(?:not (?:supported|enabled|available|allowed)|deprecated|only|no longer)",
      "(?:v1|v2)(?:\\.0)?~(?:endpoint|token)~(?:not|n't|only|instead)",
    ],
    { unless: "{redirect}|{resourceless}|user~not found|getaddrinfo".replace("{resourceless}", "resource principal") },
  ),
  says(
    "request/wrong-endpoint",
    0.5,
    [
      "unexpected token '?<",
      "<!doctype html|<html",
      "not valid json|invalid json response|unexpected (?:end of )?(?:json|character)~json",
      "json\\.?(?:parse|decode)\\w*~(?:error|<)",
      "expecting value: line 1 column 1",
    ],
    { tell: "Look at the body of the response: a page of HTML comes from another URL than the one meant." },
  ),
  says("request/wrong-endpoint", 0.3, [
    "ENOTFOUND|ECONNREFUSED|getaddrinfo|could not resolve host|name or service not known|connection refused|no such host",
  ]),
  says(
    "request/wrong-environment",
    0.82,
    [
      "(?:sandbox|production|live|test(?:ing)?|staging) (?:mode|environment|keys?|credentials?|account|app|url|host|token|data ?cent(?:er|re))~(?:{mismatch}|{invalid}|{denied}|not|but|instead|use|with|only)",
      "(?:wrong|different|other|incorrect|another) (?:environment|region|data ?cent(?:er|re)|cloud|instance|domain|shard|stage|cluster|realm)",
      "(?:environment|region|data ?cent(?:er|re)|cloud instance)~(?:{mismatch}|{invalid}|wrong)",
      "(?:national|government|sovereign|us gov\\w*) cloud",
    ],
    { unless: "tester|app is in|publishing|approved" },
  ),
];

const ofTransport: readonly Wording[] = [
  says(
    "transport/insecure",
    0.86,
    [
      "(?:https|ssl|tls)\\b(?: is)?~(?:required|mandatory|must|only|needed)",
      "(?:must|requires?|only|should) (?:be |use |utili[sz]e )?(?:over |an? )?(?:https|ssl|tls)\\b",
      "insecure[ _-]?transport",
      "(?:insecure|non-https|plain http|unencrypted)~(?:not|{denied}|connection|request)",
      "http (?:requests?|connections?|urls?)~(?:not allowed|{denied})",
      "httpsrequired|https_required|ssl_required",
    ],
    { unless: "{redirect}|certificate|client authentication|tls_client|mutual" },
  ),
  says(
    "transport/certificate-problem",
    0.88,
    [
      "(?:self[- _]signed|untrusted|expired|invalid|unknown) (?:ssl |tls |server |ca )*certificate",
      "\\bx\\.?509\\b",
      "CERT_[A-Z_]{4,}|UNABLE_TO_(?:VERIFY|GET_ISSUER)\\w*|DEPTH_ZERO\\w*|ERR_TLS\\w*|CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT\\w*",
      "PKIX path",
      "(?:ssl|tls)[ _-]?(?:handshake|error|exception|connection)",
      "SSLHandshakeException|SSLCertVerificationError|SSLError",
      "(?:certificate|cert)~(?:verify failed|verification|not trusted|chain|hostname|has expired|mismatch|unable to)",
      "unable to (?:get local issuer|verify the first)",
      "hostname~certificate",
      "curl: \\((?:35|51|58|60|77)\\)",
    ],
    { unless: "client certificate|thumbprint|assertion" },
  ),
  says(
    "transport/cors-blocked",
    0.9,
    [
      "\\bCORS\\b",
      "access-control-allow-\\w+",
      "preflight",
      "origin~(?:is |has been )?(?:not allowed|not registered|blocked|not permitted|denied)",
      "cross-origin request blocked",
      "(?:not allowed|disallowed|invalid) origin",
    ],
    { unless: "cross-origin token redemption" },
  ),
  says("transport/cors-blocked", 0.4, ["failed to fetch", "network ?error", "load failed"], {
    unless: "cookie|ENOTFOUND|ECONNREFUSED|discovery|jwks",
  }),
  says(
    "transport/cookies-blocked",
    0.86,
    [
      "third[- ]party~(?:cookies?|storage)",
      "\\bsamesite\\b",
      "cookies?\\b~(?:blocked|not (?:found|sent|set|enabled|present|supported|available)|missing|disabled|rejected|withheld|required)",
      "(?:enable|allow|accept|block\\w*) cookies",
      "cookie[_ ]not[_ ]found",
      "(?:iframe|frame)~(?:timed? ?out|blocked|refused|x-frame|cookie|silent)",
      "(?:x-frame-options|frame-ancestors)",
      "monitor_window_timeout|\\bITP\\b|tracking prevention",
      "unable to complete silent",
    ],
    { unless: "state cookie|\\bstate\\b|set-cookie:|cookie: " },
  ),
];

const ofServer: readonly Wording[] = [
  says(
    "server/rate-limited",
    0.92,
    [
      "rate[- _]?limit",
      "too many (?:\\w+ ){0,3}(?:requests|attempts|calls|failed|logins)",
      "throttl(?:ed|ing)",
      "(?:request|api|usage|daily) ?(?:quota|limit)~(?:exceed|reached)",
      "quota exceeded|exceeded~(?:quota|requests|rate)",
      "slow[_ ]down",
      "requests? per (?:second|minute|hour|day)",
      "resource_exhausted|toomanyrequests",
      "\\b429\\b",
    ],
    { unless: "slow_down~pending|tokens (?:limit|per)" },
  ),
  says(
    "server/fault",
    0.66,
    [
      "internal(?:[ _]server)?[ _]error",
      "unexpected (?:server )?(?:error|condition|exception|problem)",
      "(?:service|server)~(?:unavailable|error occurred|is down|overloaded)",
      "(?:bad gateway|gateway time-?out)",
      "temporarily unavailable",
      "(?:please )?(?:try|retry) (?:again )?later",
      "an (?:internal|unknown|unexpected) error (?:has )?occurred",
      "unhandled exception|stack ?trace|null ?pointer",
      "\\b50[0234]\\b (?:internal|bad|service|gateway)",
    ],
    { unless: "rate|too many|quota|json|locked" },
  ),
  // The heading of a page, above its text.
  says("server/fault", 0.3, "something went wrong|went wrong on our|an error (?:has )?occurred"),
];

export const wordsOfWay: readonly Wording[] = [...ofPlaces, ...ofTransport, ...ofServer];
