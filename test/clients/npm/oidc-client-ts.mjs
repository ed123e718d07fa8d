import { InMemoryWebStorage, OidcClient, WebStorageStateStore } from "oidc-client-ts";
import { clientId, clientSecret, issuer, redirectUri, scope, site, withoutPkce } from "./site.mjs";

const client = new OidcClient({
  authority: issuer,
  client_id: clientId,
  redirect_uri: redirectUri,
  scope,
  loadUserInfo: true,
  stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  ...(clientSecret !== "" && { client_secret: clientSecret }),
  ...(withoutPkce && { disablePKCE: true }),
});

site({
  login: async () => (await client.createSigninRequest({})).url,
  callback: async (url) => (await client.processSigninResponse(url.href)).profile,
});
