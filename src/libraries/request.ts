/** How scopes are joined, and how a library is made to ask for a code. */
import { type Setting, setting } from "./define.ts";
import { AT } from "./sources.ts";

export const scopeDelimiter: readonly Setting[] = [
  setting("grant", "js", 'scope_delimiter: " "', AT.grant, "Otherwise, a list of scopes is joined by commas."),
  setting(
    "league/oauth2-client",
    "php",
    "'scopeSeparator' => ' '",
    AT["league/oauth2-client"],
    "GenericProvider otherwise joins by commas.",
  ),
];

export const responseType: readonly Setting[] = [
  setting(
    "express-openid-connect",
    "js",
    'clientSecret: process.env.CLIENT_SECRET,\nauthorizationParams: { response_type: "code" },',
    AT["express-openid-connect"],
    "It asks for id_token otherwise.",
  ),
  setting("mod_auth_openidc", "apache", "OIDCResponseType code", AT.mod_auth_openidc),
  setting("oidc-client-ts", "js", 'response_type: "code"', AT["oidc-client-ts"]),
];
