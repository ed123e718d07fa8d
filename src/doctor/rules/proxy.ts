/** Configuration of a proxy or a web server that was pasted beside a failure: what it takes away before the application sees it. */
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";

/** Lines that remove the Authorization header, or let the application see none. */
const DROPS: readonly RegExp[] = [
  // nginx
  /^[ \t]*(?:proxy|grpc|uwsgi|fastcgi)_set_header[ \t]+Authorization[ \t]+(?:""|'')[ \t]*;/im,
  // Apache
  /^[ \t]*RequestHeader[ \t]+unset[ \t]+"?Authorization"?/im,
  /^[ \t]*(?:CGIPassAuth|WSGIPassAuthorization)[ \t]+Off\b/im,
  // HAProxy
  /^[ \t]*http-request[ \t]+(?:del-header|set-header)[ \t]+Authorization[ \t]*(?:""[ \t]*)?$/im,
  // Caddy
  /^[ \t]*(?:header_up|request_header)[ \t]+-Authorization\b/im,
  // Traefik, Envoy
  /customRequestHeaders:[^\n]*\n(?:[^\n]*\n){0,6}?[ \t]*Authorization:[ \t]*(?:""|'')?[ \t]*$/im,
  /request_headers_to_remove:[ \t]*\[[^\]\n]{0,200}\bauthorization\b/im,
];

/** The line of a configuration that drops the Authorization header. */
export const droppedAuthorization = (text: string): string | undefined =>
  DROPS.map((line) => line.exec(text)?.[0].trim()).find((line) => line !== undefined);

const REFUSED = /\b401\b|\bunauthori[sz]ed\b|\b(?:no|missing|without|empty) (?:\w+ ){0,2}(?:token|authori[sz]ation)/i;
const MOST = 20_000;

export const proxyRules = [
  rule("token/dropped", function* (view: View): Iterable<Found> {
    const words = [view.words, ...view.material.texts].join("\n").slice(0, MOST);
    const line = droppedAuthorization(words);
    if (line === undefined || !REFUSED.test(words)) return;
    yield {
      reason: "token/absent",
      confidence: 0.88,
      says: "the proxy takes the Authorization header away",
      source: short(line, 160),
      fix: "Remove this line, so that the Authorization header reaches the application.",
      spec: rfc(6750, "2.1"),
    };
  }),
];
