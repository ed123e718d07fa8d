/** node-oauth2-server (oauthjs, @node-oauth/oauth2-server): its errors begin with the kind and a colon. */
import type { Dialect } from "./define.ts";
import { authorization } from "./node-oauth2-server/authorization.ts";
import { grants } from "./node-oauth2-server/grants.ts";
import { resource } from "./node-oauth2-server/resource.ts";
import { token } from "./node-oauth2-server/token.ts";

export const nodeOauth2Server: Dialect = {
  provider: "node-oauth2-server",
  name: "node-oauth2-server",
  hosts: [],
  marks: [/\b(?:oauth2-server|express-oauth-server|node-oauth2-server)\b/i],
  signatures: [...token, ...grants, ...authorization, ...resource],
};
