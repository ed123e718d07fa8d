/** Clients whose id is the URL of a document. */
import type { Examples } from "./define.ts";
import { authorize } from "./messages.ts";

export const clientDocument = {
  "client/document-id-invalid": {
    situation: "An app sends the URL of its document with the fragment of a page as client_id.",
    refused: authorize({ client_id: "https://app.example/client.json%23web" }),
    correctedBy: "request",
    corrected: authorize({ client_id: "{client_id of a document}" }),
    change: "The client_id is the URL of the document, and nothing else.",
  },
  "client/document-untrusted": {
    situation: "An app sends the URL of its document to a server that trusts only other hosts.",
    given: ["only documents of publisher.example make clients"],
    refused: authorize({ client_id: "https://app.example/client.json" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The app uses the client_id that it was registered with: here demo-web.",
  },
  "client/document-unreachable": {
    situation: "The document of an app was removed from its web server.",
    refused: authorize({ client_id: "{client_id of a document that is gone}" }),
    correctedBy: "request",
    corrected: authorize({ client_id: "{client_id of a document}" }),
    change: "The document is at the URL.",
  },
  "client/document-invalid": {
    situation: "The document of an app was copied to another URL, and has the old one as its client_id.",
    refused: authorize({ client_id: "{client_id of a document that was copied}" }),
    correctedBy: "request",
    corrected: authorize({ client_id: "{client_id of a document}" }),
    change: "The client_id in the document is its own URL.",
  },
} satisfies Examples;
