/** bshaffer/oauth2-server-php, also in WordPress and Drupal plugins. */

import { assertion } from "./bshaffer-php/assertion.ts";
import { authorization } from "./bshaffer-php/authorization.ts";
import { resource } from "./bshaffer-php/resource.ts";
import { token } from "./bshaffer-php/token.ts";
import type { Dialect } from "./define.ts";

export const bshafferPhp: Dialect = {
  provider: "bshaffer-php",
  name: "bshaffer oauth2-server-php",
  hosts: [],
  marks: [/\bOAuth2\\Server\b/],
  signatures: [...authorization, ...token, ...assertion, ...resource],
};
