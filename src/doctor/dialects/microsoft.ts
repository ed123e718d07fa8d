/** Microsoft Entra ID (Azure AD), personal Microsoft accounts, Microsoft Graph, and Microsoft's own libraries. */
import type { Dialect } from "./define.ts";
import { assertions } from "./microsoft/assertions.ts";
import { client } from "./microsoft/client.ts";
import { consent } from "./microsoft/consent.ts";
import { grants } from "./microsoft/grants.ts";
import { libraries } from "./microsoft/libraries.ts";
import { personal } from "./microsoft/personal.ts";
import { redirect } from "./microsoft/redirect.ts";
import { request } from "./microsoft/request.ts";
import { resources } from "./microsoft/resources.ts";
import { scope } from "./microsoft/scope.ts";
import { tenant } from "./microsoft/tenant.ts";
import { user } from "./microsoft/user.ts";

export const microsoft: Dialect = {
  provider: "microsoft",
  name: "Microsoft Entra ID",
  hosts: [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.windows.net",
    "login.microsoft.com",
    "login.live.com",
    "sts.windows.net",
    ".ciamlogin.com",
    "graph.microsoft.com",
    "graph.windows.net",
    "management.azure.com",
  ],
  marks: [
    /\bAADSTS\d{5,8}\b/,
    /\bcorrelation_id\b[\s\S]{0,200}\berror_codes\b|\berror_codes\b[\s\S]{0,400}\bcorrelation_id\b/,
    /\bMsal[A-Z]\w+(?:Error|Exception)\b/,
  ],
  // The order is the priority: 70002 and 70000 wrap other numbers and are in `personal`, at the end.
  signatures: [
    ...redirect,
    ...client,
    ...tenant,
    ...assertions,
    ...grants,
    ...scope,
    ...consent,
    ...request,
    ...user,
    ...personal,
    ...resources,
    ...libraries,
  ],
  departures: [
    {
      says: "Each token is for one resource: scopes of two APIs in one token request are refused, and client credentials take <resource>/.default only.",
      page: "https://learn.microsoft.com/entra/identity-platform/scopes-oidc",
    },
    {
      says: "The v1.0 endpoints take resource in place of scope; the v2.0 endpoints refuse it.",
      page: "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
    },
    {
      says: "The port of a registered http://localhost redirect URI is not compared, and codes issued to platform Single-page application can be redeemed from a browser only.",
      page: "https://learn.microsoft.com/entra/identity-platform/reply-url",
    },
  ],
};
