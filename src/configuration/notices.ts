/** Who is notified of new kinds of refusals. */
import { z } from "zod";
import type { ConfigurationFault } from "./fault.ts";

const fromEnvironment = (what: string) =>
  z.strictObject({ env: z.string().min(1).describe(`Name of the environment variable that holds ${what}.`) });

export const notices = z
  .strictObject({
    quietDays: z
      .number()
      .int()
      .min(1)
      .max(366)
      .default(7)
      .describe("A kind of refusal counts as new if the app wasn't refused for that cause for this many days."),
    webhook: z
      .strictObject({
        url: z.url().describe("Where it is sent, by POST. Nothing else is ever called, and redirects aren't followed."),
        secret: fromEnvironment("the secret that signs each message, 24 characters or more").describe(
          "Signs the messages as Standard Webhooks says.",
        ),
      })
      .optional()
      .describe("Sent as soon as a new kind of refusal begins. It is tried again for two days."),
    mail: z
      .strictObject({
        host: z.string().min(1).describe("SMTP server."),
        port: z.number().int().min(1).max(65_535).default(587).describe("Port of the SMTP server."),
        tls: z
          .enum(["starttls", "implicit", "none"])
          .default("starttls")
          .describe("How the connection is encrypted. `none` is accepted only on this machine."),
        user: z.string().optional().describe("User name at the SMTP server."),
        password: fromEnvironment("the password").optional().describe("Password at the SMTP server."),
        from: z.email().describe("Sender of the mail."),
        hour: z.number().int().min(0).max(23).default(7).describe("Hour of the day at which it is sent, in UTC."),
      })
      .optional()
      .describe(
        "A mail once a day to the owners of apps with new kinds of refusals, if their e-mail address is verified. Invitations are sent through the same server.",
      ),
  })
  .prefault({})
  .describe("Who is notified when a new kind of refusal begins. See [refusals](../guides/refusals.md).");

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** What is wrong with it beyond its form. */
export function* noticeFaults(
  { webhook, mail }: z.output<typeof notices>,
  environment: Readonly<Record<string, string | undefined>>,
): Generator<ConfigurationFault> {
  if (webhook !== undefined) {
    const { protocol, hostname, username, password } = new URL(webhook.url);
    if (protocol !== "https:" && !(protocol === "http:" && LOCAL.test(hostname)))
      yield { key: "notices.webhook.url", is: `a URL with ${protocol}`, expected: "https, or http on this machine" };
    if (username !== "" || password !== "")
      yield { key: "notices.webhook.url", is: "a URL with a user name or password", expected: "a URL without" };
    const secret = environment[webhook.secret.env];
    if (secret === undefined || secret.length < 24)
      yield {
        key: "notices.webhook.secret.env",
        is:
          secret === undefined
            ? "the name of a variable that isn't set"
            : "the name of a variable with a shorter value",
        expected: "the name of an environment variable with 24 characters or more",
      };
  }
  if (mail === undefined) return;
  if (mail.tls === "none" && !LOCAL.test(mail.host))
    yield {
      key: "notices.mail.tls",
      is: "none",
      expected: "starttls or implicit, because the server is another machine",
    };
  if (mail.password !== undefined && environment[mail.password.env] === undefined)
    yield {
      key: "notices.mail.password.env",
      is: "the name of a variable that isn't set",
      expected: "the name of an environment variable",
    };
}
