/** Snapchat: Login Kit and the Marketing API. */
import type { Dialect } from "./define.ts";

const DOC = "https://developers.snap.com/api/marketing-api/Ads-API/authentication";

export const snapchat: Dialect = {
  provider: "snapchat",
  name: "Snapchat",
  hosts: ["accounts.snapchat.com", "adsapi.snapchat.com", "kit.snapchat.com"],
  signatures: [
    {
      id: "redirect",
      says: /invalid redirect_uri|redirect_uri (mismatch|.{0,40}not (match|registered|allowed))/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI under OAuth2 Redirect URIs (Login Kit) or in Business Details > OAuth Apps.",
        },
      ],
      page: DOC,
      example: { error: "invalid_request", description: "Invalid redirect_uri" },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.55, fix: "Copy Client ID and Secret of the OAuth app." },
        {
          reason: "client/type-mismatch",
          weight: 0.3,
          fix: "Login Kit has a public and a confidential client id, and others for Development and Production.",
        },
      ],
      page: DOC,
      example: { error: "invalid_client" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within ten minutes." },
        { reason: "code/redirect-uri-mismatch", weight: 0.35, fix: "Send the redirect_uri of the authorize request." },
        {
          reason: "refresh-token/revoked",
          weight: 0.3,
          fix: "Send the user through authorization again.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: DOC,
      example: { error: "invalid_grant" },
    },
    {
      id: "unauthorized",
      says: /"error_code":\s*"E3002"|E3002|E3003/,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.7,
          fix: "The user needs a role in the organization or ad account; the scope is snapchat-marketing-api.",
        },
      ],
      page: DOC,
      example: {
        body: '{"request_status":"ERROR","display_message":"You do not have permission","error_code":"E3003"}',
        status: 403,
      },
    },
  ],
};
