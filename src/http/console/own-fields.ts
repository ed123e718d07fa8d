/** How a user's own page names the claims of OpenID Connect, and what browsers fill in there. */
import type { ShownAttribute } from "../../pages/console/attribute-fields.tsx";
import type { Claims } from "../../ports/accounts.ts";
import { fieldOf } from "./attributes.ts";

const LABELS: Readonly<Record<string, string>> = {
  name: "Name",
  given_name: "First name",
  middle_name: "Middle name",
  family_name: "Last name",
  nickname: "Nickname",
  email: "E-mail",
  phone_number: "Phone number",
  picture: "URL of a picture",
  profile: "URL of your profile",
  website: "Website",
  gender: "Gender",
  birthdate: "Date of birth",
  zoneinfo: "Time zone",
  locale: "Language",
};

/** WHATWG HTML, 4.10.18.7.1. */
const FILLED_IN: Readonly<Record<string, string>> = {
  name: "name",
  given_name: "given-name",
  middle_name: "additional-name",
  family_name: "family-name",
  nickname: "nickname",
  email: "email",
  phone_number: "tel",
  website: "url",
};

const HINTS: Readonly<Record<string, string>> = {
  phone_number: "Such as +1 604 555 1234.",
  birthdate: "Such as 1990-01-31.",
  zoneinfo: "Such as Europe/Paris.",
  locale: "Such as en-US.",
};

export const labelOf = (name: string): string => LABELS[name] ?? name;

/** A field with what helps to fill it in. */
export function withOwnHint(shown: ShownAttribute, claims: Claims): ShownAttribute {
  const name = Object.keys(LABELS).find((one) => fieldOf({ name: one }) === shown.field);
  if (name === undefined) return shown;
  const isProved = claims[`${name}_verified`] === true;
  const state = isProved ? "Verified." : "Not verified yet. Applications can see that.";
  const hint = name === "email" && claims.email !== undefined ? state : HINTS[name];
  return { ...shown, ...(name === "email" && { input: "email" }), hint, autocomplete: FILLED_IN[name] };
}
