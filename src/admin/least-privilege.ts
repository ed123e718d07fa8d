/** The least privilege report: what applications are allowed and don't use, ask for and don't get, and use although it ends. */
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { text, whole } from "./parameter.ts";

const day = z.iso.datetime().optional();

const finding = {
  title: "LeastPrivilegeFinding",
  schema: z.object({
    application: z.string().describe("client_id of the application."),
    application_name: z.string().describe("What it is called."),
    owner: z.string().optional().describe("User name of its owner."),
    team: z.string().optional().describe("Its team."),
    unused: z
      .array(z.object({ scope: z.string(), last_used: day }))
      .describe("Scopes that it is allowed, and neither requested nor was granted lately."),
    refused: z
      .array(z.object({ scope: z.string(), refused_at: z.iso.datetime() }))
      .describe("Scopes that it requested lately, was refused, and isn't allowed."),
    deprecated: z
      .array(
        z.object({
          scope: z.string(),
          last_used: day,
          sunset: z.string().optional(),
          replacement: z.string().optional(),
        }),
      )
      .describe("Deprecated scopes that it still used lately."),
    mail: z.object({ subject: z.string(), body: z.string() }).describe("A mail to its owner, to be sent as it is."),
  }),
};

const parameters = {
  days: whole("How long ago a use may be to count.", 1, 400, 90),
  application: text("Only the application with this client_id."),
} as const;

const common = { method: "GET", kind: "report", scope: "candor:applications", parameters } as const;

export const leastPrivilege = {
  ...common,
  id: "listLeastPrivilege",
  path: "/reports/least-privilege",
  says: "Applications that could do with less, that are refused a scope, or that use a deprecated one. A page may have fewer items than its limit although another one follows.",
  lists: finding,
  // biome-ignore lint/suspicious/noExplicitAny: each operation has parameters of its own.
} as const satisfies Operation<any, any>;

export const leastPrivilegeCsv = {
  ...common,
  id: "exportLeastPrivilege",
  path: "/reports/least-privilege.csv",
  says: "The same as CSV: a line for each application, scope and finding.",
  streams: ["text/csv"],
  // biome-ignore lint/suspicious/noExplicitAny: each operation has parameters of its own.
} as const satisfies Operation<any, any>;

export const REPORTS = [leastPrivilege, leastPrivilegeCsv] as const;
