/** Why a client whose id is the URL of a document is refused (draft-ietf-oauth-client-id-metadata-document). */
import { clientIdMetadata, rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { developer, operator, point, shown } from "./fixes.ts";
import { firstFault } from "./registration.ts";

export const clientDocument = {
  "document-id-invalid": reason({
    title: "The client_id can't be the URL of a document",
    error: "invalid_client",
    cause:
      "The client_id is a URL, but no URL of a client's metadata: it has a fragment, a user name or dot segments, isn't https, has no path, or is written in another way than browsers write it. Such an id could mean two clients.",
    evidence: { clientId: field("text", "client_id received"), expected: field("text", "what is expected") },
    says: (e) =>
      `The client_id '${shown(e.clientId, 200)}' can't be the URL of a document: expected ${shown(e.expected, 240)}.`,
    points: (e) => [point("client_id", `expected ${shown(e.expected, 240)}`)],
    fixes: () => [
      developer("Use the https URL of the app's metadata as the client_id, exactly as its document has it."),
    ],
    remedies: {
      developer: "Publish the document at an https URL with a path, and send this URL as client_id.",
      operator: "Documents at loopback addresses without TLS are allowed by clientDocuments.loopback, for development.",
    },
    cites: [clientIdMetadata("3")],
    related: ["client/document-invalid"],
  }),
  "document-untrusted": reason({
    title: "Documents of this host make no clients here",
    error: "invalid_client",
    cause:
      "The client_id is the URL of a document, but the operator of this server trusts only documents of other hosts.",
    evidence: { clientId: field("text", "client_id received"), host: field("text", "host") },
    says: (e) =>
      `This server takes no clients from '${shown(e.host)}'. Ask its operator to trust this host, or to register the app.`,
    points: (e) => [point("client_id", `${shown(e.host)} isn't trusted`)],
    fixes: (e) => [operator(`Add ${shown(e.host)} to clientDocuments.hosts if you trust every app that it publishes.`)],
    remedies: {
      developer: "Register the app at registration_endpoint, or ask the operator to trust the host.",
      operator: "Add the host to clientDocuments.hosts, or register the app in the console.",
    },
    cites: [clientIdMetadata("6")],
    related: ["client/not-registered"],
  }),
  "document-unreachable": reason({
    title: "The client's document can't be read",
    error: "invalid_client",
    cause:
      "The client_id is the URL of a document, but this server can't get it as JSON: the host doesn't respond, redirects, responds with an error, with another type or with too much, or is in a private network.",
    evidence: {
      clientId: field("text", "client_id received"),
      seen: field("text", "what this server got"),
      expected: field("text", "what is expected"),
    },
    says: (e) =>
      `The document at '${shown(e.clientId, 200)}' can't be read: ${shown(e.seen)}. Expected: ${shown(e.expected)}. Publish it there for everybody, without a redirect.`,
    points: (e) => [point("client_id", shown(e.seen))],
    fixes: () => [developer("Publish the document at exactly this URL, as application/json, with the status 200.")],
    remedies: {
      developer: "Request the URL with curl from outside your network: it must respond with 200 and JSON at once.",
      operator: "Documents in your own network are reached only if outbound.privateNetworks allows it.",
    },
    cites: [clientIdMetadata("4"), clientIdMetadata("6")],
    related: ["client/document-invalid"],
  }),
  "document-invalid": reason({
    title: "The client's document isn't accepted",
    error: "invalid_client",
    cause:
      "The client_id is the URL of a document that makes no client: its client_id isn't exactly this URL, it has a secret or a method that needs one, or one of its members isn't valid.",
    evidence: {
      clientId: field("text", "client_id received"),
      members: field("list", "faulty members"),
      sent: field("list", "their values"),
      expected: field("list", "what is expected there"),
    },
    says: (e) => `The document at '${shown(e.clientId, 200)}' isn't accepted: ${firstFault(e)}`,
    points: (e) => [point("client_id", shown(firstFault(e), 200))],
    fixes: (e) => [
      developer(`Correct the document: as ${shown(e.members[0] ?? "")}, ${shown(e.expected[0] ?? "", 240)}.`),
    ],
    remedies: {
      developer:
        "Let the document have client_id, exactly its own URL, client_name and redirect_uris, no secret, and token_endpoint_auth_method none or private_key_jwt.",
    },
    cites: [clientIdMetadata("4.1"), rfc(7591, "2")],
    related: ["registration/metadata-invalid", "client/document-unreachable"],
  }),
};
