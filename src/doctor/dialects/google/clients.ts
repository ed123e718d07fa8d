/** What Google's token endpoint says of clients and of service accounts. */
import type { Signature } from "../define.ts";
import { BASICS, CLIENTS, google, means, SERVICE, WEB } from "./codes.ts";

const CLOCK = "Set the machine's clock (NTP).";
const KEY =
  "Use a key that is under IAM & Admin > Service Accounts > Keys of that very account; download a new one if it was deleted.";
const DELEGATE =
  "Admin console > Security > API controls > Domain-wide delegation: add the service account's numeric client id with exactly these scopes, comma-separated.";
const D = { distinctive: true } as const;

export const clients: readonly Signature[] = [
  google(
    "jwt-signature",
    /Invalid JWT Signature|Invalid signature for token/i,
    { error: "invalid_grant", description: "Invalid JWT Signature." },
    [means("assertion/signature-invalid", 0.96, KEY)],
    SERVICE,
    D,
  ),
  google(
    "jwt-time",
    /Invalid JWT: Token must be a short-lived token|reasonable timeframe|Check your ['"]?iat['"]? and ['"]?exp['"]? values/i,
    {
      error: "invalid_grant",
      description:
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.",
    },
    [
      means("time/clock-skew", 0.7, CLOCK, "iat is made from the machine's clock, and the clock is off."),
      means(
        "assertion/expired",
        0.6,
        "Set iat to now and exp at most 3600 seconds later, in seconds, not milliseconds.",
        "The clock is right.",
      ),
    ],
    SERVICE,
    D,
  ),
  google(
    "robot-disabled",
    /\bRobot is (?:disabled|missing a project number)|service account (?:is |was )?(?:disabled|deleted)/i,
    { error: "invalid_grant", description: "Robot is disabled." },
    [
      means(
        "client/disabled",
        0.9,
        "Look under IAM & Admin > Service Accounts whether the account and its project still exist and are enabled; enable or replace it.",
      ),
    ],
    SERVICE,
    D,
  ),
  google(
    "jwt-audience",
    /Invalid JWT: Failed audience check|audience check failed|Audience is not/i,
    { error: "invalid_grant", description: "Invalid JWT: Failed audience check." },
    [means("assertion/wrong-audience", 0.96, "Set aud to https://oauth2.googleapis.com/token.")],
    SERVICE,
  ),
  google(
    "jwt-account",
    /Invalid grant: account not found|\baccount not found\b/i,
    { error: "invalid_grant", description: "Invalid grant: account not found" },
    [
      means(
        "client/disabled",
        0.55,
        "Look under IAM & Admin > Service Accounts whether the account in iss (client_email) still exists; undelete or replace it.",
        "iss is a service account that was deleted.",
      ),
      means(
        "assertion/subject-not-delegated",
        0.35,
        "Let sub be the e-mail address of a user of the domain.",
        "The JWT has sub.",
      ),
      means("client/unknown", 0.35, "Let iss be client_email of the key file."),
    ],
    SERVICE,
    D,
  ),
  google(
    "invalid-email",
    /Invalid email or User ID/i,
    { error: "invalid_grant", description: "Invalid email or User ID" },
    [
      means(
        "assertion/subject-not-delegated",
        0.7,
        "Let sub be the primary email address of an existing user of the domain; an alias or a group will not do.",
      ),
      means("user/account-not-ready", 0.35, "Check that the user exists and is not suspended."),
    ],
    SERVICE,
    D,
  ),
  google(
    "not-a-valid-email",
    /Not a valid email(?: or user ID)?/i,
    { error: "invalid_grant", description: "Not a valid email or user ID." },
    [
      means(
        "assertion/subject-not-delegated",
        0.6,
        "Let sub be the primary email address of an existing user of the domain.",
      ),
      means("client/unknown", 0.4, "Let iss be client_email of the key file."),
    ],
    SERVICE,
  ),
  google(
    "delegation",
    /Client is unauthorized to retrieve access tokens using this method|not authorized for any of the scopes requested/i,
    {
      error: "unauthorized_client",
      description:
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
    },
    [
      means("assertion/subject-not-delegated", 0.9, DELEGATE),
      means("scope/not-allowed-for-client", 0.4, DELEGATE, "The client id is listed, and a scope is not."),
    ],
    SERVICE,
    D,
  ),
  google(
    "jwt-scope",
    /Invalid OAuth scope or ID token audience provided|Empty or missing scope not allowed/i,
    { error: "invalid_scope", description: "Invalid OAuth scope or ID token audience provided." },
    [
      means("scope/unknown", 0.6, "Write scopes in full (https://www.googleapis.com/auth/...), parted by spaces."),
      means("scope/missing", 0.5, "Set scope (or target_audience) in the JWT.", "The JWT has none."),
      means("scope/wrong-delimiter", 0.3, "Part the scopes by spaces, not commas."),
    ],
    SERVICE,
    D,
  ),
  google(
    "jwt-other",
    /Invalid JWT|Bad JWT|JWT .{0,30}malformed/i,
    { error: "invalid_grant", description: "Invalid JWT: missing claims." },
    [
      means("assertion/signature-invalid", 0.4, KEY),
      means("assertion/expired", 0.4, "Set iat to now and exp at most an hour later."),
    ],
    SERVICE,
  ),
  google(
    "secret-wrong",
    /The provided client secret is invalid/i,
    { error: "invalid_client", description: "The provided client secret is invalid." },
    [means("client-auth/secret-wrong", 0.96, `Make or copy the client secret in ${CLIENTS} > your client.`)],
    WEB,
    D,
  ),
  google(
    "secret-missing",
    /client_secret is missing/i,
    { error: "invalid_request", description: "client_secret is missing." },
    [
      means(
        "client-auth/secret-absent",
        0.85,
        "Send client_secret: clients of type Web application and Desktop app have one.",
      ),
      means(
        "client/type-mismatch",
        0.5,
        `Make a client of type iOS, Android or UWP in ${CLIENTS}, or redeem on a server.`,
        "The app can keep no secret.",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "could-not-find-client",
    /Could not determine client ID from request/i,
    { error: "invalid_request", description: "Could not determine client ID from request." },
    [
      means("request/parameter-absent", 0.75, "Send client_id in the form body."),
      means("request/wrong-content-type", 0.45, "Send the body as application/x-www-form-urlencoded."),
      means("client-auth/malformed", 0.3, "Send id and secret in the body rather than by Basic."),
    ],
    WEB,
    D,
  ),
  google(
    "device-client-type",
    /Invalid client type|Only clients of type 'TVs and Limited Input devices'/i,
    { error: "invalid_client", description: "Invalid client type." },
    [means("client/type-mismatch", 0.93, `Make a client of type TVs and Limited Input devices in ${CLIENTS}.`)],
    "https://developers.google.com/identity/protocols/oauth2/limited-input-device",
    D,
  ),
  google(
    "invalid_client-unauthorized",
    /invalid_client|Unauthorized/i,
    { error: "invalid_client", description: "Unauthorized" },
    [
      means(
        "client-auth/secret-wrong",
        0.65,
        `Compare client id and secret with ${CLIENTS}; look for spaces and quotes.`,
      ),
      means("client/unknown", 0.4, `Copy the client id from ${CLIENTS}.`),
    ],
    WEB,
    { error: "invalid_client" },
  ),
  google(
    "grant-type",
    /Invalid grant_type|unsupported_grant_type/i,
    { error: "unsupported_grant_type", description: "Invalid grant_type: authorisation_code" },
    [
      means(
        "request/grant-type-unsupported",
        0.93,
        "Send authorization_code, refresh_token or urn:ietf:params:oauth:grant-type:jwt-bearer.",
      ),
    ],
    WEB,
  ),
  google(
    "device-pending",
    /authorization_pending|slow_down/i,
    { error: "authorization_pending", description: "Precondition Required" },
    [means("user/interaction-required", 0.7, "No fault yet: go on polling at the given interval.")],
    "https://developers.google.com/identity/protocols/oauth2/limited-input-device",
  ),
  google(
    "unauthorized_client",
    /unauthorized_client|Unauthorized/i,
    { error: "unauthorized_client", description: "Unauthorized" },
    [
      means(
        "refresh-token/of-other-client",
        0.55,
        "Use the client id and secret that the token or code was issued to (the OAuth Playground's own by default).",
      ),
      means("assertion/subject-not-delegated", 0.5, DELEGATE, "A service account acts for a user."),
      means("client/grant-type-not-allowed", 0.3, `Use a client of the fitting type (${CLIENTS}).`),
    ],
    BASICS,
    { error: "unauthorized_client" },
  ),
  google(
    "internal_failure",
    /internal_failure|backendError|temporarily unavailable/i,
    { error: "internal_failure", status: 500 },
    [means("server/fault", 0.8, "Try again with a pause that grows.")],
    BASICS,
  ),
];
