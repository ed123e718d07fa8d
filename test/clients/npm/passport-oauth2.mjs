import OAuth2Strategy from "passport-oauth2";
import { passportSite } from "./passport-site.mjs";
import { clientId, clientSecret, issuer, redirectUri, scope, switched, userOf } from "./site.mjs";

passportSite(
  "candor",
  new OAuth2Strategy(
    {
      authorizationURL: `${issuer}/authorize`,
      tokenURL: `${issuer}/token`,
      clientID: clientId,
      clientSecret,
      callbackURL: redirectUri,
      scope: scope.split(" "),
      state: true,
      ...(switched && { pkce: true }),
    },
    (accessToken, _refreshToken, _profile, done) => {
      userOf(accessToken).then((user) => done(null, user), done);
    },
  ),
);
