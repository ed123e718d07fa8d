/** The Authorization header (RFC 9110 11.6.2), read without judging it. */
import { formDecode } from "./form.ts";

export type Authorization =
  | { readonly is: "absent" }
  | {
      readonly is: "basic";
      readonly clientId: string;
      /** Empty: no credential at all. */
      readonly secret: string;
      /** Id and secret as sent, before form-decoding, if that makes a difference. */
      readonly undecoded: { readonly clientId: string; readonly secret: string } | undefined;
    }
  /** An access token, with the scheme Bearer or DPoP (RFC 6750 2.1, RFC 9449 7.1). */
  | { readonly is: "bearer"; readonly scheme: string; readonly token: string }
  /** The scheme OAuth, of OAuth 1.0. */
  | { readonly is: "oauth1" }
  | { readonly is: "malformed"; readonly scheme: string };

const ABSENT: Authorization = { is: "absent" };
const SCHEMES = /^(basic|bearer|digest|dpop|negotiate|ntlm|oauth|token)$/i;

/** Reads the header. "The client identifier is encoded using the "application/x-www-form-urlencoded" encoding algorithm" (RFC 6749 2.3.1). */
export function readAuthorization(header: string | undefined): Authorization {
  if (header === undefined) return ABSENT;
  const space = header.indexOf(" ");
  const scheme = space === -1 ? header : header.slice(0, space);
  const text = space === -1 ? "" : header.slice(space + 1).trim();
  switch (scheme.toLowerCase()) {
    case "basic":
      return readBasic(scheme, text);
    case "bearer":
    case "dpop":
      return { is: "bearer", scheme, token: text };
    case "oauth":
      // A draft of OAuth 2 also sent its access tokens with this scheme.
      if (/\b(?:realm|oauth_[a-z_]+)\s*=/i.test(text)) return { is: "oauth1" };
  }
  // A header without a scheme may be the secret itself, so only names of schemes are repeated.
  return { is: "malformed", scheme: SCHEMES.test(scheme) ? scheme : "none" };
}

/** The scheme of a header, if it isn't Bearer. Nothing else of the header is shown, since it may be the token. */
export function otherScheme(authorization: Authorization): string | undefined {
  if (authorization.is === "basic") return "Basic";
  if (authorization.is === "oauth1") return "OAuth";
  return authorization.is === "malformed" ? authorization.scheme : undefined;
}

function readBasic(scheme: string, text: string): Authorization {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return { is: "malformed", scheme };
  const pair = Buffer.from(text, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 1) return { is: "malformed", scheme };
  const raw = { clientId: pair.slice(0, colon), secret: pair.slice(colon + 1) };
  const clientId = formDecode(raw.clientId) ?? raw.clientId;
  const secret = formDecode(raw.secret) ?? raw.secret;
  const changed = clientId !== raw.clientId || secret !== raw.secret;
  return { is: "basic", clientId, secret, undecoded: changed ? raw : undefined };
}
