import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { OAuth2Strategy } from "remix-auth-oauth2";
import { clientId, clientSecret, greeting, issuer, port, redirectUri, scope, userOf } from "./site.mjs";

const strategy = new OAuth2Strategy(
  {
    clientId,
    clientSecret,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    redirectURI: redirectUri,
    scopes: scope.split(" "),
  },
  ({ tokens }) => userOf(tokens.accessToken()),
);

const app = new Hono();
// The strategy throws the redirect to the server; a framework's router sends it.
const authenticate = async ({ req }) => {
  try {
    return new Response(greeting(await strategy.authenticate(req.raw)));
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
};
app.get("/login", authenticate);
app.get("/callback", authenticate);
app.get("/", (context) => context.text("My application"));
serve({ fetch: app.fetch, port, hostname: "localhost" });
