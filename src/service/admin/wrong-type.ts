/** Judges the Content-Type of a body. */
import type { AdminOccasion } from "../../protocol/admin/occasion.ts";
import { mediaTypeOf } from "../../protocol/media-type.ts";

const JSON_TYPE = "application/json";

/** The type, unless it is accepted. A patch may also be sent as what it is (RFC 7396). */
export function wrongTypeOf(isPatch: boolean, contentType = ""): AdminOccasion["wrongType"] {
  return otherThan(isPatch ? [JSON_TYPE, "application/merge-patch+json"] : [JSON_TYPE], contentType);
}

/** The type, unless it is one of these. */
export function otherThan(accepted: readonly string[], contentType = ""): AdminOccasion["wrongType"] {
  const sent = mediaTypeOf(contentType);
  return accepted.includes(sent.trim().toLowerCase()) ? undefined : { sent: sent || "none", accepted };
}
