import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { developer, full, operator, point, supply } from "./fixes.ts";

export const transport = {
  insecure: reason({
    title: "The request came over plain http",
    error: "invalid_request",
    cause:
      "The issuer is an https URL, but this request reached the server over http. Anyone on the network could read its codes, tokens and secrets. Often a proxy terminates TLS and the server isn't configured to trust the proxy's X-Forwarded-Proto header.",
    evidence: { scheme: field("text", "scheme of the request"), issuer: field("text", "issuer") },
    says: (e) =>
      `This request came over ${e.scheme || "a scheme that the proxy doesn't name"}. Send it over https to ${e.issuer}.`,
    points: (e) => [point("scheme", `${e.scheme}, expected https`)],
    fixes: (e) => [
      developer(`Send the request to ${full(e.issuer)}.`, supply("tls")),
      operator("If a proxy in front of Candor terminates TLS, add its IP address to trustedProxy.", supply("tls")),
    ],
    remedies: {
      developer: "Use the https URLs of the issuer's metadata document.",
      operator:
        "If a proxy in front of Candor terminates TLS, add it to trustedProxy so that Candor trusts its X-Forwarded-Proto header.",
    },
    cites: [rfc(6749, "3.2"), rfc(9700, "2.6")],
  }),
} as const;
