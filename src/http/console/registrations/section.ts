/** Applications that registered themselves, the initial access tokens for that, and documents of clients. They are the operators' matter. */
import type { Section } from "../section.ts";
import { listApps } from "./apps.ts";
import { decideHost, listDocuments, readDocument, SETTINGS } from "./documents.ts";
import { READ, WRITE } from "./tabs.ts";
import { endToken, listTokens, makeToken } from "./tokens.ts";
import { vouch } from "./vouch.ts";

export const registrations: Section = {
  links: [{ group: "Registry", label: "Self-registered", path: "/registrations", icon: "registration", needs: READ }],
  routes: [
    { method: "GET", path: "/registrations", needs: READ, handle: listApps },
    { method: "GET", path: "/registrations/tokens", needs: READ, handle: (visit) => listTokens(visit) },
    { method: "POST", path: "/registrations/tokens", needs: WRITE, handle: makeToken },
    { method: "POST", path: "/registrations/tokens/:id/end", needs: WRITE, handle: endToken },
    { method: "GET", path: "/registrations/documents", needs: READ, handle: (visit) => listDocuments(visit) },
    { method: "POST", path: "/registrations/documents/read", needs: WRITE, handle: readDocument },
    { method: "POST", path: "/registrations/documents/host", needs: SETTINGS, handle: decideHost },
    { method: "POST", path: "/applications/:id/vouch", needs: WRITE, handle: vouch },
  ],
};
