/** Entra ID on scopes, resources and consent. */
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const ADD = "Add the permission under App registrations > API permissions (Add a permission), then grant consent.";
const RESOURCE =
  "Compare the resource in scope (what is before the last slash) with the Application ID URI under Expose an API, and the tenant in the URL.";
const DEFAULT =
  "Client credentials take one scope: <Application ID URI>/.default, such as https://graph.microsoft.com/.default.";
const ONE = "Ask for scopes of one API per token request, and get a second token for the other API.";

export const scope: readonly Signature[] = [
  sts(
    90009,
    "Application is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.",
    [
      means(
        "resource/mismatch",
        0.6,
        "Name the resource by the bare client id (a GUID), not by the Application ID URI.",
      ),
      means("scope/malformed", 0.45, "Write scope as <client id>/.default."),
    ],
  ),
  sts(
    650053,
    "The application 'Shop' asked for scope 'Mail.Raed' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'. Contact the app vendor.",
    [
      means(
        "scope/unknown",
        0.85,
        "Write the scope as the API lists it: Microsoft Graph permissions reference, or Expose an API of your own registration; put the right resource before it.",
      ),
      means(
        "scope/misspelled",
        0.5,
        "Compare letter by letter with the API's list.",
        "One letter away from a listed scope.",
      ),
      means(
        "scope/prefix-missing",
        0.3,
        "Put the API's Application ID URI before the scope: a bare name is taken as one of Microsoft Graph (00000003-...).",
        "The scope is one of your own API, and the resource printed is Graph.",
      ),
    ],
    { page: lookup(650053) },
  ),
  sts(
    650057,
    "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: 5a1b0e2c. Resource value from request: api://other. Resource app ID: 11111111. List of valid resources from app registration: 00000003-0000-0000-c000-000000000000.",
    [
      means("scope/not-allowed-for-client", 0.65, ADD),
      means("resource/unknown", 0.4, RESOURCE, "The resource printed is not the one that you mean."),
    ],
  ),
  sts(
    500011,
    "The resource principal named api://orders was not found in the tenant named Contoso. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
    [
      means("resource/unknown", 0.9, RESOURCE),
      means(
        "user/consent-required",
        0.25,
        "Let an administrator of that tenant consent to the API.",
        "The name is right, and the API lives in another tenant.",
      ),
    ],
  ),
  sts(50001, "The application named https://graph.windows.net/x was not found in the tenant named Contoso.", [
    means("resource/unknown", 0.9, RESOURCE),
  ]),
  sts(
    1002012,
    "The provided value for scope https://graph.microsoft.com/User.Read is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).",
    [means("scope/malformed", 0.95, DEFAULT)],
    { page: lookup(1002012) },
  ),
  sts(
    70011,
    "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid.",
    [means("scope/missing", 0.9, "Send scope, names parted by a space.")],
    { id: "AADSTS70011-missing", also: "must include a 'scope'" },
  ),
  sts(
    70011,
    "The provided value for the input parameter 'scope' is not valid. .default scope can't be combined with resource-specific scopes.",
    [
      means(
        "scope/malformed",
        0.85,
        "Send <resource>/.default alone (openid, profile, offline_access may be beside it), or only single permissions.",
      ),
    ],
    { id: "AADSTS70011-default", also: "\\.default\\b[^.]{0,40}(?:combin|can'?t|cannot)" },
  ),
  sts(
    70011,
    "The provided value for the input parameter 'scope' is not valid. One or more scopes in 'https://graph.microsoft.com/User.Read https://vault.azure.net/user_impersonation' are not compatible with each other.",
    [means("scope/mixes-resources", 0.93, ONE)],
    { id: "AADSTS70011-mixed", also: "not compatible with each other|more than one resource|multiple resources" },
  ),
  sts(
    70011,
    "The provided value for the input parameter 'scope' is not valid. The scope User.Read,Mail.Read is not valid.",
    [means("scope/wrong-delimiter", 0.9, "Part the scopes by a space (%20 or + in the URL).")],
    { id: "AADSTS70011-delimiter", also: "The scope '?[^\\s,;]{2,80}[,;][^\\s]{2,80}" },
  ),
  sts(
    70011,
    "The provided value for the input parameter 'scope' is not valid. The scope format is invalid. Scope must be in a valid URI form <https://example/scope> or a valid Guid <guid/scope>.",
    [
      means(
        "scope/malformed",
        0.8,
        "Write <Application ID URI>/<scope>, such as api://<client id>/Orders.Read; for Graph the bare name will do.",
      ),
      means("scope/prefix-missing", 0.4, "Put the Application ID URI before the scope's name."),
    ],
    { id: "AADSTS70011-format", also: "format is invalid|valid URI form" },
  ),
  sts(70011, "The provided value for the input parameter 'scope' is not valid. The scope user.raed is not valid.", [
    means(
      "scope/malformed",
      0.5,
      "Write <Application ID URI>/<scope>; with client credentials <Application ID URI>/.default.",
    ),
    means("scope/unknown", 0.5, "Compare the scope with the API's list of permissions."),
    means("scope/prefix-missing", 0.35, "Put the Application ID URI before the scope's name."),
    means("request/wrong-endpoint", 0.25, "Use the v2.0 endpoint for scope, the v1.0 endpoint for resource."),
  ]),
  sts(28002, "The provided value for the input parameter 'scope' is not valid when requesting an access token.", [
    means("scope/malformed", 0.5, "Name one resource and its scopes: <Application ID URI>/<scope>."),
    means("scope/mixes-resources", 0.4, ONE),
    means("scope/unknown", 0.4, "Compare the scope with the API's list of permissions."),
  ]),
  sts(
    28003,
    "The provided value for the input parameter 'scope' can't be empty when requesting an access token using the provided authorization code.",
    [means("scope/missing", 0.93, "Send scope with the token request as well.")],
  ),
  sts(
    700022,
    "The provided value for the input parameter 'scope' is not valid because it contains more than one resource.",
    [means("scope/mixes-resources", 0.96, ONE)],
  ),
  sts(700023, "The provided value for the input parameter 'scope' is not valid when requesting an access token.", [
    means("scope/missing", 0.6, "Add a scope of an API; openid, profile and offline_access alone name none."),
    means("scope/malformed", 0.45, "Write <Application ID URI>/<scope>."),
  ]),
  sts(901002, "The 'resource' request parameter is not supported.", [
    means(
      "request/parameter-rejected",
      0.85,
      "Leave resource away and say it in scope: <resource>/.default or <resource>/<scope>.",
    ),
    means("request/wrong-endpoint", 0.5, "resource belongs to the v1.0 endpoint (/oauth2/token without v2.0)."),
  ]),
  sts(
    9010010,
    "The resource parameter provided in the request doesn't match with the requested scopes.",
    [
      means(
        "resource/mismatch",
        0.93,
        "Make resource the Application ID URI that the scopes begin with, or leave resource away. For MCP: the server's resource and its scopes must name the same API.",
      ),
    ],
    { page: lookup(9010010) },
  ),
  sts(
    501461,
    "AcceptMappedClaims is only supported for a token audience matching the application GUID or an audience within the tenant's verified domains. Either change the resource identifier, or use an application-specific signing key.",
    [
      means(
        "resource/mismatch",
        0.5,
        "Let the Application ID URI use a verified domain of the tenant, or give the app its own signing key.",
      ),
      means("token/signature-invalid", 0.2, "Give the app its own signing key for mapped claims."),
    ],
  ),
];
