/** Figma: OAuth and the REST API. */
import type { Dialect } from "./define.ts";

const DOC = "https://developers.figma.com/docs/rest-api/authentication";
const SCOPE = "https://github.com/figma/variables-github-action-example/issues/38";
const APP = "https://github.com/UsefulSoftwareCo/executor/issues/1881";
const CLIENT = "https://github.com/Blurjp/ImagePrepMCP/issues/1";
const MOVED = "https://github.com/GitbookIO/integrations/pull/824";

export const figma: Dialect = {
  provider: "figma",
  name: "Figma",
  hosts: ["www.figma.com", "api.figma.com", "figma.com", "mcp.figma.com"],
  marks: [/\bfig[dour]_/],
  signatures: [
    {
      id: "redirect",
      says: /Invalid redirect[_ ]ur[il]|redirect_uri .{0,40}(not match|mismatch)/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URL letter for letter under Callbacks of the app at figma.com/developers/apps.",
        },
      ],
      page: DOC,
      example: { body: '{"error":true,"status":400,"message":"Invalid redirect uri","i18n":null}', status: 400 },
    },
    {
      id: "secret",
      says: /Invalid client[_ ]secret/i,
      means: [{ reason: "client-auth/secret-wrong", weight: 0.93, fix: "Send Basic base64(id:secret) of the app." }],
      page: DOC,
      example: { body: '{"error":true,"status":401,"message":"Invalid client secret"}', status: 401 },
    },
    {
      id: "client",
      says: /OAuth app with client id .{0,60}(doesn.t|does not) exist|Invalid client/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.92,
          fix: "Copy the Client ID of the app; publish it where others shall use it.",
        },
      ],
      page: CLIENT,
      example: { text: "OAuth app with client id abc doesn't exist" },
    },
    {
      id: "code",
      says: /Invalid (authorization )?code|Code (is )?(expired|invalid)/i,
      means: [
        { reason: "code/expired", weight: 0.55, fix: "Exchange the code within 30 seconds." },
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
      ],
      page: DOC,
      example: { body: '{"error":true,"status":400,"message":"Invalid code","i18n":null}', status: 400 },
    },
    {
      id: "moved",
      says: /make requests to api\.figma\.com\/v1\/oauth/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.98,
          fix: "POST to https://api.figma.com/v1/oauth/token (and /v1/oauth/refresh).",
        },
      ],
      page: MOVED,
      example: {
        body: '{"error":true,"status":404,"message":"Please make requests to api.figma.com/v1/oauth/... instead of www.figma.com/api/oauth/..."}',
        status: 404,
      },
    },
    {
      id: "scope-app",
      says: /Invalid scopes for app|Scopes? (are|is) invalid/i,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.8,
          fix: "Tick every requested scope under OAuth scopes of the app at figma.com/developers/apps.",
        },
        { reason: "scope/deprecated", weight: 0.35, fix: "files:read and file_read gave way to granular scopes." },
        { reason: "scope/missing", weight: 0.3, fix: "Send a scope: an empty one is refused." },
      ],
      page: APP,
      example: { body: '{"error":true,"status":400,"message":"Invalid scopes for app","i18n":null}', status: 400 },
    },
    {
      id: "scope",
      says: /Invalid scope(\(s\))?:|This endpoint requires the \S+ scope/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.9,
          fix: "Ask for the scope of the endpoint and authorize again.",
        },
        {
          reason: "scope/deprecated",
          weight: 0.4,
          fix: "files:read gave way to granular scopes (file_content:read).",
          tell: "It names files:read.",
        },
      ],
      page: SCOPE,
      example: {
        body: '{"error":true,"status":403,"message":"Invalid scope(s): file_comments:write. This endpoint requires the file_variables:read scope"}',
        status: 403,
      },
    },
  ],
  departures: [{ says: "A bad token gets status 403, not 401.", page: DOC }],
};
