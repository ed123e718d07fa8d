/** What is asked of each GET of the admin API. A test asserts that none is missing. */
import { DAY, ISSUER, NOW } from "../seed/size.ts";
import { REFUSED, USERS } from "./paths.ts";
import type { Samples } from "./samples.ts";

const of = (path: string, ...queries: readonly string[]): readonly string[] => [
  path,
  ...queries.map((query) => `${path}?${query}`),
];
const encoded = encodeURIComponent;
const iso = (at: number): string => new Date(at).toISOString();

const REFUSALS = ({ hot, usual, network }: Samples): readonly string[] => [
  `client_id=${hot}`,
  `client_id=${hot}%20${usual}`,
  "code=scope",
  "code=scope/misspelled",
  "code=dpop",
  "endpoint=authorize",
  `network=${encoded(network)}`,
  `client_id=${hot}&code=scope&endpoint=token`,
];

export const LISTS: Readonly<Record<string, (samples: Samples) => readonly string[]>> = {
  "/applications": ({ applications: [middle, end], scope, team }) =>
    of(
      "/applications",
      `next=${middle}&limit=200`,
      `next=${end}`,
      "q=orders",
      "q=zzzzzz",
      "owner=one",
      "owner=many",
      "owner=nobody",
      `team=${team}`,
      "team=nobody",
      `scope=${scope}`,
      "scope=openid&limit=200",
      "scope=nothing",
      "registered_by=*",
      "registered_by=anybody&limit=200",
      "registered_by=nobody",
      "unvouched=true",
    ),
  "/applications/{id}": ({ hot }) => of(`/applications/${hot}`),
  "/scopes": ({ scopes: [middle, end] }) => of("/scopes", `next=${middle}&limit=200`, `next=${end}`, "q=zzzzzz"),
  "/scopes/{id}": ({ scope }) => of(`/scopes/${scope}`),
  "/apis": () => of("/apis", "q=orders"),
  "/apis/{id}": ({ api }) => of(`/apis/${encoded(api)}`),
  "/teams": ({ team }) => of("/teams", `next=${team}`, "q=zzzzzz"),
  "/teams/{id}": ({ team }) => of(`/teams/${team}`),
  "/trusted-issuers": () => of("/trusted-issuers", "q=zzzzzz"),
  "/trusted-issuers/{id}": () => of(`/trusted-issuers/${encoded(ISSUER)}`),
  "/settings": () => of("/settings"),
  "/refusals": (is) =>
    of("/refusals", ...REFUSED.map((next) => `limit=200&next=${next}`), ...REFUSALS(is), `to=${iso(NOW - 20 * DAY)}`),
  "/refusals/groups": (is) => of("/refusals/groups", "limit=200", ...REFUSALS(is), `from=${iso(NOW - DAY)}`),
  "/refusals/counts": (is) => of("/refusals/counts", `period=day&from=${iso(NOW - 29 * DAY)}`, ...REFUSALS(is)),
  "/refusals/{ref}": ({ ref }) => of(`/refusals/${ref}`),
  "/requests": ({ hot }) =>
    of("/requests", "state=open", "state=declined", `application=${hot}`, `application=${hot}&state=open`),
  "/requests/{id}": ({ request }) => of(`/requests/${request}`),
  "/reports/least-privilege": ({ usual, applications: [middle] }) =>
    of("/reports/least-privilege", `next=${middle}`, "days=400&limit=200", `application=${usual}`),
  "/applications/{id}/secrets": ({ hot }) => of(`/applications/${hot}/secrets`),
  "/client-documents": () => of("/client-documents", "q=zzzzzz"),
  "/initial-tokens": () => of("/initial-tokens"),
  "/users": () =>
    of(
      "/users",
      ...USERS.map(({ all }) => `limit=200&next=${all}`),
      "q=lovelace",
      "q=zzzzzz",
      "role=auditor",
      "disabled=true",
      "disabled=true&group=sales",
      "group=sales&limit=200",
    ),
  "/users/{id}": ({ user }) => of(`/users/${user}`),
  "/users/{id}/sessions": ({ user }) => of(`/users/${user}/sessions`),
  "/users/{id}/grants": ({ user }) => of(`/users/${user}/grants`, "live=true"),
  "/users/{id}/consents": ({ user }) => of(`/users/${user}/consents`),
  "/users/{id}/activity": ({ user }) => of(`/users/${user}/activity`),
  "/groups": () => of("/groups"),
  "/grants": ({ hot, user, grants: [middle, end] }) =>
    of(
      "/grants",
      `limit=200&next=${middle}`,
      `limit=200&live=true&next=${end}`,
      `client_id=${hot}&live=true&next=${end}`,
      `user=${user}`,
      `user=${user}&client_id=${hot}&live=true`,
    ),
  "/grants/{id}": ({ grant }) => of(`/grants/${grant}`),
  "/sessions": ({ user, grants: [middle] }) => of("/sessions", `limit=200&next=${middle}`, `user=${user}`),
  "/invitations": () => of("/invitations"),
  "/waiting": () => of("/waiting", "client_id=nobody"),
  "/logouts": () => of("/logouts"),
  "/teams/{id}/invitations": ({ team }) => of(`/teams/${team}/invitations`),
  "/keys": () => of("/keys"),
  "/keys/{id}": ({ key }) => of(`/keys/${key}`),
  "/audit": ({ entry, hot }) =>
    of(
      "/audit",
      `limit=200&next=${Math.floor(entry / 2)}`,
      `id=${hot}`,
      "actor=nobody",
      "action=no/such",
      "kind=nothing",
      "actor=user-0&action=no/such",
      "from=2020-01-01&to=2021-01-01",
    ),
  "/audit/{number}": ({ entry }) => of(`/audit/${entry}`),
};

export const WHOLE: Readonly<Record<string, string>> = {
  "/audit/verify": "reads the whole log",
  "/audit/export": "the whole log",
  "/reports/least-privilege.csv": "the whole report",
};
