/** Working code for a registered application. */

import { applicationCodePage } from "../../pages/console/application-code.tsx";
import { type Building, samplesFor } from "../../pages/console/code/index.ts";
import { type Client, isPublic } from "../../protocol/client.ts";
import { isWithinReach } from "../../service/admin/caller.ts";
import { findRegistered } from "../../service/admin/found.ts";
import { buildingOf } from "./building.ts";
import { NOTHING, type Section } from "./section.ts";

/** The code of the library that was asked for, or of the first one, and which there are. */
export function codeOf(issuer: string, client: Client, building: Building, wanted: string | undefined) {
  const scope = (client.defaultScopes.length > 0 ? client.defaultScopes : client.scopes).join(" ");
  const samples = samplesFor({
    ...{ building, issuer, scope, clientId: client.id },
    isConfidential: !isPublic(client),
    redirectUri: client.redirectUris[0],
  });
  return { samples, chosen: samples.find(({ id }) => id === wanted) ?? samples[0] };
}

export const applicationCode: Section = {
  routes: [
    {
      method: "GET",
      path: "/applications/:id/code",
      needs: "candor:applications:read",
      handle: async ({ deps, caller, params, query, frame }) => {
        const found = await findRegistered(deps, "application", params.id ?? "");
        if (found === undefined || !isWithinReach(caller, found.content)) return NOTHING;
        const { client } = found.content;
        const path = `/applications/${encodeURIComponent(client.id)}`;
        const code = codeOf(deps.issuer, client, buildingOf(client), query.get("with") ?? undefined);
        const crumbs = [
          { label: "Applications", path: "/applications" },
          { label: client.name, path },
        ];
        const head = { title: "Working code", lead: `With the values of ${client.name} filled in.`, crumbs };
        return { is: "page", head, body: applicationCodePage({ root: frame.root, clientId: client.id, ...code }) };
      },
    },
  ],
};
