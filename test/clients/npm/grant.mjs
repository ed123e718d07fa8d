import express from "express";
import session from "express-session";
import Grant from "grant";
import { clientId, clientSecret, greeting, issuer, port, scope, switched } from "./site.mjs";

const app = express();
app.use(session({ secret: "a-secret-for-cookies", resave: false, saveUninitialized: true }));
app.use(
  Grant.express({
    defaults: { origin: `http://localhost:${port}`, transport: "session", state: true },
    candor: {
      oauth: 2,
      authorize_url: `${issuer}/authorize`,
      access_url: `${issuer}/token`,
      profile_url: `${issuer}/userinfo`,
      key: clientId,
      secret: clientSecret,
      scope: scope.split(" "),
      callback: "/welcome",
      response: ["tokens", "profile"],
      ...(switched && { pkce: true, scope_delimiter: " " }),
    },
  }),
);
app.get("/welcome", ({ session: { grant } }, response) => {
  const { profile, error } = grant.response;
  response.send(error === undefined ? greeting(profile) : grant.response);
});
app.get("/", (_request, response) => response.send("My application"));
app.listen(port, "localhost");
