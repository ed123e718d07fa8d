/** Walks in process: the browser is one that follows every page. */
import { randomBytes } from "node:crypto";
import type { WalkOptions } from "../../../src/checker/mcp/context.ts";
import type { Walk } from "../../../src/checker/mcp/step.ts";
import { walkMcp } from "../../../src/checker/mcp/walk.ts";
import { senderOf } from "../../../src/checker/sender.ts";
import { formSignIn } from "../../../src/checker/sign-in/forms.ts";

export const CALLBACK = "http://127.0.0.1:33999/callback";

export function walked(
  url: string,
  own: Partial<WalkOptions> = {},
  user?: { username: string; password: string },
): Promise<Walk> {
  const { send } = senderOf({ most: 500, rate: 10_000, timeout: 30_000, isOwn: () => true });
  const listen = async (host: string) => ({
    redirectUri: CALLBACK.replace("127.0.0.1", host),
    signIn: formSignIn(send, user),
  });
  return walkMcp(url, { send, listen, now: Date.now, random: randomBytes, ...own });
}

/** Every problem, as step and id. */
export const problemsOf = ({ steps }: Walk): readonly string[] =>
  steps.flatMap(({ problems }) => problems.map(({ id }) => id));
