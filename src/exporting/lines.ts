/** What `candor export --everything` writes: an object on each line, of one of these forms. `candor import candor` reads it. */
import { z } from "zod";
import { FORMS } from "../configuration/schema.ts";
import { trustedIssuer } from "../configuration/trusted-issuers.ts";

/** Grows when a form changes in a way that an older version would misread. */
export const EXPORT_VERSION = 2;

const milliseconds = z.number().int().min(0).describe("Milliseconds since 1970.");
const text = z.string().min(1);
const json = z.record(z.string(), z.unknown());

const user = z.strictObject({
  subject: text.describe("`sub`, by which apps know the user."),
  username: text,
  role: z.enum(["user", "auditor", "operator"]),
  disabled: z.boolean(),
  claims: json.describe("Claims of OpenID Connect, groups, roles and attributes."),
  createdAt: milliseconds,
  passwordHash: text.optional().describe("Only with --password-hashes: a PHC string, or bcrypt's own form."),
});

const grant = z.strictObject({
  id: z.number().int(),
  clientId: text,
  subject: text,
  from: text.describe("How the app got it: code, device, ciba, exchange, assertion or implicit."),
  scopes: z.array(text),
  createdAt: milliseconds,
  authTime: milliseconds.optional().describe("When the user signed in, if that is known."),
  refreshes: z.boolean().describe("Whether it has a refresh token."),
  refresh: z
    .strictObject({
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe("SHA-256 of the secret in the refresh token."),
      generation: z.number().int().min(0).describe("How many there were before it."),
      startedAt: milliseconds.describe("When the first of its refresh tokens was issued."),
      rotatedAt: milliseconds.describe("When this one was."),
      cnf: json.optional().describe("The key that it is bound to (RFC 7800)."),
    })
    .optional()
    .describe("Its refresh token, which another server may accept. Missing in exports of version 1."),
  audience: z.array(text).optional().describe("The APIs that its tokens are for."),
  authorizationDetails: z.array(json).optional(),
  requestedClaims: json.optional(),
  nonce: text.optional(),
  forgetAfter: milliseconds.describe("When none of its tokens is valid any more."),
  revokedAt: milliseconds.optional(),
  revokedBecause: z.string().optional(),
});

const clientRecord = z.strictObject({
  id: text,
  registration: z
    .looseObject({ tokenHash: text, at: milliseconds, members: json })
    .optional()
    .describe("How it registered itself, with the hash of the token by which it manages itself."),
  secrets: z
    .array(
      z.strictObject({
        id: text,
        label: text.optional(),
        createdAt: milliseconds,
        guessable: z.literal(true).optional(),
        cameAs: text.optional().describe("The mark of the hash of another server that it had."),
      }),
    )
    .optional()
    .describe("Of each of its secrets, in their order, what a registry file doesn't say."),
});

const line = <Name extends string, Form extends z.ZodType>(name: Name, form: Form, what: string) =>
  z
    .strictObject({ is: z.literal(name), [name]: form } as { is: z.ZodLiteral<Name> } & Record<Name, Form>)
    .describe(what);

export const LINES = {
  candor: z
    .strictObject({
      is: z.literal("candor"),
      export: z.union([z.literal(1), z.literal(EXPORT_VERSION)]),
      version: text,
      exportedAt: milliseconds,
    })
    .describe("The first line: the version of these forms, and that of Candor."),
  settings: line("settings", json, "Settings that were changed at run time, by their names in the configuration."),
  team: line(
    "team",
    z.strictObject({ name: text, members: z.array(z.strictObject({ subject: text, since: milliseconds })) }),
    "A team whose members own applications together.",
  ),
  api: line("api", FORMS.api, "An API, as in a registry file."),
  scope: line("scope", FORMS.scope, "A scope, as in a registry file."),
  client: line("client", FORMS.client, "An application, as in a registry file. Of its secrets, it has hashes."),
  "client-record": line(
    "client-record",
    clientRecord,
    "What is known of an application beside its settings. Missing if there is nothing.",
  ),
  "trusted-issuer": line("trusted-issuer", trustedIssuer, "A trusted issuer, as in a registry file."),
  user: line("user", user, "A user."),
  "left-name": line(
    "left-name",
    z.strictObject({
      name: text.describe("In lower case."),
      subject: text,
      leftAt: milliseconds.describe("0 if that isn't known."),
    }),
    "A user name that a user had before, so that what a configuration file says of the name isn't meant for the next one.",
  ),
  consent: line(
    "consent",
    z.strictObject({
      subject: text,
      clientId: text,
      scopes: z.array(z.strictObject({ scope: text, at: milliseconds })),
    }),
    "What a user has allowed an application.",
  ),
  grant: line("grant", grant, "A grant. Of its refresh token, it has a hash. Access tokens aren't in the export."),
  audit: line("audit", json, "An entry of the audit log, with its number and hash. See docs/guides/audit.md."),
  end: z
    .strictObject({ is: z.literal("end"), lines: z.number().int() })
    .describe("The last line: how many there are before it."),
} as const;

export type LineName = keyof typeof LINES;
export type UserLine = z.output<typeof user>;
export type GrantLine = z.output<typeof grant>;
export type ClientRecord = z.output<typeof clientRecord>;

/** The JSON Schema of a line. */
export const exportJsonSchema = (): object => ({
  ...z.toJSONSchema(z.union(Object.values(LINES) as unknown as [z.ZodType, z.ZodType]), {
    io: "input",
    unrepresentable: "any",
  }),
  title: "A line of candor export --everything",
});
