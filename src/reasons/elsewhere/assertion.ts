import { rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** JWTs that are exchanged for a token, and the clocks that decide whether they are valid. */
export const assertion = {
  "assertion/signature-invalid": {
    title: "The assertion's signature is invalid",
    cause:
      "None of the server's keys verifies the JWT's signature. The service account's key was deleted or replaced, the JWT is signed with another account's key, or the key was damaged when it was put into a variable, where line breaks became \\n.",
    developer:
      "Check that the key's ID is still listed for this account. If it isn't, create a new key and deploy it. Read the key from its file, or turn \\n back into line breaks. Sign with the algorithm that the provider requires.",
    operator: "Keep each key until the app uses the next one.",
    errors: ["invalid_grant"],
    cites: [rfc(7523, "3"), rfc(7521, "4.1")],
    related: ["client-auth/assertion-invalid", "assertion/expired", "client/disabled", "token/signature-invalid"],
  },
  "assertion/expired": {
    title: "The assertion has expired or its lifetime is too long",
    cause:
      "The clocks are right, but the JWT isn't valid now. It was reused after it expired, local time was used instead of UTC, or milliseconds instead of seconds. Or exp is further from iat than the server allows.",
    developer:
      "Create a new JWT for each token request. Set iat and exp in seconds since 1970, in UTC. Set exp a few minutes after iat and within the provider's limit, which is often one hour.",
    errors: ["invalid_grant", "invalid_client"],
    cites: [rfc(7523, "3"), rfc(7519, "4.1.4")],
    related: ["time/clock-skew", "client-auth/assertion-invalid", "assertion/signature-invalid"],
  },
  "assertion/wrong-audience": {
    title: "The assertion has another audience",
    cause:
      "The aud of the assertion names another party. In a JWT bearer grant it must be the authorization server. In an on-behalf-of request it must be the API that sends it, but the front end requested a token for another API or sent its ID token.",
    developer:
      "On behalf of a user: let the front end request a token with a scope of your API, and send that access token. With your own JWT: set aud to the value that the provider documents, usually its token endpoint.",
    errors: ["invalid_grant", "invalid_request"],
    cites: [rfc(7523, "3"), rfc(8693, "2.1")],
    related: ["token/wrong-audience", "client-auth/assertion-wrong-audience", "resource/mismatch"],
  },
  "assertion/subject-not-delegated": {
    title: "The client isn't allowed to act for that user",
    cause:
      "The assertion's subject is a user, but the client isn't allowed to act for that user. Domain-wide delegation isn't set up or lacks one of the scopes, the user belongs to another domain, or the user doesn't exist.",
    developer:
      "Name a user of the domain that delegated to you, and request only scopes that are listed there. If you don't need a user, remove sub or act as the service account itself.",
    operator:
      "Delegate to the client's ID with each scope that it requests. It can take a while until the change is effective.",
    errors: ["unauthorized_client", "invalid_grant", "access_denied"],
    cites: [rfc(7523, "3"), rfc(7521, "6.3")],
    related: [
      "client/grant-type-not-allowed",
      "scope/not-allowed-for-client",
      "user/not-in-tenant",
      "assertion/subject-not-trusted",
    ],
  },
  "assertion/subject-not-trusted": {
    title: "The token's subject isn't one that is trusted",
    cause:
      "The token is genuine, and its issuer and audience are right. But the role, pool, or server that would exchange it has a condition on sub or another claim, such as a repository, branch, environment, or service account, and this token has another value. Often only the case of a letter or a wildcard differs.",
    developer:
      "Decode the token and compare its sub with the condition, letter by letter. In GitHub Actions, a job with an environment has environment:NAME in its sub instead of the branch, and pull requests have pull_request.",
    operator:
      "Write the condition for the exact sub that the provider sends. Never trust every repository or account of an issuer.",
    errors: ["access_denied", "invalid_grant", "unauthorized_client", "invalid_client"],
    cites: [rfc(7523, "3"), rfc(8693, "2.1")],
    related: ["assertion/subject-not-delegated", "assertion/wrong-audience", "token/wrong-issuer", "user/not-assigned"],
  },
  "time/clock-skew": {
    title: "A clock is wrong",
    cause:
      "The clock of the machine that creates or checks a token is off by minutes, so a fresh JWT looks expired or not yet valid. Clocks drift in virtual machines that slept, in containers on laptops, and in devices without network time. Using local time instead of UTC has the same effect.",
    developer:
      "Compare your clock with the Date header of the server's response. Synchronize it with NTP instead of adding offsets in code. If you check tokens, allow a difference of a minute or two.",
    operator: "Synchronize the servers' clocks, and allow a small difference in nbf, iat and exp.",
    errors: ["invalid_grant", "invalid_client", "invalid_token", "invalid_dpop_proof"],
    cites: [rfc(7519, "4.1.4"), rfc(7519, "4.1.5"), rfc(7523, "3")],
    related: ["assertion/expired", "token/expired", "client-auth/assertion-invalid", "dpop/proof-invalid"],
  },
} as const satisfies Causes;
