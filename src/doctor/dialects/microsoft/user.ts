/** Entra ID on users: sign-in, second factor, policy, and the directory they belong to. */
import type { CauseCode } from "../../../reasons/causes.ts";
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const SIGN_IN = "Sign the user in at /authorize without prompt=none (MSAL: loginRedirect, acquireTokenInteractive).";
const MFA =
  "Sign the user in interactively and pass the claims of the response on; password and refresh without a page cannot do a second factor. For programs use client credentials or a managed identity.";
const POLICY =
  "Ask the tenant's administrator: Sign-in logs > this correlation id > Conditional Access names the policy; meet it (device, place, approved app) or have the app excluded.";
const GUEST =
  "Invite the account as guest (Users > Invite external user), sign in with an account of that tenant, or use the account's own tenant (or /organizations) in the URL.";
const PASSWORD =
  "Check user name (the full UPN) and password; federated accounts and those with a second factor cannot use the password grant.";

const several = (
  codes: readonly number[],
  words: string,
  reason: CauseCode,
  weight: number,
  fix: string,
): Signature[] => codes.map((code) => sts(code, words, [means(reason, weight, fix)]));

export const user: readonly Signature[] = [
  sts(
    50105,
    "Your administrator has configured the application Shop ('5a1b0e2c') to block users unless they are specifically granted ('assigned') access to the application. The signed in user 'ada@contoso.com' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator.",
    [
      means(
        "user/not-assigned",
        0.96,
        "Under Enterprise applications > your app > Users and groups, assign the user (nested groups do not count), or set Assignment required to No.",
      ),
    ],
  ),
  sts(
    501051,
    "Application '5a1b0e2c'(Shop) is not assigned to a role for the application 'api://orders'(Orders).",
    [
      means(
        "user/not-assigned",
        0.85,
        "Give the client an app role of the API (API permissions > Application permissions, then consent), or set Assignment required of the API to No.",
      ),
    ],
    { page: lookup(501051) },
  ),
  sts(
    16000,
    "Either multiple user identities are available for the current request or selected account is not supported for the scenario.",
    [
      means(
        "user/interaction-required",
        0.85,
        "Let the user choose: leave prompt=none away, or say login_hint or sid.",
        "It is the response to prompt=none.",
      ),
      means("user/not-in-tenant", 0.3, GUEST, "Only one account is signed in, and it is of another tenant."),
    ],
    { id: "AADSTS16000-choice", also: "multiple user identities" },
  ),
  sts(
    16000,
    "User account 'ada@example.com' from identity provider 'live.com' does not exist in tenant 'Contoso' and cannot access the application '5a1b0e2c'(Shop) in that tenant.",
    [
      means("user/not-in-tenant", 0.75, GUEST),
      means("user/interaction-required", 0.4, "Let the user choose another account (prompt=select_account)."),
    ],
  ),
  ...([50020, 90072] as const).map((code) =>
    sts(
      code,
      "User account 'ada@example.com' from identity provider 'live.com' does not exist in tenant 'Contoso' and cannot access the application '5a1b0e2c'(Shop) in that tenant. The account needs to be added as an external user in the tenant first.",
      [
        means("user/not-in-tenant", 0.95, GUEST),
        means(
          "request/wrong-endpoint",
          0.15,
          "Use /organizations or /common in the URL.",
          "Users of many tenants are meant to sign in.",
        ),
      ],
    ),
  ),
  ...several(
    [16003, 50014, 51004],
    "The user account does not exist in the directory. To sign into this application, the account must be added to the directory.",
    "user/not-in-tenant",
    0.88,
    GUEST,
  ),
  sts(
    50034,
    "The user account does not exist in the contoso.com directory. To sign into this application, the account must be added to the directory.",
    [
      means("user/not-in-tenant", 0.7, GUEST),
      means("user/credentials-wrong", 0.45, PASSWORD, "The user name is misspelled."),
    ],
  ),
  sts(500208, "The domain is not a valid login domain for the account type.", [
    means(
      "user/not-in-tenant",
      0.7,
      "Sign in with an account of the kind that the app takes (work or school, or personal).",
    ),
  ]),
  sts(
    500200,
    "User account 'ada@outlook.com' is a personal Microsoft account. Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization.",
    [
      means("user/not-in-tenant", 0.7, GUEST),
      means(
        "client/type-mismatch",
        0.4,
        "Let Supported account types include personal Microsoft accounts, and use /common.",
      ),
    ],
    { page: lookup(500200) },
  ),
  sts(
    50058,
    "A silent sign-in request was sent but no user is signed in. The cookies used to represent the user's session were not sent in the request to Azure AD.",
    [
      means("user/login-required", 0.7, SIGN_IN),
      means(
        "transport/cookies-blocked",
        0.5,
        "Browsers withhold third-party cookies in the hidden iframe: use code with PKCE and refresh tokens, and a redirect when silent renewal fails.",
        "The user is signed in in a tab of the same browser.",
      ),
    ],
  ),
  sts(160021, "Application requested a user session which does not exist.", [
    means("user/login-required", 0.85, SIGN_IN),
    means("grant/session-ended", 0.4, SIGN_IN),
  ]),
  ...several(
    [16001, 16002, 50143, 50136],
    "The selected session cannot be used for this sign-in.",
    "user/interaction-required",
    0.65,
    "Let the user choose an account (prompt=select_account).",
  ),
  ...several(
    [50072, 50074, 50076, 50078, 50079],
    "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
    "user/mfa-required",
    0.95,
    MFA,
  ),
  ...several(
    [50158, 53004],
    "External security challenge not satisfied. User will be redirected to another page or authentication provider to satisfy additional authentication challenges.",
    "user/mfa-required",
    0.75,
    MFA,
  ),
  sts(50177, "External challenge isn't supported for passthrough users.", [
    means("user/policy-blocked", 0.6, POLICY),
    means("user/mfa-required", 0.4, MFA),
  ]),
  ...several(
    [50125, 50140, 50199, 700020, 50197, 51006],
    "We are unable to go on without the user: sign-in was interrupted.",
    "user/interaction-required",
    0.8,
    SIGN_IN,
  ),
  sts(50126, "Error validating credentials due to invalid username or password.", [
    means("user/credentials-wrong", 0.96, PASSWORD),
  ]),
  ...several(
    [50056, 50064],
    "Invalid or null password: password does not exist in the directory for this user.",
    "user/credentials-wrong",
    0.75,
    PASSWORD,
  ),
  ...several(
    [81010, 81004, 81009, 81011],
    "Seamless SSO failed because the user's Kerberos ticket has expired or is invalid.",
    "user/login-required",
    0.5,
    SIGN_IN,
  ),
  sts(130004, "The user principal doesn't have the NGC ID key configured.", [
    means("user/interaction-required", 0.5, "Set up Windows Hello again, or sign in by another method."),
  ]),
  sts(
    50053,
    "Sign-in was blocked because it came from an IP address with malicious activity.",
    [means("user/policy-blocked", 0.8, "Come from another IP address, and read Sign-in logs for the reason.")],
    { id: "AADSTS50053-address", also: "IP address|malicious" },
  ),
  sts(50053, "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.", [
    means(
      "user/account-not-ready",
      0.85,
      "Wait until smart lockout ends or reset the password, and stop the program that keeps sending an old one.",
    ),
    means(
      "user/policy-blocked",
      0.3,
      "See Sign-in logs: the IP address may be blocked.",
      "Sign-in logs say that the IP address is malicious.",
    ),
  ]),
  ...several(
    [50055, 50144],
    "The password is expired.",
    "user/account-not-ready",
    0.93,
    "Let the user set a new password in a browser.",
  ),
  sts(50057, "The user account is disabled. The account has been disabled by an administrator.", [
    means(
      "user/account-not-ready",
      0.93,
      "Enable the account (Users > the user > Account status) or its on-premises object.",
    ),
    means("grant/account-disabled", 0.4, "Enable the account.", "It is the response to a code or a refresh."),
  ]),
  ...several(
    [50135, 50192, 50015, 54000],
    "The user has to act on the account before signing in.",
    "user/account-not-ready",
    0.6,
    "Let the user sign in in a browser and do what the page asks.",
  ),
  ...several(
    [
      53000, 53001, 53002, 53003, 53005, 53008, 53009, 53010, 53011, 530001, 530002, 530003, 530004, 530031, 530032,
      530034, 530035,
    ],
    "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    "user/policy-blocked",
    0.95,
    POLICY,
  ),
  ...several(
    [50005, 50097, 50127, 50129, 50131, 50155, 50178, 50187, 700003, 135011, 130007, 130008],
    "Device authentication is required, or the device does not satisfy the policy of the tenant.",
    "user/policy-blocked",
    0.88,
    POLICY,
  ),
  ...several(
    [50002, 500021, 500022],
    "Access to 'Contoso' tenant is denied.",
    "user/policy-blocked",
    0.9,
    "The network restricts tenants (Restrict-Access-To-Tenants): have this tenant added at the proxy, or use an allowed one.",
  ),
  ...several(
    [500212, 500213],
    "The resource tenant's cross-tenant access policy does not allow this user to access this tenant.",
    "user/policy-blocked",
    0.92,
    "Have it allowed under External Identities > Cross-tenant access settings, outbound in the home tenant and inbound in the resource tenant.",
  ),
  ...several([221000, 240001], "The user or device is not authorized for this.", "user/policy-blocked", 0.6, POLICY),
];
