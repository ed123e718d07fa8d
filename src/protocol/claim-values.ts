/** Which values a claim about a user may have (OpenID Connect Core 5.1 and 5.1.1; groups and roles as in RFC 9068 2.2.3.1). */
import { type Attribute, named } from "./attributes.ts";
import { CLAIMS } from "./claims.ts";
import { nearest } from "./edits.ts";

/** Returns what was expected if the value is wrong, and `undefined` if it is valid. */
type Check = (value: unknown) => string | undefined;

/** Code points of a string claim, and entries of a list. */
const [LONGEST, MOST] = [1_000, 500];

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(value);

const expecting =
  (expected: string, isFine: (value: unknown) => boolean): Check =>
  (value) =>
    isFine(value) ? undefined : expected;

const matching = (expected: string, form: RegExp): Check =>
  expecting(expected, (value) => isText(value) && form.test(value));

const text = expecting(`text of 1 to ${LONGEST} characters without control characters`, isText);
const flag = expecting("true or false", (value) => typeof value === "boolean");
const url = expecting(
  "an https or http URL",
  (value) => isText(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
);
const names = expecting(
  `a list of at most ${MOST} different strings, such as ["engineering"]`,
  (value) =>
    Array.isArray(value) && value.length <= MOST && value.every(isText) && new Set(value).size === value.length,
);

/** OpenID Connect Core 5.1.1. */
const ADDRESS = ["formatted", "street_address", "locality", "region", "postal_code", "country"];
/** May have several lines, for formatted and street_address. */
const isLines = (value: unknown): boolean => typeof value === "string" && isText(value.replaceAll(/\r?\n/g, " "));
const address = expecting(
  `an object with strings for any of ${ADDRESS.join(", ")}`,
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(([name, member]) => ADDRESS.includes(name) && isLines(member)),
);

/** A calendar day, with the year 0000 if it is unknown, or a year alone. */
function isBirthdate(value: unknown): boolean {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)-(\d\d))?$/.exec(String(value)) ?? [];
  if (typeof value !== "string" || year === undefined) return false;
  if (month === undefined) return year !== "0000";
  // 2000 was a leap year: February 29 without a year is a birthday, too.
  const date = new Date(`${year === "0000" ? "2000" : year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

function isZone(value: unknown): boolean {
  if (!isText(value) || !/^[A-Za-z]/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isLocale(value: unknown): boolean {
  try {
    return isText(value) && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

/** 3000-01-01. A larger number of seconds is probably milliseconds. */
const LATEST = 32_503_680_000;

const CHECKS: Readonly<Record<string, Check>> = {
  name: text,
  family_name: text,
  given_name: text,
  middle_name: text,
  nickname: text,
  preferred_username: text,
  gender: text,
  profile: url,
  picture: url,
  website: url,
  email: matching(
    "an email address such as ada@example.com",
    /^(?=.{3,254}$)[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/u,
  ),
  email_verified: flag,
  birthdate: expecting("a date such as 1990-01-31, 0000-01-31 without the year, or a year", isBirthdate),
  zoneinfo: expecting("a time zone such as Europe/Paris", isZone),
  locale: expecting("a language tag such as en-US, with a hyphen", isLocale),
  updated_at: expecting(
    "whole seconds since 1970",
    (value) => typeof value === "number" && Number.isInteger(value) && value >= 0 && value < LATEST,
  ),
  phone_number: matching(
    "a phone number such as +1 604 555 1234",
    /^\+(?=(?:\D*\d){3,15}\D*(?:;|$))[\d ().-]+(?:;ext=\d{1,15})?$/,
  ),
  phone_number_verified: flag,
  address,
  groups: names,
  roles: names,
};

/** Of attributes that the operator declares. */
const TYPES: Readonly<Record<Attribute["type"], Check>> = {
  text,
  number: expecting("a number", (value) => typeof value === "number" && Number.isFinite(value)),
  boolean: flag,
  list: names,
};

/** What is said about an invalid claim. */
export interface ClaimFault {
  readonly name: string;
  readonly expected: string;
}

function knownClaim(name: string, attributes: readonly Attribute[]): string {
  const own = attributes.map((one) => one.name);
  const meant = nearest(name, [...CLAIMS, ...own]);
  const declared = own.length === 0 ? "" : `, or an attribute of users.attributes: ${own.join(", ")}`;
  const all = `one of the claims that a scope releases: ${CLAIMS.join(", ")}${declared}`;
  return meant === undefined ? all : `${meant}, or another ${all}`;
}

/** Why a claim, or an attribute that is declared, can't have this value; `undefined` if it can. */
export function claimFault(
  name: string,
  value: unknown,
  attributes: readonly Attribute[] = [],
): ClaimFault | undefined {
  const declared = named(attributes, name);
  const check =
    declared === undefined ? (Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined) : TYPES[declared.type];
  const expected = check === undefined ? knownClaim(name, attributes) : check(value);
  return expected === undefined ? undefined : { name, expected };
}

/**
 * Claims with some set, and some (those that are `null`) removed. A new email address or phone number is unverified unless the
 * input says otherwise.
 */
export function changeClaims(
  before: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const unverified = ["email", "phone_number"].filter(
    (name) => Object.hasOwn(given, name) && given[name] !== before[name],
  );
  const stale = Object.fromEntries(unverified.map((name) => [`${name}_verified`, null]));
  const after = { ...before, ...stale, ...given };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null && value !== undefined));
}

/**
 * Every problem in the resulting claims. What isn't a claim of OpenID Connect was checked when it was given: its declaration may be gone or
 * different since, and a user must stay changeable.
 */
export function claimFaults(claims: Readonly<Record<string, unknown>>): readonly ClaimFault[] {
  const single = Object.entries(claims).flatMap(([name, value]) =>
    Object.hasOwn(CHECKS, name) ? (claimFault(name, value) ?? []) : [],
  );
  const alone = ["email", "phone_number"].flatMap((of) =>
    claims[`${of}_verified`] !== undefined && claims[of] === undefined
      ? [{ name: `${of}_verified`, expected: `${of} beside it` }]
      : [],
  );
  return [...single, ...alone];
}
