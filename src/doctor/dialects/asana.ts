/** Asana: OAuth and its MCP server. */
import type { Dialect } from "./define.ts";

const CODE = "https://github.com/Asana/node-asana/issues/115";
const REDIRECT = "https://github.com/Asana/node-asana/issues/239";
const SCOPE = "https://github.com/withcoral/coral/pull/836";

export const asana: Dialect = {
  provider: "asana",
  name: "Asana",
  hosts: ["app.asana.com", "mcp.asana.com"],
  marks: [/\/-\/oauth_(token|authorize)/],
  signatures: [
    {
      id: "redirect",
      says: /`?redirect_uri`? parameter does not match a valid url for the application/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URL letter for letter under OAuth > Redirect URLs of the app (app.asana.com/0/my-apps).",
        },
      ],
      page: REDIRECT,
      example: {
        error: "invalid_request",
        description: "The `redirect_uri` parameter does not match a valid url for the application.",
      },
    },
    {
      id: "code",
      says: /`?code`? provided was invalid/i,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        { reason: "code/corrupted", weight: 0.4, fix: "Decode the code once: it holds a slash (0/...), sent as %2F." },
        { reason: "code/expired", weight: 0.3, fix: "Exchange the code at once." },
      ],
      page: CODE,
      example: { error: "invalid_grant", description: "The `code` provided was invalid." },
    },
    {
      id: "redirect-token",
      says: /`?redirect_uri`? provided does not match/i,
      means: [
        { reason: "code/redirect-uri-mismatch", weight: 0.95, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: REDIRECT,
      example: {
        error: "invalid_grant",
        description: "The `redirect_uri` provided does not match the one used in the authorization request.",
      },
    },
    {
      id: "client",
      says: /`?client_id`? (provided|parameter) (was|is|does).{0,30}(invalid|not)/i,
      means: [{ reason: "client/unknown", weight: 0.92, fix: "Copy the Client ID of the app (digits)." }],
      page: CODE,
      example: {
        error: "invalid_request",
        description: "The `client_id` parameter does not match a valid application",
      },
    },
    {
      id: "secret",
      error: "invalid_client",
      means: [{ reason: "client-auth/secret-wrong", weight: 0.75, fix: "Copy the Client secret of the app." }],
      page: CODE,
      example: { error: "invalid_client" },
    },
    {
      id: "scope",
      error: ["forbidden_scopes", "invalid_scope"],
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.7,
          fix: "Tick the scopes of the app, or use default with full permissions.",
        },
        { reason: "scope/unknown", weight: 0.45, fix: "Take names from Asana's list." },
      ],
      page: SCOPE,
      example: { error: "forbidden_scopes" },
    },
    {
      id: "refresh",
      says: /`?refresh_token`? (provided )?(was|is) invalid/i,
      means: [
        { reason: "grant/revoked-by-user", weight: 0.55, fix: "Connect the user again: the app was removed." },
        { reason: "refresh-token/of-other-client", weight: 0.3, fix: "Refresh with the app that got the token." },
      ],
      page: CODE,
      example: { error: "invalid_grant", description: "The `refresh_token` provided was invalid." },
    },
    {
      id: "bearer",
      says: /bearer token has expired/i,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: access tokens live one hour." }],
      page: CODE,
      example: {
        body: '{"errors":[{"message":"The bearer token has expired. If you have a refresh token, please use it to request a new bearer token"}]}',
        status: 401,
      },
    },
    {
      id: "unauthorized",
      says: /Not Authorized/i,
      status: 401,
      means: [
        { reason: "token/absent", weight: 0.45, fix: "Send Authorization: Bearer <token>." },
        { reason: "token/unknown", weight: 0.45, fix: "Send the whole token." },
      ],
      page: CODE,
      example: { body: '{"errors":[{"message":"Not Authorized"}]}', status: 401 },
    },
  ],
  departures: [{ says: "Codes hold a slash and must be encoded in the form.", page: CODE }],
};
