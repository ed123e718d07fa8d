import { describe, expect, it } from "vitest";
import { contextOf } from "./fields.ts";

const EMPTY = { provider: "", clientType: "", clientId: "", redirectUris: "", scopes: "" };

describe("fields are context in the engine's words", () => {
  it.each([
    ["nothing", {}, {}],
    ["a provider", { provider: "keycloak" }, { provider: "keycloak" }],
    ["a client ID with spaces around it", { clientId: " shop\n" }, { client_id: "shop" }],
    [
      "redirect URIs, one per line, with commas in them",
      { redirectUris: "https://a.example/cb?x=1,2\n\nhttps://b.example/cb\n" },
      { registered_redirect_uris: ["https://a.example/cb?x=1,2", "https://b.example/cb"] },
    ],
    ["scopes", { scopes: "openid profile,email\n" }, { allowed_scopes: ["openid", "profile", "email"] }],
    ["a public client", { clientType: "public" }, { token_endpoint_auth_method: "none" }],
    ["a confidential one", { clientType: "post" }, { token_endpoint_auth_method: "client_secret_post" }],
    ["a service", { clientType: "service" }, { grant_types: ["client_credentials"] }],
    ["an unknown type", { clientType: "constructor" }, {}],
  ])("%s", (_, typed, context) => expect(contextOf({ ...EMPTY, ...typed })).toEqual(context));
});
