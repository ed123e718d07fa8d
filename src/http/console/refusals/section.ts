/** Refusals in the console. */
import type { Section } from "../section.ts";
import { events, groupsPage, listPage } from "./lists.ts";
import { onePage, pressFix, pressUndo, showFix } from "./one.ts";

const needs = "candor:refusals:read";
/** A fix changes an application. */
const changes = "candor:applications";

export const refusals: Section = {
  links: [{ group: "Watch", label: "Refusals", path: "/refusals", icon: "refusal", needs }],
  routes: [
    { method: "GET", path: "/refusals", needs, handle: listPage },
    { method: "GET", path: "/refusals/groups", needs, handle: groupsPage },
    { method: "GET", path: "/refusals/events", needs, handle: events },
    { method: "GET", path: "/refusals/:ref", needs, handle: onePage },
    { method: "GET", path: "/refusals/:ref/fix", needs: changes, handle: showFix },
    { method: "POST", path: "/refusals/:ref/fix", needs: changes, handle: pressFix },
    { method: "POST", path: "/refusals/:ref/undo", needs: changes, handle: pressUndo },
  ],
};
