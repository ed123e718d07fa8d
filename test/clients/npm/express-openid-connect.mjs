import express from "express";
import { auth } from "express-openid-connect";
import { clientId, clientSecret, greeting, issuer, port, scope, switched } from "./site.mjs";

const app = express();
app.use(
  auth({
    authRequired: false,
    issuerBaseURL: issuer,
    baseURL: `http://localhost:${port}`,
    clientID: clientId,
    secret: "a-secret-for-cookies-of-this-application",
    ...(switched
      ? { clientSecret, authorizationParams: { response_type: "code", scope } }
      : { authorizationParams: { scope } }),
  }),
);
app.get("/", ({ oidc }, response) => response.send(oidc.isAuthenticated() ? greeting(oidc.user) : "My application"));
app.listen(port, "localhost");
