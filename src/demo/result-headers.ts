/** Headers of a page that answers a form of the demo. */
import { pageHeaders } from "../pages/security-headers.ts";

/**
 * The browser may keep such a page, else going back to it asks to send the form again. Nothing on it is secret: codes
 * and tokens are shortened.
 */
export function resultHeaders(): Record<string, string> {
  return { ...pageHeaders({ forms: "self", scriptHash: "self" }), "cache-control": "private, no-cache" };
}
