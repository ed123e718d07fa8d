/**
 * What developers tell about a failure in their own words: when it happens, and what they had done before. Where the server says
 * only `invalid_grant`, that often decides.
 */
import type { CauseCode } from "../../reasons/causes.ts";
import type { View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { type Subject, subjectOf } from "./subject.ts";

/** An error that a story can explain. */
type About = "code" | "refresh" | "token" | "client" | "redirect";

interface Story {
  readonly reason: CauseCode;
  readonly about: readonly About[];
  /** How sure it is where such an error and such a story meet. */
  readonly confidence: number;
  readonly says: string;
  readonly told: RegExp;
  /** What else must be in the input. */
  readonly needs?: (view: View) => boolean;
}

/** A redirect URI without TLS, of another machine. */
const hasPlainRedirect = ({ requests }: View): boolean =>
  requests.some(({ parameters }) =>
    /^http:\/\/(?!(?:localhost|127\.|\[::1\])(?:[:/]|\d|$))/i.test(parameters.get("redirect_uri") ?? ""),
  );

/** Of Google, by its name, its hosts, or its words. */
const isOfGoogle = ({ words, material, hosts }: View): boolean =>
  [words, ...hosts, ...material.texts].some((text) => GOOGLE.test(text.slice(0, MOST)));
const GOOGLE = /google|gmail|youtube|Token has been expired or revoked/i;

const STORIES: readonly Story[] = [
  {
    reason: "grant/app-in-testing-mode",
    about: ["refresh"],
    confidence: 0.86,
    says: "it ends after a week, as tokens of an app in testing do",
    needs: isOfGoogle,
    told: /\b(?:every|once a|each|after|for|within|in|about|exactly|only) (?:about |around |roughly |exactly |a |one |1 |the )*(?:week|(?:7|seven)[- ]days?)\b|\b(?:a|one|1) week (?:later|ago|or so)\b|\b(?:7|seven)[- ]days? (?:later|after|or so)\b|\bweekly\b/i,
  },
  {
    reason: "code/already-used",
    about: ["code"],
    confidence: 0.72,
    says: "it happens when the page is loaded again",
    told: /\b(?:re-?load(?:s|ed|ing)?\b|refresh(?:es|ed|ing)? (?:the |this |my |that )?(?:page|browser|tab|url)|(?:hit|press|click)(?:s|ed|ing)? (?:f5|refresh|(?:the )?back\b)|back button)/i,
  },
  {
    reason: "code/already-used",
    about: ["code"],
    confidence: 0.7,
    says: "the callback runs more than once",
    told: /\b(?:strict ?mode|useEffect|(?:called|call(?:s|ing)?|sent|send(?:s|ing)?|fired|fires|runs?|running|ran|executed|invoked|requested|triggered|hit|made) (?:it |the \w+ |\w+ request )?(?:twice|two times|2 times|multiple times|again)|(?:two|2|duplicate|double) (?:identical )?(?:token )?(?:requests|calls)|(?:the )?second (?:request|call|time|attempt) (?:always )?(?:fails|failed|gives|returns|gets|results)|works? (?:only )?(?:the first time|once)\b)/i,
  },
  {
    reason: "code/expired",
    about: ["code"],
    confidence: 0.55,
    says: "time passed before the code was redeemed",
    told: /\b(?:(?:took|takes|taking|waited|waits|waiting|wait) (?:too long|(?:a|few|several|more than|over|about|\d+) ?\w* ?(?:minutes?|min))|break-?points?|debugger|(?:copy|copied|paste|pasted)\b.{0,40}\bcode)\b/i,
  },
  {
    reason: "refresh-token/expired",
    about: ["refresh"],
    confidence: 0.6,
    says: "the refresh token had not been used for long",
    told: /\b(?:after|for|within|every|in|about|over) (?:about |around |roughly |exactly |a |an |some |a few |several |\d+ ?-? ?)*(?:days?|weeks?|months?|hours?)\b|\b(?:next|following) (?:day|morning)\b|\bover ?night\b/i,
  },
  {
    reason: "token/expired",
    about: ["token"],
    confidence: 0.6,
    says: "it worked, and failed later",
    told: /\b(?:after|every) (?:about |around |roughly |exactly |a |an |one |some |a few |several |\d+ ?-? ?)*(?:minutes?|mins?|hours?|days?|while|time)\b|\b(?:next|following) (?:day|morning)\b|\bover ?night\b|\bhour later\b/i,
  },
  {
    reason: "grant/password-changed",
    about: ["refresh", "token"],
    confidence: 0.75,
    says: "the password was changed",
    told: /\b(?:chang|reset|updat)\w* (?:of )?(?:the |my |his |her |their |its |user'?s? )?(?:account |user |google |gmail )?password\b|\bpassword (?:was |has been |had been )?(?:changed?|reset|updated)\b/i,
  },
  {
    reason: "grant/revoked-by-user",
    about: ["refresh", "token"],
    confidence: 0.72,
    says: "the access of the app was removed",
    told: /\b(?:remov|revok|uninstall|disconnect|de-?authori[sz]|delet)\w* (?:the |my |our |your |its |this )?(?:\w+ )?(?:app|application|integration|access|permissions?|connection|consent)\b|\b(?:app|application|integration) (?:was|has been|had been|is) (?:removed|uninstalled|disconnected|deleted|revoked)\b/i,
  },
  {
    reason: "client-auth/secret-wrong",
    about: ["client"],
    confidence: 0.7,
    says: "the secret was replaced",
    told: /\b(?:new|rotat|regenerat|re-?generat|reset|chang|replac|renew)\w* (?:of )?(?:the |my |our |a )?(?:client |app |consumer |api )?secret\b|\bsecret (?:was |has been |had been )?(?:rotated|regenerated|reset|changed|replaced)\b/i,
  },
  {
    reason: "request/wrong-environment",
    about: ["client", "code", "refresh", "token"],
    confidence: 0.7,
    says: "one environment accepts it and another doesn't",
    told: /\b(?:sandbox|test ?mode|test environment|staging|developer edition|demo)\b[^\n]{0,120}\b(?:works?|worked|working|okay|ok|fine|succeeds?)\b[^\n]{0,120}\b(?:live|production|prod)\b|\b(?:live|production|prod)\b[^\n]{0,120}\b(?:works?|worked|working|okay|ok|fine|succeeds?)\b[^\n]{0,120}\b(?:sandbox|test ?mode|test environment|staging)\b/i,
  },
  {
    reason: "client/type-mismatch",
    about: ["client"],
    confidence: 0.74,
    says: "the client has no secret, and the server expects one or refuses an empty one",
    told: /\b(?:with ?out|not? (?:use|send|have|need|set|require|any)?|don't (?:use|send|have|need)) ?(?:an? |the |any )?(?:client[ _]?)?secret\b[^\n]{0,80}\bpkce\b|\bpkce\b[^\n]{0,120}\b(?:with ?out|no|don't (?:use|send|have|need)) (?:an? |the |any )?(?:client[ _]?)?secret\b/i,
  },
  {
    reason: "redirect-uri/scheme-mismatch",
    about: ["redirect"],
    confidence: 0.95,
    says: "the redirect URI is http, and the registered one is https",
    needs: hasPlainRedirect,
    told: /\bhttp\b(?!s|:\/\/)[^\n]{0,40}\b(?:instead of|rather than|and not|in place of)\b[^\n]{0,30}\bhttps\b|\b(?:only|registered|allowed|whitelisted|configured)\b[^\n]{0,40}\bhttps\b/i,
  },
  {
    reason: "redirect-uri/scheme-mismatch",
    about: ["redirect"],
    confidence: 0.85,
    says: "a proxy ends TLS before the app, and the redirect URI is http",
    needs: hasPlainRedirect,
    told: /\b(?:behind|through|via|using) (?:an? |the |my |our )?(?:\w+ )?(?:reverse.?prox(?:y|ies)|proxy|nginx|traefik|caddy|haproxy|apache|load.?balancer|ingress|cloudflare(?: tunnel)?|ngrok|alb|elb)\b/i,
  },
];

const OF_SUBJECT: Partial<Record<Subject, About>> = { code: "code", refresh: "refresh", token: "token" };
const TOKEN_ERRORS: ReadonlySet<string> = new Set(["invalid_token", "expired_token", "token_expired"]);
const CLIENT_ERRORS: ReadonlySet<string> = new Set([
  "invalid_client",
  "unauthorized_client",
  "incorrect_client_credentials",
]);
const OF_CLIENT =
  /\b(?:authentication failed|invalid (?:authentication )?credentials|bad credentials|client (?:authentication|credentials|secret))\b/i;
/** A token that a token endpoint was given, and that had lived. */
const OF_REFRESH = /\btoken\b.{0,30}\b(?:expired|revoked)\b/i;
const OF_REDIRECT = /redirect[_ ]?ur[il]|call-?back url|reply url/i;

/** What the errors of the input are about, as far as a story may explain them. */
function subjectsOf(view: View): ReadonlySet<About> {
  const subjects = new Set<About>();
  const isNamed = view.errors.some(({ error }) => error !== undefined);
  for (const said of view.errors.slice(0, 40)) {
    const { error, words, codes, status } = said;
    const names = [error ?? "", ...codes];
    if (names.includes("invalid_grant") || names.includes("bad_verification_code")) {
      const about = OF_SUBJECT[subjectOf(view, said)] ?? (OF_REFRESH.test(words) ? "refresh" : undefined);
      if (about === "code" || about === "refresh") subjects.add(about);
    } else if (names.some((name) => TOKEN_ERRORS.has(name)) || status === 401) subjects.add("token");
    if (names.some((name) => CLIENT_ERRORS.has(name)) || (!isNamed && OF_CLIENT.test(words))) subjects.add("client");
    if (names.includes("redirect_uri_mismatch") || OF_REDIRECT.test(words)) subjects.add("redirect");
  }
  return subjects;
}

const MOST = 20_000;

export const storyRules = [
  rule("story/prose", function* (view): Iterable<Found> {
    const prose = view.material.texts.join("\n").slice(0, MOST);
    if (prose.trim() === "") return;
    const subjects = subjectsOf(view);
    for (const { reason, about, confidence, says, told, needs } of STORIES) {
      if (!about.some((one) => subjects.has(one))) continue;
      const part = told.exec(prose)?.[0];
      if (part === undefined || needs?.(view) === false) continue;
      yield { reason, confidence, says, source: sentenceAround(prose, part), part: short(part, 80) };
    }
  }),
];

/** The line that a part is on. */
function sentenceAround(text: string, part: string): string {
  const at = text.indexOf(part);
  const end = text.indexOf("\n", at + part.length);
  return text.slice(text.lastIndexOf("\n", at) + 1, end === -1 ? undefined : end);
}
