/**
 * A result as a link. It holds words of Candor's own lists and nothing else: codes of the catalogue, ids of messages and providers, the type
 * of the client. So nothing that was pasted or typed can be in it, and whoever wrote a link can't make a page say anything of their own.
 */
import { dialects } from "../doctor/dialects/index.ts";
import type { Likelihood } from "../doctor/likelihood.ts";
import { type CauseCode, causeOf, isCause } from "../reasons/causes.ts";
import { isClientType } from "./fields.ts";
import type { Shown } from "./shown.ts";

export interface Reading {
  readonly causes: readonly ReadCause[];
  /** The id of a provider. */
  readonly provider?: string;
  readonly clientType?: string;
}

export interface ReadCause {
  readonly reason: CauseCode;
  readonly likelihood: Likelihood;
  /** The provider's message that it was read from: `microsoft/AADSTS50011`. */
  readonly message?: string;
}

const MOST = 4;
const LIKELIHOODS: readonly string[] = ["certain", "likely", "possible"] satisfies Likelihood[];

/** The fragment of a link, without `#`. */
export function fragmentOf({ causes, provider, clientType }: Reading): string {
  const parts = causes.slice(0, MOST).map(({ reason, likelihood, message }) => {
    const named = [reason, likelihood, ...(message === undefined ? [] : [encodeURIComponent(message)])];
    return `cause=${named.join(",")}`;
  });
  if (provider !== undefined) parts.push(`provider=${provider}`);
  if (clientType !== undefined) parts.push(`client=${clientType}`);
  return parts.join("&");
}

/** The reading of a fragment. Whatever isn't in Candor's lists is left out. Undefined if no cause is left. */
export function readingOf(fragment: string): Reading | undefined {
  const given = new URLSearchParams(fragment.slice(0, 2_000).replace(/^#/, ""));
  const causes = given.getAll("cause").slice(0, MOST).flatMap(readCause);
  const [provider, clientType] = [given.get("provider") ?? "", given.get("client") ?? ""];
  if (causes.length === 0) return undefined;
  return {
    causes,
    ...(dialects.some((dialect) => dialect.provider === provider) && { provider }),
    ...(isClientType(clientType) && { clientType }),
  };
}

function readCause(text: string): ReadCause[] {
  const [reason = "", likelihood = "", message = ""] = text.split(",");
  if (!isCause(reason) || !LIKELIHOODS.includes(likelihood)) return [];
  const known = remedyOf(message, reason) !== undefined;
  return [{ reason, likelihood: likelihood as Likelihood, ...(known && { message }) }];
}

/** What the page shows of a link. What was seen isn't in it. */
export function shownOf({ reason, likelihood, message = "" }: ReadCause): Shown {
  const { title, developer } = causeOf(reason);
  const { fix = developer, tell, page } = remedyOf(message, reason) ?? {};
  return {
    reason,
    title,
    likelihood,
    fix,
    evidence: [],
    ...(tell !== undefined && { tell }),
    ...(page !== undefined && { page }),
  };
}

/** What a provider's manual says to do about its message. */
function remedyOf(message: string, reason: CauseCode) {
  const [, provider = "", id = ""] = /^([^/]+)\/(.+)$/.exec(message) ?? [];
  const signature = dialects.find((dialect) => dialect.provider === provider)?.signatures.find((one) => one.id === id);
  const meaning = signature?.means.find((one) => one.reason === reason);
  return meaning && { fix: meaning.fix, tell: meaning.tell, page: signature?.page };
}

/** The message of a provider whose remedy this is, if it is one. */
export function messageOf({ reason, fix, rule }: { reason: string; fix: string; rule: string }): string | undefined {
  if (isCause(reason) && remedyOf(rule, reason)?.fix === fix) return rule;
  for (const { provider, signatures } of dialects)
    for (const { id, means } of signatures)
      if (means.some((one) => one.reason === reason && one.fix === fix)) return `${provider}/${id}`;
  return undefined;
}
