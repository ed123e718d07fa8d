/** GitHub: OAuth apps, GitHub Apps and the REST API behind them. */
import type { Dialect } from "./define.ts";
import { api } from "./github/api.ts";
import { device } from "./github/device.ts";
import { oauth } from "./github/oauth.ts";

const TOKEN = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/";
const AUTHORIZE =
  "https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors";
const DEVICE = "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps";

export const github: Dialect = {
  provider: "github",
  name: "GitHub",
  hosts: ["github.com", "api.github.com", ".ghe.com"],
  marks: [/\/login\/oauth\/(authorize|access_token)/i, /x-github-request-id/i, /docs\.github\.com\//i, /\bgh[opusr]_/],
  signatures: [...oauth, ...device, ...api],
  departures: [
    { says: "The token endpoint returns errors with status 200.", page: TOKEN },
    { says: "Without Accept: application/json the token endpoint returns a form, not JSON.", page: DEVICE },
    { says: "Granted scopes are joined by commas in the response.", page: DEVICE },
    { says: "An unknown client_id at the authorize page gets status 404.", page: AUTHORIZE },
  ],
};
