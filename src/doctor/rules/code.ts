/** The code: whether the sent value is one, whether it is the received one, and what was sent before. */
import type { CauseCode } from "../../reasons/causes.ts";
import { rfc } from "../../specs.ts";
import { isCovered } from "../covered.ts";
import { decodedOnce, wellFormed } from "../text.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { clientIdOf, flowOf, grantTypeOf, lasting, looksLikeJwt, tokenRequests } from "./requests.ts";
import { FITS, saidOf, weigh } from "./said.ts";

const isRedemption = (request: RequestView): boolean =>
  request.parameters.has("code") && (grantTypeOf(request) ?? "authorization_code") === "authorization_code";

/** The codes that a browser was sent back with. */
export const returned = (view: View): readonly string[] =>
  [
    ...view.redirects.map(({ parameters }) => parameters),
    ...view.requests.filter(({ endpoint }) => endpoint === "other").map(({ query }) => query),
  ].flatMap((parameters) => parameters.get("code") ?? []);

function* form(view: View): Iterable<Found> {
  for (const request of tokenRequests(view).filter(isRedemption)) {
    const code = request.parameters.get("code") ?? "";
    const said = saidOf(view, request);
    const seen = (reason: CauseCode, base: number, says: string, fix: string): Found => ({
      reason,
      confidence: weigh(said, base, FITS.grant),
      says,
      fix,
      spec: rfc(6749, "4.1.3"),
    });
    if (code === "") continue;
    if (/^https?:\/\//.test(code))
      yield seen("code/corrupted", 0.9, "a whole URL was sent as code", "Send the value of its parameter code alone.");
    else if (/^\??code=/.test(code))
      yield seen("code/corrupted", 0.9, "code begins with its own name", "Send the value behind code= alone.");
    else if (/[&#](?:state|scope|session_state|iss|_)=?/.test(code))
      yield seen(
        "code/corrupted",
        0.92,
        "code brings the parameters that stood behind it",
        "Cut it at the first & or #.",
      );
    else if (/#_=_$|#$/.test(code))
      yield seen("code/corrupted", 0.9, "code ends in a fragment", "Leave off the # and what is behind it.");
    else if (looksLikeJwt(code) && tokensOf(view).includes(code))
      yield seen("code/wrong-kind", 0.9, "a token was sent as code", "Send the code of the redirect.");
    else if (/%(?:2F|3D|2B|20|7C|7E|2E|25)/i.test(code))
      yield seen(
        "code/corrupted",
        0.92,
        `code (${code.length} characters) is still percent-encoded after it was decoded: it was encoded twice`,
        "Decode the code of the redirect once, and let the library encode it once.",
      );
    else if (/\s/.test(code))
      yield seen(
        "code/corrupted",
        0.88,
        /^\s|\s$/.test(code)
          ? "code has white space around it"
          : "code has white space in it, as from a plus sign that was not encoded, or a line break",
        "Send it as it came: trim it, and encode + as %2B.",
      );
    else if (/^["'<].*["'>]$/.test(code))
      yield seen("code/corrupted", 0.88, "code is in quotes", "Send it without them.");
    else if (/(?:\.\.\.|…)$/.test(code))
      yield seen("code/corrupted", 0.4, "code ends in dots, as where it was cut for a log", "Send it whole.");
    const other = returned(view).find((one) => one !== code && one !== "");
    if (other !== undefined && !returned(view).includes(code)) {
      if (other.length > code.length && code.length > 3 && (other.startsWith(code) || other.endsWith(code)))
        yield seen(
          "code/corrupted",
          0.95,
          `the redirect brought a code of ${other.length} characters, and ${code.length} of them were sent`,
          "Send it whole: look for a column that is too short, or a # or & at which it was split.",
        );
      else if (code.length > other.length && code.includes(other))
        yield seen(
          "code/corrupted",
          0.93,
          `code is ${code.length} characters long, and the redirect brought ${other.length}`,
          "Send just what the redirect brought.",
        );
      else if (lettersAndDigits(code) === lettersAndDigits(other))
        yield seen(
          "code/corrupted",
          0.93,
          "the code of the redirect was sent with other characters: it was encoded or decoded wrongly",
          "Decode it once, and let the library encode it once.",
        );
      else if (code.toLowerCase() === other.toLowerCase())
        yield seen("code/corrupted", 0.93, "the code was changed in its letter case", "Send it as it came.");
      else
        yield seen(
          "code/unknown",
          0.5,
          "another code was sent than the redirect brought",
          "Send the code of this redirect.",
        );
    }
  }
}

const lettersAndDigits = (text: string): string => text.replaceAll(/%(?:25)*[0-9a-f]{2}|[^a-z\d]/gi, "");

const tokensOf = (view: View): readonly string[] =>
  view.responses.flatMap(({ body }) =>
    [
      ...(body ?? "").slice(0, 100_000).matchAll(/"(?:access_token|id_token|refresh_token)"\s*:\s*"([^"]{8,8000})"/g),
    ].map(([, token = ""]) => token),
  );

function* twice(view: View): Iterable<Found> {
  const before = new Map<string, RequestView>();
  for (const request of tokenRequests(view).filter(isRedemption)) {
    const code = request.parameters.get("code") ?? "";
    const first = before.get(code);
    if (code === "" || /^[*.x…]+$|redacted|^<.*>$/i.test(code)) continue;
    if (first === undefined) {
      before.set(code, request);
      continue;
    }
    const { at: then } = first.exchange;
    const { at: now } = request.exchange;
    const apart = then === undefined || now === undefined ? "" : `, ${lasting(now - then)} apart`;
    const firstSaid = saidOf(view, first);
    const firstFailed = !firstSaid.accepted && first.exchange.response !== undefined;
    yield {
      reason: "code/already-used",
      confidence: weigh(saidOf(view, request), firstFailed ? 0.5 : 0.95, FITS.grant),
      says: `the same code was sent twice${apart}${firstSaid.accepted ? ", and redeemed the first time" : ""}`,
      fix: "Redeem a code once: guard the callback against reloads, double effects and retries.",
      spec: rfc(6749, "4.1.2"),
    };
  }
}

const LATE = 10 * 60_000;

function* late(view: View): Iterable<Found> {
  for (const request of tokenRequests(view).filter(isRedemption)) {
    const code = request.parameters.get("code");
    const { at: now } = request.exchange;
    const bringing =
      view.requests.find(
        (one) =>
          one !== request &&
          one.endpoint !== "token" &&
          one.query.get("code") === code &&
          one.exchange.at !== undefined,
      ) ??
      view.requests.find(
        (one) =>
          one.exchange.at !== undefined &&
          code !== undefined &&
          code !== "" &&
          one.exchange.response?.headers.location?.includes(encodeURIComponent(wellFormed(code))),
      );
    const from = bringing?.exchange.at;
    if (now === undefined || from === undefined || now - from < 60_000) continue;
    const aged = now - from;
    yield {
      reason: "code/expired",
      confidence: weigh(saidOf(view, request), aged > LATE ? 0.88 : aged > LATE / 2 ? 0.7 : 0.5, FITS.grant),
      says: `the code was redeemed ${lasting(aged)} after it came`,
      fix: "Redeem the code at once in the callback.",
      spec: rfc(6749, "4.1.2"),
    };
  }
}

function* ofOther(view: View): Iterable<Found> {
  for (const request of tokenRequests(view).filter(isRedemption)) {
    const flow = flowOf(view, request);
    const [asked, now] = [flow?.authorization.parameters.get("client_id"), clientIdOf(request)];
    // What was cut off or covered before it was pasted can't be compared.
    if ([asked, now].some((id) => id !== undefined && isCovered(id))) continue;
    if (flow === undefined || asked === undefined || now === undefined || asked === now || decodedOnce(now) === asked)
      continue;
    yield {
      reason: "code/of-other-client",
      confidence: weigh(saidOf(view, request), flow.how === "last" ? 0.7 : 0.94, {
        errors: ["invalid_grant", "invalid_client", "unauthorized_client"],
        words: /client/i,
      }),
      says: `the authorization request was of client ${short(asked, 60)}, and the token request is of ${short(now, 60)}`,
      source: `client_id=${now}`,
      part: now,
      fix: `Redeem the code as client ${short(asked, 100)}.`,
      spec: rfc(6749, "5.2"),
    };
  }
}

export const codeRules = [
  rule("code/form", form),
  rule("code/twice", twice),
  rule("code/late", late),
  rule("code/client", ofOther),
];
