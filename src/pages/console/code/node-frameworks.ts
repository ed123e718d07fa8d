/** Auth.js and Passport: web servers with Express. */
import { imported, js, type Library, lines, placeOf, SECRET } from "./sample.ts";

export const authJs: Library = (target) => {
  if (target.building !== "web") return undefined;
  const { port } = placeOf(target);
  return {
    id: "auth-js",
    name: "Auth.js",
    file: "app.mjs",
    install: "npm install express @auth/express",
    note: `Its redirect URI ends in /auth/callback/candor: register http://localhost:${port}/auth/callback/candor, or the one of your host. AUTH_SECRET is a random text of your own, for its cookies.`,
    code: lines(
      imported("{ ExpressAuth, getSession }", "@auth/express"),
      imported("express", "express"),
      "",
      "const config = {",
      "  trustHost: true,",
      "  secret: process.env.AUTH_SECRET,",
      "  providers: [",
      "    {",
      '      id: "candor",',
      '      name: "Candor",',
      '      type: "oidc",',
      `      issuer: ${js(target.issuer)},`,
      `      clientId: ${js(target.clientId)},`,
      `      clientSecret: process.env.${SECRET},`,
      `      authorization: { params: { scope: ${js(target.scope)} } },`,
      "    },",
      "  ],",
      "};",
      "",
      "const app = express();",
      'app.use("/auth", ExpressAuth(config));',
      'app.get("/", async (request, response) => {',
      "  const session = await getSession(request, config);",
      '  response.send(session === null ? \'<a href="/auth/signin">Sign in</a>\' : `Hello, ${session.user?.name ?? "you"}`);',
      "});",
      `app.listen(${port});`,
    ),
  };
};

export const passport: Library = (target) => {
  if (target.building !== "web") return undefined;
  const { path, port } = placeOf(target);
  return {
    id: "passport",
    name: "Passport",
    file: "app.mjs",
    install: "npm install express express-session passport passport-oauth2",
    note: "It has PKCE only with pkce and state. SESSION_SECRET is a random text of your own, for its cookies.",
    code: lines(
      imported("express", "express"),
      imported("session", "express-session"),
      imported("passport", "passport"),
      imported("OAuth2Strategy", "passport-oauth2"),
      "",
      `const issuer = ${js(target.issuer)};`,
      "const strategy = new OAuth2Strategy(",
      "  {",
      "    authorizationURL: `${issuer}/authorize`,",
      "    tokenURL: `${issuer}/token`,",
      `    clientID: ${js(target.clientId)},`,
      `    clientSecret: process.env.${SECRET},`,
      `    callbackURL: ${js(target.redirectUri ?? "")},`,
      `    scope: ${js(target.scope)},`,
      "    state: true,",
      "    pkce: true,",
      "  },",
      "  async (accessToken, _refreshToken, _profile, done) => {",
      "    const headers = { authorization: `Bearer ${accessToken}` };",
      "    done(null, await (await fetch(`${issuer}/userinfo`, { headers })).json());",
      "  },",
      ");",
      "passport.use(strategy);",
      "passport.serializeUser((user, done) => done(null, user));",
      "passport.deserializeUser((user, done) => done(null, user));",
      "",
      "const app = express();",
      "app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));",
      "app.use(passport.initialize(), passport.session());",
      'app.get("/sign-in", passport.authenticate("oauth2"));',
      `app.get(${js(path)}, passport.authenticate("oauth2", { successRedirect: "/", failureMessage: true }));`,
      'app.get("/", (request, response) => response.send(request.user?.sub ?? \'<a href="/sign-in">Sign in</a>\'));',
      `app.listen(${port});`,
    ),
  };
};
