import { serve } from "@hono/node-server";
import { getAuth, initOidcAuthMiddleware, oidcAuthMiddleware, processOAuthCallback } from "@hono/oidc-auth";
import { Hono } from "hono";
import { clientId, clientSecret, greeting, issuer, port, redirectUri, scope } from "./site.mjs";

const app = new Hono();
app.use(
  initOidcAuthMiddleware({
    OIDC_AUTH_SECRET: "a-secret-for-cookies-of-this-application",
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_REDIRECT_URI: redirectUri,
    OIDC_SCOPES: scope,
  }),
);
app.get("/callback", (context) => processOAuthCallback(context));
app.get("/", (context) => context.text("My application"));
app.use("/login", oidcAuthMiddleware());
app.get("/login", async (context) => context.text(greeting((await getAuth(context)) ?? {})));
serve({ fetch: app.fetch, port, hostname: "localhost" });
