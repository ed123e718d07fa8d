/** Applications in the console. */
import type { Section } from "../section.ts";
import { checkRedirectUri } from "./check-redirect-uri.ts";
import { shownTab } from "./detail.ts";
import { changeTab } from "./edit.ts";
import { listPage } from "./list.ts";
import { overviewPage } from "./overview.ts";
import { confirmRemoval, remove } from "./remove.ts";
import { dropSecret, makeSecret, shownSecrets } from "./secrets.ts";
import { TABS } from "./tabs/index.ts";

const needs = "candor:applications:read";
const changes = "candor:applications";

export const applications: Section = {
  links: [{ group: "Registry", label: "Applications", path: "/applications", icon: "application", needs }],
  routes: [
    { method: "GET", path: "/applications", needs, handle: listPage },
    { method: "GET", path: "/redirect-uri-check", needs, handle: checkRedirectUri },
    ...TABS.flatMap((tab) => [
      { method: "GET" as const, path: `/applications/:id/${tab.path}`, needs, handle: shownTab(tab) },
      { method: "POST" as const, path: `/applications/:id/${tab.path}`, needs: changes, handle: changeTab(tab) },
    ]),
    { method: "GET", path: "/applications/:id/secrets", needs, handle: shownSecrets },
    { method: "POST", path: "/applications/:id/secrets", needs: changes, handle: makeSecret },
    { method: "POST", path: "/applications/:id/secrets/:secret/remove", needs: changes, handle: dropSecret },
    { method: "GET", path: "/applications/:id/remove", needs: changes, handle: confirmRemoval },
    { method: "POST", path: "/applications/:id/remove", needs: changes, handle: remove },
    { method: "GET", path: "/applications/:id", needs, handle: overviewPage },
  ],
};
