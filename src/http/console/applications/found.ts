/** Finds the application that a page is about, as far as the caller reaches. */
import type { PageHead } from "../../../pages/console/layout.tsx";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { isWithinReach } from "../../../service/admin/caller.ts";
import { type Found, findRegistered } from "../../../service/admin/found.ts";
import type { Visit } from "../section.ts";
import { TABS } from "./tabs/index.ts";

export async function foundFor({ deps, caller, params }: Visit): Promise<Found<"application"> | undefined> {
  const found = await findRegistered(deps, "application", params.id ?? "");
  return found !== undefined && isWithinReach(caller, found.content) ? found : undefined;
}

/** Whether this caller may change it here. */
export const mayChange = ({ caller }: Visit, { by }: Found<"application">): boolean =>
  by === "storage" && covers(caller.scopes, "candor:applications");

export const pathOf = (id: string): string => `/applications/${encodeURIComponent(id)}`;

/** The head that all pages of an application share. */
export function headOf({ id, content: { client } }: Found<"application">, current: string, lead?: string): PageHead {
  const path = pathOf(id);
  const tabs = [
    { label: "Overview", path },
    ...TABS.map((tab) => ({ label: tab.label, path: `${path}/${tab.path}` })),
    { label: "Secrets", path: `${path}/secrets` },
    { label: "Code", path: `${path}/code` },
    { label: "Branding", path: `${path}/branding` },
    { label: "Claims", path: `${path}/claims` },
  ];
  return {
    title: client.name,
    ...(lead !== undefined && { lead }),
    crumbs: [{ label: "Applications", path: "/applications" }],
    tabs: tabs.map((tab) => ({ ...tab, current: tab.path === current })),
    ...(client.disabled && { badges: "Disabled" }),
  };
}
