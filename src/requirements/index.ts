/** The catalogue of requirements that `candor check` knows. */
import { authorization } from "./authorization.ts";
import { codes } from "./codes.ts";
import type { Requirements } from "./define.ts";
import { metadata } from "./metadata.ts";
import { tokenEndpoint } from "./token-endpoint.ts";

export const REQUIREMENTS: Requirements = { ...metadata, ...tokenEndpoint, ...authorization, ...codes };
