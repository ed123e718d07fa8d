/** Whether authorization details are no more than others (RFC 9396 6.1). */
import type { AuthorizationDetail } from "../access-token.ts";

/**
 * Whether one value asks for no more than another one. In a list, fewer entries are less. Everything else must be the same, since only
 * the API knows what more is.
 */
function isWithin(value: unknown, granted: unknown): boolean {
  if (Array.isArray(value) && Array.isArray(granted))
    return value.every((one) => granted.some((other) => isWithin(one, other)));
  if (isObject(value) && isObject(granted)) {
    const names = Object.keys(value);
    return (
      names.length === Object.keys(granted).length &&
      names.every((name) => Object.hasOwn(granted, name) && isWithin(value[name], granted[name]))
    );
  }
  return value === granted;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a detail is one of those that were granted, or less. An empty list asks for nothing of what it lists, and isn't less: it may mean all. */
export const isGranted = (detail: AuthorizationDetail, granted: readonly AuthorizationDetail[]): boolean =>
  granted.some((one) => isWithin(detail, one) && !isEmptied(detail, one));

/** Whether a list that had entries has none any more. */
function isEmptied(value: unknown, granted: unknown): boolean {
  if (Array.isArray(value)) return Array.isArray(granted) && granted.length > 0 && value.length === 0;
  if (!isObject(value) || !isObject(granted)) return false;
  return Object.keys(value).some((name) => isEmptied(value[name], granted[name]));
}
