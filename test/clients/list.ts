/** The clients of the matrix. */
import type { Client } from "./define.ts";

const npm = (
  name: string,
  program: string,
  more: Omit<Client, "name" | "from" | "package" | "run"> & { package?: string },
): Client => ({
  name,
  from: "npm",
  package: name,
  run: ["node", `npm/${program}.mjs`],
  ...more,
});

/** A client in a browser, which keeps no secret. */
const PUBLIC: Client["registration"] = { authMethods: ["none"], secrets: [] };

/** For libraries that take the user from the ID token and never ask userinfo. */
const FROM_ID_TOKEN: Client["naming"] = { idTokenClaims: true };

const OF_NPM: readonly Client[] = [
  npm("openid-client 6", "openid-client-6", { package: "openid-client", pkce: "default" }),
  npm("openid-client 5", "openid-client-5", { package: "openid-client-5", pkce: "default" }),
  npm("oauth4webapi", "oauth4webapi", { pkce: "default" }),
  npm("Auth.js", "auth-js", {
    package: "@auth/core",
    pkce: "default",
    naming: FROM_ID_TOKEN,
    callback: "/auth/callback/candor",
  }),
  npm("Better Auth", "better-auth", {
    package: "better-auth",
    pkce: "default",
    callback: "/api/auth/callback/candor",
  }),
  npm("grant", "grant", {
    pkce: "switch",
    start: "/connect/candor",
    callback: "/connect/candor/callback",
    switch: '`pkce: true` and `scope_delimiter: " "` in the provider\'s configuration',
  }),
  npm("passport-openidconnect", "passport-openidconnect", {
    naming: FROM_ID_TOKEN,
    pkce: "never",
    switch: "It has no PKCE: `pkceRequired: false` in the client's registration",
    registration: { pkceRequired: false },
  }),
  npm("passport-oauth2", "passport-oauth2", { pkce: "switch", switch: "`pkce: true` in the strategy's options" }),
  npm("simple-oauth2", "simple-oauth2", {
    pkce: "switch",
    switch: "`code_challenge` and `code_challenge_method` given to `authorizeURL`, `code_verifier` to `getToken`",
  }),
  npm("express-openid-connect", "express-openid-connect", {
    naming: FROM_ID_TOKEN,
    pkce: "always",
    switch: '`clientSecret`, and `authorizationParams: { response_type: "code" }`',
  }),
  npm("@badgateway/oauth2-client", "badgateway", { pkce: "default" }),
  npm("oidc-client-ts", "oidc-client-ts", { pkce: "default", registration: PUBLIC }),
  npm("arctic", "arctic", { pkce: "default" }),
  npm("MSAL for Node", "msal-node", {
    package: "@azure/msal-node",
    pkce: "switch",
    tls: true,
    naming: FROM_ID_TOKEN,
    switch:
      "`codeChallenge` and `codeChallengeMethod` given to `getAuthCodeUrl`, `codeVerifier` to `acquireTokenByCode`",
  }),
  npm("MCP TypeScript SDK", "mcp-sdk", { package: "@modelcontextprotocol/sdk", pkce: "always", registration: PUBLIC }),
  npm("@fastify/oauth2", "fastify-oauth2", { pkce: "default" }),
  npm("@hapi/bell", "hapi-bell", { start: "/callback", pkce: "switch", switch: '`pkce: "S256"` in the provider' }),
  npm("client-oauth2", "client-oauth2", {
    pkce: "switch",
    switch:
      "`query: { code_challenge, code_challenge_method }` given to `getUri`, `body: { code_verifier }` to `getToken`",
  }),
  npm("@hono/oidc-auth", "hono-oidc-auth", { pkce: "always", catches: ["scope"], naming: FROM_ID_TOKEN }),
  npm("remix-auth-oauth2", "remix-auth-oauth2", { pkce: "always" }),
  npm("oauth", "oauth", {
    pkce: "switch",
    switch:
      "`code_challenge` and `code_challenge_method` given to `getAuthorizeUrl`, `code_verifier` to `getOAuthAccessToken`",
  }),
];

const debian = (name: string, run: Client["run"], more: Omit<Client, "name" | "from" | "run">): Client => ({
  name,
  from: "Debian",
  run,
  ...more,
});

const WITHOUT_PKCE = {
  switch: "It has no PKCE: `pkceRequired: false` in the client's registration",
  registration: { pkceRequired: false },
} as const;

