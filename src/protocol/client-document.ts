/** Clients whose id is the URL of a document with their metadata (draft-ietf-oauth-client-id-metadata-document). */
import { type Refusal, refuse } from "../reasons/index.ts";
import { quotable } from "../reasons/scrub.ts";

/** Whose documents make clients: the operator's policy. */
export interface ClientDocumentPolicy {
  /** Nobody's, those of the hosts, or anybody's. */
  readonly mode: "off" | "hosts" | "all";
  /** Those that are trusted; `*.` stands for every host below. */
  readonly hosts: readonly string[];
  /** Those whose documents never count, whatever else is said. */
  readonly blocked?: readonly string[] | undefined;
  /** What such a client may request. */
  readonly scopes: readonly string[];
  /** Whether a document may be at a loopback address without TLS, for development. */
  readonly loopback: boolean;
}

/** Why the document of a client can't be used. */
export type DocumentFault =
  /** The client_id can't be the URL of a document. */
  | { readonly is: "id"; readonly expected: string }
  | { readonly is: "untrusted" }
  | { readonly is: "unreachable"; readonly seen: string; readonly expected: string }
  | {
      readonly is: "invalid";
      readonly members: readonly string[];
      readonly sent: readonly string[];
      readonly expected: readonly string[];
    };

/** Whether a client_id looks like the URL of a document. */
export const isDocumentId = (id: string): boolean => /^https?:\/\//i.test(id);

const LONGEST = 200;
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** What is expected of a client_id that can't be the URL of a document (section 3); `undefined` if it can. */
export function idFault(id: string, loopback: boolean): string | undefined {
  if (id.length > LONGEST) return `at most ${LONGEST} characters`;
  if (id.includes("#")) return "no fragment";
  if (!URL.canParse(id)) return "a URL";
  const url = new URL(id);
  if (url.username !== "" || url.password !== "") return "no user name and no password";
  if (url.protocol !== "https:" && !(loopback && LOOPBACK.test(url.hostname))) return "https";
  if (url.pathname === "/") return "a path after the host";
  // Two ids would mean the same client: dot segments, upper case in the host, a default port.
  return url.href === id ? undefined : "no dot segments, no upper case in the host, and no default port";
}

/** Whether documents of this host make clients. */
export const isTrusted = ({ mode, hosts, blocked = [] }: ClientDocumentPolicy, hostname: string): boolean =>
  !isAmong(blocked, hostname) && (mode === "all" || (mode === "hosts" && isAmong(hosts, hostname)));

/** Whether an operator has named the host. */
export const isAmong = (hosts: readonly string[], hostname: string): boolean =>
  hosts.some((host) => (host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : host === hostname));

/** The refusal of a client whose document can't be used. */
export function refuseDocument(clientId: string, fault: DocumentFault): Refusal {
  const id = quotable(clientId, LONGEST);
  switch (fault.is) {
    case "id":
      return refuse("client/document-id-invalid", { clientId: id, expected: fault.expected });
    case "untrusted":
      return refuse("client/document-untrusted", { clientId: id, host: URL.canParse(id) ? new URL(id).hostname : id });
    case "unreachable":
      return refuse("client/document-unreachable", { clientId: id, seen: fault.seen, expected: fault.expected });
    case "invalid": {
      const { members, sent, expected } = fault;
      return refuse("client/document-invalid", { clientId: id, members, sent, expected });
    }
  }
}
