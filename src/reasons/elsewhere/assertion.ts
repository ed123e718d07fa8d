import { rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** JWTs that are handed in for a token, and the clocks by which they are judged. */
export const assertion = {
  "assertion/signature-invalid": {
    title: "The assertion's signature does not verify",
    cause:
      "The server has no key with which the JWT verifies: the key of the service account was deleted or replaced, the JWT is signed with that of another account, or the key was damaged on its way into a variable, where line breaks became \\n.",
    developer:
      "Look whether the key's id is still listed for this account; if not, make a new key and deploy it. Read the key from its file, or turn \\n back into line breaks. Sign with the algorithm that the provider names.",
    operator: "Do not delete a key before the application uses the next one.",
    errors: ["invalid_grant"],
    cites: [rfc(7523, "3"), rfc(7521, "4.1")],
    related: ["client-auth/assertion-invalid", "assertion/expired", "client/disabled", "token/signature-invalid"],
  },
  "assertion/expired": {
    title: "The assertion's time is over or too long",
    cause:
      "Clocks are right, and the JWT is not of now: it was made once and sent again after its end, local time was taken for UTC, milliseconds for seconds, or exp lies further from iat than the server allows.",
    developer:
      "Build a new JWT for each token request. iat and exp are seconds since 1970 in UTC, exp a few minutes after iat and never more than the provider's limit, often an hour.",
    errors: ["invalid_grant", "invalid_client"],
    cites: [rfc(7523, "3"), rfc(7519, "4.1.4")],
    related: ["time/clock-skew", "client-auth/assertion-invalid", "assertion/signature-invalid"],
  },
  "assertion/wrong-audience": {
    title: "The assertion is addressed to somebody else",
    cause:
      "The aud of the JWT that is handed in names another party. With a JWT bearer grant that must be the authorization server; with on-behalf-of it must be the API that hands it in, while the front end had asked for a token for another API, or sent its ID token.",
    developer:
      "On behalf of somebody: let the front end ask for a token with a scope of your API, and hand in that access token. With your own JWT: set aud to the value that the provider documents, mostly its token endpoint.",
    errors: ["invalid_grant", "invalid_request"],
    cites: [rfc(7523, "3"), rfc(8693, "2.1")],
    related: ["token/wrong-audience", "client-auth/assertion-wrong-audience", "resource/mismatch"],
  },
  "assertion/subject-not-delegated": {
    title: "The client may not act for that user",
    cause:
      "The assertion names a user as its subject, and nobody has allowed this client to act for them: domain-wide delegation is not set up or lacks one of the scopes, the user belongs to another domain, or there is no such user.",
    developer:
      "Name a user of the domain that has delegated to you, and ask for just the scopes that are listed there. If you need no user, leave sub out or act as the service account itself.",
    operator: "Delegate to the client's id, with each scope that it asks for; it can take a while to be in force.",
    errors: ["unauthorized_client", "invalid_grant", "access_denied"],
    cites: [rfc(7523, "3"), rfc(7521, "6.3")],
    related: ["client/grant-type-not-allowed", "scope/not-allowed-for-client", "user/not-in-tenant"],
  },
  "time/clock-skew": {
    title: "One side's clock is wrong",
    cause:
      "The machine that makes or checks a token is minutes off, so that a fresh JWT looks expired or not yet valid. Virtual machines that slept, containers on a laptop and devices without a network clock drift; a wrong time zone does the same where local time is taken for UTC.",
    developer:
      "Compare your clock with the Date header of the server's answer. Synchronise it by NTP; do not compute around it. Where you check tokens, allow a minute or two.",
    operator: "Synchronise the servers' clocks, and allow a small difference in nbf, iat and exp.",
    errors: ["invalid_grant", "invalid_client", "invalid_token", "invalid_dpop_proof"],
    cites: [rfc(7519, "4.1.4"), rfc(7519, "4.1.5"), rfc(7523, "3")],
    related: ["assertion/expired", "token/expired", "client-auth/assertion-invalid", "dpop/proof-invalid"],
  },
} as const satisfies Causes;
