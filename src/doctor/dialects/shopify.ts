/** What Shopify says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { authorize } from "./shopify/authorize.ts";
import { token } from "./shopify/token.ts";

export const shopify: Dialect = {
  provider: "shopify",
  name: "Shopify",
  hosts: [".myshopify.com", ".shopify.com", ".shopifycloud.com"],
  marks: [
    /\/admin\/oauth\/(?:authorize|access_token)/i,
    /\bX-Shopify-\w+/i,
    /shopify[_-]?(?:api|app)|@shopify\/|ShopifyAPI/i,
  ],
  signatures: [...authorize, ...token],
  departures: [
    { says: "Scopes are joined by commas.", page: "https://github.com/Shopify/shopify_app/issues/221" },
    {
      says: "A spent or unknown code gets invalid_request, not invalid_grant.",
      page: "https://github.com/nozzlegear/ShopifySharp/issues/70",
    },
    {
      says: 'The token endpoint takes JSON as well as a form; errors before the redirect are a page "Oauth error ...".',
      page: "https://github.com/Shopify/shopify_app/issues/369",
    },
  ],
};
