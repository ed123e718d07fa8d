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
// What the session keeps of the user is the subject and the email address.
async function userOf(context) {
  const { email, sub } = (await getAuth(context)) ?? {};
  return { name: email === "" ? undefined : email, sub };
}
app.use("/login", oidcAuthMiddleware());
app.get("/login", async (context) => context.text(greeting(await userOf(context))));
serve({ fetch: app.fetch, port, hostname: "localhost" });
