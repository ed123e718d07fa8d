/** Every specification that Candor cites, with its title and where to read its sections. */

/** A section of a specification, as cited by a check, a reason or a page. */
export interface Section {
  /** Short name in everyday use: `RFC 6749`, `OpenID Connect Core 1.0`. */
  readonly spec: string;
  /** Section number, or `""` for the whole document. */
  readonly section: string;
  /** The title of the document. */
  readonly title: string;
  /** Where the section can be read. */
  readonly url: string;
}

const RFCS = {
  3986: "Uniform Resource Identifier (URI): Generic Syntax",
  6265: "HTTP State Management Mechanism",
  6454: "The Web Origin Concept",
  6585: "Additional HTTP Status Codes",
  6749: "The OAuth 2.0 Authorization Framework",
  6750: "The OAuth 2.0 Authorization Framework: Bearer Token Usage",
  6797: "HTTP Strict Transport Security (HSTS)",
  7009: "OAuth 2.0 Token Revocation",
  7396: "JSON Merge Patch",
  7515: "JSON Web Signature (JWS)",
  7519: "JSON Web Token (JWT)",
  7521: "Assertion Framework for OAuth 2.0 Client Authentication and Authorization Grants",
  7523: "JSON Web Token (JWT) Profile for OAuth 2.0 Client Authentication and Authorization Grants",
  7591: "OAuth 2.0 Dynamic Client Registration Protocol",
  7592: "OAuth 2.0 Dynamic Client Registration Management Protocol",
  7636: "Proof Key for Code Exchange by OAuth Public Clients",
  7662: "OAuth 2.0 Token Introspection",
  8252: "OAuth 2.0 for Native Apps",
  8259: "The JavaScript Object Notation (JSON) Data Interchange Format",
  8414: "OAuth 2.0 Authorization Server Metadata",
  8594: "The Sunset HTTP Header Field",
  8628: "OAuth 2.0 Device Authorization Grant",
  8693: "OAuth 2.0 Token Exchange",
  8705: "OAuth 2.0 Mutual-TLS Client Authentication and Certificate-Bound Access Tokens",
  8707: "Resource Indicators for OAuth 2.0",
  8725: "JSON Web Token Best Current Practices",
  9068: "JSON Web Token (JWT) Profile for OAuth 2.0 Access Tokens",
  9101: "The OAuth 2.0 Authorization Framework: JWT-Secured Authorization Request (JAR)",
  9110: "HTTP Semantics",
  9112: "HTTP/1.1",
  9126: "OAuth 2.0 Pushed Authorization Requests",
  9200: "Authentication and Authorization for Constrained Environments Using the OAuth 2.0 Framework (ACE-OAuth)",
  9207: "OAuth 2.0 Authorization Server Issuer Identification",
  9325: "Recommendations for Secure Use of Transport Layer Security (TLS) and Datagram Transport Layer Security (DTLS)",
  9396: "OAuth 2.0 Rich Authorization Requests",
  9449: "OAuth 2.0 Demonstrating Proof of Possession (DPoP)",
  9470: "OAuth 2.0 Step Up Authentication Challenge Protocol",
  9701: "JSON Web Token (JWT) Response for OAuth Token Introspection",
  9700: "Best Current Practice for OAuth 2.0 Security",
  9728: "OAuth 2.0 Protected Resource Metadata",
  9745: "The Deprecation HTTP Response Header Field",
} as const;

const isAppendix = (section: string): boolean => /^[A-Z]/.test(section);

/** Cites a section of an RFC, e.g. `rfc(7636, "4.6")`. */
export function rfc(number: keyof typeof RFCS, section = ""): Section {
  const anchor = section === "" ? "" : `#${isAppendix(section) ? "appendix" : "section"}-${section}`;
  return {
    spec: `RFC ${number}`,
    section,
    title: RFCS[number],
    url: `https://www.rfc-editor.org/rfc/rfc${number}.html${anchor}`,
  };
}

const DRAFTS = {
  "oauth-rfc7523bis":
    "Updates to OAuth 2.0 JSON Web Token (JWT) Client Authentication and Assertion-Based Authorization Grants",
  "oauth-identity-assertion-authz-grant": "Identity Assertion JWT Authorization Grant",
  "oauth-browser-based-apps": "OAuth 2.0 for Browser-Based Applications",
} as const;

/** Cites a draft of the IETF as a whole, since its sections still move. */
export function draft(name: keyof typeof DRAFTS): Section {
  const spec = `draft-ietf-${name}`;
  return { spec, section: "", title: DRAFTS[name], url: `https://datatracker.ietf.org/doc/${spec}/` };
}

