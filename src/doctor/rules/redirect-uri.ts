/**
 * The redirect URI, compared with the registered ones and with that of the other request, and by itself. The protocol's own
 * comparison is used.
 */
import { nearestRegistered } from "../../protocol/redirect-uri-difference.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { differing } from "../../reasons/uris.ts";
import { rfc } from "../../specs.ts";
import { decodedOnce, literal } from "../text.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { authorizations, flowOf, grantTypeOf, tokenRequests } from "./requests.ts";
import { FITS, type Fits, saidOf, weigh } from "./said.ts";

const REGISTERED: Fits = {
  errors: [...FITS.redirect.errors, "invalid_request", "invalid_grant"],
  words: FITS.redirect.words,
};
const BY: Readonly<Record<string, string>> = {
  "trailing-slash": "by a final slash",
  "wrong-case": "by letter case",
  encoding: "by an encoding too many",
  "scheme-mismatch": "by its scheme",
  "port-mismatch": "by its port",
  "host-mismatch": "by its host",
  "path-mismatch": "by its path or query",
};

const bringing = (view: View): readonly (readonly [RequestView, string])[] =>
  view.requests.flatMap((request) => {
    const uri = request.parameters.get("redirect_uri");
    return uri === undefined || uri === "" || !["authorization", "token"].includes(request.endpoint)
      ? []
      : [[request, uri] as const];
  });

const matches = (sent: string, registered: readonly string[]): boolean =>
  registered.includes(sent) ||
  registered.some(
    (uri) => uri.includes("*") && new RegExp(`^${uri.split(/\*+/).map(literal).join(".{0,400}")}$`).test(sent),
  );

function* registered(view: View): Iterable<Found> {
  const uris = view.context.registered_redirect_uris;
  if (uris === undefined) return;
  const seen = new Set<string>();
  for (const [request, sent] of bringing(view)) {
    if (matches(sent, uris) || seen.has(sent)) continue;
    seen.add(sent);
    const said = saidOf(view, request);
    const near = nearestRegistered(sent, uris);
    const once = decodedOnce(sent);
    if (near === undefined && once !== sent && matches(once, uris)) {
      yield {
        reason: "redirect-uri/encoding",
        confidence: weigh(said, 0.95, REGISTERED),
        says: "redirect_uri is encoded once too often",
        source: sent,
        part: sent,
        fix: `Send redirect_uri=${once}, and let the library encode it once.`,
      };
      continue;
    }
    const reason =
      near === undefined
        ? "redirect-uri/unregistered"
        : near.by === "path-mismatch"
          ? "redirect-uri/unregistered"
          : (`redirect-uri/${near.by}` as CauseCode);
    const other = near?.uri;
    yield {
      reason,
      confidence: weigh(said, 0.95, REGISTERED),
      says:
        other === undefined
          ? `redirect_uri is none of those registered: ${short(list(uris), 200)}`
          : `redirect_uri differs from the registered ${short(other, 160)} ${BY[near?.by ?? ""] ?? ""}`,
      source: sent,
      part: other === undefined ? sent : (differing(sent, other) ?? sent),
      fix:
        other === undefined
          ? `Register ${short(sent, 160)}, or send a registered one.`
          : `Send redirect_uri=${other}, or register ${short(sent, 160)}.`,
      spec: rfc(9700, "2.1"),
    };
    if (near?.by === "path-mismatch")
      yield {
        reason: "redirect-uri/path-mismatch",
        confidence: weigh(said, 0.9, REGISTERED),
        says: `redirect_uri differs from the registered ${short(near.uri, 160)} by its path or query`,
        source: sent,
        part: differing(sent, near.uri),
        fix: `Send redirect_uri=${near.uri}, or register ${short(sent, 160)}.`,
      };
  }
}

const OF_CODE: Fits = { errors: ["invalid_grant", "redirect_uri_mismatch"], words: FITS.redirect.words };

function* ofFlow(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    if (grantTypeOf(request) !== undefined && grantTypeOf(request) !== "authorization_code") continue;
    if (!request.parameters.has("code")) continue;
    const flow = flowOf(view, request);
    const before = flow?.authorization.parameters.get("redirect_uri");
    const now = request.parameters.get("redirect_uri");
    if (flow === undefined || before === undefined || before === now) continue;
    const base = flow.how === "last" ? 0.75 : 0.95;
    const said = saidOf(view, request);
    yield {
      reason: "code/redirect-uri-mismatch",
      confidence: weigh(said, now === undefined || now === "" ? base - 0.08 : base, OF_CODE),
      says:
        now === undefined || now === ""
          ? "the token request has no redirect_uri, and the authorization request had one"
          : `the token request has another redirect_uri than the authorization request, ${short(before, 160)}`,
      source: now === undefined ? undefined : now,
      part: now === undefined ? undefined : (differing(now, before) ?? now),
      fix: `Send redirect_uri=${before} with the token request.`,
      spec: rfc(6749, "4.1.3"),
    };
  }
}

