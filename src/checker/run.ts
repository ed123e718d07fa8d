/** Checks a server from beginning to end. */
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Requirements } from "../requirements/define.ts";
import type { ServerName } from "../requirements/fixes/define.ts";
import { REQUIREMENTS } from "../requirements/index.ts";
import { CannotCheck } from "./cannot-check.ts";
import { check, type Progress } from "./check.ts";
import { CheckFile } from "./check-file.ts";
import { knowsClients } from "./credentials.ts";
import { discover } from "./discover.ts";
import { briefly } from "./exchange.ts";
import { Lab } from "./lab.ts";
import { isOwnHost } from "./own-hosts.ts";
import { PROBES } from "./probes/index.ts";
import { registerClients } from "./register.ts";
import type { Report } from "./report/report.ts";
import { senderOf } from "./sender.ts";
import { serverOf } from "./server.ts";
import { formSignIn } from "./sign-in/forms.ts";
import { openSignIn } from "./sign-in/open.ts";
import type { SignIn } from "./sign-in/sign-in.ts";
import type { Target } from "./target.ts";

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
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Shows a URL to the user, or opens it; for `sign_in: "browser"`. */
  readonly open?: ((url: string) => void) | undefined;
  /** Ends the check. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

/** Milliseconds until a response must be there. */
const TIMEOUT = 15_000;
const [RATE, MOST] = [50, 3_000];

/** Checks the server. `hosts` must have the issuer's host unless that is a loopback address. Rejects with `CannotCheck`. */
export async function checkServer(issuer: string, options: CheckOptions = {}): Promise<Report> {
  const requirements = requirementsFor(options.only);
  const { lab, target, close } = await openLab(issuer, options);
  const server = options.server ?? serverOf(target);
  try {
    await knowsClients(lab);
    return { issuer, server, at: Date.now(), checked: await check(lab, requirements, PROBES, options.progress) };
  } finally {
    await close();
  }
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
  const { ca, signal, rate = RATE, most = MOST } = options;
  const { clients, registration, user, sign_in, api, profile, metadata, hosts } = given(options);
  const confirmed = new Set(hosts);
  if (!isOwnHost(issuer, confirmed)) throw new CannotCheck(notConfirmed(issuer));
  const isOwn = (url: string): boolean => isOwnHost(url, confirmed);
  const { send, rush } = senderOf({ most, rate, timeout: TIMEOUT, isOwn, ca, signal });
  const initialAccessToken = registration?.initial_access_token;
  const found = { ...(await discover(issuer, send, clients, metadata)), api, profile, initialAccessToken };
  const { failure } = found.oauth.exchange;
  if (failure !== undefined && found.openid.exchange.failure !== undefined)
    throw new CannotCheck(`${issuer} can't be reached: ${failure}.`);
  if (Object.keys(found.metadata).length === 0) throw new CannotCheck(withoutMetadata(found));
  const signIn = await openSignIn(sign_in, send, user, isOwn, options.open);
  const stranger = () => formSignIn(send, undefined);
  const registered = registration && (await registerClients(found, send, registration).catch(closing(signIn)));
  const target = { ...found, clients: registered?.clients ?? clients };
  return {
    target,
    lab: new Lab({ target, send, rush, signIn, stranger, now: Date.now, random: randomBytes }),
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

function given({ clients, registration, user, sign_in, api, profile, metadata, hosts }: CheckOptions): CheckFile {
  return CheckFile.parse({ clients, registration, user, sign_in, api, profile, metadata, hosts });
}

/** Nothing would apply, and the check would look as if it had passed. */
function withoutMetadata({ issuer, oauth, openid }: Target): string {
  const places = [oauth, openid].map(({ exchange }) => `  ${exchange.sent.url}: ${briefly(exchange)}`);
  return [
    `${issuer} has no metadata:`,
    ...new Set(places),
    "Give the issuer as the server names it, or the endpoints as metadata in the file for --with.",
  ].join("\n");
}

const notConfirmed = (issuer: string): string =>
  URL.canParse(issuer) && /^https?:$/.test(new URL(issuer).protocol)
    ? `A check sends requests that a server must refuse. If ${new URL(issuer).host} is yours, say so: --own ${new URL(issuer).host}`
    : `${issuer} is not an http or https URL. Give the issuer as the server's metadata has it, such as https://login.example.`;
