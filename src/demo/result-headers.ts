/** Headers of a page that responds to a form of the demo. */
import { pageHeaders } from "../pages/security-headers.ts";

/**
 * The browser may keep such a page, or going back to it would ask to send the form again. Nothing on it is secret: codes
 * and tokens are shortened.
 */
export function resultHeaders(): Record<string, string> {
  return { ...pageHeaders({ forms: "self", scriptHash: "self" }), "cache-control": "private, no-cache" };
}
