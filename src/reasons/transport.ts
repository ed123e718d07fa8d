import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { developer, full, operator, point, supply } from "./fixes.ts";

export const transport = {
  insecure: reason({
    title: "The request came over plain http",
    error: "invalid_request",
    cause:
      "The issuer is an https address and this request reached the server over http. Codes, tokens and secrets would cross the network readable by anyone on the way. Often a proxy ends TLS and the server has not been told to trust its X-Forwarded-Proto header.",
    evidence: { scheme: field("text", "scheme of the request"), issuer: field("text", "issuer") },
    says: (e) =>
      `This request came over ${e.scheme || "no scheme that the proxy names"}; send it over https to ${e.issuer}.`,
    points: (e) => [point("scheme", `${e.scheme}, expected https`)],
    fixes: (e) => [
      developer(`Send the request to ${full(e.issuer)}.`, supply("tls")),
      operator("If a proxy ends TLS in front of Candor, add its address to trustedProxy.", supply("tls")),
    ],
    remedies: {
      developer: "Use the https addresses of the issuer's metadata document.",
      operator:
        "If a proxy ends TLS in front of Candor, name it in trustedProxy so that its X-Forwarded-Proto is believed.",
    },
    cites: [rfc(6749, "3.2"), rfc(9700, "2.6")],
  }),
} as const;
