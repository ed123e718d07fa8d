/** Checks a server against everything, or by some of the probes, as fast as it can. */
import { randomBytes } from "node:crypto";
import { type Checked, check, type Probes, type Progress } from "../../src/checker/check.ts";
import { discover } from "../../src/checker/discover.ts";
import { Lab, type LabDeps } from "../../src/checker/lab.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import { senderOf } from "../../src/checker/sender.ts";
import { formSignIn } from "../../src/checker/sign-in/forms.ts";
import type { Credentials } from "../../src/checker/sign-in/pages.ts";
import type { SignIn } from "../../src/checker/sign-in/sign-in.ts";
import type { Target, TestClients } from "../../src/checker/target.ts";
import { overSockets } from "../../src/checker/transport.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";
import { inProcess } from "./in-process.ts";

/** Which probes run, and what happens meanwhile. */
export interface Run {
  readonly probes?: Probes;
  readonly progress?: Progress;
  /** Called whenever the user goes somewhere. */
  readonly visits?: () => void;
  /** What the probes are given instead of what was found. */
  readonly given?: (found: Target) => Target;
  /** What the probes see of the server instead of what was found. */
  readonly seen?: (target: Target) => Target;
  /** Whether the user has signed in and allowed everything before, as after other probes. */
  readonly signedIn?: boolean;
  /** Whether requests to a server of this process need no socket. */
  readonly isDirect?: boolean;
}

export interface Given
  extends Run,
    Pick<Target, "api" | "profile" | "extensions">,
    Pick<Partial<LabDeps>, "patience" | "wait"> {
  readonly ca?: string | undefined;
}

export async function checkedAll(
  issuer: string,
  clients: TestClients,
  user: Credentials,
  {
    api,
    ca,
    profile,
    extensions,
    probes = PROBES,
    progress,
    visits = () => {},
    given,
    signedIn = false,
    isDirect = false,
    ...more
  }: Given = {},
): Promise<readonly Checked[]> {
  const transport = isDirect ? inProcess : overSockets;
  const { send, rush } = senderOf({
    most: 5_000,
    rate: Number.POSITIVE_INFINITY,
    timeout: 30_000,
    isOwn: () => true,
    ca,
    transport,
  });
  const found = { ...(await discover(issuer, send, clients)), api, profile, extensions };
  const target = given?.(found) ?? found;
  const browser = formSignIn(send, user);
  const signIn: SignIn = {
    visit: (...to) => {
      visits();
      return browser.visit(...to);
    },
    deny: (...to) => {
      visits();
      return browser.deny(...to);
    },
  };
  const stranger = () => formSignIn(send, undefined);
  const lab = new Lab({ target, send, rush, signIn, stranger, now: Date.now, random: randomBytes, ...more });
  if (signedIn) for (const client of Object.values(clients)) if (client.redirect_uri) await lab.authorize(client);
  return await check(lab, REQUIREMENTS, probes, progress);
}

/** The ids of what is broken, in order. */
export const brokenIn = (all: readonly Checked[]): readonly string[] =>
  all
    .filter(({ is }) => is === "broken")
    .map(({ id }) => id)
    .sort();
