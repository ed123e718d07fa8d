/** The tabs on which an application is changed: the members that each of them shows. */
import { AUTHENTICATION } from "./authentication.ts";
import type { Tab } from "./field.ts";
import { REDIRECTS } from "./redirects.ts";
import { REQUESTS } from "./requests.ts";
import { SETTINGS } from "./settings.ts";
import { TOKENS } from "./tokens.ts";

const SCOPES: Tab = {
  path: "scopes",
  label: "Scopes",
  lead: "What it may request. A request for any other scope is refused.",
  fields: [
    { member: "scope", label: "Allowed", hint: "", as: "scopes" },
    {
      member: "default_scope",
      label: "Default",
      hint: "Granted if a request names no scope. Without one, such a request is refused.",
      as: "words",
    },
    {
      member: "authorization_details_types",
      label: "Types of authorization details",
      hint: "What it may ask for in detail (RAR), such as one payment. The configuration file defines the types. Only an operator adds one.",
      as: "among",
      from: "detail-types",
    },
  ],
};

export const TABS: readonly Tab[] = [SETTINGS, REDIRECTS, SCOPES, AUTHENTICATION, REQUESTS, TOKENS];

/** The tab that has a member, if there is one. */
export const tabOf = (member: string): Tab | undefined =>
  TABS.find(({ fields }) => fields.some((field) => field.member === member));
