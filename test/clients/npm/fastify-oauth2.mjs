import oauth2 from "@fastify/oauth2";
import Fastify from "fastify";
import { clientId, clientSecret, greeting, issuer, port, redirectUri, scope, userOf, withoutPkce } from "./site.mjs";

const app = Fastify({ logger: { level: "error" } });
app.register(oauth2, {
  name: "candor",
  scope: scope.split(" "),
  credentials: {
    client: { id: clientId, secret: clientSecret },
    ...(withoutPkce && { auth: { tokenHost: issuer, tokenPath: "/token", authorizePath: "/authorize" } }),
  },
  ...(!withoutPkce && { discovery: { issuer } }),
  startRedirectPath: "/login",
  callbackUri: redirectUri,
});
app.get("/callback", async (request, reply) => {
  const { token } = await app.candor.getAccessTokenFromAuthorizationCodeFlow(request, reply);
  return greeting(await userOf(token.access_token));
});
app.get("/", () => "My application");
await app.listen({ port, host: "localhost" });
