/** How PKCE is switched on. */
import { type Setting, setting } from "./define.ts";
import { AT } from "./sources.ts";

/** For what has no PKCE: the operator's exemption of one client, in `candor.config.ts`. */
const exempt = (library: string, source: string): Setting =>
  setting(
    library,
    "ts",
    '{ id: "my-app", pkceRequired: false /* and the rest of its registration */ }',
    source,
    "It cannot send PKCE. Ask the operator to exempt the client; it must have a secret.",
  );

const golang = (library: string): Setting =>
  setting(
    library,
    "go",
    "verifier := oauth2.GenerateVerifier()\nurl := config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier))\ntoken, err := config.Exchange(ctx, code, oauth2.VerifierOption(verifier))",
    AT.Go,
    "Keep the verifier with the state, in the user's session.",
  );

export const pkceRequired: readonly Setting[] = [
  setting("@fastify/oauth2", "js", 'app.register(oauth2, { pkce: "S256", ...options });', AT["@fastify/oauth2"]),
  setting("@hapi/bell", "js", 'provider: { protocol: "oauth2", pkce: "S256", ...endpoints }', AT["@hapi/bell"]),
  setting(
    "Auth.js",
    "js",
    'checks: ["pkce", "state"]',
    AT["Auth.js"],
    "In the provider; pkce is there unless checks leave it out.",
  ),
  setting(
    "Authlib",
    "python",
    'client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"}',
    AT.Authlib,
    "In oauth.register().",
  ),
  setting("Better Auth", "js", "pkce: true", AT["Better Auth"], "In the configuration of genericOAuth."),
  setting(
    "client-oauth2",
    "js",
    'client.code.getUri({ query: { code_challenge, code_challenge_method: "S256" } });\nclient.code.getToken(url, { body: { code_verifier } });',
    AT["client-oauth2"],
    "The application makes the verifier and its challenge.",
  ),
  golang("coreos/go-oidc"),
  setting(
    "django-allauth",
    "python",
    'SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [...]}}',
    AT["django-allauth"],
  ),
  setting(
    "Flask-Dance",
    "python",
    'OAuth2ConsumerBlueprint(..., use_pkce=True, code_challenge_method="S256")',
    AT["Flask-Dance"],
    "From version 7; before it, ask the operator for pkceRequired: false.",
  ),
  setting("GitLab", "ruby", "pkce: true", AT.GitLab, "In the args of the provider, in gitlab.rb."),
  golang("golang.org/x/oauth2"),
  setting("Grafana", "ini", "[auth.generic_oauth]\nuse_pkce = true", AT.Grafana),
  setting("grant", "js", "pkce: true", AT.grant, "In the provider's configuration or in defaults."),
  setting(
    "JupyterHub",
    "python",
    "c.GenericOAuthenticator.enable_pkce = True",
    AT.JupyterHub,
    "The default of oauthenticator 17.",
  ),
  setting(
    "league/oauth2-client",
    "php",
    "'pkceMethod' => GenericProvider::PKCE_METHOD_S256",
    AT["league/oauth2-client"],
    "Keep getPkceCode() in the session, and give it to setPkceCode() before getAccessToken().",
  ),
  exempt("LWP::Authen::OAuth2", AT["LWP::Authen::OAuth2"]),
  setting(
    "mod_auth_openidc",
    "apache",
    "OIDCPKCEMethod S256",
    AT.mod_auth_openidc,
    "If it shows a message about target_link_uri in place of the error, the registration needs issOnErrors: false.",
  ),
  exempt("Mojolicious::Plugin::OAuth2", AT.Mojolicious),
  setting("mozilla-django-oidc", "python", "OIDC_USE_PKCE = True", AT["mozilla-django-oidc"]),
  exempt("Net::OAuth2", AT["Net::OAuth2"]),
  setting(
    "Nextcloud",
    "php",
    "'user_oidc' => ['use_pkce' => true]",
    AT.Nextcloud,
    "In config.php, for the app user_oidc; newer versions do it unasked.",
  ),
  setting(
    "oauth",
    "js",
    'client.getAuthorizeUrl({ code_challenge, code_challenge_method: "S256", ...more });\nclient.getOAuthAccessToken(code, { code_verifier, ...more }, callback);',
    AT.oauth,
    "The application makes the verifier and its challenge.",
  ),
  setting(
    "oauth2 (Ruby)",
    "ruby",
    'client.auth_code.authorize_url(code_challenge: challenge, code_challenge_method: "S256", **more)\nclient.auth_code.get_token(code, code_verifier: verifier, **more)',
    AT["oauth2 (Ruby)"],
    "The application makes the verifier and its challenge.",
  ),
  setting(
    "oauth2-proxy",
    "toml",
    'code_challenge_method = "S256"',
    AT["oauth2-proxy"],
    "Or --code-challenge-method=S256.",
  ),
  setting(
    "oidc-client-ts",
    "js",
    "disablePKCE: false",
    AT["oidc-client-ts"],
    "The default; also for react-oidc-context.",
  ),
  setting("omniauth-oauth2", "ruby", "provider :my_provider, id, secret, pkce: true", AT["omniauth-oauth2"]),
  setting(
    "omniauth_openid_connect",
    "ruby",
    "provider :openid_connect, pkce: true, **options",
    AT.omniauth_openid_connect,
    "Debian 12 ships an older one without it: ask the operator for pkceRequired: false.",
  ),
  setting(
    "openid-client",
    "js",
    'code_challenge: await client.calculatePKCECodeChallenge(verifier),\ncode_challenge_method: "S256",',
    AT["openid-client"],
    "In buildAuthorizationUrl(); give pkceCodeVerifier to authorizationCodeGrant(). oauth4webapi is used alike.",
  ),
  setting("passport-oauth2", "js", "pkce: true,\nstate: true,", AT["passport-oauth2"], "In the strategy's options."),
  exempt("passport-openidconnect", AT["passport-openidconnect"]),
  setting(
    "Python Social Auth",
    "python",
    "SOCIAL_AUTH_OIDC_USE_PKCE = True",
    AT["Python Social Auth"],
    "Version 4.3, as in Debian 12, cannot: ask the operator for pkceRequired: false.",
  ),
  setting(
    "requests-oauthlib",
    "python",
    'OAuth2Session(client_id, redirect_uri=redirect_uri, scope=scope, pkce="S256")',
    AT["requests-oauthlib"],
    "From version 2. The same session must make the URL and fetch the token.",
  ),
  setting(
    "simple-oauth2",
    "js",
    'client.authorizeURL({ code_challenge, code_challenge_method: "S256", ...more });\nclient.getToken({ code, code_verifier, ...more });',
    AT["simple-oauth2"],
    "The application makes the verifier and its challenge.",
  ),
  setting(
    "Spring Security",
    "java",
    "resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());",
    AT["Spring Security"],
    "The resolver is a DefaultOAuth2AuthorizationRequestResolver, given to oauth2Login().",
  ),
  setting("Synapse", "yaml", "pkce_method: always", AT.Synapse, "In an entry of oidc_providers."),
];
