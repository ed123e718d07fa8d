/** Documents of clients in the admin API (Client ID Metadata Documents): which were read, one read again, and whose documents count. */
import { z } from "zod";
import { host } from "../configuration/registration.ts";
import type { Operation } from "./operation.ts";
import { SEARCH } from "./parameter.ts";

const id = z.string().min(1).max(2_000).describe("The https URL of the document, which is the client's id.");

const document = {
  title: "ClientDocument",
  schema: z.object({
    client_id: id,
    client_name: z.string().optional(),
    host: z.string(),
    trusted: z
      .boolean()
      .describe(
        "Whether its host is among `client_documents_hosts` of the settings, so that it counts as vouched for.",
      ),
    blocked: z.boolean().describe("Whether its host is among `client_documents_blocked`."),
    read_at: z.iso.datetime(),
    used_until: z.iso
      .datetime()
      .optional()
      .describe("Until when it is used without reading it again. None if it makes no client."),
    faults: z.array(z.string()).describe("Why it makes no client, in words; empty if it does."),
  }),
};

const about = { kind: "client-document", scope: "candor:users" } as const;

export const listClientDocuments = {
  ...about,
  id: "listClientDocuments",
  method: "GET",
  path: "/client-documents",
  says: "Documents of clients that the process which responds has read, the newest first. Nothing of them is stored.",
  parameters: SEARCH,
  lists: document,
} as const satisfies Operation<typeof SEARCH>;

const named = { title: "NamedClientDocument", schema: z.strictObject({ client_id: id }) };

export const readClientDocument = {
  ...about,
  id: "readClientDocument",
  method: "POST",
  path: "/client-documents/read",
  act: "read",
  outward: true,
  says: "Has this server request a document of the list again, whatever is known of it.",
  sends: named,
  shows: document,
} as const satisfies Operation<Record<never, never>, typeof named.schema>;

const decision = {
  title: "ClientDocumentHost",
  schema: z.strictObject({
    host,
    act: z
      .enum(["trust", "distrust", "block", "unblock"])
      .describe("`distrust` and `unblock` take back what the other two did."),
  }),
};

const decided = {
  title: "ClientDocumentHosts",
  schema: z.object({
    hosts: z.array(z.string()).describe("Hosts whose documents are trusted."),
    blocked: z.array(z.string()).describe("Hosts whose documents never make a client."),
  }),
};

export const decideClientDocumentHost = {
  // Whose documents count is a setting.
  ...{ kind: "settings", scope: "candor:keys" },
  id: "decideClientDocumentHost",
  method: "POST",
  path: "/client-documents/hosts",
  says: "Trusts or blocks a host of such documents, or takes that back: a change of the settings.",
  sends: decision,
  shows: decided,
} as const satisfies Operation<Record<never, never>, typeof decision.schema>;

export const CLIENT_DOCUMENTS: readonly Operation[] = [
  listClientDocuments,
  readClientDocument,
  decideClientDocumentHost,
] as unknown as readonly Operation[];
