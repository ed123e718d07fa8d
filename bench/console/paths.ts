/**
 * What is asked of each route of the console that shows something: the usual page, its filters, its middle and its end. A test asserts
 * that no route is missing.
 */
import { nextOfGroup } from "../../src/admin/refusals.ts";
import { placeOf } from "../../src/ports/user-search.ts";
import { nextOf } from "../../src/protocol/client-endpoint/page.ts";
import { DAY, DAYS, ISSUER, NOW } from "../seed/size.ts";
import { usernameOf } from "../seed/users.ts";
import type { Samples } from "./samples.ts";

const encoded = encodeURIComponent;

/** `""` stands for the path itself, and a text for its query. */
const of = (path: string, ...queries: readonly string[]): readonly string[] =>
  ["", ...queries].map((query) => (query === "" ? path : `${path}?${query}`));

/** Of an application that has most of everything, and of a usual one. */
const application =
  (rest: string) =>
  ({ hot, usual }: Samples): readonly string[] => [`/applications/${hot}${rest}`, `/applications/${usual}${rest}`];

const user =
  (rest: string) =>
  ({ user: subject }: Samples): readonly string[] =>
    of(`/users/${subject}${rest}`);

/** The middle and the end of what the journal keeps. */
export const REFUSED = [0.5, 0.99].map((part) =>
  nextOf({ at: Math.floor(NOW - DAYS * DAY * part), ref: "z".repeat(12) }),
);
const GROUPED = [0.5, 0.99].map((part) =>
  nextOfGroup({ lastAt: Math.floor(NOW - DAYS * DAY * part), code: "z", clientId: "z" }),
);

/** Where a list of users continues, as the API and the console write it. */
export const USERS = [500_000, 999_990].map((n) => {
  const username = usernameOf(n);
  const account = { subject: `user-${n}`, username, claims: { name: username.split(".").slice(0, 2).join(" ") } };
  const after = (filter: object): string =>
    Buffer.from(placeOf(account as never, { limit: 50, ...filter })).toString("base64url");
  return { all: after({}), group: after({ group: "sales" }) };
});

const REFUSALS_OF = (hot: string, network: string): readonly string[] => [
  `application=${hot}`,
  "code=scope",
  "code=scope/misspelled",
  "endpoint=authorize",
  `network=${encoded(network)}`,
  `application=${hot}&code=scope&endpoint=token&range=30d`,
  "range=30d",
  "application=nobody",
  "code=dpop",
];

