/** What waits for a user in the admin API: devices that show a code (RFC 8628), and apps that ask without a browser (CIBA). */
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { text } from "./parameter.ts";

const waiting = {
  title: "Waiting",
  schema: z.object({
    id: z.string().describe("Names it, such as `device-7`. It isn't secret."),
    kind: z
      .enum(["device", "backchannel"])
      .describe("`device`: a device shows a code. `backchannel`: an app asks a user (CIBA)."),
    client_id: z.string(),
    user: z.string().optional().describe("Subject of the user who is asked. A device doesn't know its user yet."),
    scope: z.string(),
    binding_message: z.string().optional().describe("What the app shows to the user too."),
    requested_at: z.iso.datetime(),
    polled_at: z.iso.datetime().optional().describe("When it last asked whether the user has decided."),
    expires_at: z.iso.datetime(),
  }),
};

const about = { kind: "waiting", scope: "candor:users" } as const;
const BY = { client_id: text("Only those of this application.") };

export const listWaiting = {
  ...about,
  id: "listWaiting",
  method: "GET",
  path: "/waiting",
  says: "Devices and apps that wait for a user's decision, the newest first. Never their codes.",
  parameters: BY,
  lists: waiting,
} as const satisfies Operation<typeof BY>;

export const cancelWaiting = {
  ...about,
  id: "cancelWaiting",
  method: "DELETE",
  path: "/waiting/{id}",
  says: "Cancels one: the application gets access_denied, as if the user had refused.",
} as const satisfies Operation;

export const WAITING: readonly Operation[] = [listWaiting, cancelWaiting] as unknown as readonly Operation[];
