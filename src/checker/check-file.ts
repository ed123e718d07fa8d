/** The file that says with what a server is checked: its clients, a user, and what is known beside its metadata. */
import { z } from "zod";

const client = z
  .strictObject({
    client_id: z.string().min(1),
    client_secret: z.string().min(1).optional(),
    token_endpoint_auth_method: z.enum(["client_secret_basic", "client_secret_post", "none"]).optional(),
    redirect_uri: z.string().min(1).optional(),
    scope: z.string().optional(),
  })
  .transform(({ token_endpoint_auth_method: method, ...rest }) => ({
    ...rest,
    token_endpoint_auth_method: method ?? (rest.client_secret === undefined ? "none" : "client_secret_basic"),
  }));

export const CheckFile = z.strictObject({
  clients: z
    .strictObject({
      web: client.optional().describe("a confidential client with the code grant"),
      other: client.optional().describe("another one, which must not be able to use what the first one got"),
      public: client.optional().describe("a public client with the code grant"),
      service: client.optional().describe("a client with the client credentials grant"),
    })
    .default({}),
  user: z.strictObject({ username: z.string(), password: z.string() }).optional(),
  metadata: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("members that replace those of the server's metadata"),
  hosts: z
    .array(z.string())
    .default([])
    .describe("hosts beside the issuer's that are the user's own, such as that of a sign-in page"),
});

export type CheckFile = z.infer<typeof CheckFile>;

/** Puts environment variables where `${NAME}` is, so that secrets need not be in the file. Throws if one isn't set. */
export function withEnvironment(value: unknown, env: Readonly<Record<string, string | undefined>>): unknown {
  if (typeof value === "string")
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const set = env[name];
      if (set === undefined) throw new Error(`The environment variable ${name} is not set.`);
      return set;
    });
  if (Array.isArray(value)) return value.map((one) => withEnvironment(one, env));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withEnvironment(one, env)]));
}