export const PAGES: Readonly<Record<string, (samples: Samples) => readonly string[]>> = {
  "/": () => ["/"],
  "/applications/:id/claims": application("/claims"),
  "/scopes/:id/claims": ({ scope }) => of(`/scopes/${scope}/claims`),
  "/apis/:id/claims": ({ api }) => of(`/apis/${encoded(api)}/claims`),
  "/applications/new": () => of("/applications/new", "kind=web"),
  "/applications": ({ applications: [middle, end] }) =>
    of("/applications", `after=${middle}`, `after=${end}`, "q=orders", "q=zzzzzz", "q=app-09"),
  "/redirect-uri-check": () => of("/redirect-uri-check", "uri=https://app.example/callback&application_type=web"),
  "/applications/:id/settings": application("/settings"),
  "/applications/:id/redirect-uris": application("/redirect-uris"),
  "/applications/:id/authentication": application("/authentication"),
  "/applications/:id/requests": application("/requests"),
  "/applications/:id/tokens": application("/tokens"),
  "/applications/:id/scopes": ({ hot, usual }) => [
    ...of(`/applications/${hot}/scopes`, "q=orders", "q=zzzzzz"),
    `/applications/${usual}/scopes`,
  ],
  "/applications/:id/secrets": application("/secrets"),
  "/applications/:id/remove": application("/remove"),
  "/applications/:id": application(""),
  "/applications/:id/code": application("/code"),
  "/registrations": () =>
    of("/registrations", "q=orders", "by=anybody", "by=nobody", "unvouched=true", "unvouched=true&q=zzzzzz"),
  "/registrations/documents": () => of("/registrations/documents", "q=zzzzzz"),
  "/registrations/tokens": () => of("/registrations/tokens"),
  "/scopes": ({ scopes: [middle, end] }) =>
    of("/scopes", `after=${middle}`, `after=${end}`, "q=orders", "q=zzzzzz", "q=read"),
  "/scopes/matrix": ({ applications: [middle, end], scopes: [scope] }) =>
    of("/scopes/matrix", `after=${middle}`, `after=${end}&scope=${scope}`),
  "/scopes/new": () => of("/scopes/new"),
  "/scopes/:name": ({ scope, applications: [middle] }) => [
    ...of(`/scopes/${scope}`, `after=${middle}`),
    ...of("/scopes/openid", `after=${middle}`),
  ],
  "/scopes/:name/remove": ({ scope }) => of(`/scopes/${scope}/remove`),
  "/apis": () => of("/apis", "q=orders", "q=zzzzzz"),
  "/apis/new": () => of("/apis/new"),
  "/apis/:id": ({ api }) => of(`/apis/${encoded(api)}`),
  "/apis/:id/remove": ({ api }) => of(`/apis/${encoded(api)}/remove`),
  "/trusted-issuers": () => of("/trusted-issuers", "after=https://idp.example"),
  "/trusted-issuers/new": () => of("/trusted-issuers/new"),
  "/trusted-issuers/:id": () => of(`/trusted-issuers/${encoded(ISSUER)}`),
  "/trusted-issuers/:id/remove": () => of(`/trusted-issuers/${encoded("https://nobody.example")}/remove`),
  "/requests": () =>
    of("/requests", "state=approved", "state=declined", "state=withdrawn", "state=approved&after=000000008zz"),
  "/requests/new": ({ usual }) => of("/requests/new", `application=${usual}`),
  "/requests/:id": ({ request }) => of(`/requests/${request}`),
  "/refusals": ({ hot, network }) =>
    of("/refusals", ...REFUSED.map((next) => `range=30d&next=${next}`), ...REFUSALS_OF(hot, network)),
  "/refusals/groups": ({ hot, network }) =>
    of("/refusals/groups", ...GROUPED.map((next) => `range=30d&next=${next}`), ...REFUSALS_OF(hot, network)),
  "/refusals/:ref": ({ ref }) => of(`/refusals/${ref}`),
  "/refusals/:ref/fix": ({ ref }) => of(`/refusals/${ref}/fix`),
  "/try": ({ hot }) => of("/try", `application=${hot}&at=token&scope=openid`, `application=${hot}&scope=openid`),
  "/reports/least-privilege": ({ applications: [middle, end] }) =>
    of("/reports/least-privilege", `after=${middle}`, `after=${end}`, "days=400", "days=1"),
  "/keys": () => of("/keys"),
  "/keys/:id": ({ key }) => of(`/keys/${key}`),
  "/audit": ({ entry, hot }) =>
    of(
      "/audit",
      `next=${Math.floor(entry / 2)}`,
      "next=40",
      `id=${hot}`,
      "id=nothing",
      "actor=user-0",
      "actor=nobody",
      "action=secret/add",
      "action=no/such",
      "kind=request",
      "kind=nothing",
      "actor=user-0&action=no/such",
      "from=2020-01-01&to=2021-01-01",
      "from=2026-11-01&kind=nothing",
      "to=2026-11-20",
    ),
  "/audit/:number": ({ entry }) => of(`/audit/${entry}`),
  "/settings": () => of("/settings"),
  "/branding": () => of("/branding"),
  "/applications/:id/branding": application("/branding"),
  "/me": () => of("/me"),
  "/me/applications": () => of("/me/applications"),
  "/me/sessions": () => of("/me/sessions"),
  "/me/activity": () => of("/me/activity"),
  "/users": () =>
    of(
      "/users",
      ...USERS.map(({ all }) => `next=${all}`),
      ...USERS.map(({ group }) => `group=sales&next=${group}`),
      ...["ada", "lovelace", "a", "ada.lovelace.1", "zzzzzz", "ada lovelace"].map((q) => `q=${encoded(q)}`),
      "role=auditor",
      "role=operator",
      "role=user&q=lovelace",
      "state=blocked",
      "state=blocked&group=sales",
      "state=blocked&q=zoe",
      "group=sales",
      "group=sales&q=zzzzzz",
      "group=sales&q=zoe&state=active",
      "group=nobody",
    ),
  "/users/new": () => of("/users/new"),
  "/users/:subject": user(""),
  "/users/:subject/grants": user("/grants"),
  "/users/:subject/sessions": user("/sessions"),
  "/users/:subject/activity": user("/activity"),
  "/teams": ({ team }) => of("/teams", `next=${team}`),
  "/teams/new": () => of("/teams/new"),
  "/waiting": () => of("/waiting", "client_id=nobody"),
  "/sign-outs": () => of("/sign-outs"),
  "/teams/:name": ({ team }) => of(`/teams/${team}`),
  "/grants": ({ hot, usual, grants: [middle, end] }) =>
    of(
      "/grants",
      `next=${middle}`,
      `next=${end}`,
      "live=true",
      `live=true&next=${end}`,
      `client_id=${hot}`,
      `client_id=${hot}&live=true`,
      `client_id=${hot}&live=true&next=${end}`,
      `client_id=${usual}&live=true`,
      "client_id=nobody&live=true",
    ),
  "/grants/:id": ({ grant }) => of(`/grants/${grant}`),
};

/** Routes that return a whole export, never end, or need a link that is used once. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "/refusals/events": "a stream that never ends",
  "/audit/export": "the whole log",
  "/reports/least-privilege.csv": "the whole report",
  "/join": "a link that can be used once",
};
