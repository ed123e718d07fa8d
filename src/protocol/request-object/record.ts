/** What a record keeps of a request object. Its parameters are kept like those that are sent. */
import { cutAt, flag, members, oneOf, optional, text } from "../record.ts";
import { READABLE_FORM } from "../replay/redact.ts";
import { sentJwtShape } from "../sent-jwt.ts";
import { JUDGED, type RequestObject, type SentEncryption } from "./object.ts";

export const REQUEST_OBJECT = members<RequestObject>({
  jwt: sentJwtShape(JUDGED),
  unsigned: flag,
  form: READABLE_FORM,
  issuer: text,
  encryption: optional(
    members<SentEncryption>({
      alg: optional(cutAt(100)),
      enc: optional(cutAt(100)),
      kid: optional(cutAt(200)),
      because: optional(oneOf("unsupported", "malformed", "alg", "enc", "zip", "no-key", "content")),
    }),
  ),
  listed: optional(text),
  unfetched: optional(text),
});
