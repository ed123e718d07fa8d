/** Basecamp: 37signals Launchpad. */
import type { Dialect } from "./define.ts";

const DOC = "https://github.com/basecamp/api/blob/master/sections/authentication.md";
const EXPIRED = "https://github.com/basecamp/bc-api/issues/48";
const REFRESH = "https://github.com/basecamp/bc-api/issues/98";
const DEADBOLT = "https://github.com/basecamp/bc-api/issues/199";
const IDENTITY = "https://github.com/basecamp/bc-api/issues/247";

export const basecamp: Dialect = {
  provider: "basecamp",
  name: "Basecamp",
  hosts: ["launchpad.37signals.com", "3.basecampapi.com"],
  signatures: [
    {
      id: "client",
      error: ["invalid_client", "incorrect_client_credentials"],
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.7,
          fix: "Copy Client ID and Client Secret of the integration.",
        },
      ],
      page: DOC,
      example: { error: "invalid_client" },
    },
    {
      id: "grant",
      error: ["invalid_grant", "bad_verification_code"],
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code at once." },
        { reason: "refresh-token/revoked", weight: 0.3, fix: "Authorize again.", tell: "It is a refresh." },
      ],
      page: DOC,
      example: { error: "invalid_grant" },
    },
    {
      id: "authorization_expired",
      error: "authorization_expired",
      means: [
        {
          reason: "grant/password-changed",
          weight: 0.5,
          fix: "Send the user through authorization again: a change of password ends all older grants.",
        },
        { reason: "code/expired", weight: 0.45, fix: "Exchange the code at once.", tell: "type is web_server." },
        { reason: "refresh-token/expired", weight: 0.3, fix: "Send the user through authorization again." },
      ],
      page: REFRESH,
      example: { error: "authorization_expired", status: 400 },
    },
    {
      id: "deadbolt",
      says: /rekeyed its deadbolt/i,
      distinctive: true,
      means: [
        {
          reason: "grant/password-changed",
          weight: 0.97,
          fix: "Send the user through authorization again: the password changed.",
        },
      ],
      page: DEADBOLT,
      example: { text: "This Basecamp ID rekeyed its deadbolt." },
    },
    {
      id: "identity",
      says: /Unknown Basecamp ID/i,
      distinctive: true,
      means: [
        {
          reason: "grant/account-disabled",
          weight: 0.9,
          fix: "The identity has no active account any more: ask the customer.",
        },
      ],
      page: IDENTITY,
      example: { text: "Unknown Basecamp ID.", status: 401 },
    },
    {
      id: "expired",
      says: /OAuth token expired/i,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: access tokens live two weeks." }],
      page: EXPIRED,
      example: { body: '{"error":"OAuth token expired (old age)"}', status: 401 },
    },
  ],
  departures: [{ says: "type=web_server and type=refresh take the place of response_type and grant_type.", page: DOC }],
};
