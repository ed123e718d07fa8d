/** Discord: the OAuth 2.0 endpoints and the API's JSON error codes: api. */
import type { Signature } from "../define.ts";

const OAUTH = "https://docs.discord.com/developers/topics/oauth2";
const CODES = "https://docs.discord.com/developers/topics/opcodes-and-status-codes";

export const api: readonly Signature[] = [
  {
    id: "access_denied",
    error: "access_denied",
    means: [{ reason: "user/denied", weight: 0.93, fix: "The user pressed Cancel: offer to begin again." }],
    page: OAUTH,
    example: { error: "access_denied", description: "The resource owner or authorization server denied the request" },
  },
  {
    id: "50025",
    says: /Invalid OAuth2 access token|\b50025\b/i,
    means: [
      { reason: "token/expired", weight: 0.6, fix: "Refresh the token: it lives seven days." },
      { reason: "token/revoked", weight: 0.45, fix: "Send the user through authorization again." },
    ],
    page: CODES,
    example: { body: '{"message":"Invalid OAuth2 access token provided","code":50025}', status: 401 },
  },
  {
    id: "50026",
    says: /Missing required OAuth2 scope|\b50026\b/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.95,
        fix: "Ask for the scope that the endpoint names (guilds, email, guilds.join) and authorize again.",
      },
    ],
    page: CODES,
    example: { body: '{"message":"Missing required OAuth2 scope","code":50026}', status: 403 },
  },
  {
    id: "50012",
    says: /Invalid OAuth2 state|\b50012\b/i,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.8,
        fix: "Send a state of at most a few hundred plain characters.",
      },
    ],
    page: CODES,
    example: { body: '{"message":"Invalid OAuth2 state","code":50012}', status: 400 },
  },
  {
    id: "requires-code-grant",
    says: /Integration requires code grant|requires? (OAuth2 )?code grant/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.9,
        fix: "Switch off Requires OAuth2 Code Grant under Bot, or send response_type=code with a redirect_uri.",
      },
    ],
    page: OAUTH,
    example: { text: "Integration requires code grant" },
  },
  {
    id: "50010",
    says: /OAuth2 application does not have a bot|\b50010\b/i,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.85,
        fix: "Add a bot to the application under Bot, or leave the scope bot out.",
      },
    ],
    page: CODES,
    example: { body: '{"message":"OAuth2 application does not have a bot","code":50010}', status: 400 },
  },
  {
    id: "401",
    says: /401: Unauthorized/,
    status: 401,
    means: [
      { reason: "token/expired", weight: 0.5, fix: "Refresh the token: it lives seven days." },
      {
        reason: "token/malformed",
        weight: 0.45,
        fix: "Write Authorization: Bearer <access token> for a user's token, Bot <token> for a bot's.",
      },
      { reason: "token/revoked", weight: 0.3, fix: "Send the user through authorization again." },
    ],
    page: CODES,
    example: { body: '{"message":"401: Unauthorized","code":0}', status: 401 },
  },
  {
    id: "rate",
    says: /You are being rate limited|Error 1015|blocked from accessing our API temporarily/i,
    means: [
      {
        reason: "server/rate-limited",
        weight: 0.95,
        fix: "Wait for retry_after seconds; many invalid requests (10,000 in ten minutes) block the IP address.",
      },
    ],
    page: CODES,
    example: { body: '{"message":"You are being rate limited.","retry_after":1.5,"global":false}', status: 429 },
  },
];
