/** What IBM (Verify, App ID, Liberty) says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE_0 = "https://www.ibm.com/docs/es/SSCT62/msg/concepts/c_aq_messages.html";
const PAGE_1 = "https://www.ibm.com/docs/en/security-verify?topic=messages-bx";
const PAGE_2 = "https://www.ibm.com/docs/en/SSCT62/msg/concepts/c_ah_messages.html";
const PAGE_3 = "https://www.ibm.com/docs/en/security-verify?topic=messages-ag";
const PAGE_4 = "https://github.com/IBM-Cloud/investment-insights-for-asset-managers/issues/116";
const PAGE_5 = "https://www.ibm.com/docs/en/was-liberty/core?topic=messages-cwoau";

export const ibm: Dialect = {
  provider: "ibm",
  name: "IBM (Verify, App ID, Liberty)",
  hosts: [".verify.ibm.com", ".ice.ibmcloud.com", ".appid.cloud.ibm.com", ".isam.ibm.com"],
  marks: [
    /\bCSIA[A-Z]\d{4}E\b/i,
    /\bCSIBX\d{4}E\b|\bFBTOAU\d{3}E\b|\bCWOAU\d{4}E\b|\bCWWKS\d{4}E\b/i,
    /appid-oauth|\/oauth\/v4\/[0-9a-f-]{36}\//i,
    /\/mga\/sps\/oauth|\/oidc\/endpoint\//i,
  ],
  signatures: [
    {
      id: "CSIAQ0158E-code",
      error: "invalid_grant",
      says: /(?:CSIAQ0158E|FBTOAU211E|\[authorization_grant\]).{0,40}type \[?authorization_code\]? does not exist or is invalid/i,
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Redeem each code once." },
        { reason: "code/expired", weight: 0.45, fix: "Redeem it at once." },
        { reason: "code/of-other-client", weight: 0.15, fix: "Use the client that asked for it." },
      ],
      page: PAGE_0,
      example: {
        error: "invalid_grant",
        description: "CSIAQ0158E The [authorization_grant] of type [authorization_code] does not exist or is invalid.",
      },
    },
    {
      id: "CSIAQ0158E-refresh",
      error: "invalid_grant",
      says: /(?:CSIAQ0158E|FBTOAU211E|\[authorization_grant\]).{0,40}type \[?refresh_token\]? does not exist or is invalid/i,
      distinctive: true,
      means: [
        { reason: "refresh-token/expired", weight: 0.45, fix: "Sign in again." },
        { reason: "refresh-token/reused", weight: 0.4, fix: "Store each new refresh token." },
        { reason: "refresh-token/revoked", weight: 0.35, fix: "Sign in again." },
      ],
      page: PAGE_0,
      example: {
        error: "invalid_grant",
        description: "CSIAQ0158E The [authorization_grant] of type [refresh_token] does not exist or is invalid.",
      },
    },
    {
      id: "CSIAQ0158E",
      error: ["invalid_request", "invalid_grant", "invalid_token"],
      says: /CSIAQ0158E|FBTOAU211E|authorization_grant.{0,20} of type .{0,30}does not exist or is invalid/i,
      distinctive: true,
      means: [
        { reason: "token/expired", weight: 0.5, fix: "Get a new token (user_code: the subject token is over)." },
        { reason: "token/revoked", weight: 0.4, fix: "It was revoked: sign in again." },
      ],
      page: PAGE_0,
      example: {
        error: "invalid_request",
        description: "CSIAQ0158E The [authorization_grant] of type [user_code] does not exist or is invalid.",
      },
    },
    {
      id: "CSIAQ0013E",
      says: /CSIAQ001[34]E|client id information is required/i,
      distinctive: true,
      means: [{ reason: "request/parameter-absent", weight: 0.93, fix: "Send client_id." }],
      page: PAGE_0,
      example: { text: "CSIAQ0013E Client ID information is required." },
    },
    {
      id: "CSIAQ0012E",
      says: /CSIAQ0012E|tenant id is invalid|CSIBX0003E/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.85,
          fix: "Correct the tenant host name; the tenant may be disabled.",
        },
      ],
      page: PAGE_0,
      example: { text: 'CSIAQ0012E The tenant ID is invalid: "demo"' },
    },
    {
      id: "CSIAQ0278E",
      error: "access_denied",
      says: /CSIAQ0278E|not authorized to access the application due to policy constraints/i,
      distinctive: true,
      means: [
        {
          reason: "user/policy-blocked",
          weight: 0.9,
          fix: "Applications > (app) > Access policies: let the user through.",
        },
      ],
      page: PAGE_0,
      example: {
        error: "access_denied",
        description: "CSIAQ0278E User is not authorized to access the application due to policy constraints.",
      },
    },
    {
      id: "CSIAQ0007E",
      says: /CSIAQ000[78]E|CSIBX0000E/i,
      distinctive: true,
      means: [{ reason: "server/fault", weight: 0.9, fix: "Try again later." }],
      page: PAGE_0,
      example: {
        text: "CSIAQ0007E The system cannot process your request because the system might be busy. Try the request again later.",
      },
    },
    {
      id: "CSIBX0001E",
      says: /CSIBX000[12]E|not authorized to access this resource/i,
      means: [{ reason: "token/insufficient-scope", weight: 0.85, fix: "API client: give it the entitlement." }],
      page: PAGE_1,
      example: { text: "CSIBX0001E You are not authorized to access this resource." },
    },
    {
      id: "CSIAH0004E",
      says: /CSIAH0004E|cannot complete your login request\. do not click the back button/i,
      distinctive: true,
      means: [{ reason: "request/state-mismatch", weight: 0.85, fix: "Begin the sign-in again in one window." }],
      page: PAGE_2,
      example: {
        text: "CSIAH0004E The system cannot complete your login request. Do not click the Back button or refresh the page.",
      },
    },
    {
      id: "CSIAG0104E",
      says: /CSIAG0104E|identity provider did not return the authorization code/i,
      distinctive: true,
      means: [
        {
          reason: "user/denied",
          weight: 0.45,
          fix: "The sign-in at the other provider did not end, or its settings are wrong.",
        },
      ],
      page: PAGE_3,
      example: { text: "CSIAG0104E The identity provider did not return the authorization code." },
    },
    {
      id: "appid-redirect",
      error: "invalid_request",
      says: /redirect_uri is invalid\. check the url-?s listed/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.96,
          fix: "App ID > Manage Authentication > Authentication Settings > web redirect URLs: add it.",
        },
      ],
      page: PAGE_4,
      example: {
        error: "invalid_request",
        description:
          'redirect_uri is invalid. Check the URL-s listed under the "Manage" section in the "Identity Providers" tabs.',
      },
    },
    {
      id: "CWOAU0061E",
      says: /CWOAU0061E|CWOAU0023E|could not find the client because the client name is not valid/i,
      distinctive: true,
      means: [
        {
          reason: "client/unknown",
          weight: 0.95,
          fix: "Register the client in the OAuth provider of the server (server.xml, localStore or database).",
        },
      ],
      page: PAGE_5,
      example: {
        text: "CWOAU0061E: The OAuth service provider could not find the client because the client name is not valid. Contact your system administrator to resolve the problem.",
      },
    },
    {
      id: "CWOAU0062E",
      says: /CWOAU0062E|CWOAU005[56]E|could not redirect the request because the redirect uri was not valid/i,
      distinctive: true,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.9, fix: "Add the redirect to the client in server.xml." },
      ],
      page: PAGE_5,
      example: {
        text: "CWOAU0062E: The OAuth service provider could not redirect the request because the redirect URI was not valid. Contact your system administrator to resolve the problem.",
      },
    },
    {
      id: "CWOAU0038E",
      says: /CWOAU0038E|the client could not be verified/i,
      distinctive: true,
      means: [{ reason: "client-auth/secret-wrong", weight: 0.85, fix: "Correct client id or secret." }],
      page: PAGE_5,
      example: {
        text: "CWOAU0038E: The client could not be verified. Either the client ID: rp or client secret is incorrect.",
      },
    },
  ],
  departures: [
    {
      says: "Descriptions begin with a message id (CSIAQ...E, FBTOAU...E, CWOAU...E): the id is what stays the same.",
      page: "https://www.ibm.com/docs/zh/SSCT62/concepts/c_oidc_notices.html",
    },
  ],
};
