/** Every specification that Candor cites, once: its title and where a section of it can be read. */

/** A section of a specification, as cited by a check, a reason or a page. */
export interface Section {
  /** Short name as people say it: `RFC 6749`, `OpenID Connect Core 1.0`. */
  readonly spec: string;
  /** Section number, or `""` for the whole document. */
  readonly section: string;
  readonly title: string;
  readonly url: string;
}

const RFCS = {
  6265: "HTTP State Management Mechanism",
  6749: "The OAuth 2.0 Authorization Framework",
  6750: "The OAuth 2.0 Authorization Framework: Bearer Token Usage",
  7009: "OAuth 2.0 Token Revocation",
  7519: "JSON Web Token (JWT)",
  7636: "Proof Key for Code Exchange by OAuth Public Clients",
  7662: "OAuth 2.0 Token Introspection",
  8252: "OAuth 2.0 for Native Apps",
  8414: "OAuth 2.0 Authorization Server Metadata",
  8594: "The Sunset HTTP Header Field",
  8707: "Resource Indicators for OAuth 2.0",
  9068: "JSON Web Token (JWT) Profile for OAuth 2.0 Access Tokens",
  9110: "HTTP Semantics",
  9207: "OAuth 2.0 Authorization Server Issuer Identification",
  9700: "Best Current Practice for OAuth 2.0 Security",
  9745: "The Deprecation HTTP Response Header Field",
} as const;

/** Cites a section of an RFC, e.g. `rfc(7636, "4.6")`. */
export function rfc(number: keyof typeof RFCS, section = ""): Section {
  const anchor = section === "" ? "" : `#section-${section}`;
  return {
    spec: `RFC ${number}`,
    section,
    title: RFCS[number],
    url: `https://www.rfc-editor.org/rfc/rfc${number}.html${anchor}`,
  };
}

const OPENID = {
  core: ["OpenID Connect Core 1.0", "https://openid.net/specs/openid-connect-core-1_0.html"],
  discovery: ["OpenID Connect Discovery 1.0", "https://openid.net/specs/openid-connect-discovery-1_0.html"],
  logout: ["OpenID Connect RP-Initiated Logout 1.0", "https://openid.net/specs/openid-connect-rpinitiated-1_0.html"],
} as const;

/** Cites a section of an OpenID specification, e.g. `openid("core", "3.1.2.1")`. */
export function openid(document: keyof typeof OPENID, section = ""): Section {
  const [title, url] = OPENID[document];
  return { spec: title, section, title, url };
}

/** The section as a person reads it: `RFC 7636, section 4.6`. */
export function citation({ spec, section }: Section): string {
  return section === "" ? spec : `${spec}, section ${section}`;
}