const OPENID = {
  core: ["OpenID Connect Core 1.0", "https://openid.net/specs/openid-connect-core-1_0.html"],
  discovery: ["OpenID Connect Discovery 1.0", "https://openid.net/specs/openid-connect-discovery-1_0.html"],
  registration: [
    "OpenID Connect Dynamic Client Registration 1.0",
    "https://openid.net/specs/openid-connect-registration-1_0.html",
  ],
  logout: ["OpenID Connect RP-Initiated Logout 1.0", "https://openid.net/specs/openid-connect-rpinitiated-1_0.html"],
  frontLogout: [
    "OpenID Connect Front-Channel Logout 1.0",
    "https://openid.net/specs/openid-connect-frontchannel-1_0.html",
  ],
  backLogout: [
    "OpenID Connect Back-Channel Logout 1.0",
    "https://openid.net/specs/openid-connect-backchannel-1_0.html",
  ],
  sessions: ["OpenID Connect Session Management 1.0", "https://openid.net/specs/openid-connect-session-1_0.html"],
  unmetRequirements: [
    "OpenID Connect Core Error Code unmet_authentication_requirements 1.0",
    "https://openid.net/specs/openid-connect-unmet-authentication-requirements-1_0.html",
  ],
  promptCreate: [
    "Initiating User Registration via OpenID Connect 1.0",
    "https://openid.net/specs/openid-connect-prompt-create-1_0.html",
  ],
  ciba: [
    "OpenID Connect CIBA Core 1.0",
    "https://openid.net/specs/openid-client-initiated-backchannel-authentication-core-1_0.html",
  ],
  responseTypes: [
    "OAuth 2.0 Multiple Response Type Encoding Practices",
    "https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html",
  ],
  jarm: [
    "JWT Secured Authorization Response Mode for OAuth 2.0 (JARM)",
    "https://openid.net/specs/oauth-v2-jarm-final.html",
  ],
  fapi: ["FAPI 2.0 Security Profile", "https://openid.net/specs/fapi-security-profile-2_0-final.html"],
  fapiMessageSigning: ["FAPI 2.0 Message Signing", "https://openid.net/specs/fapi-message-signing-2_0-final.html"],
  formPost: ["OAuth 2.0 Form Post Response Mode", "https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html"],
  federation: ["OpenID Federation 1.0", "https://openid.net/specs/openid-federation-1_0.html"],
  presentation: [
    "OpenID for Verifiable Presentations 1.0",
    "https://openid.net/specs/openid-4-verifiable-presentations-1_0.html",
  ],
  issuance: [
    "OpenID for Verifiable Credential Issuance 1.0",
    "https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html",
  ],
  grantManagement: [
    "Grant Management for OAuth 2.0, draft 03",
    "https://openid.net/specs/oauth-v2-grant-management.html",
  ],
} as const;

/** Cites a section of an OpenID specification, e.g. `openid("core", "3.1.2.1")`. */
export function openid(document: keyof typeof OPENID, section = ""): Section {
  const [title, url] = OPENID[document];
  return { spec: title, section, title, url };
}

const UMA = {
  grant: ["UMA 2.0 Grant for OAuth 2.0", "https://docs.kantarainitiative.org/uma/wg/rec-oauth-uma-grant-2.0.html"],
  federated: [
    "UMA 2.0 Federated Authorization",
    "https://docs.kantarainitiative.org/uma/wg/rec-oauth-uma-federated-authz-2.0.html",
  ],
} as const;

/** Cites a section of User-Managed Access, e.g. `uma("grant", "3.3.6")`. */
export function uma(document: keyof typeof UMA, section = ""): Section {
  const [title, url] = UMA[document];
  return { spec: title, section, title, url };
}

const MCP = {
  authorization: ["2025-11-25", "basic/authorization", "Authorization"],
  transports: ["2025-11-25", "basic/transports", "Transports"],
  lifecycle: ["2025-11-25", "basic/lifecycle", "Lifecycle"],
  "authorization-newest": ["2026-07-28", "basic/authorization", "Authorization"],
  versioning: ["2026-07-28", "basic/versioning", "Versioning"],
  tools: ["2026-07-28", "server/tools", "Tools"],
} as const;

/** Cites a heading of the Model Context Protocol, e.g. `mcp("authorization", "Scope Selection Strategy")`. */
export function mcp(page: keyof typeof MCP, heading: string): Section {
  const [revision, path, title] = MCP[page];
  const anchor = heading.toLowerCase().replaceAll(" ", "-");
  return {
    spec: `MCP ${revision}, ${title}, ${heading}`,
    section: "",
    title: `Model Context Protocol: ${title}`,
    url: `https://modelcontextprotocol.io/specification/${revision}/${path}#${anchor}`,
  };
}

/** Cites the draft of Client ID Metadata Documents. */
export function clientIdMetadata(section = ""): Section {
  return {
    spec: "OAuth Client ID Metadata Document, draft 01",
    section,
    title: "OAuth Client ID Metadata Document",
    url: `https://www.ietf.org/archive/id/draft-ietf-oauth-client-id-metadata-document-01.html${section === "" ? "" : `#section-${section}`}`,
  };
}

/** Cites the draft of attestation-based client authentication. */
export function clientAttestation(section = ""): Section {
  return {
    spec: "OAuth 2.0 Attestation-Based Client Authentication, draft 10",
    section,
    title: "OAuth 2.0 Attestation-Based Client Authentication",
    url: `https://www.ietf.org/archive/id/draft-ietf-oauth-attestation-based-client-auth-10.html${section === "" ? "" : `#section-${section}`}`,
  };
}

/** The section as readers see it: `RFC 7636, section 4.6`. */
export function citation({ spec, section }: Section): string {
  return section === "" ? spec : `${spec}, ${isAppendix(section) ? "appendix" : "section"} ${section}`;
}
