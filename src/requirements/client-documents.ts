/** What is required of servers whose clients' ids are the URLs of their metadata (Client ID Metadata Documents). */
import { clientIdMetadata, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const POSED = "An attacker's client passes for another one, and users trust it.";
const PUBLIC = "A secret that everybody can read counts as authentication.";
const AMBIGUOUS = "Two ids mean the same client, or one of them means two.";

export const clientDocuments = {
  "client-document/metadata": {
    cites: [clientIdMetadata("5")],
    level: "MUST",
    says: "client_id_metadata_document_supported is true or false.",
    threat: "Clients don't find out whether they can use their URL.",
    by: "client-documents/metadata",
  },
  "client-document/accepted": {
    cites: [clientIdMetadata("4")],
    level: "SHOULD",
    says: "A server that says so fetches a client's document, and accepts the client.",
    threat: "Clients send users to a dead end.",
    by: "client-documents/accepted",
  },
  "client-document/redeemed": {
    cites: [clientIdMetadata("4"), rfc(6749, "4.1.3")],
    level: "MUST",
    says: "Such a client redeems its code with the same client_id.",
    threat: "Clients send users to a dead end.",
    by: "client-documents/redeemed",
  },
  "client-document/client-id": {
    cites: [clientIdMetadata("4.1")],
    level: "MUST",
    says: "A document whose client_id isn't exactly its URL is refused.",
    threat: POSED,
    by: "client-documents/client-id-differs",
  },
  "client-document/client-id-required": {
    cites: [clientIdMetadata("4.1")],
    level: "MUST",
    says: "A document without client_id is refused.",
    threat: "Any JSON that somebody hosts for another purpose becomes a client.",
    by: "client-documents/no-client-id",
  },
  "client-document/redirect-uri": {
    cites: [clientIdMetadata("4.5"), rfc(9700, "2.1")],
    level: "MUST",
    says: "Nobody is redirected to a URI that isn't in the document.",
    threat: "Codes go to whoever asks in another client's name.",
    by: "client-documents/redirect-uri",
  },
  "client-document/redirect-uris-required": {
    cites: [clientIdMetadata("4.5"), rfc(9700, "2.1")],
    level: "MUST",
    says: "A document without redirect_uris makes no client with the code grant.",
    threat: "Codes go to whoever asks in another client's name.",
    by: "client-documents/no-redirect-uris",
  },
  "client-document/no-secret": {
    cites: [clientIdMetadata("4.1")],
    level: "MUST",
    says: "A document with client_secret is refused.",
    threat: PUBLIC,
    by: "client-documents/client-secret",
  },
  "client-document/no-secret-expiry": {
    cites: [clientIdMetadata("4.1")],
    level: "MUST",
    says: "A document with client_secret_expires_at is refused.",
    threat: PUBLIC,
    by: "client-documents/secret-expires",
  },
  "client-document/no-secret-methods": {
    cites: [clientIdMetadata("4.1"), clientIdMetadata("6.2")],
    level: "MUST",
    says: "A document whose token_endpoint_auth_method needs a shared secret is refused.",
    threat: PUBLIC,
    by: "client-documents/secret-methods",
  },
  "client-document/json": {
    cites: [clientIdMetadata("4.1")],
    level: "MUST",
    says: "A document that isn't JSON is refused.",
    threat: "Readers that guess differently see different clients.",
    by: "client-documents/not-json",
  },
  "client-document/object": {
    cites: [clientIdMetadata("4.1"), rfc(7591, "2")],
    level: "MUST",
    says: "JSON that isn't an object is refused.",
    threat: "Readers that guess differently see different clients.",
    by: "client-documents/not-object",
  },
  "client-document/status": {
    cites: [clientIdMetadata("4"), clientIdMetadata("4.3")],
    level: "MUST",
    says: "A document whose status isn't 200 is refused.",
    threat: "A page for errors that shows what is in the URL becomes a client of that host.",
    by: "client-documents/status",
  },
  "client-document/no-redirects": {
    cites: [clientIdMetadata("4")],
    level: "MUST",
    says: "Redirects aren't followed.",
    threat: "An open redirect of a trusted host makes an attacker's client one of that host.",
    by: "client-documents/redirect",
  },
  "client-document/size": {
    cites: [clientIdMetadata("6.6")],
    level: "SHOULD",
    says: "A document of a megabyte is refused.",
    threat: "Anybody fills the server's memory.",
    by: "client-documents/too-large",
  },
  "client-document/no-fragment": {
    cites: [clientIdMetadata("3")],
    level: "MUST",
    says: "A client_id with a fragment is refused.",
    threat: AMBIGUOUS,
    by: "client-documents/fragment",
  },
  "client-document/no-user-info": {
    cites: [clientIdMetadata("3")],
    level: "MUST",
    says: "A client_id with a user name or a password is refused.",
    threat: "Users take the name in front of the host for the host.",
    by: "client-documents/user-info",
  },
  "client-document/no-dot-segments": {
    cites: [clientIdMetadata("3")],
    level: "MUST",
    says: "A client_id with . or .. in its path is refused.",
    threat: AMBIGUOUS,
    by: "client-documents/dot-segments",
  },
  "client-document/https": {
    cites: [clientIdMetadata("3")],
    level: "MUST",
    says: "A client_id that is an http URL is refused.",
    threat: "Whoever is on the way changes the document.",
    by: "client-documents/http",
  },
  "client-document/errors-not-cached": {
    cites: [clientIdMetadata("4.4")],
    level: "MUST",
    says: "An error isn't cached: the document is fetched again.",
    threat: "A client whose host failed once is locked out.",
    by: "client-documents/error-not-cached",
  },
  "client-document/invalid-not-cached": {
    cites: [clientIdMetadata("4.4")],
    level: "MUST",
    says: "A wrong document isn't cached: it is fetched again.",
    threat: "A client that corrected its document stays locked out.",
    by: "client-documents/invalid-not-cached",
  },
  "client-document/special-use-addresses": {
    cites: [clientIdMetadata("6.5")],
    level: "MUST",
    says: "A URL that leads to a special-use IP address, other than a loopback address of the server itself, isn't fetched.",
    threat: "Anybody makes the server send requests to machines that only it can reach.",
    by: "client-documents/special-use",
  },
} satisfies Requirements;
