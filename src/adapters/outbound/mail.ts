/** Sends mail through an SMTP server. */
import { createTransport } from "nodemailer";
import type { Mailer } from "../../ports/notices.ts";

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: "starttls" | "implicit" | "none";
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
}

/** Milliseconds. */
const PATIENCE = 20_000;

export function smtpMailer({ host, port, tls, user, password, from }: SmtpSettings): Mailer {
  const transport = createTransport({
    ...{ host, port },
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    ...(user !== undefined && { auth: { user, pass: password ?? "" } }),
    ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
    // What is sent is made here. Nothing in it may name a file or a URL to attach.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    check: async () => void (await transport.verify()),
    send: async ({ to, subject, text }) => void (await transport.sendMail({ from, to, subject, text })),
    close: () => transport.close(),
  };
}
