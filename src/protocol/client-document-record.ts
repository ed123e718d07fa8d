/** What a record keeps of the fault of a client's document. */
import type { DocumentFault } from "./client-document.ts";
import { text, texts, variants } from "./record.ts";

export const DOCUMENT_FAULT = variants<DocumentFault>({
  id: { expected: text },
  untrusted: {},
  unreachable: { seen: text, expected: text },
  invalid: { members: texts, sent: texts, expected: texts },
});
