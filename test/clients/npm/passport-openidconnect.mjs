import Strategy from "passport-openidconnect";
import { passportSite } from "./passport-site.mjs";
import { clientId, clientSecret, issuer, redirectUri, scope } from "./site.mjs";

passportSite(
  "candor",
  new Strategy(
    {
      issuer,
      authorizationURL: `${issuer}/authorize`,
      tokenURL: `${issuer}/token`,
      userInfoURL: `${issuer}/userinfo`,
      clientID: clientId,
      clientSecret,
      callbackURL: redirectUri,
      scope: scope.split(" ").slice(1),
    },
    (_issuer, { id, displayName }, done) => done(null, { sub: id, name: displayName }),
  ),
);
