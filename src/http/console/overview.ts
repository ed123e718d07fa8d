/** The first page: what is yours, and what needs attention. */
import { overviewPage } from "../../pages/console/overview.tsx";
import { covers } from "../../protocol/scope/catalogue.ts";
import { listRegistered } from "../../service/admin/found.ts";
import type { Section, Visit } from "./section.ts";

/** More are shown as "many". */
const MOST = 200;

export const overview: Section = {
  links: [{ group: "", label: "Overview", path: "", icon: "overview" }],
  routes: [
    {
      method: "GET",
      path: "/",
      handle: async (visit) => ({
        is: "page",
        head: {
          title: `Hello, ${visit.account.username}`,
          lead: "What is registered here, what was refused, and why.",
        },
        body: overviewPage({ root: visit.frame.root, issuer: visit.deps.issuer, counts: await countsFor(visit) }),
      }),
    },
  ],
};

async function countsFor({ deps, caller }: Visit) {
  const count = async (kind: "application" | "scope" | "api", needs: string) =>
    covers(caller.scopes, needs) ? (await listRegistered(deps, kind, { limit: MOST, caller })).length : undefined;
  return {
    applications: await count("application", "candor:applications:read"),
    scopes: await count("scope", "candor:scopes:read"),
    apis: await count("api", "candor:scopes:read"),
    most: MOST,
  };
}
