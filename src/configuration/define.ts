/** What a configuration file or a registry file imports from `candor` where it is loaded by Candor itself. */
export { defineRegistry } from "./registry.ts";
export { defineConfig } from "./schema.ts";
