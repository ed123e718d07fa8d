/** The form of a registry file: what `candor apply` brings the stored registry to. */
import { z } from "zod";
import type { SettingSchema } from "./expected.ts";
import { schema } from "./schema.ts";

const { apis, scopes, clients, trustedIssuers } = schema.shape;

export const registrySchema = z.strictObject({
  $schema: z.string().optional().describe("The published JSON Schema, for editors."),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
    .meta({ expected: "up to 100 letters, digits, dots, hyphens and underscores" })
    .optional()
    .describe(
      "Names the file as the owner of what it registers. Without a name the owner is the file's absolute path, and a moved file is another owner.",
    ),
  apis,
  scopes,
  clients,
  trustedIssuers,
});

/** A registry as it is written. */
export type RegistryFile = z.input<typeof registrySchema>;
/** A registry with its defaults. */
export type CheckedRegistry = z.output<typeof registrySchema>;

/** Types a registry file: `export default defineRegistry({ … })`. */
export function defineRegistry(registry: RegistryFile): RegistryFile {
  return registry;
}

let made: SettingSchema | undefined;

/** The JSON Schema of a registry file, made on first use. */
export function registryJsonSchema(): SettingSchema {
  made ??= z.toJSONSchema(registrySchema, { io: "input", unrepresentable: "any" }) as SettingSchema;
  return made;
}
