/** Box: OAuth 2.0, JWT and client credentials grants, and the API: jwt. */
import type { Signature } from "../define.ts";

const CLOCK = "https://github.com/box/box-node-sdk/issues/96";
const EXP = "https://github.com/box/box-java-sdk/issues/404";
const ERRORS = "https://github.com/box/developer.box.com/pull/902";
const SUB = "https://support.box.com/hc/en-us/articles/360043691734";
const ADMIN = "https://support.box.com/hc/en-us/community/posts/360049154134/comments/360012417314";
const CCG = "https://support.box.com/hc/en-us/community/posts/4410731918355/comments/4410780189843";
const TYPE =
  "https://support.box.com/hc/ja/community/posts/360049194193-The-grant-type-is-unauthorized-for-this-client-id";

export const jwt: readonly Signature[] = [
  {
    id: "admin",
    says: /not authorized by the enterprise( admin)?/i,
    distinctive: true,
    means: [
      {
        reason: "scope/needs-admin-consent",
        weight: 0.93,
        fix: "An administrator authorizes the Client ID in the Admin Console under Integrations > Platform Apps Manager, and again after each change of scopes.",
      },
    ],
    page: ADMIN,
    example: {
      error: "unauthorized_client",
      description: "This app is not authorized by the enterprise admin",
      status: 400,
    },
  },
  {
    id: "enterprise-config",
    says: /Cannot obtain (a )?(user )?token based on the enterprise configuration/i,
    means: [
      { reason: "scope/needs-admin-consent", weight: 0.6, fix: "Authorize the app in the Admin Console." },
      {
        reason: "client/type-mismatch",
        weight: 0.45,
        fix: "Set App Access Level to App + Enterprise and tick Generate user access tokens.",
        tell: "The subject is a managed user.",
      },
    ],
    page: ADMIN,
    example: {
      error: "unauthorized_client",
      description: "Cannot obtain token based on the enterprise configuration for your app",
    },
  },
  {
    id: "grant-type-client",
    says: /grant type is unauthorized for this client_id/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.95,
        fix: "Use the grant of the app's Authentication Method (OAuth 2.0, JWT or Client Credentials), or make an app of the other kind.",
      },
    ],
    page: TYPE,
    example: {
      error: "unauthorized_client",
      description: "The grant type is unauthorized for this client_id",
      status: 400,
    },
  },
  {
    id: "sub",
    says: /check the '?sub'? claim|'sub' specified is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "assertion/subject-not-delegated",
        weight: 0.9,
        fix: "Put the enterprise ID with box_sub_type enterprise, or a user's ID with user, as a string; the app must be authorized in that enterprise.",
      },
    ],
    page: SUB,
    example: {
      error: "invalid_grant",
      description: "Please check the 'sub' claim. The 'sub' specified is invalid.",
      status: 400,
    },
  },
  {
    id: "ccg",
    says: /Grant credentials are invalid/i,
    means: [
      {
        reason: "assertion/subject-not-delegated",
        weight: 0.6,
        fix: "Check box_subject_type and box_subject_id, and App + Enterprise access for managed users.",
      },
      {
        reason: "scope/needs-admin-consent",
        weight: 0.5,
        fix: "An administrator authorizes the app in the Admin Console.",
      },
    ],
    page: CCG,
    example: { error: "invalid_grant", description: "Grant credentials are invalid" },
  },
  {
    id: "before",
    says: /MUST be after or equal to the not-before|'nbf' or 'iat' claim/i,
    distinctive: true,
    means: [{ reason: "time/clock-skew", weight: 0.96, fix: "Set the clock (NTP), or leave iat and nbf out." }],
    page: CLOCK,
    example: {
      error: "invalid_grant",
      description:
        "Current date/time MUST be after or equal to the not-before date/time listed in the 'nbf' or 'iat' claim",
      status: 400,
    },
  },
  {
    id: "after",
    says: /MUST be before the expiration date\/time|check the '?exp'? claim/i,
    means: [
      { reason: "time/clock-skew", weight: 0.65, fix: "Set the clock (NTP), or take the Date header of the response." },
      { reason: "assertion/expired", weight: 0.55, fix: "Set exp to at most 60 seconds from now, in seconds." },
    ],
    page: EXP,
    example: { error: "invalid_grant", description: "Please check the 'exp' claim.", status: 400 },
  },
  {
    id: "claims",
    says: /check the '?(iss|aud|jti|kid)'?/i,
    means: [
      {
        reason: "assertion/wrong-audience",
        weight: 0.45,
        fix: "Set aud to https://api.box.com/oauth2/token.",
        tell: "It names aud.",
      },
      { reason: "client/unknown", weight: 0.4, fix: "Set iss to the client ID.", tell: "It names iss." },
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.4,
        fix: "Set kid to the Public Key ID, and a new jti each time.",
        tell: "It names kid or jti.",
      },
    ],
    page: ERRORS,
    example: { error: "invalid_grant", description: "Please check the 'aud' claim." },
  },
  {
    id: "signature",
    says: /OAuth JWT signature verification failed|public key.{0,30}(not found|invalid)/i,
    means: [
      {
        reason: "assertion/signature-invalid",
        weight: 0.95,
        fix: "Sign with the private key whose public half is under Configuration > Add and Manage Public Keys, and its Public Key ID as kid.",
      },
    ],
    page: ERRORS,
    example: {
      error: "invalid_grant",
      description: "OAuth JWT signature verification failed: JWT rejected due to invalid signature",
    },
  },
];
