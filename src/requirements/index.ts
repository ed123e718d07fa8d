/** The catalogue of requirements that `candor check` knows. */
import type { Requirements } from "./define.ts";
import { tokenEndpoint } from "./token-endpoint.ts";

export const REQUIREMENTS: Requirements = { ...tokenEndpoint };
