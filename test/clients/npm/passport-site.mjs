/** Express and Passport around one strategy, with Express's own error handler. */
import express from "express";
import session from "express-session";
import passport from "passport";
import { greeting, port } from "./site.mjs";

export function passportSite(name, strategy) {
  passport.use(name, strategy);
  passport.serializeUser((user, done) => done(null, user));
  passport.deserializeUser((user, done) => done(null, user));
  const app = express();
  app.use(session({ secret: "a-secret-for-cookies", resave: false, saveUninitialized: false }));
  app.use(passport.session());
  app.get("/login", passport.authenticate(name));
  app.get("/callback", passport.authenticate(name, { failureMessage: true, failureRedirect: "/failed" }));
  app.get("/callback", ({ user }, response) => response.send(greeting(user)));
  app.get("/failed", ({ session: { messages } }, response) => response.send(`Failed: ${messages?.join()}`));
  app.get("/", (_request, response) => response.send("My application"));
  app.listen(port, "localhost");
}
