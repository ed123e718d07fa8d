/** Secrets in URLs, forms, JSON and pages, found by the names beside them. */
import { isOfProtocol, isPersonal, isPrivateKeyPart, isSecret, isSecretMember } from "./secret-names.ts";

/** Returns what stands for a secret. */
export type Mask = (secret: string) => string;

const decoded = (text: string): string => new URLSearchParams(`v=${text}`).get("v") ?? text;

const parameters = (text: string, before: string, isHidden: (name: string) => boolean, mask: Mask): string => {
  // With `plain`, the challenge is the verifier (RFC 7636 4.2).
  const isPlain = !/code_challenge_method=S256/.test(text);
  return text.replace(
    new RegExp(`(${before})([^=&#?\\s"'<>]{1,200})=([^&#\\s"'<>]*)`, "g"),
    (whole, mark: string, name: string, value: string) => {
      const plain = decoded(name);
      const hides = isHidden(plain) || (isPlain && plain === "code_challenge");
      return hides && value !== "" ? `${mark}${name}=${encodeURIComponent(mask(decoded(value)))}` : whole;
    },
  );
};

/** Query and fragment of every URL in a text, and a password before the host. */
export const inUrl = (text: string, mask: Mask): string =>
  parameters(text, "[?&#]", isSecret, mask).replace(
    /(:\/\/[^/?#\s:@]{0,200}:)([^/?#\s@]{1,400})(?=@)/g,
    (_, user: string, password: string) => user + mask(password),
  );

/** `isPage`: whoever wrote the form, its fields are what a user typed. Only those of the protocol are shown. */
export const inForm = (text: string, mask: Mask, isPage: boolean): string =>
  parameters(text, "^|&", (name) => isSecret(name) || (isPage && !isOfProtocol(name)), mask);

/** `undefined` if it isn't JSON. */
export function inJson(text: string, mask: Mask, hidesUser: boolean): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  return JSON.stringify(masked(value), undefined, text.includes("\n") ? 2 : undefined);

  function masked(one: unknown): unknown {
    if (typeof one === "string") return inUrl(one, mask);
    if (Array.isArray(one)) return one.map(masked);
    if (typeof one !== "object" || one === null) return one;
    const isKey = "kty" in one;
    return Object.fromEntries(
      Object.entries(one).map(([name, inner]) => [
        name,
        isKey && isPrivateKeyPart(name) ? "redacted" : member(name, inner),
      ]),
    );
  }

  function member(name: string, inner: unknown): unknown {
    if (hidesUser && isPersonal(name)) return typeof inner === "string" ? mask(inner) : "redacted";
    if (typeof inner === "string" && isSecretMember(name, inner)) return mask(inner);
    return masked(inner);
  }
}

/** Fields of a page that only say what failed (OAuth 2.0 Form Post Response Mode). */
const SAYS_ERROR = /^(?:error|error_description|error_uri|iss)$/;

/** The values of a page's fields, and tokens in its head. */
export function inHtml(page: string, mask: Mask): string {
  return page.replace(/<(?:input|meta)\b[^>]{0,4000}>/gi, (tag) => {
    const name = /\bname\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? "";
    const isMeta = /^<meta/i.test(tag);
    if (isMeta ? !isSecret(name) : SAYS_ERROR.test(name)) return tag;
    const attribute = isMeta
      ? /(\bcontent\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)/i
      : /(\bvalue\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)/i;
    return tag.replace(
      attribute,
      (_, before: string, value: string) => `${before}"${mask(value.replace(/^["']|["']$/g, ""))}"`,
    );
  });
}
