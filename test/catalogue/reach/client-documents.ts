/** Clients whose id is the URL of a document. */
import { withDocuments } from "../../../src/service/client-documents/registries.ts";
import { documentServer } from "../documents.ts";
import type { World } from "../world.ts";
import { authorize, type Reach } from "./world.ts";

/** While only documents of one host are trusted. */
async function trustingOne(world: World, run: () => Promise<Response>): Promise<Response> {
  const { registries, registry, outbound } = world.deps;
  const { settings } = registry;
  const clientDocuments = { ...settings.clientDocuments, mode: "hosts", hosts: ["publisher.example"] } as const;
  const changed = { ...registry, settings: { ...settings, clientDocuments } };
  const current = { ...registries, current: () => changed };
  Object.assign(world.deps, { registries: withDocuments(current, outbound, () => world.clock.now) });
  try {
    return await run();
  } finally {
    Object.assign(world.deps, { registries });
  }
}

/** Nothing listens there. */
const NOWHERE = "https://127.0.0.1:1/client.json";

export const clientDocuments: Reach = {
  "client/document-id-invalid": (world) => authorize(world, { client_id: "https://agent.example/client.json#web" }),
  "client/document-untrusted": (world) => trustingOne(world, () => authorize(world, { client_id: NOWHERE })),
  "client/document-unreachable": (world) => authorize(world, { client_id: NOWHERE }),
  "client/document-invalid": async (world) => authorize(world, { client_id: `${await documentServer()}/copied.json` }),
};
