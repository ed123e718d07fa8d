/** Certificates with which clients connect (RFC 8705): how one reaches decisions, and whether its names are those of a client. Pure. */

/**
 * The name under which a request has the certificate, in base64, among its declared headers. No header can have it: a colon ends the name of
 * one. So only what accepts the connection can say it.
 */
export const CERTIFICATE = ":client-certificate";

/** The names by which a client's certificate is known, of which it has exactly one (RFC 8705 2.1.2). */
export const CERTIFICATE_NAMES = {
  tlsClientAuthSubjectDn: "tls_client_auth_subject_dn",
  tlsClientAuthSanDns: "tls_client_auth_san_dns",
  tlsClientAuthSanUri: "tls_client_auth_san_uri",
  tlsClientAuthSanIp: "tls_client_auth_san_ip",
  tlsClientAuthSanEmail: "tls_client_auth_san_email",
} as const;

export type CertificateName = keyof typeof CERTIFICATE_NAMES;

/** What a certificate says about its holder, as `node:crypto` writes it. */
export interface NamesSent {
  /** One relative distinguished name a line, the most general first. */
  readonly subject: string;
  /** `DNS:a.example, URI:"https://…"`. */
  readonly alternatives: string;
}

/** The names of this kind in a certificate, in the form in which one is registered. */
export function namesIn({ subject, alternatives }: NamesSent, kind: CertificateName): readonly string[] {
  if (kind === "tlsClientAuthSubjectDn")
    return subject === "" ? [] : [subject.split("\n").reverse().join(",").replaceAll(" + ", "+")];
  return alternativesIn(alternatives).flatMap(([type, value]) => (type === TYPES[kind] ? [value] : []));
}

const TYPES: Readonly<Record<CertificateName, string>> = {
  tlsClientAuthSubjectDn: "",
  tlsClientAuthSanDns: "DNS",
  tlsClientAuthSanUri: "URI",
  tlsClientAuthSanIp: "IP Address",
  tlsClientAuthSanEmail: "email",
};

/** Alternative names by their type. What could be read in two ways is in quotation marks, as JSON. */
function alternativesIn(text: string): readonly (readonly [type: string, value: string])[] {
  return [...text.matchAll(/(?:^|, )([^:,"]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?=, |$)/g)].map(
    ([, type = "", value = ""]) => [type, value.startsWith('"') ? String(JSON.parse(value)) : value],
  );
}

/** Whether two names of this kind are the same. */
export function isSameName(kind: CertificateName, one: string, other: string): boolean {
  switch (kind) {
    case "tlsClientAuthSubjectDn":
      return JSON.stringify(distinguished(one)) === JSON.stringify(distinguished(other));
    case "tlsClientAuthSanDns":
      return one.toLowerCase() === other.toLowerCase();
    case "tlsClientAuthSanIp":
      return address(one) === address(other);
    case "tlsClientAuthSanEmail":
      return mailbox(one) === mailbox(other);
    case "tlsClientAuthSanUri":
      return one === other;
  }
}

/** Short names of attribute types, and those that OpenSSL and others write in their place (RFC 4514 3). */
const ALIASES: Readonly<Record<string, string>> = {
  s: "st",
  e: "emailaddress",
  "1.2.840.113549.1.9.1": "emailaddress",
  "2.5.4.3": "cn",
  "2.5.4.5": "serialnumber",
  "2.5.4.6": "c",
  "2.5.4.7": "l",
  "2.5.4.8": "st",
  "2.5.4.9": "street",
  "2.5.4.10": "o",
  "2.5.4.11": "ou",
  "0.9.2342.19200300.100.1.1": "uid",
  "0.9.2342.19200300.100.1.25": "dc",
};

/**
 * A distinguished name (RFC 4514 2) for comparison: its relative names in their order, each with its attributes sorted. Values are compared
 * without regard to case and to repeated spaces, as their types demand (RFC 4517 4.2.11).
 */
function distinguished(text: string): readonly (readonly string[])[] {
  return split(text, ",").map((relative) => split(relative, "+").map(attribute).sort());
}

function attribute(text: string): string {
  const at = text.indexOf("=");
  const type = text
    .slice(0, Math.max(at, 0))
    .trim()
    .toLowerCase()
    .replace(/^oid\./, "");
  const value = unescaped(text.slice(at + 1).trim());
  return `${ALIASES[type] ?? type}=${value.toLowerCase().replace(/ +/g, " ").trim()}`;
}

/** Splits at a character that isn't escaped. */
function split(text: string, at: string): readonly string[] {
  const parts = [""];
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === at) parts.push("");
    else parts[parts.length - 1] += character === "\\" ? character + text.charAt(++i) : character;
  }
  return parts;
}

/** A value without its escapes: of a character, or of the two digits of a byte in UTF-8. */
function unescaped(value: string): string {
  const bytes = value.replace(/(?:\\[0-9a-f]{2})+/gi, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split("\\"), (digits) => Number.parseInt(digits, 16))),
  );
  return bytes.replace(/\\(.)/g, "$1");
}

/** An IP address in one form. */
function address(text: string): string {
  const bare = text.replace(/^\[|\]$/g, "");
  if (!bare.includes(":")) return bare;
  const url = `http://[${bare}]/`;
  return URL.canParse(url) ? new URL(url).hostname : bare;
}

/** The host of an e-mail address is compared without regard to case. */
function mailbox(text: string): string {
  const at = text.lastIndexOf("@");
  return text.slice(0, at) + text.slice(at).toLowerCase();
}
