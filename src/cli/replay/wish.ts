/** What the arguments ask for, checked: which exchanges, and how each is changed. */
import type { Exchange, Request } from "../../watch/exchange.ts";
import { changedRequest, type Values } from "../../watch/replay/change.ts";
import { kindOfRecorded } from "../../watch/replay/judge.ts";
import type { ReplayArguments } from "./arguments.ts";

/** Wrong usage, in words. */
export class Unusable extends Error {}

/** The exchanges that `--only` names. Without it, there must be only one. */
export function chosen(all: readonly Exchange[], only: string | undefined): readonly Exchange[] {
  if (all.length === 0) throw new Unusable("There is no request in it.");
  if (only === undefined && all.length > 1)
    throw new Unusable(`There are several exchanges in it. Choose with --only:\n${listed(all)}`);
  if (only === undefined || only === "all") return all;
  const fits = /^\d+$/.test(only)
    ? all.filter(({ number }) => number === Number(only))
    : all.filter((one) => lineOf(one).toLowerCase().includes(only.toLowerCase()));
  if (fits.length === 0) throw new Unusable(`No exchange fits --only ${only}. There are:\n${listed(all)}`);
  return fits;
}

const listed = (all: readonly Exchange[]): string => all.map((one) => `  ${one.number}: ${lineOf(one)}`).join("\n");

/** Without the query, which may have secrets. */
const lineOf = (exchange: Exchange): string => {
  const { request, response } = exchange;
  const status = response === undefined ? "" : ` (${response.status})`;
  return `${kindOfRecorded(exchange).says}, ${request.method} ${request.url.replace(/[?#].*$/s, "")}${status}`;
};

export function changed(request: Request, { set = [], unset = [], header = [], to }: ReplayArguments): Request {
  const values: Values = new Map([
    ...unset.map((name) => [name, undefined] as const),
    ...set.map((one) => pairOf(one, /^([^=]+)=(.*)$/s, "--set", "name=value")),
  ]);
  const target = to === undefined ? undefined : urlOf(to);
  if (!URL.canParse(request.url) && target === undefined)
    throw new Unusable(
      request.url === ""
        ? "There is no URL in it. Give a HAR file, a curl command or an HTTP message."
        : `${request.url} has no host. Say where to send it with --to.`,
    );
  const headers = header.map((line) => pairOf(line, /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/, "--header", "'Name: value'"));
  return changedRequest(request, { values, headers, to: target });
}

function urlOf(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Unusable(`--to ${text} is not an http or https URL.`);
  return new URL(text);
}

function pairOf(text: string, form: RegExp, option: string, says: string): readonly [string, string] {
  const [, name, value] = form.exec(text) ?? [];
  if (name === undefined || value === undefined || /[\r\n]/.test(option === "--header" ? text : ""))
    throw new Unusable(`${option} ${text} hasn't the form ${says}.`);
  return [name, value];
}
