/** What stops a sign-in between the parties: networks that let nothing through, lists of IP addresses and origins, lost sessions. */
import type { CauseCode } from "../../reasons/causes.ts";
import { openid, rfc } from "../../specs.ts";
import { standardError } from "../../standard/index.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";

interface Sentence {
  readonly reason: CauseCode;
  readonly confidence: number;
  readonly says: RegExp;
  readonly unless?: RegExp;
}

const SENTENCES: readonly Sentence[] = [
  {
    reason: "transport/unreachable",
    confidence: 0.84,
    says: /\bE(?:CONNREFUSED|NOTFOUND|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|CONNABORTED)\b|could(?: not|n't) (?:resolve host|reach|connect|be reached)|unable to (?:reach|connect to)\b|name or service not known|temporary failure in name resolution|\bno such host\b|UnknownHost|Connect(?:ion)?(?:Timeout)?Exception|connection (?:refused|timed out|was refused)|connect(?:ion)? timeout|\bi\/o timeout\b|network is unreachable|was not connected to because|failed to connect to|Max retries exceeded|\bcURL error (?:6|7|28)\b|actively refused|UND_ERR_CONNECT_TIMEOUT|context deadline exceeded|\btime-?out while (?:looking|fetching|connecting|reading|retriev|getting)|timed out (?:while|connecting|after)/i,
    unless: /certificate|\bx509\b|\bssl\b/i,
  },
  {
    // Node calls these only where a connection fails: no server has said anything.
    reason: "transport/unreachable",
    confidence: 0.8,
    says: /\bsocketErrorListener\b|\bTCPConnectWrap\.afterConnect\b/,
  },
  {
    reason: "request/nonce-mismatch",
    confidence: 0.86,
    says: /\bnonce\b.{0,80}\b(?:mis-?match|(?:does|did) ?n[o'’]t (?:match|equal)|not (?:match|equal|valid)|differ|invalid|unexpected|wrong)|\b(?:mis-?match(?:ed|ing)?|invalid|unexpected|wrong|different)\b.{0,30}\bnonce\b|invalid_nonce|nonce_mismatch/i,
    unless: /\bdpop\b|use_dpop_nonce|\bcsp\b|script-src|nonce (?:too|already)/i,
  },
  {
    reason: "user/mfa-required",
    confidence: 0.62,
    says: /\bacr(?:_values|s)?\b.{0,60}\b(?:not|could|none|unsupported|unmet|insufficient)\b|\b(?:none|no)\b.{0,40}\bacrs?\b/i,
  },
  {
    reason: "request/wrong-environment",
    confidence: 0.82,
    says: /\b(?:live|test|sandbox|production|prod)[ -]?(?:mode|environment|keys?|api|account)?\b.{0,60}\b(?:but|only|cannot|not|instead of)\b.{0,60}\b(?:live|test|sandbox|production|prod)\b/i,
    unless: /latest|unit test/i,
  },
  {
    reason: "client/address-not-allowed",
    confidence: 0.85,
    says: /\bip\b(?: address)?.{0,60}\b(?:not|isn['’]t|outside|no)\b.{0,25}\b(?:allow|white-?list|permit|authori[sz]|trusted|in range|accept|regist)|\bip\b.{0,12}\b(?:restrict|denied|blocked|black-?list)|\b(?:restricted|allowed|white-?listed|trusted) ip\b.{0,40}\b(?:not|required|mismatch|range)|not in (?:the )?(?:ip )?(?:white|allow)-?list|login from this ip/i,
    // The user's, not the client's.
    unless: /\byour ip\b/i,
  },
  {
    reason: "client/origin-not-allowed",
    confidence: 0.82,
    says: /\borigin\b.{0,80}\b(?:not|isn['’]t|un)\W?(?:allow|regist|white-?list|permit|authori[sz]|valid|recogni|trusted)|\b(?:invalid|unauthori[sz]ed|unknown|untrusted|disallowed) origin\b|origin_mismatch|javascript origins?\b.{0,60}\bregister|\b(?:unauthori[sz]ed|disallowed)[ -]domain\b|\bdomain\b.{0,40}\bnot (?:allowed|authori[sz]ed|white-?listed|registered)\b.{0,40}\b(?:client|app|sign|origin|oauth)/i,
    unless: /\bcors\b|access-control|csrf|redirect_uri/i,
  },
];

function* said(view: View): Iterable<Found> {
  const isAnswered = view.errors.some(({ error = "" }) => standardError(error) !== undefined);
  for (const { says: pattern, unless, reason, confidence } of SENTENCES) {
    for (const words of wordsOf(view)) {
      const line = words.split("\n").find((one) => pattern.test(one.slice(0, MOST)) && unless?.test(one) !== true);
      const part = line && pattern.exec(line.slice(0, MOST))?.[0];
      if (part === undefined || line === undefined || part === "") continue;
      // A server that names an error was reached.
      const sure = reason === "transport/unreachable" && isAnswered ? confidence * 0.35 : confidence;
      yield { reason, confidence: sure, says: `the message says “${short(part, 120)}”`, source: line, part };
      break;
    }
  }
}

const MOST = 2_000;
const wordsOf = (view: View): readonly string[] =>
  [...view.errors.map(({ words }) => words), ...view.material.texts].map((words) => words.slice(0, 20_000));

const isCallback = ({ query, method }: RequestView): boolean =>
  method === "GET" && query.has("code") && (query.has("state") || query.has("session_state"));

/** Servers in front of applications that sign users in for them. */
const GATEWAY = /awselb|envoy|istio|kong|traefik|cloudfront|openresty|haproxy|apigee/i;

/** The provider has done its part when it sends a code back. What fails then is between the application and the provider. */
function* callback(view: View): Iterable<Found> {
  for (const request of view.requests.filter(isCallback)) {
    const { response } = request.exchange;
    if (response?.status === undefined || response.status < 500) continue;
    const isGateway = GATEWAY.test(response.headers.server ?? "");
    yield {
      reason: "transport/unreachable",
      confidence: isGateway ? 0.8 : 0.45,
      says: `the callback has a code, and the ${isGateway ? "gateway" : "application"} fails with ${response.status}: it could not redeem the code`,
      fix: "Look in its log, and call the token endpoint and the userinfo endpoint from its network.",
      spec: rfc(6749, "4.1.3"),
    };
  }
}

const SIGNED_OUT =
  /\bunauthori[sz]ed\b|\b401\b|not (?:logged|signed) in|\b(?:log|sign)[ -]?in (?:is )?required|session (?:has )?(?:expired|not found|is missing)|no session|unauthenticated/i;

/** An application that does not know its own user at the callback has not received its own cookie. */
function* lost(view: View): Iterable<Found> {
  const isBack = view.redirects.some(({ parameters }) => parameters.has("code") && parameters.has("state"));
  const isRefused = view.errors.some(
    ({ from, error }) => from === "redirect" || error?.startsWith("invalid_") === true,
  );
  if (!isBack || isRefused) return;
  const words = wordsOf(view).find((one) => one.length < 500 && SIGNED_OUT.test(one));
  if (words === undefined) return;
  const common = {
    says: "the callback has a code, and the application says that nobody is signed in",
    source: short(words, 200),
    part: SIGNED_OUT.exec(words)?.[0],
    spec: openid("core", "3.1.2.5"),
  };
  yield { ...common, reason: "request/state-mismatch", confidence: 0.56 };
  yield { ...common, reason: "transport/cookies-blocked", confidence: 0.42 };
}

export const betweenRules = [
  rule("transport/said", said),
  rule("transport/callback", callback),
  rule("flow/lost", lost),
];
