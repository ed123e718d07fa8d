/** The redirect URI that a library makes for itself: what has to be registered. */
import { type Setting, setting } from "./define.ts";
import { AT } from "./sources.ts";

const path = (library: string, below: string, source: string, note?: string): Setting =>
  setting(library, "text", `https://my-app.example${below}`, source, note);

export const redirectUnregistered: readonly Setting[] = [
  path("Auth.js", "/auth/callback/PROVIDER", AT["Auth.js"], "Under Next.js /api/auth/callback/PROVIDER."),
  path(
    "Better Auth",
    "/api/auth/callback/PROVIDER",
    AT["Better Auth"],
    "Before version 1.7 /api/auth/oauth2/callback/PROVIDER.",
  ),
  path("django-allauth", "/accounts/oidc/PROVIDER/login/callback/", AT["django-allauth"], "With the final slash."),
  path("express-openid-connect", "/callback", AT["express-openid-connect"], "Or what routes.callback says."),
  path("Flask-Dance", "/login/NAME/authorized", AT["Flask-Dance"]),
  path("GitLab", "/users/auth/openid_connect/callback", AT.GitLab),
  path("Grafana", "/login/generic_oauth", AT.Grafana, "Below root_url."),
  path("grant", "/connect/PROVIDER/callback", AT.grant),
  path("JupyterHub", "/hub/oauth_callback", AT.JupyterHub),
  path("mozilla-django-oidc", "/oidc/callback/", AT["mozilla-django-oidc"], "With the final slash."),
  path(
    "Nextcloud",
    "/apps/user_oidc/code",
    AT.Nextcloud,
    "Of the app user_oidc. Where URLs are not rewritten, /index.php comes before it.",
  ),
  path("oauth2-proxy", "/oauth2/callback", AT["oauth2-proxy"]),
  path(
    "omniauth-oauth2",
    "/auth/NAME/callback",
    AT["omniauth-oauth2"],
    "It adds the query of the request unless callback_url is overridden.",
  ),
  path("Python Social Auth", "/complete/oidc/", AT["Python Social Auth"], "With the final slash."),
  path("Spring Security", "/login/oauth2/code/REGISTRATION", AT["Spring Security"]),
  path("Synapse", "/_synapse/client/oidc/callback", AT.Synapse, "Below public_baseurl."),
];
