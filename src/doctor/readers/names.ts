/** Texts that are only a name: a code of the catalogue, a family, a standard error, a vendor's code. */

const NAME = /^[A-Za-z][\w.:-]{0,80}(?:\/[a-z0-9*-]{1,60})?$/;
const TELLING = /[_/\d-]|^[A-Z][A-Za-z]{0,60}[a-z][A-Z][A-Za-z]{1,60}$|^[a-z-]{3,30}$/;

/** One name, or a few on one line: `invalid_grant`, `scope/misspelled`, `AADSTS50011, AADSTS70008`. */
export function namesOf(text: string): string[] {
  if (text.length > 400) return [];
  const words = text
    .trim()
    .replaceAll(/^["'`([]+|["'`)\].,;:!?]+$/g, "")
    .split(/[\s,;|]+/);
  if (words.length > 4) return [];
  const names = words.map((word) => word.replaceAll(/^["'`]+|["'`:]+$/g, "")).filter((word) => word !== "");
  const [first = ""] = names;
  // A short token looks like a name with dots in it.
  if (/^ey[\w-]{6,}\.[\w-]/.test(first)) return [];
  if (names.length === 1) return NAME.test(first) && TELLING.test(first) && !/\.\w{2,6}$/.test(first) ? names : [];
  return names.length > 0 && names.every((name) => NAME.test(name) && /[_/]|\d{3}/.test(name)) ? names : [];
}

/** Codes as vendors number or spell them: AADSTS50011, E0000004, IDX10205, KC-SERVICES0013, OAUTH_CALLBACK_ERROR, ERR_JWT_EXPIRED. */
const VENDOR =
  /\b(?:[A-Z]{2,}[A-Z0-9]{0,12}-?[A-Z]{0,12}\d{3,8}|E\d{6,8}|[A-Z][A-Z0-9]{1,20}(?:_[A-Z0-9]{1,20}){1,6})\b/g;
const MOST = 30;

export function vendorCodes(text: string): string[] {
  const codes = new Set<string>();
  for (const [code] of text.slice(0, 200_000).matchAll(VENDOR)) {
    codes.add(code);
    if (codes.size >= MOST) break;
  }
  return [...codes];
}
