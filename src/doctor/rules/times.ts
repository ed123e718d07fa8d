/** What time it was, as far as the input says. */
import type { Jwt } from "../material.ts";
import type { View } from "../view.ts";

/** Milliseconds of an RFC 3339 text, an HTTP date, or seconds since 1970. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === "number") return value > 1e11 ? value : value * 1000;
  if (typeof value !== "string") return undefined;
  if (/^\d{9,13}(?:\.\d+)?$/.test(value)) return timeOf(Number(value));
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

export interface Clocks {
  readonly server: number | undefined;
  readonly client: number | undefined;
}

/** The clocks of both sides: as given, by a response's Date header, or by the time of an exchange. */
export function clocksOf(view: View): Clocks {
  const dated = view.material.exchanges.findLast(({ response }) => response?.headers.date !== undefined);
  const at = view.material.exchanges.findLast((exchange) => exchange.at !== undefined)?.at;
  return {
    server: timeOf(view.context.server_time) ?? timeOf(dated?.response?.headers.date),
    client: timeOf(view.context.client_time) ?? at,
  };
}

/** A claim that contains a time, in milliseconds. */
export const claimTime = ({ claims }: Jwt, name: string): number | undefined => {
  const value = claims[name];
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value))
    ? timeOf(Number(value))
    : undefined;
};

export const shownTime = (milliseconds: number): string =>
  Math.abs(milliseconds) < 8e15 ? new Date(milliseconds).toISOString().replace(".000Z", "Z") : "no time at all";