const python = (program: string): Client["run"] => ["/usr/bin/python3", `debian/${program}.py`];
const ruby = (program: string): Client["run"] => ["ruby", `debian/${program}.rb`];
const perl = (program: string): Client["run"] => ["perl", `debian/${program}.pl`];

const OF_DEBIAN: readonly Client[] = [
  debian("Authlib", python("authlib_flask"), {
    package: "python3-authlib",
    needs: ["python3-flask", "python3-requests"],
    pkce: "switch",
    switch: '`"code_challenge_method": "S256"` in `client_kwargs`',
  }),
  debian("requests-oauthlib", python("requests_oauthlib_flask"), {
    package: "python3-requests-oauthlib",
    needs: ["python3-flask"],
    pkce: "switch",
    switch:
      "`code_challenge` and `code_challenge_method` given to `authorization_url`, `code_verifier` to `fetch_token`",
  }),
  debian("Flask-Dance", python("flask_dance_site"), {
    package: "python3-flask-dance",
    start: "/login/candor",
    callback: "/login/candor/authorized",
    pkce: "never",
    ...WITHOUT_PKCE,
  }),
  debian("Python Social Auth", python("social_auth_django"), {
    package: "python3-social-auth-core",
    needs: ["python3-social-django", "python3-django", "python3-jose"],
    start: "/login/oidc/",
    callback: "/complete/oidc/",
    pkce: "never",
    ...WITHOUT_PKCE,
  }),
  debian("omniauth-oauth2", ruby("omniauth_oauth2"), {
    package: "ruby-omniauth-oauth2",
    needs: ["ruby-webrick"],
    start: "/auth/candor",
    callback: "/auth/candor/callback",
    pkce: "switch",
    switch: "`pkce: true` in the provider's options",
  }),
  debian("omniauth_openid_connect", ruby("omniauth_openid_connect"), {
    package: "ruby-omniauth-openid-connect",
    needs: ["ruby-webrick"],
    start: "/auth/candor",
    callback: "/auth/candor/callback",
    pkce: "never",
    ...WITHOUT_PKCE,
  }),
  debian("oauth2 (Ruby)", ruby("oauth2"), {
    package: "ruby-oauth2",
    needs: ["ruby-webrick"],
    pkce: "switch",
    switch: "`code_challenge` and `code_challenge_method` given to `authorize_url`, `code_verifier` to `get_token`",
  }),
  debian("golang.org/x/oauth2", ["sh", "debian/go.sh", "x_oauth2"], {
    package: "golang-golang-x-oauth2-dev",
    pkce: "switch",
    switch: "`SetAuthURLParam` with `code_challenge`, `code_challenge_method` and `code_verifier`",
  }),
  debian("coreos/go-oidc", ["sh", "debian/go.sh", "go_oidc"], {
    package: "golang-github-coreos-go-oidc-dev",
    pkce: "switch",
    switch: "`SetAuthURLParam` with `code_challenge`, `code_challenge_method` and `code_verifier`",
  }),
  debian("Mojolicious::Plugin::OAuth2", perl("mojolicious_oauth2"), {
    package: "libmojolicious-plugin-oauth2-perl",
    start: "/callback",
    pkce: "never",
    ...WITHOUT_PKCE,
  }),
  debian("LWP::Authen::OAuth2", perl("lwp_authen_oauth2"), {
    package: "liblwp-authen-oauth2-perl",
    needs: ["libmojolicious-perl"],
    pkce: "never",
    ...WITHOUT_PKCE,
  }),
  debian("Net::OAuth2", perl("net_oauth2"), {
    package: "libnet-oauth2-perl",
    needs: ["libmojolicious-perl", "libjson-perl"],
    pkce: "never",
    ...WITHOUT_PKCE,
  }),
  debian("mod_auth_openidc", ["sh", "debian/mod_auth_openidc.sh"], {
    package: "libapache2-mod-auth-openidc",
    needs: ["apache2-bin", "media-types"],
    start: "/secure/",
    callback: "/secure/redirect_uri",
    pkce: "switch",
    switch: "`OIDCPKCEMethod S256`; and `issOnErrors: false` in the client's registration, so that it reads errors",
    registration: { issOnErrors: false },
  }),
];

export const clients: readonly Client[] = [...OF_NPM, ...OF_DEBIAN];