const EXPRESSION =
  /^[\w.$]{2,80}\(.{0,200}\)?$|^[A-Z][A-Z\d_]{2,60}$|^(?:this|self|config|process|props|options)\.[\w.]{1,80}$/;
const LOOPBACK = /^(localhost|127(?:\.\d+){3}|\[::1\])$/;

function* alone(view: View): Iterable<Found> {
  const known = view.context.registered_redirect_uris;
  const seen = new Set<string>();
  for (const [request, sent] of bringing(view)) {
    if (seen.has(sent) || known?.includes(sent) === true || ["postmessage", "urn:ietf:wg:oauth:2.0:oob"].includes(sent))
      continue;
    seen.add(sent);
    // The source of a program, not what it sends.
    if (EXPRESSION.test(sent)) continue;
    const said = saidOf(view, request);
    const once = (reason: CauseCode, base: number, says: string, fix: string, part = sent): Found => ({
      reason,
      confidence: weigh(said, base, REGISTERED),
      says,
      source: sent,
      part,
      fix,
      spec: rfc(6749, "3.1.2"),
    });
    if (/^[a-z][a-z\d+.-]*%(?:25)*3a%(?:25)*2f/i.test(sent)) {
      yield once(
        "redirect-uri/encoding",
        0.93,
        "redirect_uri is encoded once too often",
        `Send redirect_uri=${decodedOnce(sent)}, and let the library encode it once.`,
      );
      continue;
    }
    if (/%25[0-9a-f]{2}/i.test(sent))
      yield once(
        "redirect-uri/encoding",
        0.6,
        "redirect_uri has a percent sign that was encoded again",
        "Encode it once.",
        "%25",
      );
    if (/\s/.test(sent))
      yield once(
        "redirect-uri/malformed",
        0.88,
        "redirect_uri has white space in it",
        `Send redirect_uri=${sent.replaceAll(/\s/g, "")}`,
        /\s+/.exec(sent)?.[0],
      );
    else if (!/^[a-z][a-z\d+.-]*:/i.test(sent))
      yield once(
        "redirect-uri/malformed",
        0.9,
        "redirect_uri is not an absolute URI",
        "Send the whole URL, with its scheme and host.",
      );
    else if (/^https?:(?!\/\/[^/])/i.test(sent) || (/^https?:/i.test(sent) && !URL.canParse(sent)))
      yield once("redirect-uri/malformed", 0.9, "redirect_uri is not a valid URL", "Write it as https://host/path.");
    if (sent.includes("#"))
      yield once(
        "redirect-uri/malformed",
        0.92,
        "redirect_uri has a fragment",
        `Send redirect_uri=${sent.replace(/#.*$/s, "")}`,
        "#",
      );
    if (/^https?:\/\/[^/]*\*|\*/.test(sent))
      yield once("redirect-uri/malformed", 0.7, "redirect_uri has a wildcard in it", "Send the very URL.", "*");
    if (/_/.test(/^([^:]*):/.exec(sent)?.[1] ?? ""))
      yield once(
        "redirect-uri/malformed",
        0.8,
        "the scheme of redirect_uri has a character that no scheme may have",
        "Use letters, digits, plus, full stop and hyphen.",
      );
    const url = URL.canParse(sent) ? new URL(sent) : undefined;
    if (url?.protocol === "http:" && known === undefined) {
      const loops = LOOPBACK.test(url.hostname);
      const wants = /\bhttps\b|\bsecure\b/i.test(said.words);
      if (!loops) {
        yield once(
          "redirect-uri/scheme-mismatch",
          wants ? 0.6 : 0.3,
          "redirect_uri is plain http, mostly since a proxy ends TLS before the application",
          `Send ${sent.replace(/^http:/, "https:")}, and tell the framework that it stands behind a proxy.`,
          "http:",
        );
        yield once(
          "redirect-uri/not-allowed",
          wants ? 0.75 : 0.26,
          "redirect_uri is plain http",
          `Use ${sent.replace(/^http:/, "https:")}`,
          "http:",
        );
      } else
        yield once(
          "redirect-uri/not-allowed",
          wants ? 0.75 : 0.12,
          "redirect_uri is a plain http URL of this machine",
          "Look whether the server accepts such a URL. Otherwise use https, or a tunnel.",
          url.host,
        );
    }
  }
}

/** Which request was refused before a redirect. A server that shows its own error page didn't trust the redirect URI. */
function* absent(view: View): Iterable<Found> {
  for (const request of authorizations(view)) {
    const { parameters } = request;
    if (parameters.get("redirect_uri") || parameters.has("request") || parameters.has("request_uri")) continue;
    const said = saidOf(view, request);
    if (/redirect/i.test(said.words))
      yield {
        reason: "request/parameter-absent",
        confidence: 0.82,
        says: "the authorization request has no redirect_uri",
        fix: "Send redirect_uri, exactly as it is registered.",
        spec: rfc(6749, "4.1.1"),
      };
  }
}

export const redirectUriRules = [
  rule("redirect-uri/registered", registered),
  rule("redirect-uri/flow", ofFlow),
  rule("redirect-uri/form", alone),
  rule("redirect-uri/absent", absent),
];
