/** APIs: with the names of the configuration. */
import { registeredFaults } from "../configuration/registered-faults.ts";
import type { Configuration } from "../configuration/schema.ts";
import { api as schema } from "../configuration/scopes.ts";
import { apiChange } from "../ports/registered.ts";
import { OWNED, type Representation, translated } from "./representation.ts";

export const api: Representation<"api"> = {
  kind: "api",
  title: "Api",
  plural: "apis",
  scope: "candor:scopes",
  schema,
  fixed: OWNED,
  idMember: "resource",
  idOf: ({ api: { resource } }) => resource,
  changeTo: apiChange,
  membersOf: ({ api: { resource, name, tokens, alg, typ, lifetime, claims } }) => ({
    ...{ resource, name, tokens, alg, typ, lifetime, ...(claims !== undefined && { claims }) },
  }),
  read(members, _, { beside, before }) {
    const parsed = members as unknown as Configuration["apis"][number];
    const faults = translated(
      registeredFaults({ apis: [parsed], scopes: [], clients: [] }, {}, beside),
      (name) => name,
    );
    return faults.length > 0 ? faults : { ...before, api: parsed };
  },
};
