/** Notion: public integrations, the API and the MCP server. */
import type { Dialect } from "./define.ts";

const REDIRECT = "https://github.com/JamesNZL/notion-assignment-import/issues/421";
const TOKEN = "https://github.com/2anki/2anki.net/pull/2219";
const CLIENT = "https://github.com/better-auth/better-auth/pull/3068";
const API = "https://github.com/2anki/2anki.net/issues/1521";

export const notion: Dialect = {
  provider: "notion",
  name: "Notion",
  hosts: ["api.notion.com", "www.notion.so", "notion.so", "mcp.notion.com"],
  marks: [/x-notion-request-id|Notion-Version/i],
  signatures: [
    {
      id: "redirect",
      says: /Missing or invalid redirect_?uri/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI letter for letter under Redirect URIs of the integration.",
        },
        { reason: "redirect-uri/absent", weight: 0.3, fix: "Send redirect_uri where the integration has several." },
      ],
      page: REDIRECT,
      example: { text: "Something went wrong. Missing or invalid redirect_uri" },
    },
    {
      id: "client-page",
      says: /Missing or incomplete Client ID|Missing or invalid client_?id/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.9,
          fix: "Copy the OAuth client ID of the integration's settings; the integration must be public.",
        },
      ],
      page: REDIRECT,
      example: { text: "Missing or incomplete Client ID" },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.5, fix: "Copy OAuth client ID and secret of the integration." },
        { reason: "client-auth/method-mismatch", weight: 0.5, fix: "Send them by HTTP Basic, not in the body." },
      ],
      page: CLIENT,
      example: { error: "invalid_client", status: 401 },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.45,
          fix: "Send redirect_uri to /v1/oauth/token exactly where the authorize URL had it.",
        },
        { reason: "code/expired", weight: 0.35, fix: "Exchange the code within ten minutes." },
      ],
      page: TOKEN,
      example: { error: "invalid_grant", status: 400 },
    },
    {
      id: "request",
      error: "invalid_request",
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.45,
          fix: "Send a JSON body with grant_type, code and redirect_uri.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.35,
          fix: "Leave redirect_uri out where the authorize URL had none.",
        },
      ],
      page: TOKEN,
      example: { error: "invalid_request" },
    },
    {
      id: "unauthorized",
      says: /API token is invalid/i,
      means: [
        {
          reason: "token/unknown",
          weight: 0.5,
          fix: "Send Authorization: Bearer with the token of this workspace, whole.",
        },
        {
          reason: "grant/revoked-by-user",
          weight: 0.4,
          fix: "Connect the workspace again: the integration was removed.",
        },
      ],
      page: API,
      example: {
        body: '{"object":"error","status":401,"code":"unauthorized","message":"API token is invalid."}',
        status: 401,
      },
    },
    {
      id: "restricted",
      says: /restricted_resource|Insufficient permissions for this endpoint/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.9,
          fix: "Tick the capability under Capabilities of the integration.",
        },
      ],
      page: API,
      example: {
        body: '{"object":"error","status":403,"code":"restricted_resource","message":"Insufficient permissions for this endpoint."}',
        status: 403,
      },
    },
    {
      id: "not-found",
      says: /object_not_found|Make sure the relevant pages and databases are shared/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.8,
          fix: "Share the page with the integration (... > Connections).",
        },
      ],
      page: API,
      example: {
        body: '{"object":"error","status":404,"code":"object_not_found","message":"Could not find page with ID: x. Make sure the relevant pages and databases are shared with your integration."}',
        status: 404,
      },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.93, fix: "The user pressed Cancel: offer to begin again." }],
      page: TOKEN,
      example: { error: "access_denied" },
    },
  ],
  departures: [
    { says: "The token endpoint takes JSON; redirect_uri is wanted only where the authorize URL had it.", page: TOKEN },
  ],
};
