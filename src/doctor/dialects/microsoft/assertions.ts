/** Entra ID on tokens that are sent to it: on-behalf-of assertions and tokens of other issuers. */
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const EXCHANGE =
  "On-behalf-of takes an access token whose aud is your own API: let the front end ask for api://<your API>/<scope>, not for Graph.";
const ON_BEHALF = "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow";

export const assertions: readonly Signature[] = [
  sts(
    500131,
    "Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '00000003-0000-0000-c000-000000000000' and the expected audience is 'api://5a1b0e2c-1111-4222-8333-123456789abc' or one of the Application Uris of this application.",
    [means("assertion/wrong-audience", 0.96, EXCHANGE)],
    { page: lookup(500131) },
  ),
  sts(
    50013,
    "Assertion audience does not match the Client app presenting the assertion.",
    [means("assertion/wrong-audience", 0.95, EXCHANGE)],
    { id: "AADSTS50013-audience", also: "audience", page: ON_BEHALF },
  ),
  sts(
    500133,
    "Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token. Current time: 2026-01-02T10:00:00Z, expiry time of assertion 2026-01-02T09:00:00Z.",
    [
      means(
        "assertion/expired",
        0.85,
        "Exchange the user's access token while it is alive: let the front end fetch a fresh one, and do not keep it in a job that runs later.",
      ),
      means("time/clock-skew", 0.2, "Set the clock of the machine that made the assertion."),
    ],
  ),
  sts(
    50013,
    "Assertion is not within its valid time range.",
    [
      means("assertion/expired", 0.85, "Exchange a fresh access token."),
      means("time/clock-skew", 0.2, "Set the clock of the machine that made the assertion."),
    ],
    { id: "AADSTS50013-time", also: "valid time range|expired" },
  ),
  sts(
    50013,
    "Assertion failed signature validation. [Reason - The key was not found., Thumbprint of key used by client: '0123ABCD']",
    [
      means(
        "assertion/signature-invalid",
        0.8,
        "Exchange an access token that this tenant issued for your own API; a token of Graph (with a nonce in its header) or of another issuer cannot be checked.",
      ),
      means(
        "assertion/wrong-audience",
        0.4,
        EXCHANGE,
        "aud of the token is Graph (00000003-0000-0000-c000-000000000000).",
      ),
    ],
    { id: "AADSTS50013-signature", also: "signature" },
  ),
  sts(50013, "Assertion is invalid because of various reasons.", [
    means("assertion/wrong-audience", 0.5, EXCHANGE),
    means("assertion/expired", 0.4, "Exchange a fresh access token."),
    means("assertion/signature-invalid", 0.4, "Exchange an access token that this tenant issued."),
  ]),
  sts(240002, "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.", [
    means("assertion/wrong-audience", 0.6, "Send an access token for your API as assertion, not an ID token."),
    means("request/parameter-rejected", 0.5, "Send an access token for your API as assertion, not an ID token."),
  ]),
  ...([50006, 50099, 900384] as const).map((code) =>
    sts(code, "JWT token failed signature validation.", [
      means(
        "assertion/signature-invalid",
        0.6,
        "Send the token whole, signed by a key that Entra ID knows for its issuer.",
      ),
      means("token/signature-invalid", 0.5, "Send a token of the expected issuer, unaltered."),
      means(
        "client-auth/assertion-invalid",
        0.4,
        "Upload the certificate whose key signs.",
        "The JWT is a client_assertion.",
      ),
    ]),
  ),
  sts(90016, "The access token isn't valid. The required claim is missing.", [
    means("token/malformed", 0.5, "Send a token of the kind that this call wants."),
  ]),
  sts(90123, "The token can't be issued because the identity or claim issuance provider denied the request.", [
    means(
      "user/policy-blocked",
      0.5,
      "Ask the administrator of the identity provider behind the account why it refused.",
    ),
  ]),
];
