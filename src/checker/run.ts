/** Checks a server from beginning to end. */
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Requirements } from "../requirements/define.ts";
import { REQUIREMENTS } from "../requirements/index.ts";
import { check, type Progress } from "./check.ts";
import { CheckFile } from "./check-file.ts";
import { discover } from "./discover.ts";
import { Lab } from "./lab.ts";
import { isOwnHost } from "./own-hosts.ts";
import { PROBES } from "./probes/index.ts";
import type { Report } from "./report/report.ts";
import { senderOf } from "./sender.ts";
import { formSignIn } from "./sign-in/forms.ts";
import type { Target } from "./target.ts";

/** What a server is checked with. */
export interface CheckOptions extends z.input<typeof CheckFile> {
  /** Only requirements whose id begins like one of these. */
  readonly only?: readonly string[] | undefined;
  /** Requests per second at most; 50 unless given. */
  readonly rate?: number | undefined;
  /** Requests at most; 3,000 unless given. */
  readonly most?: number | undefined;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Ends the check. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

/** Why a check can't begin: the host isn't confirmed, the server can't be reached, or an option is wrong. */
export class CannotCheck extends Error {}

/** Milliseconds until a response must be there. */
const TIMEOUT = 15_000;
const [RATE, MOST] = [50, 3_000];

/** Checks the server. `hosts` must have the issuer's host unless that is a loopback address. Rejects with `CannotCheck`. */
export async function checkServer(issuer: string, options: CheckOptions = {}): Promise<Report> {
  const requirements = requirementsFor(options.only);
  const { lab } = await openLab(issuer, options);
  const at = Date.now();
  return { issuer, at, checked: await check(lab, requirements, PROBES, options.progress) };
}

/** Throws `CannotCheck` if there are none. */
export function requirementsFor(only: readonly string[] | undefined): Requirements {
  const some = Object.entries(REQUIREMENTS).filter(
    ([id]) => only === undefined || only.some((prefix) => id.startsWith(prefix)),
  );
  if (some.length === 0) throw new CannotCheck(`No requirement begins with ${only?.join(" or ")}.`);
  return Object.fromEntries(some);
}

/** Reads the metadata, and makes what the probes work with. Rejects with `CannotCheck`. */
export async function openLab(
  issuer: string,
  options: CheckOptions,
): Promise<{ readonly lab: Lab; readonly target: Target }> {
  const { ca, signal, rate = RATE, most = MOST } = options;
  const { clients, user, api, metadata, hosts } = given(options);
  const confirmed = new Set(hosts);
  if (!isOwnHost(issuer, confirmed)) throw new CannotCheck(notConfirmed(issuer));
  const isOwn = (url: string): boolean => isOwnHost(url, confirmed);
  const { send, rush } = senderOf({ most, rate, timeout: TIMEOUT, isOwn, ca, signal });
  const target = { ...(await discover(issuer, send, clients, metadata)), api };
  const { failure } = target.oauth.exchange;
  if (failure !== undefined && target.openid.exchange.failure !== undefined)
    throw new CannotCheck(`${issuer} can't be reached: ${failure}.`);
  const signIn = formSignIn(send, user);
  const stranger = () => formSignIn(send, undefined);
  return { target, lab: new Lab({ target, send, rush, signIn, stranger, now: Date.now, random: randomBytes }) };
}

function given({ clients, user, api, metadata, hosts }: CheckOptions): CheckFile {
  return CheckFile.parse({ clients, user, api, metadata, hosts });
}

const notConfirmed = (issuer: string): string =>
  URL.canParse(issuer)
    ? `A check sends requests that a server must refuse. If ${new URL(issuer).host} is yours, say so: --own ${new URL(issuer).host}`
    : `${issuer} is no URL. Give the issuer as the server's metadata has it, such as https://login.example.`;
