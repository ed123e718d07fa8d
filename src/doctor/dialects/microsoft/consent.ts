/** Entra ID on consent, and on permissions that are not the app's. */
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const CONSENT =
  "Send the user to /authorize for this scope without prompt=none, or let an administrator press Grant admin consent under API permissions.";
const ADMIN =
  "Let an administrator press Grant admin consent under API permissions, or open https://login.microsoftonline.com/<tenant>/adminconsent?client_id=...";
const ADD = "Add the permission under App registrations > API permissions (Add a permission), then grant consent.";
const RESOURCE =
  "Compare the resource in scope (what is before the last slash) with the Application ID URI under Expose an API, and the tenant in the URL.";

export const consent: readonly Signature[] = [
  sts(
    65001,
    "The user or administrator has not consented to use the application with ID '5a1b0e2c-1111-4222-8333-123456789abc' named 'Shop'. Send an interactive authorization request for this user and resource.",
    [
      means("user/consent-required", 0.88, CONSENT),
      means(
        "scope/needs-admin-consent",
        0.35,
        ADMIN,
        "The permission says Admin consent required: Yes, or users may not consent in that tenant.",
      ),
      means("scope/not-allowed-for-client", 0.2, ADD, "The permission is not listed at all."),
    ],
  ),
  sts(65004, "User declined to consent to access the app.", [
    means("user/denied", 0.96, "Let the user try again and press Accept; ask for fewer permissions if users shy away."),
  ]),
  ...([90094, 90095, 90093] as const).map((code) =>
    sts(code, "Admin consent is required for the permissions requested by this application.", [
      means("scope/needs-admin-consent", 0.95, ADMIN),
    ]),
  ),
  sts(
    90008,
    "The user or administrator has not consented to use the application with ID '5a1b0e2c-1111-4222-8333-123456789abc'. This happened because application is misconfigured: it must require access to Windows Azure Active Directory by specifying at least 'Sign in and read user profile' permission.",
    [
      means(
        "scope/missing",
        0.55,
        "Add Microsoft Graph > Delegated > User.Read under API permissions, then grant consent.",
      ),
      means("user/consent-required", 0.5, CONSENT),
    ],
  ),
  sts(
    650056,
    "Misconfigured application. This could be due to one of the following: the client has not listed any permissions for 'Microsoft Graph' in the requested permissions in the client's application registration. Or, the admin has not consented in the tenant.",
    [
      means("scope/not-allowed-for-client", 0.6, ADD),
      means("user/consent-required", 0.5, CONSENT),
      means("client/unknown", 0.3, "Compare client_id (for SAML: the Identifier) with the registration."),
    ],
  ),
  sts(
    650052,
    "The app is trying to access a service 'api://orders'(Orders) that your organization 'Contoso' lacks a service principal for. Contact your IT Admin to review the configuration of your service subscriptions or consent to the application in order to create the required service principal.",
    [
      means(
        "resource/unknown",
        0.75,
        "Let an administrator of that tenant consent to the API first (adminconsent with the API's client id), or make the client known to the API (knownClientApplications).",
      ),
      means("scope/needs-admin-consent", 0.35, ADMIN),
    ],
  ),
  sts(
    650054,
    "The application asked for permissions to access a resource that has been removed or is no longer available.",
    [
      means("resource/unknown", 0.8, "Remove the permission of the vanished API under API permissions."),
      means("scope/deprecated", 0.4, "Replace the permission by its successor (Azure AD Graph by Microsoft Graph)."),
    ],
  ),
  sts(
    650051,
    "Using application 'Shop' is currently not supported for your organization contoso.com because it is in an unmanaged state.",
    [
      means(
        "user/policy-blocked",
        0.6,
        "Let an administrator take the unmanaged tenant over by verifying its DNS domain.",
      ),
    ],
    { id: "AADSTS650051-unmanaged", also: "unmanaged", page: lookup(650051) },
  ),
  sts(
    650051,
    "The application cannot be provisioned: the service principal name is already present for the tenant.",
    [
      means(
        "user/consent-required",
        0.5,
        "Try again in a minute; else delete the stale entry under Enterprise applications and consent again.",
      ),
      means("server/fault", 0.35, "Try again in a minute: the service principal is still being made."),
    ],
    { page: lookup(650051) },
  ),
  sts(
    65002,
    "Consent between first party application 'a' and first party resource 'b' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.",
    [
      means(
        "scope/not-allowed-for-client",
        0.8,
        "Register an application of your own and use its client id, not one of Microsoft's.",
      ),
    ],
  ),
  sts(
    65005,
    "The application required resource access list does not contain applications discoverable by the resource.",
    [means("scope/not-allowed-for-client", 0.7, ADD), means("resource/unknown", 0.4, RESOURCE)],
  ),
  sts(
    500014,
    "The service principal for resource 'api://orders' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application.",
    [
      means(
        "client/disabled",
        0.7,
        "Under Enterprise applications > the API > Properties, set Enabled for users to sign-in to Yes, or renew the subscription.",
      ),
      means("resource/unknown", 0.4, RESOURCE),
    ],
    { page: lookup(500014) },
  ),
  sts(
    90099,
    "The application '5a1b0e2c' (Shop) has not been authorized in the tenant 'Contoso'. Applications must be authorized to access the external tenant before partner delegated administrators can use them.",
    [
      means("user/consent-required", 0.6, "Let the partner pre-consent by the Partner Center API."),
      means("scope/needs-admin-consent", 0.5, ADMIN),
    ],
  ),
  sts(9002341, "The user is required to permit Single Sign-On (SSO).", [means("user/consent-required", 0.8, CONSENT)]),
];
