/** What a record keeps of a request object. Its parameters are kept like those that are sent. */
import { flag, members, optional, text } from "../record.ts";
import { READABLE_FORM } from "../replay/redact.ts";
import { sentJwtShape } from "../sent-jwt.ts";
import { JUDGED, type RequestObject } from "./object.ts";

export const REQUEST_OBJECT = members<RequestObject>({
  jwt: sentJwtShape(JUDGED),
  unsigned: flag,
  form: READABLE_FORM,
  issuer: text,
  unfetched: optional(text),
});
