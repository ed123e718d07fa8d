/** Sends a one-time link by mail, where the server can. */
import type { Invitation } from "../../ports/invitations.ts";
import type { Mail } from "../../ports/notices.ts";
import type { Shared } from "../deps.ts";

interface Made {
  readonly invitation: Invitation;
  readonly link: string;
}

/** One mailbox, and nothing that a mail program could take for several. */
const MAILBOX = /^[^\s@,;:<>()[\]"\\]{1,64}@[^\s@,;:<>()[\]"\\]{1,190}$/;

/** Where it was sent; `undefined` if it wasn't, and somebody has to hand the link over. */
export async function mailLink(
  { mailer, log, registries }: Pick<Shared, "mailer" | "log" | "registries">,
  made: Made,
): Promise<string | undefined> {
  const to = made.invitation.to?.email;
  if (mailer === undefined || to === undefined || !MAILBOX.test(to)) return undefined;
  const name = registries.current().settings.branding?.name ?? "Candor";
  try {
    await mailer.send({ to, ...textOf(made, name) });
    return to;
  } catch (error) {
    log.error({ fault: (error as Error).name }, "an invitation could not be mailed");
    return undefined;
  }
}

function textOf({ link, invitation: { to, expiresAt } }: Made, name: string): Omit<Mail, "to"> {
  const until = new Date(expiresAt).toISOString().slice(0, 16).replace("T", " ");
  const what = to?.act === "team" ? `You were invited to the team ${to.team ?? ""}.` : `You were invited to ${name}.`;
  return {
    subject: `Your invitation to ${name}`,
    text: `${what}\n\nOpen this link to accept. It can be used once, until ${until} UTC:\n\n${link}\n\nIf you didn't expect this mail, ignore it.\n`,
  };
}
