/** eBay: OAuth and the REST APIs. */
import type { Dialect } from "./define.ts";

const REFRESH = "https://github.com/hendt/ebay-api/issues/77";
const CODE = "https://github.com/hendt/ebay-api/issues/122";
const SCOPE = "https://github.com/eBay/ebay-oauth-python-client/issues/9";
const PAGE = "https://github.com/YosefHayim/ebay-mcp/issues/175";
const REQUEST = "https://github.com/matecsaj/ebay_rest/issues/35";

export const ebay: Dialect = {
  provider: "ebay",
  name: "eBay",
  hosts: ["auth.ebay.com", "auth.sandbox.ebay.com", "api.ebay.com", "api.sandbox.ebay.com"],
  marks: [/v\^1\.1#i\^1|api\.ebay\.com\/oauth\/api_scope|\bIAF token/],
  signatures: [
    {
      id: "code",
      says: /authorization grant code is invalid or was issued to another client/i,
      distinctive: true,
      means: [
        {
          reason: "code/corrupted",
          weight: 0.45,
          fix: "Decode the code (v^1.1#...) once, then encode it once in the form.",
        },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within five minutes." },
        {
          reason: "grant/revoked-by-user",
          weight: 0.25,
          fix: "Send the user through consent again.",
          tell: "It comes at refresh.",
        },
      ],
      page: CODE,
      example: {
        error: "invalid_grant",
        description: "the provided authorization grant code is invalid or was issued to another client",
        status: 400,
      },
    },
    {
      id: "refresh",
      says: /authorization refresh token is invalid or was issued to another client/i,
      distinctive: true,
      means: [
        {
          reason: "grant/password-changed",
          weight: 0.4,
          fix: "Send the user through consent again: a change of user name or password ends the token.",
        },
        { reason: "grant/revoked-by-user", weight: 0.4, fix: "Send the user through consent again." },
        {
          reason: "request/wrong-environment",
          weight: 0.3,
          fix: "Use production tokens with api.ebay.com, sandbox ones with api.sandbox.ebay.com.",
        },
        { reason: "refresh-token/of-other-client", weight: 0.3, fix: "Refresh with the keyset that got the token." },
      ],
      page: REFRESH,
      example: {
        error: "invalid_grant",
        description: "the provided authorization refresh token is invalid or was issued to another client",
        status: 400,
      },
    },
    {
      id: "scope",
      says: /scope is invalid, unknown, malformed, or exceeds the scope granted/i,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.6,
          fix: "Ask only for scopes listed under Application Keys > OAuth Scopes of the keyset.",
        },
        {
          reason: "scope/exceeds-grant",
          weight: 0.35,
          fix: "At refresh ask for no more than was consented.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "scope/unknown", weight: 0.3, fix: "Write the whole URL https://api.ebay.com/oauth/api_scope/...." },
      ],
      page: SCOPE,
      example: {
        error: "invalid_scope",
        description: "The requested scope is invalid, unknown, malformed, or exceeds the scope granted to the client",
        status: 400,
      },
    },
    {
      id: "scope-page",
      error: "invalid_scope",
      means: [
        { reason: "scope/not-allowed-for-client", weight: 0.65, fix: "Ask only for scopes of the keyset." },
        { reason: "scope/unknown", weight: 0.35, fix: "Write whole URLs, joined by %20." },
      ],
      page: PAGE,
      example: { body: '{"error_id":"invalid_scope","http_status_code":400}', status: 400 },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.6, fix: "Send Basic base64(App ID:Cert ID)." },
        {
          reason: "request/wrong-environment",
          weight: 0.45,
          fix: "Sandbox and production have keysets and hosts of their own.",
        },
      ],
      page: PAGE,
      example: { error: "invalid_client", description: "client authentication failed", status: 401 },
    },
    {
      id: "unauthorized",
      error: "unauthorized_client",
      means: [
        { reason: "client/unknown", weight: 0.55, fix: "Send the App ID of the keyset." },
        {
          reason: "redirect-uri/unregistered",
          weight: 0.45,
          fix: "Send the RuName as redirect_uri, not the URL.",
          tell: "It comes from the consent page.",
        },
        { reason: "request/wrong-environment", weight: 0.35, fix: "Use auth.sandbox.ebay.com with sandbox keys." },
      ],
      page: PAGE,
      example: { error: "unauthorized_client", description: "The OAuth client was not found." },
    },
    {
      id: "params",
      says: /Input request parameters are invalid/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.65,
          fix: "Send the RuName of User Tokens > Get a Token from eBay via Your Application as redirect_uri.",
        },
        {
          reason: "request/parameter-absent",
          weight: 0.3,
          fix: "Send client_id, response_type=code, redirect_uri and scope.",
        },
      ],
      page: REQUEST,
      example: {
        body: '{"error_id":"invalid_request","error_description":"Input request parameters are invalid.","http_status_code":400}',
        status: 400,
      },
    },
    {
      id: "unavailable",
      says: /authorization server is currently unable to handle the request/i,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.55, fix: "Send the RuName as redirect_uri, not a URL." },
        { reason: "server/fault", weight: 0.35, fix: "Send it again later." },
      ],
      page: PAGE,
      example: {
        body: '{"error_id":"temporarily_unavailable","error_description":"The authorization server is currently unable to handle the request.","http_status_code":500}',
        status: 500,
      },
    },
    {
      id: "iaf",
      says: /IAF token supplied is (invalid|expired)|Invalid access token/i,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Refresh it: user tokens live two hours." },
        { reason: "request/wrong-environment", weight: 0.3, fix: "Use the host of the token's environment." },
        {
          reason: "token/malformed",
          weight: 0.25,
          fix: "Send Authorization: Bearer (X-EBAY-API-IAF-TOKEN for the Trading API).",
        },
      ],
      page: REFRESH,
      example: { body: '{"errors":[{"errorId":1001,"message":"Invalid access token"}]}', status: 401 },
    },
    {
      id: "insufficient",
      says: /Insufficient permissions to fulfill the request/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Get a token with the scope of the call, and a user's where it asks for one.",
        },
      ],
      page: SCOPE,
      example: { text: "Insufficient permissions to fulfill the request." },
    },
    {
      id: "1100",
      error: "1100",
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.93,
          fix: "Get a token with the scope of the call, and a user's where it asks for one.",
        },
      ],
      page: SCOPE,
      example: {
        body: '{"errors":[{"errorId":1100,"message":"Access denied","longMessage":"Insufficient permissions to fulfill the request."}]}',
        status: 403,
      },
    },
  ],
  departures: [{ says: "redirect_uri is the RuName, a name and not a URL.", page: REQUEST }],
};
