/** Mailchimp: OAuth at login.mailchimp.com and the Marketing API. */
import type { Dialect } from "./define.ts";

const DOC = "https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/";

export const mailchimp: Dialect = {
  provider: "mailchimp",
  name: "Mailchimp",
  hosts: ["login.mailchimp.com", ".api.mailchimp.com"],
  marks: [/oauth2\/metadata|mailchimp/i],
  signatures: [
    {
      id: "redirect",
      error: "redirect_uri_mismatch",
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Set Redirect URI of the registered app letter for letter; use 127.0.0.1 in place of localhost.",
        },
      ],
      page: DOC,
      example: { error: "redirect_uri_mismatch" },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Copy client id and secret of Extras > Registered apps.",
        },
        { reason: "client/unknown", weight: 0.4, fix: "Check the client id." },
      ],
      page: DOC,
      example: { error: "invalid_client" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/expired", weight: 0.5, fix: "Exchange the code within 30 seconds." },
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: DOC,
      example: { error: "invalid_grant" },
    },
    {
      id: "dc",
      says: /Your API key may be invalid, or you've attempted to access the wrong datacenter/i,
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.65,
          fix: "Call the api_endpoint (dc) that login.mailchimp.com/oauth2/metadata returns for this token.",
        },
        { reason: "token/revoked", weight: 0.4, fix: "Connect the account again." },
      ],
      page: DOC,
      example: {
        body: '{"title":"API Key Invalid","status":401,"detail":"Your API key may be invalid, or you\'ve attempted to access the wrong datacenter."}',
        status: 401,
      },
    },
    {
      id: "forbidden",
      says: /User Disabled|This account has been deactivated/i,
      means: [{ reason: "grant/account-disabled", weight: 0.96, fix: "The account's owner reactivates it." }],
      page: DOC,
      example: {
        body: '{"title":"User Disabled","status":403,"detail":"This account has been deactivated."}',
        status: 403,
      },
    },
  ],
};
