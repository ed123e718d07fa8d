/** Which server software it is, by its issuer and its metadata. */
import type { ServerName } from "../requirements/fixes/define.ts";
import type { Target } from "./target.ts";

/** It is this server if the issuer is at one of the hosts, the metadata has one of the members, or all of the URLs end like this. */
interface Marks {
  readonly hosts?: readonly string[];
  readonly members?: readonly string[];
  readonly urls?: Readonly<Record<string, RegExp>>;
}

/** In this order: the first that fits is it. */
const MARKS: readonly (readonly [ServerName, Marks])[] = [
  [
    "entra",
    {
      hosts: ["login.microsoftonline.com", "login.microsoftonline.us", "sts.windows.net", "ciamlogin.com"],
      members: ["tenant_region_scope", "msgraph_host"],
    },
  ],
  ["auth0", { hosts: ["auth0.com"], members: ["mfa_challenge_endpoint"] }],
  [
    "okta",
    {
      hosts: ["okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com"],
      urls: {
        authorization_endpoint: /\/oauth2\/(\w+\/)?v1\/authorize$/,
        token_endpoint: /\/oauth2\/(\w+\/)?v1\/token$/,
      },
    },
  ],
  [
    "keycloak",
    {
      urls: {
        authorization_endpoint: /\/realms\/[^/]+\/protocol\/openid-connect\/auth$/,
        token_endpoint: /\/protocol\/openid-connect\/token$/,
      },
    },
  ],
  [
    "hydra",
    {
      hosts: ["projects.oryapis.com"],
      members: ["credentials_endpoint_draft_00"],
      urls: { authorization_endpoint: /\/oauth2\/auth$/, end_session_endpoint: /\/oauth2\/sessions\/logout$/ },
    },
  ],
  [
    "spring",
    {
      urls: {
        authorization_endpoint: /\/oauth2\/authorize$/,
        token_endpoint: /\/oauth2\/token$/,
        jwks_uri: /\/oauth2\/jwks$/,
      },
    },
  ],
  [
    "identityserver",
    { urls: { token_endpoint: /\/connect\/token$/, jwks_uri: /\/\.well-known\/openid-configuration\/jwks$/ } },
  ],
  [
    "candor",
    { urls: { authorization_endpoint: /\/authorize$/, end_session_endpoint: /\/sign-out$/, jwks_uri: /\/jwks$/ } },
  ],
  [
    "oidc-provider",
    {
      urls: {
        authorization_endpoint: /\/auth$/,
        token_endpoint: /\/token$/,
        userinfo_endpoint: /\/me$/,
        jwks_uri: /\/jwks$/,
      },
    },
  ],
];

/** `undefined` if it is none of those whose settings are known. */
export const serverOf = (target: Pick<Target, "issuer" | "metadata">): ServerName | undefined =>
  MARKS.find(([, marks]) => fits(marks, target))?.[0];

function fits(
  { hosts = [], members = [], urls = {} }: Marks,
  { issuer, metadata }: Pick<Target, "issuer" | "metadata">,
): boolean {
  const { hostname } = new URL(issuer);
  if (hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))) return true;
  if (members.some((member) => Object.hasOwn(metadata, member))) return true;
  const patterns = Object.entries(urls);
  return (
    patterns.length > 0 &&
    patterns.every(([name, pattern]) => typeof metadata[name] === "string" && pattern.test(metadata[name]))
  );
}
