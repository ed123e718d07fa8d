/** Checks a server from beginning to end. */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import type { Requirements } from "../requirements/define.ts";
import type { ServerName } from "../requirements/fixes/define.ts";
import { REQUIREMENTS } from "../requirements/index.ts";
import { strangeness } from "./believed.ts";
import { CannotCheck } from "./cannot-check.ts";
import { check, type Progress, probesFor } from "./check.ts";
import { CheckFile } from "./check-file.ts";
import { needsClients } from "./conditions.ts";
import { knowsClients } from "./credentials.ts";
import { discover } from "./discover.ts";
import { parsedAs } from "./file-faults.ts";
import { Lab } from "./lab.ts";
import { isOwnHost } from "./own-hosts.ts";
import { PROBES } from "./probes/index.ts";
import { registerClients } from "./register.ts";
import type { Report } from "./report/report.ts";
import { senderOf, unreachable } from "./sender.ts";
import { serverOf } from "./server.ts";
import { formSignIn } from "./sign-in/forms.ts";
import { openSignIn } from "./sign-in/open.ts";
import type { SignIn } from "./sign-in/sign-in.ts";
import type { Extensions, Target } from "./target.ts";
import { withoutMetadata } from "./without-metadata.ts";

/** What a server is checked with. */
export interface CheckOptions extends z.input<typeof CheckFile> {
  /** Only requirements whose id begins like one of these. */
  readonly only?: readonly string[] | undefined;
  /** Which server it is, for fixes that name its settings; recognized by its metadata unless given. */
  readonly server?: ServerName | undefined;
  /** Requests per second at most; 50 unless given. */
  readonly rate?: number | undefined;
  /** Requests at most; 3,000 unless given. */
  readonly most?: number | undefined;
  /** Milliseconds until a response must be complete; 10,000 unless given. */
  readonly timeout?: number | undefined;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Shows a URL to the user, or opens it; for `sign_in: "browser"`. */
  readonly open?: ((url: string) => void) | undefined;
  /** Ends the check. */
  readonly signal?: AbortSignal | undefined;
  /** Called whenever a probe begins. */
  readonly progress?: Progress | undefined;
}

const LIMITS = { rate: 50, most: 3_000, timeout: 10_000 } as const;

/** Checks the server. `hosts` must have the issuer's host unless that is a loopback address. Rejects with `CannotCheck`. */
export async function checkServer(issuer: string, options: CheckOptions = {}): Promise<Report> {
  const requirements = requirementsFor(options.only);
  return checkOpened(await openLab(issuer, options), requirements, options);
}

/** Checks, and closes what was opened. Rejects with `CannotCheck`. */
export async function checkOpened(
  { lab, target, close }: OpenLab,
  requirements: Requirements,
  { server = serverOf(target), progress }: Pick<CheckOptions, "server" | "progress">,
): Promise<Report> {
  try {
    const probes = probesFor(requirements, PROBES);
    if (probes.some((name) => needsClients(PROBES[name]?.needs ?? []))) await knowsClients(lab);
    const at = Date.now();
    const checked = await check(lab, requirements, PROBES, progress);
    return { issuer: target.issuer, server, at, checked, warning: warningOf(lab) };
  } finally {
    await close();
  }
}

function warningOf({ heard, target }: Lab): string | undefined {
  const last = heard.last("token", target);
  return last === undefined || heard.isItself("token", target) ? undefined : strangeness("token", last);
}

/** Throws `CannotCheck` if there are none. */
export function requirementsFor(only: readonly string[] | undefined): Requirements {
  const some = Object.entries(REQUIREMENTS).filter(
    ([id]) => only === undefined || only.some((prefix) => id.startsWith(prefix)),
  );
  if (some.length === 0) throw new CannotCheck(`No requirement begins with ${only?.join(" or ")}.`);
  return Object.fromEntries(some);
}

export interface OpenLab {
  readonly lab: Lab;
  readonly target: Target;
  /** Closes the browser, and removes clients that were registered for the check. */
  close(): Promise<void>;
}

/** Reads the metadata, and makes what the probes work with. Rejects with `CannotCheck`. */
export async function openLab(issuer: string, options: CheckOptions): Promise<OpenLab> {
  const { ca, signal, rate = LIMITS.rate, most = LIMITS.most, timeout = LIMITS.timeout } = options;
  const file = given(options);
  const { clients, registration, user, sign_in, api, profile, metadata, hosts, patience } = file;
  const confirmed = new Set(hosts);
  if (!isOwnHost(issuer, confirmed)) throw new CannotCheck(notConfirmed(issuer));
  const isOwn = (url: string): boolean => isOwnHost(url, confirmed);
  const { send, rush } = senderOf({ most, rate, timeout, isOwn, ca, signal });
  const initialAccessToken = registration?.initial_access_token;
  const extensions = extensionsIn(file);
  const found = { ...(await discover(issuer, send, clients, metadata)), api, profile, initialAccessToken, extensions };
  const { failure } = found.oauth.exchange;
  if (failure !== undefined && found.openid.exchange.failure !== undefined)
    throw new CannotCheck(unreachable(issuer, failure));
  if (Object.keys(found.metadata).length === 0) throw new CannotCheck(await withoutMetadata(found, send));
  const signIn = await openSignIn(sign_in, send, user, isOwn, options.open);
  const stranger = () => formSignIn(send, undefined);
  const registered = registration && (await registerClients(found, send, registration).catch(closing(signIn)));
  const target = { ...found, clients: registered?.clients ?? clients };
  return {
    target,
    lab: new Lab({
      ...{ target, send, rush, signIn, stranger, now: Date.now, random: randomBytes, patience },
      wait: (milliseconds) => wait(milliseconds, undefined, { signal }),
    }),
    close: async () => {
      await signIn.close?.();
      await registered?.forget();
    },
  };
}

const closing =
  (signIn: SignIn) =>
  async (error: unknown): Promise<never> => {
    await signIn.close?.();
    throw error;
  };

/** Options beside those of the file are left out. */
function given(options: CheckOptions): CheckFile {
  return parsedAs(CheckFile, Object.fromEntries(MEMBERS.map((name) => [name, options[name]])), "The options");
}

const MEMBERS = Object.keys(CheckFile.shape) as (keyof CheckFile)[];

const extensionsIn = (file: CheckFile): Extensions => ({
  exchange: file.token_exchange,
  assertions: file.assertion_issuer,
  documents: file.client_documents,
  logoutPort: file.logout_port,
  notificationPort: file.notification_port,
  approvalUrl: file.approval_url,
});

const notConfirmed = (issuer: string): string =>
  URL.canParse(issuer) && /^https?:$/.test(new URL(issuer).protocol)
    ? `A check sends requests that a server must refuse. If ${new URL(issuer).host} is yours, say so: --own ${new URL(issuer).host}`
    : `${issuer} is not an http or https URL. Give the issuer as the server's metadata has it, such as https://login.example.`;
