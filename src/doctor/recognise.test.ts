/** The provider, by the name that the application's library has for it. */
import { expect, it } from "vitest";
import { explain } from "./explain.ts";

const providers = (text: string): readonly string[] => explain(JSON.stringify({ text })).providers;

it.each([
  ["GitLab", "ERROR -- omniauth: (gitlab) Authentication failure! timeout: OAuth2::Error"],
  ["Google", "omniauth: (google_oauth2) Request phase initiated."],
  ["Discord", "Error: invalid_grant\n    at /app/node_modules/passport-discord/lib/strategy.js:20:5"],
  ["Spotify", "GET /api/auth/callback/spotify?error=access_denied&state=s 302"],
  ["LinkedIn", "https://app.example/users/auth/linkedin/callback?error=invalid_scope&state=s"],
  ["Microsoft Entra ID", "(azuread_v2) Authentication failure! invalid_credentials: OAuth2::Error, invalid_client"],
  ["Okta", 'logger=authn.service error="invalid_grant" client=auth.client.okta'],
])("%s is recognized", (name, text) => {
  expect(providers(text)).toContainEqual(name);
});

it.each([
  ["a path of the protocol", "POST https://id.example/oauth2/token 400 invalid_grant"],
  ["a strategy of one's own", "omniauth: (company_sso) Authentication failure! invalid_grant"],
  ["a name in another place", "The gitlab runner failed with invalid_grant"],
])("%s names none", (_, text) => {
  expect(providers(text).filter((name) => name !== "OmniAuth")).toEqual([]);
});
