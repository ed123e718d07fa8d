/** The fields of a trusted issuer, as those of an application's tabs are made. */
import type { Tab, TabField } from "../applications/tabs/field.ts";

const ISSUER: TabField = {
  member: "issuer",
  label: "Issuer",
  hint: "What its assertions have as iss, exactly. It can't change later.",
  as: "text",
};

const OTHERS: readonly TabField[] = [
  {
    member: "identity_assertions",
    label: "Only identity assertions (ID-JAG)",
    hint: "For the identity provider of a company, whose administrator decides which of its applications reach others. Each assertion is for one client and names its scopes.",
    as: "box",
  },
  {
    member: "subjects",
    label: "Whom it speaks of",
    hint: "",
    as: "one",
    choices: [
      ["own", "Its own users: their sub here is issuer|sub, so nobody is taken for a user of this server"],
      ["users", "Users of this server, by subject or user name: it can then get tokens for each of them"],
    ],
  },
  {
    member: "jwks_uri",
    label: "URL of its keys",
    hint: "An https URL with a JWK set. It can change its keys there without telling anybody.",
    as: "text",
    group: "Its public keys",
    lead: "They verify its signatures. Say where they are, or paste them.",
  },
  {
    member: "jwks",
    label: "Or its keys",
    hint: 'A JWK set: {"keys": […]}. Only public keys, never a private one.',
    as: "keys",
  },
  {
    member: "clients",
    label: "Applications that may send its assertions",
    hint: "client_id of each, one in each line. Their grant types must have jwt-bearer.",
    as: "lines",
    group: "What it is trusted with",
  },
  {
    member: "scopes",
    label: "Scopes that it may vouch for",
    hint: "An application gets no more than it is allowed itself.",
    as: "among",
    from: "scopes",
  },
];

const tab = (fields: readonly TabField[]): Tab => ({ path: "", label: "", lead: "", fields });

/** Of one that is there. */
export const FIELDS: Tab = tab(OTHERS);

/** Of a new one. */
export const NEW_FIELDS: Tab = tab([ISSUER, ...OTHERS]);
