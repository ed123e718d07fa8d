/** The sections of the console, in the order of the navigation. */
import type { ShownGroup } from "../../pages/console/layout.tsx";
import { covers } from "../../protocol/scope/catalogue.ts";
import type { Caller } from "../../service/admin/caller.ts";
import { apis } from "./apis.tsx";
import { applicationCode } from "./application-code.ts";
import { applications } from "./applications/section.ts";
import { audit } from "./audit.ts";
import { branding } from "./branding.ts";
import { claims } from "./claims.ts";
import { grants } from "./grants.ts";
import { keys } from "./keys.ts";
import { me } from "./me.ts";
import { newApplication } from "./new-application.ts";
import { overview } from "./overview.ts";
import { refusals } from "./refusals/section.ts";
import { registrations } from "./registrations/section.ts";
import { reports } from "./reports.tsx";
import { requests } from "./requests.tsx";
import { scopes } from "./scopes.tsx";
import type { ConsoleRoute, NavGroup, NavLink, Section } from "./section.ts";
import { serverBranding } from "./server-branding.ts";
import { settings } from "./settings.ts";
import { signOuts } from "./sign-outs.ts";
import { teams } from "./teams.ts";
import { trustedIssuers } from "./trusted-issuers/section.tsx";
import { tryItSection } from "./try/section.ts";
import { users } from "./users.ts";
import { waiting } from "./waiting.ts";

const SECTIONS: readonly Section[] = [
  overview,
  claims,
  // Registry. `/applications/new` is no application.
  newApplication,
  applications,
  applicationCode,
  registrations,
  scopes,
  apis,
  trustedIssuers,
  requests,
  // Watch
  refusals,
  tryItSection,
  reports,
  // Server
  keys,
  audit,
  settings,
  serverBranding,
  branding,
  // Users
  me,
  users,
  teams,
  grants,
  waiting,
  signOuts,
];

const GROUPS: readonly NavGroup[] = ["", "Registry", "Watch", "Users", "Server"];

export const ROUTES: readonly ConsoleRoute[] = SECTIONS.flatMap(({ routes }) => routes);

const LINKS: readonly NavLink[] = SECTIONS.flatMap(({ links = [] }) => links);

const isFor = ({ role, scopes }: Caller, { needs, roles }: NavLink): boolean =>
  (needs === undefined || covers(scopes, needs)) && (roles === undefined || roles.includes(role));

/** What a user finds in the navigation. */
export const navigation = (caller: Caller): readonly ShownGroup[] =>
  GROUPS.map((label) => ({ label, links: LINKS.filter((link) => link.group === label && isFor(caller, link)) })).filter(
    ({ links }) => links.length > 0,
  );
