/** The stories that developers tell about a failure, and what each of them means. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { View } from "../view.ts";

/** An error that a story can explain. */
export type About = "code" | "refresh" | "token" | "client" | "redirect" | "form";

export interface Story {
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
const PLAIN = /^http:\/\/(?!(?:localhost|127\.|\[::1\])(?:[:/]|\d|$))/i;
/** The same in a message: `The redirect URI in the request: http://…`, `redirect_uri=http://…`. */
const QUOTED =
  /\bredirect[_ ]?ur[il]\b[^\n]{0,30}[=:,] ?["'`]?http:\/\/(?!(?:localhost|127\.|\[::1\])(?:[:/]|\d))[\w.-]+/i;
const hasPlainRedirect = ({ requests, words }: View): boolean =>
  requests.some(({ parameters }) => PLAIN.test(parameters.get("redirect_uri") ?? "")) ||
  QUOTED.test(words.slice(0, MOST));

/** A client whose secret isn't in the input. */
const sendsNoSecret = ({ requests }: View): boolean =>
  requests.every(({ parameters, basic }) => !parameters.has("client_secret") && (basic?.secret ?? "") === "");

/** Of Google, by its name, its hosts, or its words. */
const isOfGoogle = ({ words, material, hosts }: View): boolean =>
  [words, ...hosts, ...material.texts].some((text) => GOOGLE.test(text.slice(0, MOST)));
const MOST = 20_000;
const GOOGLE = /google|gmail|youtube|Token has been expired or revoked/i;

export const STORIES: readonly Story[] = [
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
    told: /\bhttp\b(?!s|:\/\/)[^\n]{0,40}\b(?:instead of|rather than|and not|in place of)\b[^\n]{0,30}\bhttps\b|\b(?:only|registered|allowed|whitelisted|configured)\b[^\n]{0,40}\bhttps\b|\bnot (?:\w+ ){0,3}https\b|\bchang\w+ ["'`]?http["'`]? {1,2}(?:to|with|into) ["'`]?https\b|\bforce\w* https\b/i,
  },
  {
    reason: "redirect-uri/scheme-mismatch",
    about: ["redirect"],
    confidence: 0.85,
    says: "a proxy ends TLS before the app, and the redirect URI is http",
    needs: hasPlainRedirect,
    told: /\b(?:behind|through|via|using) (?:an? |the |my |our )?(?:\w+ )?(?:reverse.?prox(?:y|ies)|proxy|nginx|traefik|caddy|haproxy|apache|load.?balancer|ingress|cloudflare(?: tunnel)?|ngrok|alb|elb)\b/i,
  },
  {
    // React 18 and later run the effects of a component twice in development, and so its exchange of the code.
    reason: "code/already-used",
    about: ["code"],
    confidence: 0.66,
    says: "React runs an effect twice in development",
    told: /\breact(?:js)? ?(?:v\.? ?)?(?:18|19)\b|\b(?:upgrad|updat|migrat)\w+ (?:\w+ ){0,5}react\b/i,
  },
  {
    // One exchange can't both fail and bring tokens.
    reason: "code/already-used",
    about: ["code"],
    confidence: 0.66,
    says: "tokens were received, and yet an exchange failed: there were two",
    told: /\b(?:still|yet|but|and|also|nevertheless) (?:I |it |we |does |do )?(?:still |also )?(?:returns?|returned|gets?|got|receives?|received|gives?|gave)\b[^\n.]{0,30}\b(?:access|refresh|id)?[ _]?tokens?\b(?! (?:error|endpoint|request|exchange|is|was|fail))/i,
  },
  {
    // The code of a popup or of a phone's library belongs to no page: RFC 6749 4.1.3 wants the same redirect_uri in both requests.
    reason: "code/redirect-uri-mismatch",
    about: ["code"],
    confidence: 0.66,
    says: "the code came through Google's JavaScript or mobile library, whose redirect_uri is postmessage or empty",
    needs: isOfGoogle,
    told: /\bserver-?side(?:-flow|[- ]auth\w*|[- ]flow)|\bpostmessage\b|\bgrantOfflineAccess\b|\binitCodeClient\b|\buseGoogleLogin\b|\breact-(?:google-login|oauth\/google)\b|\bserverAuthCode\b|\brequestServerAuthCode\b|\bjavascript (?:client|library|sdk|origins?)\b/i,
  },
  {
    reason: "code/redirect-uri-mismatch",
    about: ["code"],
    confidence: 0.5,
    says: "a proxy ends TLS before the app, which may build another redirect URI for the second request",
    told: /\b(?:behind|through|via|using) (?:an? |the |my |our )?(?:\w+ )?(?:reverse.?prox(?:y|ies)|proxy|nginx|traefik|caddy|haproxy|apache|load.?balancer|ingress|cloudflare(?: tunnel)?|ngrok|alb|elb)\b/i,
  },
  {
    // With rotation, each refresh token can be used once (RFC 9700 4.14.2).
    reason: "refresh-token/reused",
    about: ["refresh"],
    confidence: 0.72,
    says: "several requests refresh at the same time",
    told: /\brace[- ]conditions?\b|\b(?:concurrent|parallel|simultaneous|asynchronous|duplicate)(?:ly)?\b[^\n.]{0,40}\b(?:requests?|calls?|refresh\w*|process\w*|jobs?|threads?)\b|\b(?:two|2|both|several|multiple|many) (?:\w+ ){0,2}(?:requests?|calls?|refresh\w*|process(?:es)?|instances?|threads?|tabs|workers|jobs|devices|machines|pods|replicas|servers)\b|\b(?:requests?|calls?|refresh\w*)\b[^\n.]{0,60}\b(?:in parallel|at the same time|at once|concurrently|simultaneously)\b/i,
  },
  {
    reason: "refresh-token/reused",
    about: ["refresh"],
    confidence: 0.68,
    says: "the first refresh works, and a later one doesn't",
    told: /\b(?:first|once|one time|initial)\b[^\n.]{0,60}\b(?:works?|worked|fine|succe\w+|ok(?:ay)?)\b[^\n]{0,80}\b(?:second|next|again|subsequent|later|afterwards|then)\b|\b(?:works?|worked|fine|succe\w+)\b[^\n.]{0,30}\b(?:the first time|once|only the first)\b|\b(?:second|2nd|subsequent) (?:refresh|time|request|call|attempt)\b/i,
  },
  {
    // RFC 6749 2.3.1: id and secret are form-encoded before Basic, which clients and servers do in different ways.
    reason: "client-auth/secret-encoding",
    about: ["client"],
    confidence: 0.86,
    says: "the secret has characters that are encoded on their way",
    told: /\b(?:special|reserved|unsafe|non-?alphanumeric|url-unsafe) (?:characters?|chars?|symbols?)\b|\bsecrets?\b[^\n]{0,60}(?:contain|has|have|with|includ|start|end)\w*[^\n]{0,20}(?:["'`(]?[+%&=/:$#!@~]["'`)]?(?=[\s.,;)]|$)|\b(?:plus|percent|slash|colon|ampersand|equals?|tilde)\b)|[+%&=/:$#!@~]["'`)]? (?:sign |symbols? |characters? )?in (?:my |the |our |its |a )?(?:client[ _]?)?secret\b|\b(?:url|percent|form)-?(?: ?en|de)cod\w+[^\n.]{0,60}\bsecret\b|\bsecret\b[^\n.]{0,60}\b(?:url|percent|form)-?(?: ?en|de)cod\w+/i,
  },
  {
    // What changes while nobody changes anything is the time.
    reason: "client-auth/secret-expired",
    about: ["client"],
    confidence: 0.68,
    says: "the same client worked for months",
    told: /\b(?:work(?:s|ed|ing)|ran|running|fine|used)\b[^\n.]{0,60}\b(?:for|over|since|in)\b[^\n.]{0,24}\b(?:months?|years?)\b|\b(?:work(?:s|ed|ing)|ran|fine)\b[^\n.]{0,40}\b(?:last (?:year|month)|(?:months?|years?) ago)\b|\b(?:last (?:year|month)|(?:months?|years?) ago|for (?:\w+ ){0,3}(?:months?|years?))\b[^\n.]{0,60}\b(?:work(?:s|ed|ing)|fine)\b/i,
  },
  {
    // Clients are in the server's storage, and so are those that registered themselves (RFC 7591).
    reason: "client/unknown",
    about: ["client"],
    confidence: 0.64,
    says: "the server, or its storage, was set up again",
    told: /\b(?:reset(?:s|ting)?|re-?install\w*|re-?creat\w+|re-?build\w*|rebuilt|re-?deploy\w*|wip\w+|migrat\w+|moved|restored?|restoring|dropp\w+|clear\w+|new|fresh) (?:\w+ ){0,2}(?:instance|server|databases?|db|realm|tenant|volumes?|cluster|installation|deployment|container)\b|\b(?:instance|server|database|db|realm|tenant|volume)\b[^\n.]{0,20}\b(?:was|were|is|has been|had been|got) (?:reset|re-?installed|re-?created|rebuilt|re-?deployed|wiped|migrated|moved|restored|dropped|cleared|lost)\b/i,
  },
  {
    // A browser or a phone keeps no secret (RFC 6749 2.1), so a server that wants one has the client registered as another type.
    reason: "client/type-mismatch",
    about: ["client"],
    confidence: 0.72,
    says: "an app in the browser or on a phone has no secret, and the server expects one",
    needs: sendsNoSecret,
    told: /\b(?:okta-auth-js|okta-(?:react|angular|vue)|keycloak[-.]js|auth0-(?:spa-js|react|angular|vue)|msal[-.](?:browser|react|angular|js)|oidc-client(?:-ts|-js)?|oidc-react|react-oidc-context|angular-(?:oauth2|auth)-oidc(?:-client)?|vuex?-oidc|react-oauth2-(?:code-)?pkce|appauth|getWithPopup|getWithRedirect|parseFromUrl|loginRedirect|acquireTokenPopup|signinRedirect(?:Callback)?|SPA|single[- ]page|(?:in|from|by) (?:the |a |my )?(?:browser|front-?end)|mobile app|native app)\b/i,
  },
  {
    // Libraries change their default between Basic and the body.
    reason: "client-auth/method-mismatch",
    about: ["client"],
    confidence: 0.4,
    says: "a version was changed, and with it perhaps how the client authenticates",
    told: /\b(?:since|after|when|with|upon|by)\b[^\n.]{0,40}\b(?:upgrad|updat|bump)\w+|\b(?:upgraded|updated|bumped)\b[^\n.]{0,80}\b(?:from|to)\b[^\n.]{0,20}\d/i,
  },
  {
    reason: "request/wrong-environment",
    about: ["client", "code", "refresh", "token"],
    confidence: 0.56,
    says: "it fails in the sandbox",
    told: /\b(?:broken|fail(?:s|ed|ing)?|refused|does ?n[o']t work|errors?)\b[^\n]{0,60}\bsandbox(?:es)?\b|\bsandbox(?:es)?\b[^\n]{0,60}\b(?:fail(?:s|ed|ing)?|broken|refused|errors?)\b/i,
  },
  {
    // What works with the same credentials elsewhere differs in how they are sent.
    reason: "client-auth/method-mismatch",
    about: ["client"],
    confidence: 0.5,
    says: "the same credentials work in another program",
    told: /\b(?:works?|working|worked|succe\w+|fine|affect)\b[^\n.]{0,40}\b(?:postman|curl|insomnia|oidcdebugger|openidconnect\.net)\b|\b(?:postman|curl|insomnia|openidconnect\.net)\b[^\n.]{0,40}\b(?:works?|worked|working|fine|succe\w+)\b/i,
  },
  {
    reason: "client/unknown",
    about: ["client"],
    confidence: 0.6,
    says: "a client belongs to one tenant",
    told: /\b(?:other|different|wrong|another|new|second) (?:\w+ )?(?:tenant|realm|directory|organi[sz]ation|project|region|environment)\b/i,
  },
  {
    reason: "refresh-token/unknown",
    about: ["refresh"],
    confidence: 0.55,
    says: "the server was started again, and may have kept its tokens in memory",
    told: /\b(?:server|keycloak|idp|provider|identity ?server|container|pod|app ?pool|docker|instance)\b[^\n.]{0,30}\b(?:re-?start|reboot|re-?deploy)\w*|\b(?:re-?start|reboot|re-?deploy)\w*\b[^\n.]{0,30}\b(?:server|keycloak|idp|provider|identity ?server|container|pod|app ?pool|docker|instance)\b/i,
  },
  {
    // The body of a token request is a form (RFC 6749 4.1.3). What libraries make of an object is JSON.
    reason: "request/wrong-content-type",
    about: ["form"],
    confidence: 0.6,
    says: "the body may be JSON, where a form is due",
    told: /\bJSON\.stringify\b|\bapplication\/json\b|\b(?:raw|json)[- ](?:json|body|format|payload)\b|\b(?:as|with|in|send\w*) (?:a )?json\b|\baxios(?:\.post)?\(|\bjson=\{?/i,
  },
];
