/** Wordings about where a request went, how it got there, and problems of the server. */
import { says, type Wording } from "./wording.ts";

const ofPlaces: readonly Wording[] = [
  says(
    "request/wrong-endpoint",
    0.72,
    "endpoint|realm > unknown|unsupported, unknown|none|invalid >> endpoint|realm, pageMissing",
    {
      unless: "redirect, resource, user, client, scope, unreachable, jwks, html",
    },
  ),
  says("request/wrong-endpoint", 0.5, "html, json + invalid|malformed|failed", {
    tell: "Look at the body of the response: a page of HTML comes from another URL than the one meant.",
  }),
  says("request/wrong-endpoint", 0.3, "unreachable"),
  says("transport/unreachable", 0.7, "unreachable"),
  says(
    "request/wrong-environment",
    0.82,
    "sandbox + mismatch|invalid|denied|not|missing, other|invalid >> environment|location, environment + mismatch|invalid",
    {
      unless: "testing, client + notReady",
    },
  ),
];

const ofTransport: readonly Wording[] = [
  says("transport/insecure", 0.86, "https + missing, insecure, missing > https", {
    unless: "redirect, certificate, clientAuth, clientCertificate",
  }),
  says(
    "transport/certificate-problem",
    0.88,
    "certificateTrouble, invalid|expired|unknown >> certificate, certificate > failed|unknown|expired|mismatch|invalid",
    {
      unless: "clientCertificate, assertion",
    },
  ),
  says(
    "transport/cors-blocked",
    0.9,
    "cors, origin > denied|disabled|notRegistered|unknown|mismatch|invalid, denied|invalid >> origin",
    {
      unless: "publicClient",
    },
  ),
  says("client/origin-not-allowed", 0.92, "origin > denied|unsupported > client|clientId, origin > notRegistered"),
  says("transport/cors-blocked", 0.4, "networkError", { unless: "cookie, unreachable, discovery, jwks" }),
  says(
    "transport/cookies-blocked",
    0.86,
    "cookie + disabled|unknown|missing|unsupported|denied, enable|allowed >> cookie, frame > expired|disabled|canceled|cookie, frame",
    {
      unless: "state",
    },
  ),
];

const ofServer: readonly Wording[] = [
  says("server/rate-limited", 0.92, "rateLimit, exceeds > quota, quota > exceeds", { unless: "token, session, grant" }),
  says("server/fault", 0.66, "fault", { unless: "rateLimit, quota, json, disabled" }),
  // The heading of a page, above its text.
  says("server/fault", 0.3, "oops"),
];

export const wordsOfWay: readonly Wording[] = [...ofPlaces, ...ofTransport, ...ofServer];
